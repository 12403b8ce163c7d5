// Another process holds the database longer than anybody waits for: pages can be read all the same, and what was written
// in a form comes back with a calm page, to be sent again.
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db, transact } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { must } from "~/platform/must";
import { now } from "~/platform/clock";
import { sessionCookie, startSite, type Site } from "../setup/server";
import { formsOf, Visitor, type Entry } from "../setup/visitor";
import { makeWorld, sessionFor, strategist } from "../world";

let site: Site;
let logged = "";
const visitor = () => new Visitor(site.base);
let token = "";
beforeAll(async () => {
  await makeWorld();
  token = await sessionFor(strategist);
  site = await startSite({}, (line) => (logged += line));
});
afterAll(() => site.stop());

const signedIn = () => visitor().holding(sessionCookie(token));
const address = "/dalarna/lansgruppen/arbetsgrupper/ny";
const group: Record<string, string> = {
  name: "Gruppen för stöd",
  purpose: "Vi skriver en gemensam rutin.",
  startOn: "2027-02-01",
};

it("gives back what was written, lets pages be read, and takes it when it is sent again", async () => {
  const who = signedIn();
  const form = must(
    formsOf((await who.get(address)).html, address).find((f) => f.fields.some((x) => x.name === "purpose")),
    "the form of a new group",
  );
  const entries = form.fields.map((f): Entry => [f.name, group[f.name] ?? f.value]);
  // Long ago seen: reading a page would note that it has been seen again.
  await transact((tx) => tx.session.updateMany({ data: { seenAt: new Date(now().getTime() - 3_600_000) } }));
  const other = new Database(env.databasePath);
  other.exec("BEGIN IMMEDIATE; UPDATE Ledger SET turns = turns + 1 WHERE id = 1");
  const [refused, read] = await Promise.all([
    who.post(form.action, entries),
    signedIn().get("/dalarna/lansgruppen/organisationer"),
  ]);
  other.exec("ROLLBACK");
  other.close();
  expect(refused.status).toBe(503);
  expect(refused.html).toContain("Det gick inte att spara just nu. Försök igen om en stund.");
  expect(refused.html).toContain("Vi skriver en gemensam rutin.");
  expect([read.status, read.html.includes("Falu kommun")]).toEqual([200, true]);
  expect(logged).toContain("nothing could be saved");
  expect(logged).not.toContain("a request failed");
  expect(await db.workingGroup.count()).toBe(0);
  expect((await who.post(form.action, entries)).status).toBe(303);
  expect(await db.workingGroup.count()).toBe(1);
}, 60_000);
