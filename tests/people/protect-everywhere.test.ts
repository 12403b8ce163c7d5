// Through the built site: somebody who is in everything is marked, and every page, export, paper and entry that a member, a deputy or the
// strategist can reach is read for the name, the address and the telephone.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "~/platform/db.server";
import { startDemo } from "../setup/demo";
import type { Site } from "../setup/server";
import { formsOf, Visitor } from "../setup/visitor";

const email = "samordnare@norradalarna.example";
const readers = ["ny@region.example", "ersattare@vansbro.example", "strateg@lansstyrelsen.example"];
let site: Site;
let folder: string;
let person: { id: string; name: string; phone: string | null };
beforeAll(async () => {
  site = await startDemo();
  folder = mkdtempSync(join(tmpdir(), "read-"));
  person = await db.person.findFirstOrThrow({
    where: { emailKey: email },
    orderBy: { holdings: { _count: "desc" } },
  });
}, 120_000);
afterAll(async () => {
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What a paper or a workbook says. */
function words(bytes: Buffer, type: string): string {
  const file = join(folder, "file");
  writeFileSync(file, bytes);
  if (type.includes("pdf")) return execFileSync("pdftotext", [file, "-"], { encoding: "utf8" });
  if (type.includes("spreadsheet"))
    return execFileSync("unzip", ["-p", file], { encoding: "utf8", maxBuffer: 1e8 });
  return bytes.toString("utf8");
}
interface Read {
  address: string;
  type: string;
  words: string;
}
/** Every address that leads on from where somebody begins; what somebody else wrote and sent as a file is told to the strategist by name. */
async function readAll(visitor: Visitor): Promise<Read[]> {
  const seen = new Map<string, Read>();
  const waiting = ["/mitt", "/dalarna", "/"];
  while (waiting.length > 0) {
    const path = waiting.shift() ?? "";
    if (seen.has(path)) continue;
    const answer = await fetch(site.base + path, {
      headers: { Cookie: [...visitor.cookies].map(([k, v]) => `${k}=${v}`).join("; "), Connection: "close" },
      redirect: "manual",
    });
    const type = answer.headers.get("Content-Type") ?? "";
    const bytes = Buffer.from(await answer.arrayBuffer());
    const to = answer.headers.get("Location");
    seen.set(path, { address: path, type, words: words(bytes, type) });
    const onward = type.includes("html") ? hrefs(bytes.toString("utf8")) : [];
    for (const href of to ? [to] : onward) {
      const url = new URL(href, site.base + path);
      const on = url.pathname + url.search;
      if (url.origin === site.base && !/^\/(logga-ut|demo|assets|build)/.test(on) && !seen.has(on))
        waiting.push(on);
    }
  }
  return [...seen.values()];
}
const hrefs = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]*\shref="([^"#]*)/g)].map((m) => (m[1] ?? "").replace(/&amp;/g, "&"));

it("names nobody who is marked, on any page, list, paper or entry", async () => {
  const all = readers.map(() => new Visitor(site.base));
  for (const [i, who] of readers.entries()) await all[i]?.signIn(who);
  const [member, , strategist] = all;
  if (!member || !strategist) throw new Error("nobody reads");
  const telling = new RegExp(
    [
      person.name.replace(/\s+/g, "\\s+"),
      email.replace(/\./g, "\\."),
      ...(person.phone ? [person.phone] : []),
    ].join("|"),
    "i",
  );
  const before = (await readAll(member)).filter((r) => telling.test(r.words));
  expect(before.length).toBeGreaterThan(5);
  const at = `/dalarna/lansgruppen/skyddad/${person.id}/markera`;
  const [form] = formsOf((await strategist.get(at)).html, at).filter((f) =>
    f.fields.some((x) => x.name === "sure"),
  );
  const done = await strategist.post(
    form?.action ?? "",
    (form?.fields ?? []).map((f) => [f.name, f.name === "sure" ? "on" : f.value]),
  );
  expect(done.status).toBe(303);
  for (const [i, visitor] of all.entries()) {
    const pages = await readAll(visitor);
    // The papers as they were sealed are the strategist's alone, to look up.
    const originals =
      visitor === strategist ? await db.file.findMany({ where: { audience: "strategist" } }) : [];
    const naming = pages.filter(
      (r) => telling.test(r.words) && !originals.some((f) => r.address.endsWith(`/filer/${f.id}`)),
    );
    expect([readers[i], naming.map((r) => [r.address, telling.exec(r.words)?.[0]])]).toEqual([
      readers[i],
      [],
    ]);
    expect(pages.length).toBeGreaterThan(60);
  }
}, 300_000);
