// An ANDT network in Halland, made as an administrator would and filled by the demo's own acts: the same code, with other typed words.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSite, type Site } from "./server";

/** What the demo's authors typed, and what is typed in Halland instead; longest first. */
const typed: readonly [RegExp, string][] = [
  [/template: "lansgrupp"/g, 'template: "natverk"'],
  [/slug: "lansgruppen"/g, 'slug: "andt"'],
  [/Länsgruppen mot mäns våld mot kvinnor/g, "ANDT-samverkan i Halland"],
  [/shortName: "Länsgruppen"/g, 'shortName: "ANDT-samverkan"'],
  [/code: "20"/g, 'code: "13"'],
  [/,20(?=\d\d\s)/g, ",13"],
  [/Dalarna/g, "Halland"],
  [/dalarna/g, "halland"],
  [/Falun/g, "Halmstad"],
  [/Länsgruppen/g, "Samverkan"],
  [/länsgruppen/g, "samverkan"],
  [/länsgrupp/gi, "samverkan"],
  [/lansgruppen/g, "samverkan"],
  [/våld/g, "alkohol"],
  [/Våld/g, "Alkohol"],
  [/kvinnofrid/g, "andt"],
  [/kvinno/g, "folk"],
  [/Kvinno/g, "Folk"],
];
const inHalland = (text: string): string => typed.reduce((t, [from, to]) => t.replace(from, to), text);

/** The demo's sources beside the built site, where imports are found and no linter looks. */
function sources(): string {
  mkdirSync("build", { recursive: true });
  const folder = mkdtempSync("build/halland-");
  const copy = (from: string, to: string) => writeFileSync(to, inHalland(readFileSync(from, "utf8")));
  mkdirSync(join(folder, "demo"));
  copy("app/cli/demo.ts", join(folder, "demo.ts"));
  copy("prisma/data/dalarna-organisations.csv", join(folder, "organisations.csv"));
  for (const name of readdirSync("app/cli/demo"))
    copy(join("app/cli/demo", name), join(folder, "demo", name));
  const county = join(folder, "demo", "county.ts");
  writeFileSync(
    county,
    readFileSync(county, "utf8").replace(
      "prisma/data/halland-organisations.csv",
      join(folder, "organisations.csv"),
    ),
  );
  return folder;
}

/** Halland's site on the test file's data, with the demo mailbox. */
export async function startHalland(): Promise<Site> {
  const folder = sources();
  const to = process.env.DATA_DIR ?? "";
  cpSync(process.env.TEMPLATE_DATABASE ?? "", join(to, "lansgrupp.db"));
  try {
    execFileSync(process.execPath, ["--import", "tsx", join(folder, "demo.ts")], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, LOG_LEVEL: "silent" },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return startSite();
}
