// Whoever goes on in the organisation's other seat: told what changes, never that she leaves and can no longer sign in.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { begin, send } from "~/domain/commitments/drafting/commands.server";
import { saveDraft } from "~/domain/commitments/commands.server";
import { draftForm } from "~/domain/commitments/queries.server";
import { groupSchema, placeSchema } from "~/domain/groups/schema";
import { givePlace, startGroup } from "~/domain/groups/commands.server";
import { signed as letterOfSigning } from "~/domain/notifications/texts";
import { leave } from "~/domain/seats/commands.server";
import { addDays, longDate, through } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import {
  asAccount,
  browser,
  draftFor,
  makeWorld,
  signed,
  signer,
  signWith,
  strategist,
  type World,
} from "../world";

let w: World;
const idOf = (org: string) => w.orgs[org]?.id ?? "";
const asa = (org: string) => ({ name: "Åsa Blom", email: `asa.blom@${org}.example` });
const per = (org: string) => ({ name: "Per Öst", email: `per.ost@${org}.example` });
const eva = { name: "Eva Nord", email: "eva@ny.example" };
const soon = () => addDays(today(), 20);
const sofar = async () => (await db.event.findFirstOrThrow({ orderBy: { seq: "desc" } })).seq;
/** What was told since then to persons (not to managers and fillers), and to the county board. */
async function told(after: number) {
  const letters = await db.letter.findMany({
    where: { eventSeq: { gt: after } },
    orderBy: [{ to: "asc" }, { kind: "asc" }],
  });
  const kinds = /^(named|leaver|moves|moved|welcome|cover)/;
  return {
    persons: letters.filter((l) => kinds.test(l.kind)).map((l) => [l.to, l.kind, l.text] as const),
    board: letters.filter((l) => l.kind === "notice" && l.subject.includes("är undertecknat")).at(-1)?.text,
  };
}
const leaves = /slutar|lämnar|inte logga in|sista dag/;
/** Signed, a minute after what was last. */
const form = async (...[org, change]: [string, Parameters<typeof signed>[2]]) => {
  setClock(new Date(now().getTime() + 60_000));
  return signed(w, org, change);
};
beforeAll(async () => {
  w = await makeWorld();
  for (const org of ["falu", "mora", "leksand", "jour"]) await signed(w, org);
  // Nobody's seat changes on the day they came to it.
  setClock(new Date(now().getTime() + 3 * 86_400_000));
});
afterAll(() => setClock(null));

describe("the deputy who becomes representative", () => {
  it("by a form without a deputy hears that alone", async () => {
    const before = await sofar();
    await form("falu", { representative: per("falu"), deputy: {}, deputyLater: "on", startOn: soon() });
    const { persons, board } = await told(before);
    expect(persons.map(([to, kind]) => [to, kind])).toEqual([
      ["asa.blom@falu.example", "leaver:representative"],
      ["per.ost@falu.example", "named:representative"],
    ]);
    const [, [, , text] = []] = persons;
    expect(text).toContain(`Du blir representant i stället för ersättare i länsgruppen`);
    expect(text).toContain(`från ${longDate(soon())}`);
    expect(text).not.toMatch(leaves);
    expect(board).toContain(
      `Per Öst blir representant i stället för ersättare från ${longDate(soon())}. Åsa Blom lämnar uppdraget samma dag.`,
    );
    expect(board).toContain(`Platsen som ersättare blir vakant ${longDate(soon())}.`);
    expect(board).not.toContain("Per Öst lämnar");
  });
  it("with another address hears at both, and is the same person", async () => {
    const { personId } = await db.holding.findFirstOrThrow({
      where: { organisationId: idOf("mora"), seat: "deputy" },
    });
    const moved = { name: "Per Öst", email: "per.ost@ny.example" };
    const before = await sofar();
    await form("mora", { representative: moved, deputy: eva, startOn: soon() });
    const { persons, board } = await told(before);
    expect(persons.map(([to, kind]) => [to, kind])).toEqual([
      ["asa.blom@mora.example", "leaver:representative"],
      ["eva@ny.example", "named:deputy"],
      ["per.ost@mora.example", "moves:representative"],
      ["per.ost@ny.example", "named:representative"],
    ]);
    for (const [, , text] of persons.slice(2)) {
      expect(text).toContain("Du blir representant i stället för ersättare");
      expect(text).not.toMatch(leaves);
    }
    expect(persons[2]?.[2]).toContain("Från den dagen skickar vi till den mejladress som står i blanketten");
    expect(board).toContain("blir representant i stället för ersättare");
    expect(board).toContain("och har en ny mejladress från samma dag. Åsa Blom lämnar uppdraget samma dag.");
    expect(board).toMatch(/Eva Nord kommer in som ersättare från [^.]*\.\n/);

    // The same on the day: one letter to the new address, one person in the register.
    await db.commitment.updateMany({
      where: { organisationId: idOf("mora"), state: "signed" },
      data: { state: "returned" },
    });
    const day = await sofar();
    await form("mora", { representative: moved, deputy: eva });
    const onTheDay = await told(day);
    expect(onTheDay.persons.map(([to, kind]) => [to, kind])).toEqual([
      ["asa.blom@mora.example", "leaver:representative"],
      ["eva@ny.example", "welcome"],
      ["per.ost@mora.example", "moves:representative"],
      ["per.ost@ny.example", "welcome"],
    ]);
    const sits = await db.holding.findFirstOrThrow({
      where: { organisationId: idOf("mora"), seat: "representative", untilOn: null },
      include: { person: true },
    });
    expect([sits.personId, sits.person.email]).toEqual([personId, "per.ost@ny.example"]);
  });
});

describe("two who change places", () => {
  it("hear what each becomes, the county board too, and keep their places in groups", async () => {
    const group = await startGroup(
      await asAccount("group.manage", w.networkId, strategist),
      groupSchema.parse({ name: "Rutiner", purpose: "x", startOn: today() }),
    );
    const sits = async (seat: string) =>
      (
        await db.holding.findFirstOrThrow({
          where: { organisationId: idOf("leksand"), seat, untilOn: null },
        })
      ).personId;
    const representative = await sits("representative");
    await givePlace(
      await asAccount("group.manage", w.networkId, strategist),
      group,
      placeSchema.parse({ organisationId: idOf("leksand"), who: "representative" }),
    );
    const swapped = { representative: per("leksand"), deputy: asa("leksand") };
    const before = await sofar();
    await form("leksand", { ...swapped, startOn: soon() });
    const { persons, board } = await told(before);
    expect(persons.map(([to, kind]) => [to, kind])).toEqual([
      ["asa.blom@leksand.example", "named:deputy"],
      ["per.ost@leksand.example", "named:representative"],
    ]);
    expect(persons[0]?.[2]).toContain("Du blir ersättare i stället för representant");
    for (const [, , text] of persons) expect(text).not.toMatch(leaves);
    const on = longDate(soon());
    expect(board).toContain(
      `Per Öst blir representant i stället för ersättare från ${on}.\n\nÅsa Blom blir ersättare i stället för representant från ${on}.`,
    );
    await db.commitment.updateMany({
      where: { organisationId: idOf("leksand"), state: "signed" },
      data: { state: "returned" },
    });
    await form("leksand", swapped);
    expect(await sits("deputy")).toBe(representative);
    const places = await db.groupPlace.findMany({ where: { groupId: group, untilOn: null } });
    expect(places.map((p) => p.personId)).toEqual([representative]);
  });
});

describe("whoever has both seats", () => {
  const both = async () => {
    const start = await asAccount("replacement.start", w.networkId, "asa.blom@jour.example");
    const fill = await asAccount("commitment.fill", w.networkId, "asa.blom@jour.example");
    const change = async (representative: { name: string; email: string }, startOn: string) => {
      setClock(new Date(now().getTime() + 60_000));
      const id = await begin(start, idOf("jour"), "representative", false);
      const draft = draftFor("jour", { representative, deputy: undefined, startOn });
      await saveDraft(fill, id, draft, (await draftForm(fill, id)).version);
      await send(fill, id, (await draftForm(fill, id)).version);
      await signWith(await signer("chef@jour.example"));
    };
    await change(per("jour"), today());
    return db.holding.findMany({
      where: { organisationId: idOf("jour"), untilOn: null },
      include: { person: true },
    });
  };
  it("ends the deputy's and goes on as representative", async () => {
    const all = await both();
    expect(all.map((h) => h.person.name)).toEqual(["Per Öst", "Per Öst"]);
    const deputy = all.find((h) => h.seat === "deputy");
    const before = await sofar();
    const lastOn = addDays(today(), 10);
    const p = await asAccount("seat.leave", w.networkId, "per.ost@jour.example");
    await leave(p, { holdingId: deputy?.id ?? "", lastOn }, browser);
    const { persons } = await told(before);
    expect(persons.map(([to, kind]) => [to, kind])).toEqual([["per.ost@jour.example", "leaver:deputy"]]);
    const last = through(addDays(lastOn, 1));
    expect(persons[0]?.[2]).toContain(
      `Din sista dag som ersättare för Kvinnojourer i Dalarna i länsgruppen är ${last}. Du fortsätter som representant.`,
    );
    expect(persons[0]?.[2]).not.toMatch(/logga in|överlämning/);
    const notice = await db.letter.findFirstOrThrow({ where: { kind: "notice", eventSeq: { gt: before } } });
    expect(notice.text).toContain(
      "Den som slutar fortsätter som:\n\n– Representant för Kvinnojourer i Dalarna",
    );
    expect(notice.text).not.toContain("hade också");
    expect(await db.handoverNote.count({ where: { holdingId: deputy?.id } })).toBe(0);
    // A new representative by a form: she ends that seat too, and leaves.
    const after = await sofar();
    await form("jour", { representative: eva, deputy: {}, deputyLater: "on", startOn: soon() });
    const whole = await told(after);
    expect(whole.persons.map(([to, kind]) => [to, kind])).toEqual([
      ["eva@ny.example", "named:representative"],
      ["per.ost@jour.example", "leaver:representative"],
    ]);
    expect(whole.persons[1]?.[2]).toContain("kan du inte logga in");
  });
  it("and loses one by a form that names nobody there: the county board reads that the person goes on", () => {
    const group = {
      ...{
        shortName: "N",
        authority: "L",
        name: "Nätverket",
        within: "N",
        nameWithin: "nätverket",
        purpose: "",
      },
    };
    const change = {
      ...{ seat: "deputy", moves: false, leaver: "Per Öst", comer: null, startOn: "2027-01-01", held: [] },
      ...({ goesOn: "keeps", from: null } as const),
    };
    const day = { on: "2027-01-01", signedOn: "2026-12-05", paper: null };
    const { subject, text } = letterOfSigning(group, "Falu kommun", [change], day);
    expect(subject).toBe("Falu kommuns uppdrag är undertecknat");
    expect(text).toContain("Per Öst slutar som ersättare 1 januari 2027 och fortsätter som representant.");
    expect(text).not.toContain("lämnar uppdraget");
  });
});
