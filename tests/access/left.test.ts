// Back to a page that a seat showed: whoever has left it is told so, and nobody else hears that the page exists.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownPermit } from "~/domain/access/permits.server";
import { appointStaff } from "~/domain/network/commands.server";
import { leave } from "~/domain/seats/commands.server";
import { addDays, longDate } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { must } from "~/platform/must";
import { ended } from "../setup/ended";
import { sessionCookie, startSite, type Site } from "../setup/server";
import { asAccount, makeWorld, sessionFor, signed, strategist, type World } from "../world";

let w: World;
let site: Site;
const cookies: Record<string, string> = {};
const at = "/dalarna/lansgruppen";
const slug = (name: string) => must(w.orgs[name], name).slug;
const holdings: Record<string, string> = {};
const emails = {
  asa: "asa.blom@leksand.example",
  other: "asa.blom@mora.example",
  /** Has left a seat, and looks after the network since. */
  crossed: "asa.blom@falu.example",
  strategist,
};
const read = async (who: string, path: string, typed?: Record<string, string>) => {
  const answer = await fetch(site.base + path, {
    headers: { cookie: cookies[who] ?? "", origin: site.base },
    redirect: "manual",
    ...(typed && { method: "POST", body: new URLSearchParams(typed) }),
  });
  const html = await answer.text();
  return {
    status: answer.status,
    to: answer.headers.get("location"),
    main: /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? "",
  };
};
beforeAll(async () => {
  setClock(new Date(now().getTime() - 10 * 86_400_000));
  w = await makeWorld();
  for (const name of ["leksand", "mora", "falu"]) {
    await signed(w, name);
    const seat = { organisationId: must(w.orgs[name], name).id, seat: "representative" };
    holdings[name] = (await db.holding.findFirstOrThrow({ where: seat })).id;
  }
  setClock(null);
  for (const [who, email] of Object.entries(emails)) cookies[who] = sessionCookie(await sessionFor(email));
  for (const name of ["leksand", "falu"])
    await leave(
      await asAccount("seat.leave", w.networkId, strategist),
      { holdingId: must(holdings[name], "a holding"), lastOn: addDays(today(), -1), why: "Slutade" },
      "",
    );
  await appointStaff(ownPermit("installation.manage", "cli", "test"), w.networkId, {
    name: "Åsa Blom",
    email: emails.crossed,
    role: "strategist",
    fromOn: today(),
    untilOn: null,
  });
  site = await startSite();
});
afterAll(async () => {
  await ended(site);
});

describe("a page that a seat showed", () => {
  const pages = () => [
    `${at}/organisationer/${slug("leksand")}`,
    `${at}/organisationer/${slug("leksand")}/slutar?plats=${holdings.leksand}`,
    `${at}/moten`,
    `${at}/material/finns-inte/om`,
  ];
  it("tells whoever has left it which day was the last", async () => {
    for (const path of pages()) {
      const { status, main } = await read("asa", path);
      expect([path, status]).toEqual([path, 403]);
      expect(main).toContain("Ditt uppdrag är avslutat");
      expect(main).toContain(`Din sista dag för Leksands kommun var ${longDate(addDays(today(), -1))}.`);
    }
  });
  it("says so too where something was typed on it before, and gives that back", async () => {
    const { status, main } = await read("asa", `${at}/fragor-att-lyfta/ny`, { title: "Vem följer upp?" });
    expect(status).toBe(403);
    for (const said of ["Ditt uppdrag är avslutat</h1>", "Din sista dag för", "Vem följer upp?"])
      expect(main).toContain(said);
  });
  it("is not found for whoever never had that seat, in another network, and for whoever looks after this one", async () => {
    for (const [who, path] of [
      ["other", `${at}/organisationer/${slug("leksand")}`],
      ["asa", `${at}/organisationer/${slug("mora")}`],
      ["asa", "/gavleborg/lansgruppen/moten"],
      ["strategist", `${at}/organisationer/finns-inte`],
      ["crossed", `${at}/material/finns-inte/om`],
    ] as const) {
      const { status, main } = await read(who, path);
      expect([path, status]).toEqual([path, 404]);
      expect(main).toContain("Sidan finns inte");
    }
  });
  it("leads from the page where somebody leaves on to the organisation, once it has been said", async () => {
    const path = `${at}/organisationer/${slug("leksand")}`;
    expect(await read("strategist", `${path}/slutar?plats=${holdings.leksand}`)).toMatchObject({
      status: 303,
      to: path,
    });
  });
});
