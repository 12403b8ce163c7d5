// An ANDT network in Halland: every page as each kind of user, every letter, paper, table and calendar has its own name, duties and purpose,
// and no word of the networks against violence, of Dalarna or of Falun.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Site } from "../setup/server";
import { startHalland } from "../setup/halland";
import { right, sent } from "../journeys/hostile";
import { formsOf, inMain, text, Visitor, type Entry } from "../setup/visitor";
import { codeIn } from "../journeys/browser";
import { letterKinds } from "~/platform/letter-kinds";
import { protectedName } from "~/domain/people/texts";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import routes from "~/routes";

const at = "/halland/andt";
const foreign = /l[äa]nsgrupp|våld|kvinno|dalarna|falun|\blg(-[0-9a-z]{4}){2}\b/giu;
const people: Record<string, string | null> = {
  nobody: null,
  strategist: "strateg@lansstyrelsen.example",
  administrator: "admin@lansstyrelsen.example",
  representative: "samordnare@norrahalland.example",
  newcomer: "ny@region.example",
  deputy: "ersattare@vansbro.example",
};
/** How many pages of one door each sees: organisations and forms in several states, but tables once. */
const most = (who: string, door: string): number => {
  if (/\.(csv|xlsx)$/.test(door)) return 1;
  if (door.includes(":token")) return 5;
  return who === "strategist" ? 3 : 2;
};
/** Posted to alone, a file as somebody laid it in, and what a code opens on the day of a meeting (tests/meetings/check-in.test.ts). */
const without = [
  "logga-ut",
  ":county/:network/uppdrag/:id/stampel",
  "las/:token/material/:material",
  "incheckning/:token",
];
/** Letters that nothing here brings about; tests/architecture/words.test.ts reads their words. */
const elsewhere = [
  "moves",
  "moved",
  "formerManager",
  "coverEnded",
  "placeFree",
  "placeLost",
  "meetingMoved",
  "meetingCancelled",
  "group.invitedAgain",
  "group.letIn",
  "group.refused",
  "milestone.before",
  "effort.before",
  "spread.before",
  "spread.after",
  "inquiry.before",
  "inquiry.after",
  "finding.reminded",
  "records.broken",
  "digest",
];
/** From January to March the site itself has sent the standing that day, and nobody is offered to send it again. */
const eitherOf = ["standing.asked", "standing.yearly"];

const found: string[] = [];
const reached = new Set<string>();
let folder: string;
let site: Site;
const visitors = new Map<string, Visitor>();
const visitorOf = (who: string): Visitor => visitors.get(who) ?? new Visitor(site.base);

function look(where: string, all: string): void {
  // An administrator chooses between the kinds of networks there are. A built file's name says anything.
  const shown = all.replace(/<option value="lansgrupp"[^>]*>[^<]*|\/assets\/[\w.-]+/g, "");
  for (const m of shown.matchAll(foreign))
    found.push(`${where}: ${shown.slice(Math.max(0, m.index - 60), m.index + 60).replace(/\s+/g, " ")}`);
}
const decoded = (text: string): string =>
  text.replace(/(%[0-9a-f]{2})+/gi, (code) => {
    try {
      return decodeURIComponent(code);
    } catch {
      return code;
    }
  });
const program = (name: string, ...args: string[]): string =>
  execFileSync(name, args, { encoding: "utf8", maxBuffer: 1e8 });
function readable(type: string, bytes: Buffer): string {
  if (/html|text|json|xml(?!formats)/.test(type)) return bytes.toString("utf8");
  const file = join(folder, "read");
  writeFileSync(file, bytes);
  if (type.includes("pdf")) return program("pdfinfo", file) + program("pdftotext", file, "-");
  return type.includes("spreadsheetml") ? program("unzip", "-p", file) : "";
}

const doors = routes.flatMap(function all(r): string[] {
  const path = r.path ?? "";
  return r.children ? r.children.flatMap(all) : [path];
});
const patterns = doors.map((path) => ({
  path,
  parts: path.split("/"),
  fixed: path.split("/").filter((p) => !p.startsWith(":")).length,
}));
/** The door of an address: of those that fit, the one with most words of its own. */
function doorOf(address: string): string | null {
  const parts = address.slice(1).split("/");
  const fits = patterns.filter(
    (p) => p.parts.length === parts.length && p.parts.every((x, i) => x.startsWith(":") || x === parts[i]),
  );
  return fits.sort((a, b) => b.fixed - a.fixed)[0]?.path ?? null;
}

async function ask(who: string, path: string): Promise<{ to: string | null; html: string }> {
  const v = visitorOf(who);
  const answer = await fetch(site.base + path, {
    redirect: "manual",
    headers: { Cookie: [...v.cookies].map(([k, value]) => `${k}=${value}`).join("; ") },
  });
  const type = answer.headers.get("Content-Type") ?? "";
  const words = readable(type, Buffer.from(await answer.arrayBuffer()));
  const name = decoded(answer.headers.get("Content-Disposition") ?? "");
  look(`${who} ${path} (${answer.status})`, `${decoded(path)}\n${name}\n${decoded(words)}`);
  return { to: answer.headers.get("Location"), html: type.includes("html") ? words : "" };
}
/** Everything that leads on from these addresses, so many pages of each door, and with each question once. */
async function walk(who: string, starts: string[]): Promise<Map<string, string>> {
  const queue: string[] = [];
  const seen = new Set<string>();
  const times = new Map<string, number>();
  const pages = new Map<string, string>();
  const add = (href: string, from: string) => {
    const url = new URL(href.replaceAll("&amp;", "&"), site.base + from);
    const path = url.pathname + url.search;
    const door = doorOf(url.pathname);
    if (url.host.split(":")[0] !== "localhost" || seen.has(path) || door === null || door === "logga-ut")
      return;
    seen.add(path);
    const kind = /\.(csv|xlsx)$/.test(door) ? door : `${door} ${[...url.searchParams.keys()].join()}`;
    const time = (times.get(kind) ?? 0) + 1;
    times.set(kind, time);
    if (time > most(who, door)) return;
    queue.push(path);
    // What is only posted to from here has a page of its own too.
    const within = url.pathname;
    for (const d of doors)
      if (d.startsWith(`${door}/`) && !d.slice(door.length).includes(":"))
        add(within + d.slice(door.length), from);
  };
  for (const start of starts) add(start, "/");
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const { html, to } = await ask(who, path);
    reached.add(doorOf(new URL(path, site.base).pathname) ?? "");
    if (to) add(to, path);
    if (!html) continue;
    pages.set(path, html);
    for (const [, href = ""] of html.matchAll(/<a\b[^>]*\shref="([^"#]*)/g)) add(href, path);
    for (const own of addressesOf(html)) add(own, path);
  }
  return pages;
}
/** Addresses of ours that stand in a text, as in a letter. */
const addressesOf = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/https?:\/\/localhost:\d+(\/[\w\-./?=&%]*[\w/])/g)].map(([, path = ""]) => path),
  ),
];

/** Every form of these pages once for each door it leads to: with nothing in it, and filled in. Gives the addresses that it answers with. */
async function press(who: string, pages: ReadonlyMap<string, string>): Promise<string[]> {
  const v = visitorOf(who);
  const done = new Set<string>();
  const led: string[] = [];
  const forms = [...pages].flatMap(([path, html]) => formsOf(html, path));
  for (const form of forms) {
    const door = doorOf(form.action.split("?")[0] ?? "") ?? "";
    const kind = `${door} ${form.fields.map((f) => f.name).join()}`;
    if (form.method !== "post" || door.startsWith("logga") || done.has(kind)) continue;
    done.add(kind);
    const button = form.fields.filter((f) => f.kind === "button").slice(0, 1);
    for (const value of [() => "", right]) {
      const answer = await v.post(
        form.action,
        [...sent(form), ...button].map((f): Entry => {
          if (f.kind === "file") return [f.name, new File([], "")];
          return [f.name, f.kind === "hidden" || f.kind === "button" ? f.value : value(f)];
        }),
        form.multipart,
      );
      reached.add(door);
      look(`${who} pressed ${form.action} (${answer.status})`, decoded(answer.html));
      const next = answer.to.startsWith("/") ? (await ask(who, answer.to)).html : "";
      led.push(...addressesOf(answer.html + next));
    }
  }
  return led;
}
/** The manager's way as far as to the signature, a link that has run out sent anew: where the signature is written. */
async function signs(email: string): Promise<string> {
  const v = visitorOf("nobody");
  const before = (await db.demoLetter.findMany({ where: { to: email } })).map((l) => l.id);
  const newest = async (fresh: boolean) => {
    const letters = await db.demoLetter.findMany({ where: { to: email }, orderBy: { receivedAt: "desc" } });
    return letters
      .filter((l) => !fresh || !before.includes(l.id))
      .flatMap((l) => addressesOf(l.text))
      .find((path) => path.startsWith("/underskrift/"));
  };
  const first = (await newest(false)) ?? "";
  const page = await v.get(first);
  let link = first;
  if (page.html.includes("Länken har gått ut")) {
    for (const form of formsOf(page.html, first).slice(-1))
      await v.post(form.action.startsWith("/underskrift") ? (await v.ask(first)).to : form.action, []);
    await expect.poll(() => newest(true), { timeout: 20_000 }).toBeTruthy();
    link = (await newest(true)) ?? "";
  }
  await v.post(`${link}/kod`, [["gor", "skicka"]]);
  const asked = await v.get(`${link}/kod`);
  const form = formsOf(asked.html, `${link}/kod`).find((f) => f.fields.some((x) => x.name === "code"));
  const code = codeIn(await v.letter(email, /Din kod/));
  await v.post(
    `${link}/kod`,
    (form?.fields ?? []).map((f): Entry => [f.name, f.name === "code" ? code : f.value]),
  );
  return link;
}

// Some thousand pages: each is soon read, but other tests may run beside.
vi.setConfig({ testTimeout: 180_000 });
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "own-words-"));
  site = await startHalland();
  for (const [who, email] of Object.entries(people)) {
    const v = new Visitor(site.base);
    visitors.set(who, email ? await v.signIn(email) : v);
  }
}, 120_000);
afterAll(async () => {
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What was found since the last time. */
const kinds = (): string[] => found.splice(0).slice(0, 20);

/** The form of a page that has a field, posted as it stands but for the change. */
async function fill(who: string, path: string, field: string, change: Record<string, string>): Promise<void> {
  const v = visitorOf(who);
  const form = formsOf((await v.get(path)).html, path).find((f) => f.fields.some((x) => x.name === field));
  if (!form) throw new Error(`${path} has no field ${field}`);
  const entries = sent(form).map((f): Entry => [f.name, change[f.name] ?? f.value]);
  const missing = Object.entries(change).filter(([name]) => !entries.some(([n]) => n === name));
  const answer = await v.post(form.action, [...entries, ...missing], form.multipart);
  look(`${who} filled in ${path}`, decoded(answer.html));
  expect(answer.status, `${path}: ${text(inMain(answer.html))}`).toBeLessThan(400);
}

describe("an ANDT network in Halland", () => {
  const pages = new Map<string, Map<string, string>>();
  it("has its own words on every page, as each kind of user", async () => {
    const { reference } = await db.commitment.findFirstOrThrow({ where: { state: "active" } });
    const open = [
      "/",
      "/logga-in",
      at,
      `${at}/moten.ics`,
      "/halland",
      "/finns-inte",
      `/verifiera/${reference}`,
    ];
    const hidden = `${at}/organisationer/folkjourer-i-halland`;
    await Promise.all(
      Object.keys(people).map(async (who) =>
        pages.set(who, await walk(who, [...open, hidden, "/demo/brev"])),
      ),
    );
    expect(kinds()).toEqual([]);
  });
  it("tells visitors what is kept of them and whom to ask, by what was typed here", async () => {
    const { html } = await visitorOf("nobody").get(paths.privacy);
    const said = text(inMain(html)).replace(/\s+/g, " ");
    const { name, mailbox, county } = await db.network.findFirstOrThrow({ include: { county: true } });
    expect.soft(html).toContain(`href="mailto:${mailbox}"`);
    for (const promised of [
      `${county.authority}, ${name}: ${mailbox}`,
      `står det ”${protectedName}” i stället för namnet`,
      "Annars ser bara länsstrategen namnet, efter att ha skrivit varför eller valt att skriva ut en namnskylt.",
      "Varje sådant tillfälle loggas.",
      "organisationen får en kopia utan namnet",
      "med ditt uttryckliga samtycke (artikel 9.2 a)",
      "det raderas en vecka efter mötet",
      "Den som för in närvaro har trycken sparade i webbläsaren tills de har kommit fram.",
      "sparar servern det du skickade i högst en timme",
      "På samma sätt minns servern i två timmar att ett formulär redan är skickat",
    ])
      expect.soft(said).toContain(promised);
  });
  it("on the pages that letters lead to", async () => {
    const { email } = await db.signature.findFirstOrThrow({
      where: { state: "pending", commitment: { organisation: { name: "Kriminalvården" } } },
    });
    const letters = await db.demoLetter.findMany({ orderBy: { receivedAt: "desc" } });
    const link = await signs(email ?? "");
    const called = letters.filter((l) => l.subject.includes("Höstens andra möte"));
    const mine = await walk("nobody", [
      ...["underskrift", "avbojande", "fel-chef"].map((act) => `${link}/${act}`),
      ...[...called, ...letters].flatMap((l) => addressesOf(l.text)),
    ]);
    pages.set("nobody", new Map([...(pages.get("nobody") ?? []), ...mine]));
    await fill("nobody", `${link}/underskrift`, "title", {
      name: "Siv Ek",
      title: "Chef",
      declaration: "on",
    });
    expect(kinds()).toEqual([]);
  });
  it("in the answers to every form, and on the pages that they lead to", async () => {
    const led: string[] = [];
    for (const [who, mine] of pages) led.push(...(await press(who, mine)));
    const letters = await db.demoLetter.findMany({ orderBy: { receivedAt: "desc" }, take: 200 });
    await walk("nobody", [...led, ...letters.flatMap((l) => addressesOf(l.text))]);
    expect(kinds()).toEqual([]);
  });
  it("in every letter", async () => {
    for (const l of await db.demoLetter.findMany())
      look(`letter ${l.subject}`, [l.subject, l.from, l.text, l.html, l.calendar].join("\n"));
    const letters = await db.letter.findMany();
    for (const l of letters)
      look(`letter ${l.kind}`, [l.senderName, l.subject, l.text, l.calendar].join("\n"));
    expect(kinds()).toEqual([]);
    const sentOut = new Set(letters.map((l) => l.kind.split(":")[0] ?? ""));
    expect([...sentOut].filter((kind) => !Object.hasOwn(letterKinds, kind))).toEqual([]);
    const away = Object.keys(letterKinds).filter((kind) => !sentOut.has(kind) && !elsewhere.includes(kind));
    expect(away.filter((kind) => !eitherOf.includes(kind))).toEqual([]);
    expect(eitherOf.some((kind) => sentOut.has(kind))).toBe(true);
  });
  it("behind every door", () => {
    expect(doors.filter((d) => !reached.has(d) && !without.includes(d))).toEqual([]);
  });
});
