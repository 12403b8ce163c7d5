// What is counted of home work is one number wherever it stands; a file that was refused leaves nothing behind.
import { mkdirSync, readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isEmpty } from "~/domain/asks/rules";
import { sweepFiles } from "~/domain/commitments/sealing/commands.server";
import { giveEffort, report, setClosed } from "~/domain/efforts/commands.server";
import { answersTable, effortPage } from "~/domain/efforts/queries.server";
import { effortSchema, reportSchema } from "~/domain/efforts/schema";
import { addMaterial, changeMaterial } from "~/domain/material/commands.server";
import { aboutSchema, materialSchema } from "~/domain/material/schema";
import { networkStatus } from "~/domain/network/status.server";
import { startOfDay } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { writeTable } from "~/platform/table.server";
import { text, upload } from "../material/make";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
const staff = <P extends Parameters<typeof asAccount>[0]>(permission: P) =>
  asAccount(permission, w.networkId, strategist);
const say = async (organisation: string, state: string, file?: File) => {
  const { gor: _, ...input } = reportSchema.parse({
    gor: "svara",
    organisationId: w.orgs[organisation]!.id,
    state,
    answer: "Vi har börjat.",
    file,
  });
  const who = `asa.blom@${organisation}.example`;
  await report(await asAccount("effort.report", w.networkId, who), id, input);
};

beforeAll(async () => {
  setClock(new Date(startOfDay("2027-02-01").getTime() + 36_000_000));
  w = await makeWorld();
  for (const name of ["leksand", "falu"]) await signed(w, name);
  id = await giveEffort(
    await staff("effort.manage"),
    effortSchema.parse({
      title: "Gå igenom rutinen",
      text: "Läs den tillsammans.",
      lastOn: "2027-03-10",
      to: "chosen",
      organisations: [w.orgs.leksand!.id, w.orgs.falu!.id],
    }),
  );
});
afterAll(() => setClock(null));

it("who has begun is the same on the page, in the table and in the status, also when nobody sits there any more", async () => {
  const counts = async () => {
    const see = await staff("effort.see");
    const page = effortPage(see, id);
    const csv = (await writeTable(answersTable(await staff("effort.manage"), id), "csv")).toString();
    return {
      figure: page.effort.begun,
      rows: page.shares.filter((s) => s.state === "begun" && !isEmpty(s)).length,
      table: csv.split("Har börjat").length - 1,
      status: networkStatus(await staff("status.see")).work.begun,
    };
  };
  await say("leksand", "begun");
  await say("falu", "begun");
  expect(await counts()).toEqual({ figure: 2, rows: 2, table: 2, status: 2 });
  setClock(new Date(startOfDay("2027-02-03").getTime() + 36_000_000));
  await transact((tx) =>
    tx.holding.updateMany({
      where: { organisationId: w.orgs.falu!.id, untilOn: null },
      data: { untilOn: "2027-02-02", ending: "left" },
    }),
  );
  expect(await counts()).toEqual({ figure: 1, rows: 1, table: 1, status: 1 });
});

it("a file whose command was refused has no row, and its bytes are swept after a day", async () => {
  const files = join(env.dataDir, "files");
  mkdirSync(files, { recursive: true });
  const stored = () =>
    readdirSync(files, { recursive: true, withFileTypes: true })
      .filter((f) => f.isFile())
      .map((f) => join(f.parentPath, f.name));
  const rows = await db.file.count();
  const material = await addMaterial(
    await staff("material.manage"),
    materialSchema.parse({ audience: "network", title: "Rutin", url: "https://example.org/rutin" }),
  );
  const before = stored().length;
  await expect(
    changeMaterial(
      await staff("material.manage"),
      material,
      aboutSchema.parse({ gor: "ny-version", version: 7, file: upload(text("Sen version"), "sen.txt") }),
    ),
  ).rejects.toThrow();
  await setClosed(await staff("effort.manage"), id, true);
  await expect(say("leksand", "done", upload(text("Sent svar"), "sent.txt"))).rejects.toThrow();
  expect(await db.file.count()).toBe(rows);
  expect(stored().length).toBe(before + 2);
  const longAgo = new Date(now().getTime() - 400 * 86_400_000);
  for (const path of stored()) utimesSync(path, longAgo, longAgo);
  await sweepFiles(now());
  expect(stored().length).toBe(before);
});
