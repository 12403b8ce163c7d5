// Findings: lifted from submitted answers and minutes, seen by the members once whoever gave them has agreed, and never longer.
import { textWith } from "../setup/like";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  answerConsent,
  changeFinding,
  liftFinding,
  removeFinding,
  takeProposal,
} from "~/domain/findings/commands.server";
import {
  findingForm,
  findingList,
  findingPage,
  findingTable,
  findingTodo,
} from "~/domain/findings/queries.server";
import { remindGivers } from "~/domain/findings/recurring.server";
import { consentAfter, isSilent } from "~/domain/findings/rules";
import { consentSchema, findingSchema } from "~/domain/findings/schema";
import {
  addQuestion,
  changeShare,
  draftInquiry,
  saveAnswer,
  sendInquiry,
} from "~/domain/inquiries/commands.server";
import { startOfDay } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { writeTable } from "~/platform/table.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let value: string;
let inquiry: string;
let id: string;
const [giver, other] = ["asa.blom@leksand.example", "bo@falu.example"];
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const manager = () => asAccount("finding.manage", w.networkId, strategist);
const lift = async (more: Record<string, unknown> = {}) =>
  liftFinding(
    await manager(),
    findingSchema.parse({ kind: "need", title: "Färre köer på Åsen", text: "Platser behövs.", ...more }),
  );
const say = async (answer: string, more: Record<string, unknown> = {}, email = giver) => {
  const { gor: _, ...input } = consentSchema.parse({
    gor: "svara",
    version: (await db.finding.findUniqueOrThrow({ where: { id } })).version,
    answer,
    ...more,
  });
  await answerConsent(await asAccount("finding.consent", w.networkId, email), id, input);
};
const list = async (email: string, asked: Partial<{ q: string; kind: string; year: string }> = {}) =>
  findingList(await asAccount("finding.see", w.networkId, email), {
    q: "",
    kind: null,
    year: null,
    ...asked,
  }).findings.filter((f) => asked.q !== undefined || f.id === id);
const letters = (kind: string) => db.letter.findMany({ where: { kind, key: { contains: id } } });
const version = async () => (await db.finding.findUniqueOrThrow({ where: { id } })).version;

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  await signed(w, "leksand");
  await signed(w, "falu", { representative: { name: "Bo Falk", email: other } });
  await signed(w, "mora", {
    representative: { name: "Hemliga Hanna", email: "hanna@mora.example", protected: "on" },
  });
  const asking = await asAccount("inquiry.manage", w.networkId, strategist);
  inquiry = await draftInquiry(asking, { title: "Boende", why: "x", lastOn: "2027-03-01" });
  await addQuestion(asking, inquiry, {
    kind: "text",
    label: "Vad behövs?",
    hint: null,
    required: true,
    options: [],
  });
  await sendInquiry(asking, inquiry, { to: "all", organisations: [] });
  const q = await db.inquiryQuestion.findFirstOrThrow();
  await saveAnswer(await asAccount("inquiry.answer", w.networkId, giver), inquiry, w.orgs.leksand!.id, {
    gor: "spara",
    q: { [q.id]: ["Fler platser."] },
  });
  value = (await db.inquiryValue.findFirstOrThrow()).id;
  // What is not submitted is the organisation's own.
  const form = findingForm.bind(null, await manager(), { answer: value, meeting: null });
  expect(form).toThrow("finns inte");
  await expect(lift({ answer: value })).rejects.toMatchObject({ kind: "conflict" });
  await saveAnswer(await asAccount("inquiry.answer", w.networkId, giver), inquiry, w.orgs.leksand!.id, {
    gor: "skicka-in",
    q: { [q.id]: ["Fler platser."] },
  });
  value = (await db.inquiryValue.findFirstOrThrow()).id;
  expect(findingForm(await manager(), { answer: value, meeting: null })).toMatchObject({
    answer: { organisation: "Leksands kommun" },
    values: { text: "Fler platser." },
  });
});
beforeEach(async () => {
  at("2027-02-01");
  id = await lift({ answer: value });
});
afterAll(() => setClock(null));

describe("consent", () => {
  it("is asked by a letter that can wait, and until then only the giver and the strategist see it", async () => {
    const [letter] = await letters("finding.asked");
    expect(letter).toMatchObject({
      to: giver,
      subject: textWith("Får vi visa det här för länsgruppen?"),
    });
    expect([(await list(strategist)).length, (await list(giver)).length, (await list(other)).length]).toEqual(
      [1, 1, 0],
    );
    await expect(async () =>
      findingPage(await asAccount("finding.see", w.networkId, other), id),
    ).rejects.toThrow("finns inte");
  });
  it("shows it with the name, or without, and goes at once when it is taken back", async () => {
    await say("yes");
    expect((await list(other))[0]).toMatchObject({
      organisation: "Leksands kommun",
      mine: false,
      askedOn: null,
      takenBack: false,
    });
    await say("nameless");
    const [line] = await list(other);
    expect(line).toMatchObject({ organisation: null, slug: null, nameless: true });
    expect(JSON.stringify(findingPage(await asAccount("finding.see", w.networkId, other), id))).not.toMatch(
      /Leksand/,
    );
    expect((await list(other, { q: "leksand" })).map((f) => f.id)).not.toContain(id);
    await say("no");
    expect([await list(other), (await list(giver))[0]!.consent]).toEqual([[], "withdrawn"]);
  });
  it("is the giver's alone, of the wording that was read", async () => {
    await expect(say("yes", {}, other)).rejects.toThrow("finns inte");
    await changeFinding(await manager(), id, { kind: "need", title: "Ny", text: "Ny text.", version: 1 });
    await expect(say("yes", { version: 1 })).rejects.toMatchObject({ kind: "conflict" });
    await say("no", { version: 1 });
    expect((await list(giver))[0]!.consent).toBe("refused");
  });
  it("is asked anew for another wording, not for another kind", async () => {
    await say("yes");
    await changeFinding(await manager(), id, {
      kind: "example",
      title: "Färre köer på Åsen",
      text: "Platser behövs.",
      version: await version(),
    });
    expect(await list(other)).toHaveLength(1);
    await changeFinding(await manager(), id, {
      kind: "example",
      title: "Färre köer på Åsen",
      text: "Andra ord.",
      version: await version(),
    });
    expect([(await list(other)).length, (await letters("finding.asked")).length]).toEqual([0, 2]);
  });
  it("is asked anew for another title too, and a no after a no is still what was taken back", async () => {
    await say("yes");
    await changeFinding(await manager(), id, {
      kind: "need",
      title: "Kortare köer",
      text: "Platser behövs.",
      version: await version(),
    });
    expect([(await list(other)).length, (await letters("finding.asked")).length]).toEqual([0, 2]);
    expect([
      consentAfter("withdrawn", "no"),
      consentAfter("asked", "no"),
      consentAfter("refused", "no"),
    ]).toEqual(["withdrawn", "refused", "refused"]);
    expect([
      isSilent({ consent: "asked", askedOn: "2027-02-01", remindedAt: null }, "2027-02-15"),
      isSilent({ consent: "asked", askedOn: "2027-02-01", remindedAt: "x" }, "2027-02-15"),
    ]).toEqual([true, false]);
  });
  it("is of an organisation's answer, never of what a colleague contributed", async () => {
    const { responseId, questionId } = await db.inquiryValue.findUniqueOrThrow({ where: { id: value } });
    const { shareId } = await db.inquiryResponse.findUniqueOrThrow({ where: { id: responseId } });
    await transact((tx) =>
      tx.inquiryResponse.create({
        data: {
          id: "kollega",
          shareId,
          networkId: w.networkId,
          kind: "colleague",
          part: "Skolan",
          at: now(),
          values: { create: { id: "kollegans", questionId, value: "Ord" } },
        },
      }),
    );
    await expect(lift({ answer: "kollegans" })).rejects.toMatchObject({ kind: "conflict" });
    await transact(async (tx) => {
      await tx.inquiryValue.delete({ where: { id: "kollegans" } });
      await tx.inquiryResponse.delete({ where: { id: "kollega" } });
    });
  });
  it("may come with another wording, which is the giver's own and needs no second yes", async () => {
    expect(
      consentSchema.safeParse({ gor: "svara", version: 1, answer: "propose", proposal: " " }).success,
    ).toBe(false);
    await say("propose", { proposal: "Våra egna ord." });
    const todo = async () =>
      findingTodo(await asAccount("todo.see", w.networkId, strategist)).filter((t) => t.id === id);
    expect([(await list(other)).length, (await todo()).length]).toEqual([0, 1]);
    await takeProposal(await manager(), id, await version());
    expect([(await list(other))[0], await todo()]).toEqual([
      expect.objectContaining({ text: "Våra egna ord.", organisation: null }),
      [],
    ]);
    await expect(takeProposal(await manager(), id, await version())).rejects.toMatchObject({
      kind: "conflict",
    });
  });
  it("is reminded of once, after fourteen days, not in a quiet period", async () => {
    at("2027-02-14");
    await remindGivers(now());
    expect(await letters("finding.reminded")).toEqual([]);
    at("2027-07-07");
    await remindGivers(now());
    expect(await letters("finding.reminded")).toEqual([]);
    at("2027-02-15");
    await remindGivers(now());
    await remindGivers(now());
    at("2027-03-20");
    await remindGivers(now());
    expect(await letters("finding.reminded")).toHaveLength(1);
  });
});

describe("a finding", () => {
  it("keeps its text when the answer is taken back, and the strategist is told", async () => {
    await say("yes");
    await changeShare(
      await asAccount("inquiry.answer", w.networkId, giver),
      inquiry,
      w.orgs.leksand!.id,
      "andra-igen",
    );
    expect((await list(strategist))[0]).toMatchObject({ takenBack: true, text: "Platser behövs." });
    expect((await list(other))[0]).toMatchObject({ takenBack: false, text: "Platser behövs." });
    const q = await db.inquiryQuestion.findFirstOrThrow();
    at("2027-02-02");
    await saveAnswer(await asAccount("inquiry.answer", w.networkId, giver), inquiry, w.orgs.leksand!.id, {
      gor: "skicka-in",
      q: { [q.id]: ["Ändrat."] },
    });
    expect((await list(strategist))[0]!.takenBack).toBe(true);
    value = (await db.inquiryValue.findFirstOrThrow()).id;
  });
  it("of the network itself is shown at once, and can be taken off", async () => {
    id = await lift();
    expect((await list(other))[0]).toMatchObject({ consent: "none", nameless: false, organisation: null });
    await removeFinding(await manager(), id);
    expect([await list(other), await list(strategist)]).toEqual([[], []]);
  });
  it("holds no personal identity number", async () => {
    await expect(lift({ text: "Ring 19850101-2384" })).rejects.toThrow();
  });
  it("is found by its words with å, ä, ö, its kind and year; and taken away as a table by the strategist", async () => {
    await say("yes");
    for (const [asked, hit] of [
      [{ q: "ÅSEN köer" }, true],
      [{ q: "asen" }, false],
      [{ q: "", kind: "need" }, true],
      [{ q: "", kind: "example" }, false],
      [{ q: "", year: "2027" }, true],
      [{ q: "", year: "2026" }, false],
    ] as const)
      expect((await list(other, asked)).some((f) => f.id === id)).toBe(hit);
    const csv = (await writeTable(findingTable(await manager()), "csv")).toString();
    expect(csv).toMatch(/^\ufeffDag;Vad;Rubrik/);
    expect(csv).toContain("Behov;Färre köer på Åsen;Platser behövs.;Leksands kommun;Boende;Visas med namn");
  });
  it("is not another county's", async () => {
    const gavle = await asAccount("finding.see", w.gavleNetworkId, "strateg@gavleborg.example");
    expect(findingList(gavle, { q: "", kind: null, year: null }).findings).toEqual([]);
    expect(() => findingPage(gavle, id)).toThrow("finns inte");
  });
});
