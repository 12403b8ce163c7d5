// The demo county in the test file's data folder, and its site with the demo mailbox.
import { execFileSync } from "node:child_process";
import type { Page } from "playwright-core";
import { rmSync } from "node:fs";
import { startSite, type Site } from "./server";

export async function startDemo(): Promise<Site> {
  for (const end of ["", "-wal", "-shm"])
    rmSync(`${process.env.DATA_DIR}/lansgrupp.db${end}`, { force: true });
  execFileSync(process.execPath, ["prisma/prisma.mjs", "migrate", "deploy"], { stdio: "ignore" });
  execFileSync(process.execPath, ["--import", "tsx", "app/cli/demo.ts"], {
    stdio: "ignore",
    env: { ...process.env, LOG_LEVEL: "silent" },
  });
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
  const code = /^(\d{6})$/m.exec(await demoLetter(page, base, email, /Din kod/))![1]!;
  await page.getByLabel("Kod", { exact: true }).fill(code);
  await page.locator("main").getByRole("button", { name: "Logga in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/logga-in"));
}
