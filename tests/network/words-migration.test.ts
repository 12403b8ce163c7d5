// A filled database from before the networks had words of their own: what was signed keeps its words, an old network its days and examples,
// and one of another kind gets neutral words for what is signed from now on.
import Database from "better-sqlite3";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { migrations, scriptOf } from "../../prisma/resume.mjs";
import { fillAsBefore } from "../setup/filled.mjs";
import { makeWorld } from "../world";
import { ownPermit } from "~/domain/access/permits.server";
import { createNetwork } from "~/domain/network/commands.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";

const path = join(process.env.DATA_DIR ?? "", "before.db");
interface Words {
  name: string;
  knownDays: string;
  spreadExample: string | null;
  version: string;
  duties: string;
}
let words: Words[];
beforeAll(async () => {
  const w = await makeWorld();
  const { countyId } = await db.network.findUniqueOrThrow({ where: { id: w.gavleNetworkId } });
  await createNetwork(ownPermit("installation.manage", "cli", "test"), countyId, {
    slug: "andt",
    name: "ANDT-nätverket",
    shortName: "ANDT-nätverket",
    purpose: "Samverka.",
    formedYear: null,
    mailbox: "andt@gavleborg.example",
    diaryNumber: "",
    termMonths: null,
  });
  const since = migrations.indexOf("20261128173000_network_words");
  const after = fillAsBefore(env.databasePath, path, migrations.length - since);
  const database = new Database(path);
  for (const name of after) database.exec(scriptOf(name));
  words = database
    .prepare<[], Words>(
      "SELECT n.name, n.knownDays, n.spreadExample, t.version, t.duties FROM Network n JOIN NetworkTerms t ON t.networkId = n.id WHERE n.slug = 'andt' OR n.mailbox LIKE '%dalarna%' ORDER BY n.name, t.number",
    )
    .all();
  database.close();
});

it("leaves every form the words that it was signed with", () => {
  expect(words.map((x) => [x.name, x.version])).toEqual([
    ["ANDT-nätverket", "2026-11"],
    ["ANDT-nätverket", "2026-11-28"],
    ["Länsgruppen mot mäns våld mot kvinnor", "2026-11"],
    ["Länsgruppen mot mäns våld mot kvinnor", "2026-11-28"],
  ]);
  for (const x of words.filter((y) => y.version === "2026-11"))
    expect(x.duties).toContain("länsgruppens möten");
});
it("leaves an old network its days and examples, and gives another kind none of them", () => {
  const [, andt, , lansgrupp] = words;
  expect(lansgrupp).toMatchObject({ spreadExample: "Ny stödtelefon för våldsutsatta" });
  expect(lansgrupp?.knownDays).toContain("En vecka fri från våld börjar");
  expect(lansgrupp?.duties).toContain("länsgruppens möten");
  expect(andt).toMatchObject({ knownDays: "", spreadExample: null });
  expect(andt?.duties).toContain("nätverkets möten");
  expect(andt?.duties).not.toMatch(/länsgrupp/);
});
