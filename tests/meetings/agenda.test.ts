// The agenda against the real database: its order, whose proposals, until when.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import fc from "fast-check";
import { actOnAgenda, addItem, changeItem, propose } from "~/domain/meetings/agenda/commands.server";
import { agendaCard, agendaPage, itemForm, proposalPage } from "~/domain/meetings/agenda/queries.server";
import { mayPropose, stepped } from "~/domain/meetings/agenda/rules";
import { agendaActSchema, itemSchema, proposalSchema } from "~/domain/meetings/agenda/schema";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { addDays, startOfDay } from "~/platform/calendar";
import { setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
const day = "2027-03-16",
  lastDay = "2027-03-01";
const at = (on: string, hours = 9) => setClock(new Date(startOfDay(on).getTime() + hours * 3_600_000));
const staff = () => asAccount("agenda.manage", w.networkId, strategist);
const member = (org: string, who = "asa.blom") =>
  asAccount("agenda.propose", w.networkId, `${who}@${org}.example`);
const item = (title: string, change: Record<string, unknown> = {}) =>
  itemSchema.parse({ title, purpose: "information", ...change });
const proposal = (title: string, change: Record<string, unknown> = {}) =>
  proposalSchema.parse({ title, purpose: "dialogue", ...change });
const page = async () => agendaPage(await staff(), id);
const titles = async () => (await page()).items.map((i) => i.title);
const act = async (gor: string, title: string, order?: string) => {
  const p = await page();
  const found = [...p.items, ...p.proposals].find((i) => i.title === title)!;
  return actOnAgenda(
    await staff(),
    id,
    agendaActSchema.parse({ gor, id: found.id, order: order ?? p.order, mark: found.mark }),
  );
};
const newMeeting = async (change: Record<string, unknown> = {}, convened = true) => {
  const manager = await asAccount("meeting.manage", w.networkId, strategist);
  const made = await createMeeting(
    manager,
    meetingSchema.parse({
      kind: "ordinary",
      title: "Vårens möte",
      heldOn: day,
      fromTime: "09:00",
      toTime: "16:00",
      place: "Falun",
      proposeByOn: lastDay,
      ...change,
    }),
  );
  if (convened) await convene(manager, made, 1);
  return made;
};
const positions = async () =>
  (
    await db.agendaItem.findMany({
      where: { meetingId: id, state: "accepted" },
      orderBy: { position: "asc" },
    })
  ).map((i) => i.position);

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  for (const org of ["leksand", "falu"]) await signed(w, org);
});
beforeEach(async () => {
  at("2027-02-01");
  id = await newMeeting();
});
afterAll(() => setClock(null));

describe("the order", () => {
  it("is stepped by one, and keeps every item", () => {
    expect([
      stepped(["a", "b", "c"], "b", "up"),
      stepped(["a", "b", "c"], "b", "down"),
      stepped(["a", "b"], "a", "up"),
      stepped(["a"], "x", "up"),
    ]).toEqual([["b", "a", "c"], ["a", "c", "b"], ["a", "b"], null]);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { minLength: 1 }),
        fc.array(fc.tuple(fc.nat(), fc.boolean())),
        (ids, steps) => {
          const end = steps.reduce<string[]>(
            (order, [n, up]) => stepped(order, order[n % order.length]!, up ? "up" : "down")!,
            ids,
          );
          expect([...end].sort()).toEqual([...ids].sort());
        },
      ),
    );
  });
  it("is changed by buttons, numbered from 0, and closed up when an item goes", async () => {
    for (const title of ["Ett", "Två", "Tre", "Fyra"]) await addItem(await staff(), id, item(title));
    await act("upp", "Tre");
    await act("ner", "Ett");
    expect(await titles()).toEqual(["Tre", "Ett", "Två", "Fyra"]);
    await act("ta-bort", "Ett");
    expect(await titles()).toEqual(["Tre", "Två", "Fyra"]);
    expect(await positions()).toEqual([0, 1, 2]);
  });
  it("is not touched by a stale post: of the same press eight times one counts", async () => {
    for (const title of ["Ett", "Två", "Tre"]) await addItem(await staff(), id, item(title));
    const { order, items } = await page();
    const input = agendaActSchema.parse({ gor: "upp", id: items[2]!.id, order });
    const permit = await staff();
    const done = await Promise.allSettled(Array.from({ length: 8 }, () => actOnAgenda(permit, id, input)));
    expect(done.filter((d) => d.status === "fulfilled")).toHaveLength(1);
    expect(
      done.filter((d) => d.status === "rejected").every((d) => /har ändrats/.test(String(d.reason))),
    ).toBe(true);
    expect(await titles()).toEqual(["Ett", "Tre", "Två"]);
    expect(await positions()).toEqual([0, 1, 2]);
    await act("ta-bort", "Ett");
    await expect(
      actOnAgenda(permit, id, agendaActSchema.parse({ gor: "ner", id: items[0]!.id, order })),
    ).rejects.toThrow("har ändrats");
  });
  it("heals from numbers that somebody broke", async () => {
    for (const title of ["Ett", "Två", "Tre"]) await addItem(await staff(), id, item(title));
    await transact((tx) => tx.agendaItem.updateMany({ where: { meetingId: id }, data: { position: 7 } }));
    const before = await titles();
    await act("ner", before[0]!);
    expect(await titles()).toEqual([before[1], before[0], before[2]]);
    expect(await positions()).toEqual([0, 1, 2]);
  });
});

describe("an item", () => {
  it("keeps time, presenter, technique, confirmed, purpose and text", async () => {
    await addItem(
      await staff(),
      id,
      item("Lägesbild", {
        fromTime: "9.30",
        presenter: "Polisen",
        technique: "Ljud",
        confirmed: "on",
        purpose: "agreement",
        text: "Siffror",
      }),
    );
    expect((await page()).items[0]).toMatchObject({
      fromTime: "09:30",
      presenter: "Polisen",
      technique: "Ljud",
      confirmed: true,
      purpose: "agreement",
      text: "Siffror",
    });
    expect(itemSchema.safeParse({ title: "x", purpose: "decision" }).success).toBe(false);
    expect(itemSchema.safeParse({ title: "x", purpose: "dialogue", fromTime: "25:00" }).success).toBe(false);
  });
  it("is not overwritten by a form that was opened before somebody else's change", async () => {
    const made = await addItem(await staff(), id, item("Ett"));
    const { mark } = itemForm(await staff(), id, made);
    await changeItem(await staff(), id, made, item("Ett, ny", { mark }));
    await expect(changeItem(await staff(), id, made, item("Min", { mark }))).rejects.toThrow("hann ändra");
    await expect(changeItem(await staff(), id, made, item("Min"))).rejects.toThrow("hann ändra");
    await expect(
      actOnAgenda(await staff(), id, agendaActSchema.parse({ gor: "ta-bort", id: made, mark })),
    ).rejects.toThrow("hann ändra");
    expect(await titles()).toEqual(["Ett, ny"]);
  });
  it("is the network's own", async () => {
    const made = await addItem(await staff(), id, item("Ett"));
    const neighbour = await asAccount("agenda.manage", w.gavleNetworkId, "strateg@gavleborg.example");
    expect(() => agendaPage(neighbour, id)).toThrow("finns inte");
    await expect(addItem(neighbour, id, item("Intrång"))).rejects.toThrow("finns inte");
    await expect(
      changeItem(neighbour, id, made, item("Intrång", { mark: itemForm(await staff(), id, made).mark })),
    ).rejects.toThrow("finns inte");
    await expect(asAccount("agenda.manage", w.networkId, "asa.blom@leksand.example")).rejects.toThrow(
      "forbidden",
    );
  });
});

describe("proposals", () => {
  it("are taken until and with the last day", async () => {
    const m = { state: "convened", heldOn: day, proposeByOn: lastDay };
    expect([
      mayPropose(m, addDays(lastDay, -1)),
      mayPropose(m, lastDay),
      mayPropose(m, addDays(lastDay, 1)),
      mayPropose({ ...m, proposeByOn: null }, lastDay),
      mayPropose({ ...m, state: "cancelled" }, lastDay),
      mayPropose({ ...m, proposeByOn: addDays(day, 9) }, addDays(day, 1)),
    ]).toEqual([false, false, false, false, false, false].map((_, i) => i < 2));
    at(lastDay, 23.9);
    await propose(await member("leksand"), id, proposal("I tid"));
    at(addDays(lastDay, 1), 0.1);
    await expect(propose(await member("leksand"), id, proposal("För sent"))).rejects.toThrow("är slut");
    expect((await page()).proposals.map((p) => p.title)).toEqual(["I tid"]);
  });
  it("are one's own organisation's to see, by representative and deputy, and the strategist's", async () => {
    await propose(await member("leksand"), id, proposal("Leksands fråga", { text: "Hemlig än" }));
    await propose(await member("leksand"), id, proposal("Leksands fråga", { text: "Hemlig än" }));
    expect(proposalPage(await member("leksand", "per.ost"), id).proposals.map((p) => p.title)).toEqual([
      "Leksands fråga",
    ]);
    const falu = await asAccount("meeting.see", w.networkId, "asa.blom@falu.example");
    expect(JSON.stringify([proposalPage(await member("falu"), id), agendaCard(falu, id)])).not.toMatch(
      /Leksands fråga|Hemlig/,
    );
    expect(
      agendaCard(await asAccount("meeting.see", w.networkId, "per.ost@leksand.example"), id).mine,
    ).toHaveLength(1);
    expect((await page()).proposals.map((p) => p.organisation)).toEqual(["Leksands kommun"]);
    expect(await db.event.count({ where: { kind: "agenda.proposed", subjectId: id } })).toBe(1);
  });
  it("are for an own organisation alone, and never on a meeting that members do not see", async () => {
    await expect(
      propose(await member("leksand"), id, proposal("Lånad", { organisationId: w.orgs.falu!.id })),
    ).rejects.toThrow("finns inte");
    const planned = await newMeeting({}, false);
    await expect(propose(await member("leksand"), planned, proposal("Tidig"))).rejects.toThrow("finns inte");
    expect(await db.agendaItem.count({ where: { meetingId: { in: [id, planned] } } })).toBe(0);
    await expect(asAccount("agenda.propose", w.networkId, strategist)).rejects.toThrow("forbidden");
  });
  it("come last on the agenda when they are accepted, once, and members read it without what is the strategist's", async () => {
    await addItem(await staff(), id, item("Ett", { technique: "Hörslinga" }));
    await propose(await member("leksand"), id, proposal("Leksands fråga"));
    await propose(await member("falu"), id, proposal("Falus fråga"));
    const { proposals } = await page();
    await act("godta", "Leksands fråga");
    await act("ta-bort", "Falus fråga");
    const first = proposals.find((p) => p.title === "Leksands fråga")!;
    await expect(
      actOnAgenda(await staff(), id, agendaActSchema.parse({ gor: "godta", id: first.id, mark: first.mark })),
    ).rejects.toThrow();
    const seen = agendaCard(await asAccount("meeting.see", w.networkId, "asa.blom@falu.example"), id);
    expect(seen.items.map((i) => i.title)).toEqual(["Ett", "Leksands fråga"]);
    expect(JSON.stringify(seen)).not.toMatch(/Hörslinga|Leksands kommun|Falus fråga/);
    expect(await positions()).toEqual([0, 1]);
  });
});
