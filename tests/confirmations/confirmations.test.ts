// Channels that the organisation keeps current, and the manager's yearly confirmation by link or telephone.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { renewExpired } from "~/domain/access/requests/commands.server";
import { findLink, linkToken } from "~/domain/access/tokens.server";
import { permit } from "~/domain/access/permits.server";
import { askDueManagers, remindManagers } from "~/domain/confirmations/asking.server";
import { addChannel, changeChannel, endChannel } from "~/domain/confirmations/channels/commands.server";
import { channelsPage } from "~/domain/confirmations/channels/queries.server";
import {
  answerConfirmation,
  noteConfirmation,
  noteManager,
  settleNo,
  shownManagers,
} from "~/domain/confirmations/commands.server";
import { confirmationsPage, confirmPage } from "~/domain/confirmations/queries.server";
import { managersOf } from "~/domain/confirmations/reading.server";
import { askDue, channelHints } from "~/domain/confirmations/rules";
import { answerSchema, channelSchema, managerSchema } from "~/domain/confirmations/schema";
import { asked as asking, freshLink, reminded } from "~/domain/confirmations/texts";
import { saveDraft } from "~/domain/commitments/commands.server";
import { begin, send } from "~/domain/commitments/drafting/commands.server";
import { draftForm } from "~/domain/commitments/queries.server";
import { todoList } from "~/domain/network/todo.server";
import { organisationLeaves } from "~/domain/organisations/commands.server";
import { organisationPage } from "~/domain/organisations/queries.server";
import { answerSpread, giveSpread } from "~/domain/spread/commands.server";
import { answerSchema as spreadAnswer, spreadSchema } from "~/domain/spread/schema";
import { startOfDay } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import {
  asAccount,
  asLink,
  asNobody,
  drafted,
  draftFor,
  makeWorld,
  sentToManager,
  signed,
  signer,
  signWith,
  strategist,
  type World,
} from "../world";

let w: World;
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const org = (name: string) => w.orgs[name]!.id;
const asa = "asa.blom@leksand.example";
const changer = (email = asa) => asAccount("channels.change", w.networkId, email);
const staff = () => asAccount("confirmation.note", w.networkId, strategist);
const page = async (email = asa, slug = w.orgs.leksand!.slug) => channelsPage(await changer(email), slug);
const names = async () => (await page()).channels.map((c) => c.name);
const channel = (name: string, more: object = {}) =>
  channelSchema.parse({ name, purpose: "both", frequency: "varje månad", ...more });
const yes = (more: object = {}) =>
  answerSchema.parse({
    resources: "yes",
    room: "yes",
    channels: "yes",
    note: "",
    byName: "Karin Chef",
    ...more,
  });
const openOf = (name: string) =>
  db.confirmation.findFirst({ where: { organisationId: org(name), answeredAt: null, settledAt: null } });
const linkOf = async (name: string) => {
  const { token } = (await linkToken((await openOf(name))!.linkId!))!;
  return asLink("confirmation.answer", (await findLink(token, "confirm", now()))!.link);
};
const todo = async () =>
  todoList(await asAccount("todo.see", w.networkId, strategist))
    .todo.filter((t) => t.kind.startsWith("confirm"))
    .map((t) => [t.kind, t.organisation, t.detail]);
const asked = () => db.letter.findMany({ where: { kind: "confirmAsked" }, orderBy: { createdAt: "asc" } });
const note = async (name: string, more: object = {}) =>
  noteManager(
    await asAccount("organisation.manage", w.networkId, strategist),
    org(name),
    managerSchema.parse({
      seats: "both",
      name: "Nils Nychef",
      title: "Socialchef",
      email: `ny@${name}.example`,
      phone: "",
      fromOn: today(),
      was: shownManagers(managersOf(w.networkId, org(name), today())),
      ...more,
    }),
  );

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  await signed(w, "leksand", {
    channels: [
      { name: "Ledningsgruppen", purpose: "both", frequency: "varje månad" },
      { name: "Enkäten", purpose: "gather", frequency: "varje år" },
    ],
  });
  await signed(w, "falu");
  await signed(w, "mora", {
    representative: { name: "Hemliga Hanna", email: "hanna@mora.example", protected: "on" },
  });
});
afterAll(() => setClock(null));

describe("channels", () => {
  it("are added, changed and ended by the organisation, and what was stays with its days", async () => {
    at("2027-03-01");
    await addChannel(await changer(), org("leksand"), channel("Intranätet"));
    await expect(addChannel(await changer(), org("leksand"), channel("intranätet"))).rejects.toMatchObject({
      errors: { name: ["Kontaktvägen finns redan"] },
    });
    at("2027-03-10");
    const [first] = (await page()).channels;
    await changeChannel(
      await changer("per.ost@leksand.example"),
      org("leksand"),
      first!.id,
      channel("Ledningsgruppen", { frequency: "varje vecka" }),
    );
    expect(await names()).toEqual(["Ledningsgruppen", "Enkäten", "Intranätet"]);
    await endChannel(await changer(strategist), org("leksand"), (await page()).channels[2]!.id);
    const p = await page();
    expect(p.channels.map((c) => [c.name, c.frequency, c.fromOn])).toEqual([
      ["Ledningsgruppen", "varje vecka", "2027-03-10"],
      ["Enkäten", "varje år", "2027-02-01"],
    ]);
    expect(p.earlier.map((c) => [c.name, c.frequency, c.fromOn, c.untilOn])).toEqual([
      ["Intranätet", "varje månad", "2027-03-01", "2027-03-10"],
      ["Ledningsgruppen", "varje månad", "2027-02-01", "2027-03-10"],
    ]);
    const told = organisationPage(
      await asAccount("organisation.see", w.networkId, asa),
      w.orgs.leksand!.slug,
      null,
    ).timeline.map((t) => t.what);
    expect(told.slice(0, 3)).toEqual([
      "En kontaktväg avslutades",
      "En kontaktväg ändrades",
      "En kontaktväg lades till",
    ]);
    expect(
      organisationPage(
        await asAccount("organisation.see", w.networkId, asa),
        w.orgs.leksand!.slug,
        "2027-03-05",
      ).channels.map((c) => c.name),
    ).toEqual(["Ledningsgruppen", "Enkäten", "Intranätet"]);
  });
  it("are not others' to change, and the last one stays", async () => {
    const [own] = (await page()).channels;
    await expect(endChannel(await changer("asa.blom@falu.example"), org("leksand"), own!.id)).rejects.toThrow(
      "finns inte",
    );
    await expect(endChannel(await changer("asa.blom@falu.example"), org("falu"), own!.id)).rejects.toThrow(
      "finns inte",
    );
    await expect(
      addChannel(
        await asAccount("channels.change", w.gavleNetworkId, "strateg@gavleborg.example"),
        org("leksand"),
        channel("X"),
      ),
    ).rejects.toThrow("finns inte");
    await expect(page("asa.blom@falu.example")).rejects.toThrow("finns inte");
    const [falu] = (await page("asa.blom@falu.example", w.orgs.falu!.slug)).channels;
    await expect(endChannel(await changer("asa.blom@falu.example"), org("falu"), falu!.id)).rejects.toThrow(
      "minst en",
    );
    expect(
      channelSchema.safeParse({ name: "", purpose: "x", frequency: "" }).error!.issues.map((i) => i.path[0]),
    ).toEqual(["name", "frequency", "purpose"]);
  });
  it("change for one of two who change the same one", async () => {
    const [own] = (await page()).channels;
    const both = await Promise.allSettled(
      ["varje dag", "varje kvartal"].map(async (frequency) =>
        changeChannel(await changer(), org("leksand"), own!.id, channel("Ledningsgruppen", { frequency })),
      ),
    );
    expect(both.map((b) => b.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await names()).filter((n) => n === "Ledningsgruppen")).toHaveLength(1);
  });
  it("are pointed out when something was spread without them, and when nobody has said anything for a year", async () => {
    const hints = async () => Object.fromEntries((await page()).channels.map((c) => [c.name, c.hints]));
    at("2027-03-20");
    expect(await hints()).toEqual({ Ledningsgruppen: [], Enkäten: [] });
    await addChannel(await changer(), org("leksand"), channel("Anslagstavlan", { purpose: "deliver" }));
    const id = await giveSpread(
      await asAccount("spread.manage", w.networkId, strategist),
      spreadSchema.parse({
        title: "T",
        why: "v",
        text: "t",
        targets: "alla",
        lastOn: "2027-04-01",
        to: "all",
      }),
    );
    // Not yet answered, and there is time.
    expect((await hints()).Anslagstavlan).toEqual([]);
    const [own] = (await page()).channels;
    const { gor: _, ...said } = spreadAnswer.parse({
      gor: "svara",
      organisationId: org("leksand"),
      state: "spread",
      passes: [{ channelId: own!.id, ticked: "on", passedOn: "2027-03-20" }],
    });
    await answerSpread(await asAccount("spread.answer", w.networkId, asa), id, said);
    expect(await hints()).toEqual({ Ledningsgruppen: [], Enkäten: [], Anslagstavlan: ["unused"] });
    expect(
      organisationPage(await asAccount("organisation.see", w.networkId, asa), w.orgs.leksand!.slug, null)
        .toReview,
    ).toBe(1);
    at("2028-02-02");
    expect((await hints()).Enkäten).toEqual(["unconfirmed"]);
    at("2028-04-02");
    expect(await hints()).toEqual({
      Ledningsgruppen: ["unconfirmed"],
      Enkäten: ["unconfirmed"],
      Anslagstavlan: ["unconfirmed"],
    });
  });
  it("were there when something was given by the day in Stockholm", async () => {
    const sentAt = async (instant: string) => {
      await transact(async (tx) => {
        await tx.spreadItem.updateMany({ data: { createdAt: new Date(instant), lastOn: "2027-03-21" } });
        await tx.spreadShare.updateMany({
          where: { organisationId: org("leksand") },
          data: { state: "waiting" },
        });
      });
      return (await page()).channels.find((c) => c.name === "Anslagstavlan")!.hints;
    };
    at("2027-05-01");
    // The channel is from 20 March, which begins at eleven the evening before in UTC.
    expect([await sentAt("2027-03-19T22:59:59Z"), await sentAt("2027-03-19T23:00:00Z")]).toEqual([
      [],
      ["unused"],
    ]);
    at("2028-03-20");
    expect(
      [await sentAt("2027-03-19T23:00:00Z"), (at("2028-03-21"), await sentAt("2027-03-19T23:00:00Z"))].map(
        (h) => h.includes("unused"),
      ),
    ).toEqual([true, false]);
  });
  it("by the rules alone", () => {
    const of = (more: object, purpose = "both") =>
      channelHints(
        { fromOn: "2027-01-01", confirmedOn: null, sent: 0, used: 0, ...more },
        purpose,
        "2028-01-02",
      );
    expect([
      of({}),
      of({ confirmedOn: "2027-06-01" }),
      of({ confirmedOn: "2027-06-01", sent: 1 }),
      of({ confirmedOn: "2027-06-01", sent: 1, used: 1 }),
      of({ confirmedOn: "2027-06-01", sent: 1 }, "gather"),
      of({ fromOn: "2027-01-02" }),
    ]).toEqual([["unconfirmed"], [], ["unused"], [], [], []]);
  });
});

describe("the words", () => {
  it("name the network that asks, in the middle of a sentence", () => {
    const g = {
      authority: "Länsstyrelsen",
      name: "Nätverket för barn",
      nameWithin: "nätverket för barn",
      shortName: "Barnnätverket",
      within: "barnnätverket",
    };
    const all = [asking(g, "Falu kommun", true), reminded(g, "Falu kommun"), freshLink(g, "Falu kommun")];
    expect(all.map((l) => l.subject)).toEqual([
      "Stämmer Falu kommuns uppdrag i barnnätverket fortfarande?",
      "Påminnelse: stämmer Falu kommuns uppdrag fortfarande?",
      "Din nya länk: Falu kommuns uppdrag i barnnätverket",
    ]);
    for (const l of all)
      expect(l.text).toContain("Länsstyrelsen samordnar nätverket för barn, där Falu kommun har en plats.");
    expect(JSON.stringify(all)).not.toMatch(/länsgrupp/i);
  });
});

describe("when a manager is asked", () => {
  it("is a year after the later of signing and answer, or at once of one who has signed nothing", () => {
    const due = (
      signedOn: string | null,
      answeredOn: string | null = null,
      notedFrom: string | null = null,
    ) => askDue({ signedOn, answeredOn, notedFrom }, "2028-02-01");
    expect([
      due("2027-02-01"),
      due("2027-02-02"),
      due("2026-01-01", "2027-02-02"),
      due("2026-01-01", "2027-02-01"),
      due(null),
      due("2027-12-01", null, "2028-01-01"),
      due("2028-01-10", null, "2028-01-01"),
    ]).toEqual([true, false, false, true, false, true, false]);
  });
});

describe("the yearly question", () => {
  beforeEach(async () => {
    await transact(async (tx) => {
      await tx.confirmation.deleteMany({});
      await tx.letter.deleteMany({ where: { kind: { in: ["confirmAsked", "confirmReminder"] } } });
    });
    at("2028-02-01");
  });
  const askAll = async () => {
    await askDueManagers(now());
  };

  it("goes to the representative's manager once, with a link, a year after the signing and not in a quiet period", async () => {
    at("2028-01-31");
    await askAll();
    expect(await asked()).toEqual([]);
    await transact((tx) =>
      tx.county.update({
        where: { id: w.countyId },
        data: { quietPeriods: JSON.stringify([{ from: "02-01", to: "02-03" }]) },
      }),
    );
    at("2028-02-02");
    await askAll();
    expect(await asked()).toEqual([]);
    await transact((tx) => tx.county.update({ where: { id: w.countyId }, data: { quietPeriods: "[]" } }));
    await Promise.all([askAll(), askAll()]);
    const letters = await asked();
    expect(letters.map((l) => l.to).sort()).toEqual([
      "chef@falu.example",
      "chef@leksand.example",
      "chef@mora.example",
    ]);
    expect(letters[0]!.text).toMatch(
      /Länsstyrelsen i Dalarnas län samordnar länsgruppen mot mäns våld mot kvinnor/,
    );
    expect(JSON.stringify(letters)).not.toMatch(/Hanna|hanna@/);
    expect((await linkOf("leksand")).link!.email).toBe("chef@leksand.example");
  });
  it("is read without a trace and answered once; the next comes a year later", async () => {
    await askAll();
    const p = await linkOf("mora");
    const shown = confirmPage(p);
    expect(shown).toMatchObject({
      organisation: "Mora kommun",
      authority: "Länsstyrelsen i Dalarnas län",
      network: "länsgruppen mot mäns våld mot kvinnor",
      representative: "Representanten för Mora kommun",
      deputy: "Per Öst",
      ways: [{ name: "Ledningsgruppen" }],
      manager: "Karin Chef",
      answeredAt: null,
    });
    expect(JSON.stringify(shown)).not.toMatch(/Hanna|Leksand/);
    expect((await db.link.findUniqueOrThrow({ where: { id: p.link!.id } })).pressedAt).toBeNull();
    const both = await Promise.allSettled([
      answerConfirmation(p, yes()),
      answerConfirmation(p, yes({ room: "no" })),
    ]);
    expect(both.map((b) => b.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(
      (await db.confirmation.findMany({ where: { organisationId: org("mora") } })).map((c) => [
        c.method,
        c.byName,
        c.resources,
      ]),
    ).toEqual([["link", "Karin Chef", "yes"]]);
    const { token } = (await linkToken(p.link!.id))!;
    expect((await findLink(token, "confirm", now()))!.state).toBe("spent");
    expect(confirmPage(p).answeredAt).not.toBeNull();
    await askAll();
    expect((await asked()).filter((l) => l.to.endsWith("mora.example"))).toHaveLength(1);
    at("2029-02-01");
    await askAll();
    expect((await asked()).filter((l) => l.to.endsWith("mora.example"))).toHaveLength(2);
    expect(
      answerSchema
        .safeParse({ resources: "kanske", byName: "", note: "Det är 19800101-1234" })
        .error!.issues.map((i) => i.path[0]),
    ).toEqual(["resources", "room", "channels", "note", "byName"]);
  });
  it("is reminded of once, then the strategist rings and notes the answer", async () => {
    await askAll();
    const first = await linkOf("falu");
    await answerConfirmation(await linkOf("leksand"), yes());
    const remind = async (on: string) => {
      at(on);
      await Promise.all([remindManagers(now()), remindManagers(now())]);
      return (await db.letter.findMany({ where: { kind: "confirmReminder" } })).map((l) => l.to).sort();
    };
    expect(await remind("2028-02-14")).toEqual([]);
    expect(await remind("2028-02-15")).toEqual(["chef@falu.example", "chef@mora.example"]);
    expect(
      (await db.link.findUniqueOrThrow({ where: { id: first.link!.id } })).expiresAt >
        new Date("2028-03-15T00:00:00Z"),
    ).toBe(true);
    at("2028-02-28");
    expect(await todo()).toEqual([]);
    expect(await remind("2028-02-29")).toHaveLength(2);
    expect(await todo()).toEqual([
      ["confirmSilent", "Falu kommun", "Karin Chef"],
      ["confirmSilent", "Mora kommun", "Karin Chef"],
    ]);
    await noteConfirmation(await staff(), org("falu"), yes({ byName: "Karin Chef" }));
    expect(await todo()).toEqual([["confirmSilent", "Mora kommun", "Karin Chef"]]);
    expect(await db.confirmation.findFirst({ where: { organisationId: org("falu") } })).toMatchObject({
      method: "phone",
      channels: "yes",
    });
    await expect(answerConfirmation(first, yes())).rejects.toThrow("redan");
    expect((await findLink((await linkToken(first.link!.id))!.token, "confirm", now()))!.state).toBe(
      "revoked",
    );
    await expect(
      noteConfirmation(
        await asAccount("confirmation.note", w.gavleNetworkId, "strateg@gavleborg.example"),
        org("mora"),
        yes(),
      ),
    ).rejects.toThrow("finns inte");
    expect(() =>
      permit("confirmation.note", { account: null, link: first.link, now: now() }, null),
    ).toThrow();
  });
  it("is not reminded of where the organisation has left the network", async () => {
    await askAll();
    await organisationLeaves(
      await asAccount("organisation.manage", w.networkId, strategist),
      org("mora"),
      "2028-02-14",
      org("falu"),
    );
    at("2028-02-15");
    await remindManagers(now());
    expect(
      (await db.letter.findMany({ where: { kind: "confirmReminder" } })).map((l) => l.to).sort(),
    ).toEqual(["chef@falu.example", "chef@leksand.example"]);
    expect((await openOf("mora"))!.remindedAt).toBeNull();
    await transact(async (tx) => {
      await tx.membership.updateMany({ where: { organisationId: org("mora") }, data: { untilOn: null } });
      await tx.holding.updateMany({
        where: { organisationId: org("mora"), ending: "organisationLeft" },
        data: { untilOn: null, ending: null },
      });
    });
  });
  it("a no waits for the strategist, or until the channels are changed", async () => {
    await askAll();
    await answerConfirmation(await linkOf("leksand"), yes({ channels: "no", note: "Två har slutat." }));
    await answerConfirmation(await linkOf("falu"), yes({ resources: "no", channels: "no" }));
    expect(await todo()).toEqual([
      ["confirmNo", "Falu kommun", "tid och resurser och kontaktvägar"],
      ["confirmNo", "Leksands kommun", "kontaktvägar"],
    ]);
    const seen = organisationPage(
      await asAccount("organisation.see", w.networkId, asa),
      w.orgs.leksand!.slug,
      null,
    );
    expect([seen.confirmed, JSON.stringify(seen).includes("Två har slutat")]).toEqual([
      { answeredOn: "2028-02-01", channels: "no", askedOn: null },
      false,
    ]);
    expect(confirmationsPage(await staff(), w.orgs.leksand!.slug).answered[0]).toMatchObject({
      note: "Två har slutat.",
      channels: "no",
    });
    await addChannel(await changer(), org("leksand"), channel("Nya vägen"));
    expect(await todo()).toEqual([["confirmNo", "Falu kommun", "tid och resurser och kontaktvägar"]]);
    const { id } = await db.confirmation.findFirstOrThrow({ where: { organisationId: org("falu") } });
    await expect(settleNo(await staff(), org("leksand"), id)).rejects.toThrow("redan");
    await settleNo(await staff(), org("falu"), id);
    await expect(settleNo(await staff(), org("falu"), id)).rejects.toThrow("redan");
    expect(await todo()).toEqual([]);
  });
  it("a link that has run out is renewed to the same address, and the old one is dead", async () => {
    await askAll();
    const old = await linkOf("leksand");
    const { token } = (await linkToken(old.link!.id))!;
    at("2028-03-05");
    expect((await findLink(token, "confirm", now()))!.state).toBe("expired");
    await renewExpired(asNobody("link.renew"), "confirm", token);
    expect((await findLink(token, "confirm", now()))!.state).toBe("revoked");
    const fresh = await linkOf("leksand");
    expect(fresh.link!.id).not.toBe(old.link!.id);
    expect((await db.letter.findFirstOrThrow({ where: { kind: "fresh:confirm" } })).to).toBe(
      "chef@leksand.example",
    );
    await answerConfirmation(fresh, yes());
    expect(await openOf("leksand")).toBeNull();
  });
  it("waits while a form is with the manager, and is answered by its signature", async () => {
    await askAll();
    const waiting = await linkOf("mora");
    await sentToManager(w, "mora", { representative: { name: "Ny Representant", email: "ny@mora.example" } });
    await signWith(await signer("chef@mora.example"));
    expect(await openOf("mora")).toBeNull();
    expect((await findLink((await linkToken(waiting.link!.id))!.token, "confirm", now()))!.state).toBe(
      "revoked",
    );
    await askAll();
    expect(await openOf("mora")).toBeNull();
    // A draft is nobody's signature.
    await drafted(w, "leksand");
    expect(await openOf("leksand")).not.toBeNull();
  });
});

describe("a new manager noted by the strategist", () => {
  beforeAll(async () => {
    await transact((tx) => tx.confirmation.deleteMany({}));
    at("2028-06-01");
    for (const name of ["leksand", "falu", "mora"]) await noteConfirmation(await staff(), org(name), yes());
  });
  it("ends the old one's time and is asked at once; the one before no longer", async () => {
    at("2028-07-01");
    expect(await note("leksand")).toBe("mail");
    const first = await linkOf("leksand");
    expect(first.link!.email).toBe("ny@leksand.example");
    expect((await asked()).at(-1)!.text).toContain("Du är ny som ansvarig chef");
    expect(managersOf(w.networkId, org("leksand"), today()).map((m) => [m.seat, m.name, m.fromOn])).toEqual([
      ["representative", "Nils Nychef", "2028-07-01"],
      ["deputy", "Nils Nychef", "2028-07-01"],
    ]);
    expect(
      organisationPage(
        await asAccount("organisation.see", w.networkId, asa),
        w.orgs.leksand!.slug,
        "2028-06-30",
      ).managers.map((m) => m.name),
    ).toEqual(["Karin Chef", "Karin Chef"]);
    expect(await note("leksand", { name: "Rätt Chef", email: "ratt@leksand.example" })).toBe("mail");
    expect([
      (await linkOf("leksand")).link!.email,
      (await findLink((await linkToken(first.link!.id))!.token, "confirm", now()))!.state,
    ]).toEqual(["ratt@leksand.example", "revoked"]);
    await expect(note("leksand", { fromOn: "2028-06-30" })).rejects.toMatchObject({
      errors: { fromOn: [expect.any(String)] },
    });
    await expect(note("leksand", { was: "x" })).rejects.toThrow("före dig");
    expect(
      managerSchema.safeParse({ seats: "both", name: "A", fromOn: "2028-07-01", email: "", phone: "" })
        .success,
    ).toBe(false);
  });
  it("from a later day, or in a quiet period, is asked when it is time; a deputy's manager is not asked", async () => {
    expect(await note("falu", { seats: "deputy", name: "Ersättarens Chef" })).toBe("nothing");
    expect(await note("falu", { seats: "representative", fromOn: "2028-07-10" })).toBe("later");
    at("2028-07-09");
    await askDueManagers(now());
    expect(await openOf("falu")).toBeNull();
    at("2028-07-10");
    await askDueManagers(now());
    expect((await linkOf("falu")).link!.email).toBe("ny@falu.example");
    await transact((tx) =>
      tx.county.update({
        where: { id: w.countyId },
        data: { quietPeriods: JSON.stringify([{ from: "07-10", to: "07-20" }]) },
      }),
    );
    expect(
      await note("falu", { seats: "representative", name: "Tredje", email: "tredje@falu.example" }),
    ).toBe("later");
    expect(await openOf("falu")).toBeNull();
    await transact((tx) => tx.county.update({ where: { id: w.countyId }, data: { quietPeriods: "[]" } }));
    at("2028-07-21");
    await askDueManagers(now());
    expect((await linkOf("falu")).link!.email).toBe("tredje@falu.example");
  });
  it("without a mailbox of the own is rung", async () => {
    at("2028-08-01");
    const before = (await asked()).length;
    expect(await note("mora", { email: "", phone: "0250-1" })).toBe("phone");
    expect(await note("mora", { email: "styrelsen@mora.example", sharedMailbox: "on" })).toBe("phone");
    expect((await asked()).length).toBe(before);
    expect(await todo()).toContainEqual(["confirmPhone", "Mora kommun", "Nils Nychef"]);
    await noteConfirmation(await staff(), org("mora"), yes({ byName: "Nils Nychef" }));
    expect((await todo()).filter(([, o]) => o === "Mora kommun")).toEqual([]);
  });
});

describe("a deputy's form", () => {
  it("is signed by the deputy's manager: it neither holds the question back, nor answers it, nor counts as last year's", async () => {
    const clear = () =>
      transact((tx) => tx.confirmation.deleteMany({ where: { organisationId: org("leksand") } }));
    const asks = async () => {
      await clear();
      await askDueManagers(now());
      return (await openOf("leksand")) !== null;
    };
    at("2029-03-01");
    expect(await asks()).toBe(true);
    const [start, fill] = [
      await asAccount("replacement.start", w.networkId, strategist),
      await asAccount("commitment.fill", w.networkId, strategist),
    ];
    const form = await begin(start, org("leksand"), "deputy", true);
    await saveDraft(
      fill,
      form,
      draftFor("leksand", {
        representative: undefined,
        deputy: { name: "Ny Ersättare", email: "ny@leksand.example" },
        sameManager: "",
        manager: undefined,
        deputyManager: { name: "Sven Chef", email: "sven@leksand.example" },
      }),
      (await draftForm(fill, form)).version,
    );
    await send(fill, form, (await draftForm(fill, form)).version);
    expect(await asks()).toBe(true);
    await signWith(await signer("sven@leksand.example"));
    expect(await openOf("leksand")).not.toBeNull();
    expect(await asks()).toBe(true);
  });
});
