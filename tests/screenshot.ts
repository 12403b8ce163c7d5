// `npm run screenshot`: the README's picture, of the demo county as it is today.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoSignIn, startDemo } from "./setup/demo";
import { launch } from "./journeys/browser";
import makeTemplate from "./setup/template";

const folder = mkdtempSync(join(tmpdir(), "lansgrupp-picture-"));
process.env.DATA_DIR = folder;
const removeTemplate = makeTemplate();
const site = await startDemo();
const browser = await launch();
try {
  const page = await (
    await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "sv-SE" })
  ).newPage();
  await demoSignIn(page, site.base, "strateg@lansstyrelsen.example");
  await page.screenshot({
    path: "docs/startsida.png",
    clip: { x: 0, y: 0, width: 1280, height: 1080 },
    fullPage: true,
  });
} finally {
  await browser.close();
  await site.stop();
  removeTemplate();
  rmSync(folder, { recursive: true, force: true });
}
