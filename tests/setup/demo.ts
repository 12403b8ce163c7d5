// The demo county in the test file's data folder, and its site with the demo mailbox.
import { execFileSync } from "node:child_process";
import type { Page } from "playwright-core";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { startSite, type Site } from "./server";

/** The first who needs the demo county makes it; the others wait until it stands, and everybody takes a copy. */
export async function demoFolder(): Promise<string> {
  const made = join(dirname(process.env.TEMPLATE_DATABASE ?? ""), "demo");
  const ready = `${made}.ready`;
  const failed = `${made}.failed`;
  const first = mkdirSync(made, { recursive: true }) !== undefined;
  if (first) {
    const env = { ...process.env, DATA_DIR: made, LOG_LEVEL: "silent" };
    try {
      cpSync(process.env.TEMPLATE_DATABASE ?? "", join(made, "lansgrupp.db"));
      execFileSync(process.execPath, ["--import", "tsx", "app/cli/demo.ts"], {
        stdio: ["ignore", "ignore", "pipe"],
        env,
      });
      writeFileSync(ready, "");
    } catch (error) {
      writeFileSync(failed, String(error));
    }
  }
  while (!existsSync(ready)) {
    if (existsSync(failed)) throw new Error(readFileSync(failed, "utf8"));
    await new Promise((again) => setTimeout(again, 50));
  }
  return made;
}

/** The test file's data folder holds the demo county from here on; before the database is opened. */
export async function fillWithDemo(): Promise<void> {
  const folder = process.env.DATA_DIR ?? "";
  for (const end of ["", "-wal", "-shm"]) rmSync(join(folder, `lansgrupp.db${end}`), { force: true });
  cpSync(await demoFolder(), folder, { recursive: true });
}

export async function startDemo(): Promise<Site> {
  await fillWithDemo();
  return startSite();
}

/** Reads the newest letter in the demo mailbox; waits for it. */
export async function demoLetter(page: Page, base: string, to: string, subject: RegExp): Promise<string> {
  const reader = await page.context().newPage();
  try {
    for (let i = 0; i < 100; i++) {
      await reader.goto(`${base}/demo/brev?till=${encodeURIComponent(to)}`);
      const found = reader.locator("tbody a", { hasText: subject }).first();
      if (await found.count()) {
        await found.click();
        return await reader.locator(".letter").innerText();
      }
      await reader.waitForTimeout(100);
    }
    throw new Error(`no letter to ${to} about ${subject}`);
  } finally {
    await reader.close();
  }
}
export async function demoSignIn(page: Page, base: string, email: string): Promise<void> {
  await page.goto(`${base}/logga-in`);
  await page.getByLabel("Din mejladress").fill(email);
  await page.getByRole("button", { name: "Skicka kod" }).click();
  const code = /^([3479A-HJKMNP-TV-Z]{8})$/m.exec(await demoLetter(page, base, email, /Din kod/))![1]!;
  await page.getByLabel("Kod", { exact: true }).fill(code);
  await page.locator("main").getByRole("button", { name: "Logga in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/logga-in"));
}
