// A button pressed twice with the mouse, in Chromium.
import type { Browser } from "playwright-core";
import { setTimeout as pause } from "node:timers/promises";
import { person } from "../journeys/browser";
import { formsOf } from "../setup/visitor";
import { beyond, made, shape, type Act, type Counts, type Pressed } from "./acts";
import type { Served } from "./crawl";

/** Presses the button twice with the mouse, in a form that is filled in as before. */
export async function doublePressed(
  on: Served,
  browser: Browser,
  count: () => Counts,
  act: Act,
  first: Pressed,
): Promise<string[]> {
  const { context, page } = await person(browser, { javaScript: true });
  try {
    const url = on.site.base;
    await context.addCookies([...on.people[act.who].cookies].map(([name, value]) => ({ name, value, url })));
    let under = 0;
    page.on("request", (r) => (under += r.method() === "POST" ? 1 : 0));
    const over = (r: { method: () => string }) => (under -= r.method() === "POST" ? 1 : 0);
    page.on("requestfinished", over).on("requestfailed", over);
    await page.goto(url + act.path);
    const all = formsOf((await on.people[act.who].get(act.path)).html, act.path);
    const at = all.findIndex((f) => shape(f) === shape(act.form));
    const values = first.entries.filter(([name, value]) => name !== "nyckel" && typeof value === "string");
    const button = await page.evaluateHandle(
      ({ at, values, pressed }) => {
        const form = document.forms[at];
        if (!form) return null;
        for (const field of form.elements) {
          const f = field as HTMLInputElement;
          const own = values.filter(([name]) => name === f.name).map(([, value]) => value);
          if (f.type === "radio" || f.type === "checkbox") f.checked = own.includes(f.value);
          else if (f.type !== "hidden" && f.type !== "file" && f.tagName !== "BUTTON" && own[0] !== undefined)
            f.value = own[0];
        }
        const buttons = [...form.elements].filter(
          (e) => (e as HTMLButtonElement).type === "submit",
        ) as HTMLButtonElement[];
        const button =
          buttons.find((b) => !pressed || (b.name === pressed.name && b.value === pressed.value)) ?? null;
        for (let up = (button ?? form).parentElement; up; up = up.parentElement)
          if (up.tagName === "DETAILS") (up as HTMLDetailsElement).open = true;
        return button ?? (buttons.length === 0 ? "posted by the page's script" : null);
      },
      {
        at,
        values: values as [string, string][],
        pressed: act.button && { name: act.button.name, value: act.button.value },
      },
    );
    const element = button.asElement();
    if (!element && (await button.jsonValue()) !== null) return [];
    if (!element) return [`no button in Chromium: ${String(at)} of ${all.length}, ${await page.title()}`];
    const before = count();
    await element.dblclick({ timeout: 3000 });
    let now = made(before, count());
    for (let same = 0; same < 4;) {
      await pause(25);
      const later = made(before, count());
      same = under === 0 && JSON.stringify(later) === JSON.stringify(now) ? same + 1 : 0;
      now = later;
    }
    // A file that is led to is no page.
    const told = await page
      .locator("h1")
      .allInnerTexts()
      .then(
        (all) => all.join(),
        () => "",
      );
    return [
      ...beyond(first.once, now).map((b) => `in Chromium ${b}`),
      ...(/Något gick fel|hann före|finns inte|behörighet/.test(told) ? [`in Chromium “${told}”`] : []),
    ];
  } catch (error) {
    return [`in Chromium ${String(error).split("\n")[0] ?? ""}`];
  } finally {
    await context.close();
  }
}
