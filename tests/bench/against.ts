// A page of ours against the same page of the bare server: first whether both show the same, then in turn how many a second.
import { load, median } from "./measure";

/** What a reader sees in a part of a page: its words and where its links lead. */
async function seen(base: string, path: string, tag: string, cookie: string): Promise<string> {
  const html = await (await fetch(base + path, { headers: { cookie } })).text();
  const inside = new RegExp(`<${tag}[\\s>][\\s\\S]*</${tag}>`).exec(html)?.[0] ?? "";
  // React 18 leaves a NUL where a character of two bytes meets the end of its buffer; browsers pass over it.
  return inside
    .replaceAll("\0", "")
    .replace(/<!--.*?-->/g, "")
    .replace(/<a [^>]*href="([^"]*)"[^>]*>/g, "[$1]")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

interface Page {
  path: string;
  tag: string;
  cookie: string;
}
async function sameOrFail(ours: string, theirs: string, page: Page): Promise<void> {
  const a = await seen(ours, page.path, page.tag, page.cookie);
  const b = await seen(theirs, page.path, page.tag, page.cookie);
  if (a === b && a.length >= 500) return;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  const around = (text: string) => `"${text.slice(Math.max(0, from - 60), from + 80)}"`;
  throw new Error(`the bare server shows something else: ${around(a)} / ${around(b)}`);
}

/** How many times as many pages a second as the bare server, and both rates. */
export async function against(
  ours: string,
  theirs: string,
  page: Page,
  { runs, seconds, warm }: { runs: number; seconds: number; warm: number },
): Promise<{ ratio: number; ours: number; theirs: number }> {
  await sameOrFail(ours, theirs, page);
  for (const base of [ours, theirs]) await load(base + page.path, page.cookie, warm);
  const rates: { a: number; b: number }[] = [];
  for (let i = 0; i < runs; i++)
    rates.push({
      a: await load(ours + page.path, page.cookie, seconds),
      b: await load(theirs + page.path, page.cookie, seconds),
    });
  return {
    ratio: median(rates.map((r) => r.a / r.b)),
    ours: median(rates.map((r) => r.a)),
    theirs: median(rates.map((r) => r.b)),
  };
}
