// Words that were changed and do not come back, and words that belong to one network and stand in none of our own sentences.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { few } from "~/platform/swedish";

const filesIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesIn(path);
    return /\.(tsx?|json|mjs)$/.test(name) ? [path] : [];
  });
/** Without what Prisma generates and without the demo, whose people type what they want. JSX may break a sentence anywhere. */
const sources = filesIn("app")
  .filter((path) => !path.startsWith("app/platform/prisma") && !path.startsWith("app/cli/demo"))
  .map((path) => ({ path, text: readFileSync(path, "utf8").replace(/\s+/g, " ") }));
const where = (words: RegExp, but: readonly string[] = []): string[] =>
  sources.filter(({ path, text }) => !but.includes(path) && words.test(text)).map(({ path }) => path);

/** What stood there, and what stands there now. */
const before: readonly [RegExp, string][] = [
  [/skrivs under av/, "När någon ny utses skriver ansvarig chef under"],
  [/Det gäller: /, "Det gäller vem som ska representera er i …"],
  [/Ge en insats|Ge insatsen|Insatsen är given|insats är given/, "Lägg upp en insats, Insatsen är utskickad"],
  [/Undertecknad, börjar gälla/, "Undertecknad, gäller från 1 januari 2027"],
  [/mottagen eller inte/, "Bytet sker …, även om du inte har tagit emot blanketten"],
  [/: ta emot[`"<]/, "Ta emot blanketten från …"],
  [/Läst ur det|lästa ur|Ingen fyller i det/, "Uppgifterna hämtas från möten, grupper och svar"],
  [/räknades inte av sig själva|svar till svarsadressen/, "Ett mejlsvar kunde inte tolkas"],
  [/Räkna: kommer/, "För in som ”kommer”"],
  [/kan flyttas in|Flytta in från|Hoppas över/, "kan läggas in, Hämta in från Excel, Tas inte med"],
  [/Så här skriver (de|chefen)/, "Anledningen är:"],
  [/Gäller också/, "Gäller även"],
  [/["`>]Besked["`<]/, "Utskick"],
  [/Angiven av/, "Uppgifterna lämnades av"],
  [/ser bara ni två/, "Till dess syns den bara för er och länsstyrelsen"],
  [/De som har loggat in för in sig själva/, "Den som är inloggad checkar in själv"],
  [/\btid, mandat\b/, "tid, utrymme"],
  [/[Ii]ngen förlorar sin plats/, "Alla behåller sina platser"],
  [/Läs sidan igen/, "Läs in sidan igen"],
  [/[Ss]ystemet har skickat/, "Mejlen som har gått ut"],
];

describe("the words of the interface", () => {
  for (const [old, now] of before)
    it(`say ”${now}”`, () => {
      expect(where(old)).toEqual([]);
    });
  it("name no network's subject, no county and no town of their own", () => {
    // The template of a länsgrupp is what such a network begins with; slips are addresses that people mistype.
    const own = ["app/domain/network/templates.json", "app/domain/commitments/slips.ts"];
    const comments = /\/\*[\s\S]*?\*\/|(?<![:"'`])\/\/[^\n]*/g;
    const found = filesIn("app")
      .filter((path) => sources.some((s) => s.path === path) && !own.includes(path))
      .filter((path) => !/^app\/cli|secrets\.ts$|http\/server\.ts$/.test(path))
      .flatMap((path) =>
        readFileSync(path, "utf8")
          .replace(comments, "")
          .split("\n")
          .filter((line) =>
            /länsgrupp|våld|kvinno|dalarna|falun|leksand|borlänge|"LG-|`LG-|jämställdhet|orosanmäl|skyddat boende|stödtelefon|hedersrel|trafficking|socialtjänst|socialförvaltning|ekonomiskt bistånd/i.test(
              line,
            ),
          )
          .map((line) => `${path}: ${line.trim()}`),
      );
    expect(found).toEqual([]);
  });
  it("list one or more through one function", () => {
    // What is joined by a comma alone is no sentence: a name with its title, cells, parts of an address.
    const joined = sources.filter(
      ({ path }) => path !== "app/platform/swedish.ts" && !path.startsWith("app/cli/"),
    );
    const found = joined.flatMap(({ path, text }) =>
      [...text.matchAll(/(\.filter\(Boolean\)|\w+|[)\]]) ?\.join\("( och |, )"\)/g)]
        .filter(([, what, by]) => what !== ".filter(Boolean)" || by === " och ")
        .map(([, what, by]) => `${path}: ${what}${by}`),
    );
    // The columns of a query are none either.
    expect(found.sort()).toEqual([
      "app/domain/commitments/standing.server.ts: ), ",
      "app/domain/meetings/queries.server.ts: said, ",
      "app/domain/people/masking.server.ts: ), ",
      "app/domain/people/masking.server.ts: ), ",
      "app/domain/standing/queries.server.ts: ), ",
      "app/platform/db.server.ts: ), ",
      "app/platform/db.server.ts: ), ",
    ]);
  });
  it("count within a sentence by one function, never by hand", () => {
    const byHand = [
      // "En sak" beside "3 saker", and "3 saker" alone.
      /=== 1 \? ?["`][Ee](n|tt) [^"`]*["`] : `\$\{(?!capital|counted|numberWord)/,
      /\["Ing[^\]]*\]\[\w+\] \?\? `\$\{/,
      /(\{|\$\{)[\w.]+\} (organisationer|meddelanden|påminnelser|markeringar|kollegor|platser i|förslag|inställningar|rader)\b(?! har skickat)/,
      /och (\{|\$\{)(?!numberWord|counted)[^{}]*\} till[`.]/i,
    ];
    const shares = ["app/domain/network/status.server.ts", "app/domain/inquiries/report.server.ts"];
    for (const words of byHand) expect(where(words, shares), String(words)).toEqual([]);
    expect(few(["a", "b", "c", "d"], 4)).toBe("a, b och två till");
  });
  it("name in the decision every file that sends a script", () => {
    const decision = readFileSync("docs/decisions/no-script-by-default.md", "utf8");
    const senders = sources.filter(({ text }) => /<script\b/.test(text)).map(({ path }) => path);
    expect(senders.filter((path) => !decision.includes(path))).toEqual([]);
    expect(senders).toContain("app/root.tsx");
  });
});
