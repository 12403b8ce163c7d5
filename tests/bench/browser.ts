// The first load of a page in Chromium: what goes over the wire, told by the browser itself.
import { chromium } from "playwright-core";
import { realTime } from "../setup/real-time";

export async function firstLoad(
  url: string,
  cookie: string,
  organisations: number,
): Promise<{ bytes: number; requests: number; what: string[] }> {
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
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
  try {
    const context = await browser.newContext();
    const [name, value] = cookie.split("=", 2) as [string, string];
    await context.addCookies([{ name, value, url: new URL(url).origin }]);
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    await wire.send("Network.enable");
    const asked = new Map<string, string>();
    let bytes = 0;
    wire.on("Network.requestWillBeSent", ({ requestId, request }) => {
      if (!request.url.startsWith("data:")) asked.set(requestId, new URL(request.url).pathname);
    });
    wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (asked.has(requestId)) bytes += encodedDataLength;
    });
    const answer = await page.goto(url, { waitUntil: "networkidle" });
    const rows = await page.locator("table.data tbody tr").count();
    if (answer?.status() !== 200 || rows < organisations)
      throw new Error(`the page answered ${answer?.status()} with ${rows} rows`);
    await page.waitForTimeout(300);
    return { bytes, requests: asked.size, what: [...asked.values()] };
  } finally {
    await browser.close();
  }
}
