// A real Chromium, and the letters that a person would read.
import type axe from "axe-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import type { MailServer } from "../setup/mailserver";
import { realTime } from "../setup/real-time";

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    env: realTime(),
    args: [
      "--no-sandbox",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });

/** A person at a browser of their own. Errors on the console fail the journey. */
export async function person(
  browser: Browser,
  options: { javaScript: boolean; width?: number },
): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  const context = await browser.newContext({
    javaScriptEnabled: options.javaScript,
    viewport: { width: options.width ?? 1280, height: 900 },
    locale: "sv-SE",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const errors: string[] = [];
  page.on("console", (m) => {
    if (m.type() === "error" && !/status of (4\d\d)/.test(m.text())) errors.push(m.text());
  });
  page.on("pageerror", (e) => errors.push(e.message));
  return { context, page, errors };
}

/** The newest letter to an address with a subject; waits for it. */
export async function letterTo(mail: MailServer, to: string, subject: RegExp, seen: Set<string> = new Set()) {
  const found = await mail.waitFor(
    (m) =>
      [m.to].flat().some((t) => t?.text === to) && subject.test(m.subject ?? "") && !seen.has(m.messageId!),
  );
  seen.add(found.messageId!);
  return found;
}
export const linkIn = (text: string | undefined, door: string): string =>
  new RegExp(`https?://\\S+/${door}/[^\\s.]+`).exec(text ?? "")![0];
export const codeIn = (text: string | undefined): string =>
  /^([3479A-HJKMNP-TV-Z]{8})$/m.exec(text ?? "")![1]!;

export const press = (page: Page, name: string | RegExp) =>
  page.locator("main").getByRole("button", { name }).first().click();
export const follow = (page: Page, name: string | RegExp) =>
  page.locator("main").getByRole("link", { name }).first().click();
export const says = (page: Page, text: string | RegExp) => page.locator("h1", { hasText: text }).waitFor();

/** Signs in with the code of a letter. */
export async function signInBy(
  page: Page,
  base: string,
  email: string,
  letter: (to: string, subject: RegExp) => Promise<{ text?: string }>,
): Promise<void> {
  await page.goto(`${base}/logga-in`);
  await page.getByLabel("Din mejladress").fill(email);
  await press(page, "Skicka kod");
  await page.getByLabel("Kod", { exact: true }).fill(codeIn((await letter(email, /Din kod/)).text));
  await press(page, "Logga in");
  await page.waitForURL((url) => !url.pathname.startsWith("/logga-in"));
}

/** The short one: every page takes it in anew. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What axe finds on the page as it stands, by WCAG 2.2 AA and good habit. Its rules are put into the page once, so a second width costs only the run. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const found = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      rules: { region: { enabled: false } },
      resultTypes: ["violations"],
    });
    return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`);
  });
}
