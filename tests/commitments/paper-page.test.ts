// The page where a signed paper is laid in, as the site writes it and without a script: a name, a title and a day for each manager.
import { afterAll, beforeAll, expect, it } from "vitest";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { must } from "~/platform/must";
import { ended } from "../setup/ended";
import { sessionCookie, startSite, type Site } from "../setup/server";
import { formsOf, Visitor, type Entry } from "../setup/visitor";
import { makeWorld, sentToManager, sessionFor, strategist } from "../world";

let site: Site;
let who: Visitor;
let id: string;
beforeAll(async () => {
  const w = await makeWorld();
  id = await sentToManager(w, "leksand", {
    sameManager: "",
    deputyManager: { name: "Bo Ek", title: "Rektor", email: "chef2@leksand.example" },
  });
  const token = await sessionFor(strategist);
  site = await startSite();
  who = new Visitor(site.base).holding(sessionCookie(token));
});
afterAll(() => ended(site));

const at = () => `/dalarna/lansgruppen/uppdrag/${id}/papper`;
const formIn = (html: string) =>
  must(
    formsOf(html, at()).find((f) => f.fields.some((x) => x.name === "scan")),
    "the form of a paper",
  );
const valuesIn = (html: string) =>
  Object.fromEntries(
    formIn(html)
      .fields.filter((f) => f.name.startsWith("signatures"))
      .map((f) => [f.name.slice("signatures.".length), f.value]),
  );
const post = (html: string, typed: Record<string, string>) => {
  const form = formIn(html);
  const stands = form.fields
    .filter((f) => f.kind !== "file" && f.kind !== "button" && (f.kind !== "radio" || f.on))
    .filter((f) => !Object.hasOwn(typed, f.name))
    .map((f): Entry => [f.name, f.value]);
  return who.post(form.action, [...stands, ...Object.entries(typed)], true);
};

it("asks for each manager by themselves, keeps what was typed, and lays in both", async () => {
  const { html } = await who.get(at());
  const stands = {
    "representative.signedName": "Karin Chef",
    "representative.signedTitle": "",
    "representative.signedOn": today(),
    "deputy.signedName": "Bo Ek",
    "deputy.signedTitle": "Rektor",
    "deputy.signedOn": today(),
  };
  expect(valuesIn(html)).toEqual(stands);
  const typed = {
    method: "phone",
    note: "Uppringda via växeln",
    "signatures.representative.signedName": "Anna Berg",
    "signatures.deputy.signedOn": addDays(today(), -1),
  };
  const refused = await post(html, typed);
  expect(refused.status).toBe(422);
  expect(refused.html).toMatch(
    /href="#f-signatures-representative-signedTitle">Skriv titeln på representantens chef/,
  );
  expect(valuesIn(refused.html)).toEqual({
    ...stands,
    "representative.signedName": "Anna Berg",
    "deputy.signedOn": addDays(today(), -1),
  });
  expect(refused.html).toContain("Uppringda via växeln");
  const done = await post(refused.html, { ...typed, "signatures.representative.signedTitle": "Chef" });
  expect([done.status, done.to]).toEqual([303, at().replace(/\/papper$/, "")]);
  const signatures = await db.signature.findMany({ where: { commitmentId: id }, orderBy: { seats: "desc" } });
  expect(signatures.map((s) => [s.seats, s.signedName, s.signedTitle, s.note])).toEqual([
    ["representative", "Anna Berg", "Chef", "Uppringda via växeln"],
    ["deputy", "Bo Ek", "Rektor", "Uppringda via växeln"],
  ]);
}, 60_000);
