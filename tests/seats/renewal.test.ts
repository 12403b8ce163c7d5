// Whom an organisation is asked by when its period runs out: somebody with a role there that day, a protected person too, and
// neither the county board nor whoever once filled in the form.
import { afterAll, beforeAll, expect, it } from "vitest";
import { renewExpired } from "~/domain/access/requests/commands.server";
import { linkToken } from "~/domain/access/tokens.server";
import { recurring } from "~/jobs/recurring.server";
import { addDays, zonedInstant } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { must } from "~/platform/must";
import { asNobody, makeWorld, signed, strategist, type World } from "../world";

let w: World;
beforeAll(async () => {
  setClock(zonedInstant("2028-02-01", "09:00"));
  w = await makeWorld();
});
afterAll(() => setClock(null));

/** A period that runs out; whoever once filled in its form was the county board. Gives the letter that asks. */
async function askedOf(name: string) {
  const organisationId = must(w.orgs[name], name).id;
  await transact(async (tx) => {
    await tx.commitment.updateMany({ where: { organisationId }, data: { state: "replaced" } });
    const base = await tx.commitment.findFirstOrThrow({ where: { organisationId } });
    const id = `term-${name}-${today()}`;
    const untilOn = addDays(today(), 30);
    await tx.commitment.create({
      data: { ...base, id, reference: id, state: "active", untilOn, fillerEmail: strategist, onBehalf: true },
    });
  });
  const run = must(
    recurring.find((j) => j.name === "commitments.renewal"),
    "the work",
  ).run;
  await run(now());
  return db.letter.findFirst({
    where: { kind: "renewal", organisationId, createdAt: now() },
    select: { to: true, personId: true, linkId: true },
  });
}
const leave = (name: string, seat: string) =>
  transact((tx) =>
    tx.holding.updateMany({
      where: { organisationId: must(w.orgs[name], name).id, seat, untilOn: null },
      data: { untilOn: today(), ending: "left" },
    }),
  );
let day = 1;
const next = () => setClock(zonedInstant(addDays("2028-03-01", (day += 2)), "09:00"));

it("a protected representative is asked by the person, and the link has no address", async () => {
  await signed(w, "jour", {
    representative: { name: "Hemliga Hanna", email: "hanna@jour.example", protected: "on" },
  });
  next();
  const person = await db.person.findFirstOrThrow({ where: { protected: true } });
  const letter = must(await askedOf("jour"), "the letter");
  expect(letter).toMatchObject({ to: "", personId: person.id });
  const link = await db.link.findUniqueOrThrow({ where: { id: letter.linkId ?? "" } });
  expect([link.purpose, link.email]).toEqual(["fill", ""]);
  // A fresh one in its place reaches her too.
  const { token } = must(await linkToken(link.id), "the link");
  setClock(new Date(link.expiresAt.getTime() + 1000));
  await renewExpired(asNobody("link.renew"), "fill", token);
  const fresh = await db.letter.findFirstOrThrow({ where: { kind: "fresh:fill" } });
  expect(fresh).toMatchObject({ to: "", personId: person.id });
});

it("else the deputy, a contact, the manager; nobody where none is known, least of all who once filled in the form", async () => {
  next();
  await signed(w, "falu");
  const organisationId = must(w.orgs.falu, "falu").id;
  expect(await askedOf("falu")).toMatchObject({ to: "asa.blom@falu.example" });
  next();
  await leave("falu", "representative");
  expect(await askedOf("falu")).toMatchObject({ to: "per.ost@falu.example" });
  next();
  await leave("falu", "deputy");
  await transact((tx) => tx.contact.deleteMany({ where: { organisationId } }));
  expect(await askedOf("falu")).toMatchObject({ to: "chef@falu.example", personId: null });
  next();
  await transact((tx) =>
    tx.contact.create({
      data: {
        networkId: w.networkId,
        organisationId,
        email: "kontakt@falu.example",
        emailKey: "kontakt@falu.example",
        fromOn: today(),
      },
    }),
  );
  expect(await askedOf("falu")).toMatchObject({ to: "kontakt@falu.example" });
  next();
  await transact(async (tx) => {
    await tx.contact.updateMany({ where: { organisationId }, data: { untilOn: today() } });
    await tx.managerTerm.updateMany({ where: { organisationId }, data: { untilOn: today() } });
  });
  const links = () => db.link.count({ where: { organisationId, purpose: "fill" } });
  const before = await links();
  expect(await askedOf("falu")).toBeNull();
  expect(await links()).toBe(before);
});
