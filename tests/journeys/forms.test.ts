// Every form of every page of the demo county is sent what nobody should send, without a browser: no fault of ours, a sentence for
// whoever typed, and what was typed kept. So is every question that an address can carry.
import { clean } from "~/platform/swedish";
import { ended } from "../setup/ended";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import routes from "~/routes";
import { startDemo } from "../setup/demo";
import type { Site } from "../setup/server";
import { anchors, formsOf, inMain, text, type Answer, type Field, type Form } from "../setup/visitor";
import { long, rounds, script } from "./hostile";
import { at, findLinks, links, visitors, stops, type Visitors, type Who } from "./tour";

let site: Site;
let people: Visitors;
let foreign: string;
interface Seen {
  who: Who;
  path: string;
  form: Form;
}
const forms = new Map<string, Seen[]>();
const addresses = new Map<string, Place>();
const posted = new Set<string>();

/** Pages that no visit goes to. */
const beyond = (): Place[] => [
  { who: "nobody", path: `/lank-utgangen/sign/${links.sign!.split("/").pop()}` },
];
/** Doors that stand on a page only in some state of the county: what they take is posted all the same. */
const typed = (...names: string[]): Field[] =>
  names.map((name) => ({ name, kind: "text", value: "", on: false, options: [] }));
const hidden = (gor: string): Field => ({ name: "gor", kind: "hidden", value: gor, on: false, options: [] });
const unseen = (): [Who, string, Field[]][] => [
  ["nobody", `${links.fill!}/kontrollera`, []],
  [
    "nobody",
    `${links.replace!}/slutar?plats=${foreign}`,
    [hidden("slutar"), ...typed("untilOn", "why", "code")],
  ],
  ["nobody", `/bidra/${foreign}`, typed("part", "answers.1")],
  ["nobody", `/incheckning/${foreign}`, [hidden("skriv"), ...typed("name", "organisationId")]],
  ["strategist", `${at}/inbjudningar`, typed("to.0.organisationId", "to.0.email")],
  ["strategist", links.draft!.replace("utkast", "kontrollera"), []],
  ["strategist", `${links.signed!}/stampel`, []],
  ["strategist", `${links.signed!}/tidigare-dag`, typed("why")],
  ["strategist", `${links.commitment!}/ratta`, typed("manager", "startOn")],
  ["strategist", `${links.commitment!}/ta-bort`, typed("why")],
  ["strategist", `${at}/organisationer/falu-kommun/ta-bort`, []],
  ["strategist", `${links.meeting!}/utskrifter`, typed("med")],
  ["representative", `${links.held!}/minnesanteckningar`, typed("organisationId", "text")],
];

const visited = (): Place[] => stops.map(([, who, path]) => ({ who, path: path() }));

/** The doors of routes.ts: the most exact one that an address fits. */
const doors = routes.map((r) => ({
  path: r.path ?? "",
  file: r.file,
  source: readFileSync(`app/${r.file}`, "utf8"),
  fits: new RegExp(`^/${(r.path ?? "").replace(/\./g, "\\.").replace(/:\w+/g, "[^/]+")}$`),
}));
const found = new Map<string, (typeof doors)[number] | undefined>();
function doorOf(address: string) {
  const path = address.split("?")[0]!;
  if (!found.has(path))
    found.set(
      path,
      doors
        .filter((d) => d.fits.test(path))
        .sort((a, b) => a.path.split(":").length - b.path.split(":").length)[0],
    );
  return found.get(path);
}
const keyOf = (who: Who, f: Form) =>
  [
    who,
    f.method,
    doorOf(f.action)?.path ?? f.action,
    [
      ...new Set(
        f.fields.map((x) =>
          ["gor", "plats"].includes(x.name) && x.kind === "hidden"
            ? `${x.name}=${x.value}`
            : x.name.replace(/[a-z0-9]{14}/g, "…"),
        ),
      ),
    ].join(" "),
  ].join(" ");

/** What is wrong with an answer, whatever was asked. */
function faultsOf(a: Answer): string[] {
  return [
    ...(a.status >= 500 ? [`status ${a.status}`] : []),
    ...(/\n\s+at \S+.*:\d+:\d+/.test(a.html) ? ["a stack trace"] : []),
    ...(a.html.includes("<script>alert") && a.type.startsWith("text/html")
      ? ["a script that somebody wrote"]
      : []),
    ...(a.status >= 300 && a.status < 400 && /%3Cscript%3E/i.test(a.to) && !/nasta|mejl|verifiera/.test(a.to)
      ? [`goes on to ${a.to}`]
      : []),
  ];
}

/** Some at a time, the answers in the order of what was asked. */
async function eachOf<T, A>(all: readonly T[], work: (one: T) => Promise<A>): Promise<A[]> {
  const answers: A[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (next < all.length) {
        const i = next++;
        answers[i] = await work(all[i]!);
      }
    }),
  );
  return answers;
}
interface Place {
  who: Who;
  path: string;
}
const lookAt = async (places: readonly Place[]): Promise<string[]> =>
  (await eachOf(places, ({ who, path }) => people[who].get(path))).flatMap((page, i) =>
    learn(places[i]!, page),
  );

/** Why nothing came back: the connection's fault, where there was one. */
const said = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);

function learn({ who, path }: Place, page: Answer): string[] {
  for (const { href } of anchors(page.html)) {
    if (!href.startsWith("/") && !href.startsWith("?")) continue;
    const full = href.startsWith("?") ? `${path.split("?")[0]!}${href}` : href.split("#")[0]!;
    const door = doorOf(full);
    if (door && !addresses.has(`${who} ${door.path}`))
      addresses.set(`${who} ${door.path}`, { who, path: full });
  }
  for (const form of formsOf(page.html, page.at)) {
    const key = keyOf(who, form);
    forms.set(key, [...(forms.get(key) ?? []), { who, path, form }]);
  }
  return faultsOf(page).map((f) => `${who} ${path}: ${f}`);
}

beforeAll(async () => {
  site = await startDemo();
  people = await visitors(site.base);
  await findLinks(people);
  foreign = "a".repeat(14);
  await lookAt(visited());
  await lookAt(beyond());
  // The pages behind the code.
  await people.nobody.prove(links.sign!, links.signer!);
  await lookAt(
    ["underskrift", "avbojande", "fel-chef"].map((door) => ({
      who: "nobody",
      path: `${links.sign!}/${door}`,
    })),
  );
  // One step on from where the stops are.
  await lookAt(
    [...addresses.values()].filter((a) => !visited().some((v) => v.who === a.who && v.path === a.path)),
  );
}, 120_000);
afterAll(async () => {
  await ended(site);
});

/** What a refusal must say and keep. */
function refusalFaults(a: Answer, kept: [string, string][], at: string): string[] {
  if (a.status !== 422 && a.status !== 400) return [];
  const summary = /<div class="summary"[^>]*id="fel"[^>]*>([\s\S]*?)<\/ul>/.exec(a.html)?.[1];
  if (kept.length > 0 && !summary)
    return [`${a.status} without a summary: ${text(inMain(a.html)).slice(0, 120)}`];
  const sentences = [...(summary ?? "").matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, li]) => text(li!).trim());
  const english = sentences.filter(
    (s) => !/^[A-ZÅÄÖ]/.test(s) || /\b(invalid|expected|received|required|input|must|too)\b/i.test(s),
  );
  const shown = kept.length > 0 ? formsOf(a.html, at).flatMap((f) => f.fields) : [];
  const bare = (typed: string) =>
    clean(typed)
      .replace(/[\u0000\ufffd]/g, "")
      .trim();
  const lost = kept.filter(
    ([name, value]) => !shown.some((f) => f.name === name && bare(f.value) === bare(value)),
  );
  return [
    ...(summary !== undefined && sentences.length === 0 ? ["an empty summary"] : []),
    ...english.map((s) => `no Swedish sentence: ${s}`),
    ...lost.map(([name]) => `lost ${name}`),
  ];
}

const destroys = /installt|stopp|aterkallelse|avslut|slutar|logga-ut/;
describe("every form", () => {
  it("answers whatever it is sent", async () => {
    const order = (s: Seen) =>
      (s.form.fields.some((f) => f.kind !== "hidden" && f.kind !== "button") ? 0 : 2) +
      (destroys.test(s.form.action) ? 1 : 0) +
      (s.form.action === "/logga-ut" ? 9 : 0);
    const faults = new Set<string>();
    const blind = new Set<Form>();
    for (const [who, path, fields] of unseen()) {
      const form = { method: "post", action: path, multipart: false, fields };
      forms.set(keyOf(who, form), [{ who, path, form }]);
      blind.add(form);
    }
    for (const [key, places] of [...forms]
      .filter(([, [s]]) => s!.form.method === "post")
      .sort(([, [a]], [, [b]]) => order(a!) - order(b!))) {
      const [{ who, path, form: first }] = places as [Seen];
      let form = first;
      posted.add(doorOf(form.action)?.path ?? form.action);
      for (let i = 0, all = rounds(form, foreign); i < all.length; i++) {
        const { name, entries, kept } = all[i]!;
        const answer = await people[who]
          .post(form.action, entries, form.multipart)
          .catch((error: unknown): Answer => ({
            status: 599,
            to: "",
            type: "",
            html: said(error),
            at: form.action,
          }));
        const refused = blind.has(form) ? [] : refusalFaults(answer, kept, form.action);
        // The same form stands on two pages, and what was posted from the one has settled it: no page has room for its words any more.
        const stands = async () =>
          formsOf((await people[who].get(path)).html, path).some((f) => keyOf(who, f) === key);
        const told = refused.length === 0 || (await stands()) ? refused : [];
        for (const fault of [...faultsOf(answer), ...told]) faults.add(`${key} | ${name}: ${fault}`);
        if (answer.status >= 400 || i === all.length - 1) continue;
        // It was taken: the form may stand there otherwise now, or not at all.
        const again = formsOf((await people[who].get(path)).html, path).find((f) => keyOf(who, f) === key);
        if (!again) break;
        form = again;
        all.splice(i + 1, all.length, ...rounds(form, foreign).slice(i + 1));
      }
    }
    expect([...faults]).toEqual([]);
  }, 300_000);

  it("has been posted to, wherever there is an action", () => {
    // The page of a reference posts to the page without.
    posted.add("verifiera/:reference");
    // From January to March the site has sent the standing itself as it started, and does not offer to send it again that day.
    if (new Date().getMonth() < 3) posted.add(":county/:network/laget/:organisation");
    const never = doors
      .filter((d) => /export const action|export \{[^}]*action/.test(d.source) && !posted.has(d.path))
      .map((d) => d.path);
    expect(never).toEqual([]);
  });
});

describe("every address", () => {
  it("answers whatever question it carries", async () => {
    const values = [
      "",
      `😀\u202e\u0000 ${script} %'"`,
      "2026-02-30",
      "0000-00-00",
      "-1",
      "99999999999999999999",
      "__proto__",
      foreign,
      long.slice(0, 1500),
    ];
    const asked: Place[] = [];
    for (const { who, path } of [...visited(), ...addresses.values()].filter(
      (a, i, all) => all.findIndex((b) => doorOf(b.path) === doorOf(a.path)) === i,
    )) {
      const door = doorOf(path);
      if (!door) continue;
      const [base, query] = path.split("?");
      const names = [
        ...new Set([
          ...[...door.source.matchAll(/searchParams\.(?:get|has|getAll)\("(\w+)"\)/g)].map((m) => m[1]!),
          ...new URLSearchParams(query).keys(),
          ...[...forms.values()]
            .flat()
            .filter((x) => x.form.method === "get" && doorOf(x.form.action) === door)
            .flatMap((x) => x.form.fields.map((f) => f.name)),
          ...(path === at ? ["parkerat"] : []),
        ]),
      ];
      // Each alone with every value, and all together.
      for (const value of names.length ? values : [])
        for (const some of [...names.map((n) => [n]), ...(names.length > 1 ? [names] : [])]) {
          const q = new URLSearchParams(query);
          for (const name of some) q.set(name, value);
          asked.push({ who, path: `${base}?${q}` });
        }
    }
    const faults = (await eachOf(asked, ({ who, path }) => people[who].ask(path))).flatMap((a, i) =>
      faultsOf(a).map((f) => `${asked[i]!.who} ${asked[i]!.path.slice(0, 150)}: ${f}`),
    );
    expect(faults).toEqual([]);
  }, 120_000);

  it("still answers when all that was sent stands in the database", async () => {
    const faults = await lookAt([...visited(), ...addresses.values()]);
    expect(faults).toEqual([]);
  }, 120_000);
});
