// The day of a meeting: the code on the wall, read by a member who is signed in and by a guest, and what the strategist sees.
import { ended } from "../setup/ended";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkInToken } from "~/domain/meetings/check-in/address.server";
import { renewCheckIn } from "~/domain/meetings/check-in/commands.server";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { paths } from "~/paths";
import { addDays, zonedInstant } from "~/platform/calendar";
import { setClock, today } from "~/platform/clock";
import { startSite, sessionCookie, type Site } from "../setup/server";
import { asAccount, makeWorld, sessionFor, signed, strategist } from "../world";
import { launch, person, press, violations } from "./browser";

let browser: Browser;
let site: Site;
let code: string;
let attendance: string;
const cookies: Record<string, string> = {};
beforeAll(async () => {
  const w = await makeWorld();
  await signed(w, "leksand");
  const day = addDays(today(), 10);
  const manager = await asAccount("meeting.manage", w.networkId, strategist);
  const id = await createMeeting(
    manager,
    meetingSchema.parse({
      kind: "ordinary",
      title: "Vårens möte",
      heldOn: day,
      fromTime: "09:00",
      toTime: "16:00",
      place: "Falun",
    }),
  );
  await convene(manager, id, 1);
  await renewCheckIn(await asAccount("attendance.take", w.networkId, strategist), id);
  code = paths.checkIn(checkInToken(id)!);
  attendance = `/dalarna/lansgruppen/moten/${id}/narvaro`;
  setClock(zonedInstant(day, "08:40"));
  for (const email of [strategist, "asa.blom@leksand.example"])
    cookies[email] = decodeURIComponent(
      sessionCookie(await sessionFor(email))
        .split("=")
        .slice(1)
        .join("="),
    );
  setClock(null);
  site = await startSite({ CLOCK: zonedInstant(day, "08:45").toISOString() });
  browser = await launch();
});
afterAll(async () => {
  setClock(null);
  await ended(browser, site);
});

async function phone(email?: string): Promise<{ page: Page; errors: string[] }> {
  const { context, page, errors } = await person(browser, { javaScript: false, width: 390 });
  if (email) await context.addCookies([{ name: "lg_session", value: cookies[email]!, url: site.base }]);
  return { page, errors };
}
/** axe at both widths, and a picture where one is asked for. */
async function looks(page: Page, name: string): Promise<void> {
  const { page: seen, context } = await person(browser, { javaScript: true });
  await context.addCookies(await page.context().cookies());
  for (const width of [1280, 390]) {
    await seen.setViewportSize({ width, height: 900 });
    await seen.goto(page.url());
    expect(await violations(seen)).toEqual([]);
    expect(await seen.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    if (process.env.PICTURES) {
      mkdirSync(process.env.PICTURES, { recursive: true });
      await seen.screenshot({ path: join(process.env.PICTURES, `${name}-${width}.png`), fullPage: true });
    }
  }
  await context.close();
}

it("a member is checked in by one press, a guest waits for the strategist, and nobody by looking", async () => {
  const member = await phone("asa.blom@leksand.example");
  await member.page.goto(site.base + code);
  await looks(member.page, "check-in-member");
  const staff = await phone(strategist);
  await staff.page.goto(site.base + attendance);
  await staff.page.getByText(/0 av \d+ organisationer är här/).waitFor();
  await press(member.page, "Jag är här");
  await member.page.getByText("Du är incheckad").waitFor();
  await member.page.getByText("Ni är införda").waitFor();

  const guest = await phone();
  await guest.page.goto(site.base + code);
  await looks(guest.page, "check-in-guest");
  await press(guest.page, "Jag är här");
  await guest.page.locator(".error").first().waitFor();
  await guest.page.getByLabel("Ditt namn").fill("Vera Gäst");
  await guest.page.getByLabel("Organisation").selectOption("gast");
  await press(guest.page, "Jag är här");
  await guest.page.getByText("Länsstyrelsen bekräftar att du är här").waitFor();
  expect(await guest.page.getByText("Vem är du?").count()).toBe(0);
  await guest.page.getByRole("link", { name: "Checka in någon annan" }).waitFor();

  await staff.page.reload();
  await staff.page.getByText(/1 av \d+ organisationer är här/).waitFor();
  await looks(staff.page, "check-in-waiting");
  await press(staff.page, "Bekräfta Vera Gäst");
  await staff.page.locator("#gaster").getByText("Vera Gäst").first().waitFor();
  expect([...member.errors, ...guest.errors, ...staff.errors]).toEqual([]);
});
