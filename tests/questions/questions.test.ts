// Questions to raise: proposed, raised, answered, told to whoever asked, and reported back at a meeting by themselves.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { agendaCard } from "~/domain/meetings/agenda/queries.server";
import { cancelMeeting, convene, createMeeting } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { networkStatus } from "~/domain/network/status.server";
import { changeQuestion, proposeQuestion, stepQuestion } from "~/domain/questions/commands.server";
import {
  questionForm,
  questionList,
  questionPage,
  questionTable,
  questionTodo,
} from "~/domain/questions/queries.server";
import { reportAnswers } from "~/domain/questions/recurring.server";
import { questionSchema, stepSchema } from "~/domain/questions/schema";
import { startOfDay } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { writeTable } from "~/platform/table.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
const [asker, other] = ["asa.blom@leksand.example", "bo@falu.example"];
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const propose = async (email = asker, more: Record<string, unknown> = {}) =>
  proposeQuestion(
    await asAccount("question.propose", w.networkId, email),
    questionSchema.parse({ level: "heads", title: "Vem betalar?", background: "Det är oklart.", ...more }),
  );
const stored = () => db.raisedQuestion.findUniqueOrThrow({ where: { id } });
const step = async (gor: string, more: Record<string, unknown> = {}) =>
  stepQuestion(
    await asAccount("question.manage", w.networkId, strategist),
    id,
    stepSchema.parse({ gor, version: (await stored()).version, ...more }),
  );
const raise = (on = "2027-02-01") => step("lyft", { raisedOn: on, raisedTo: "Länschefsnätverket" });
const answer = (on = "2027-02-01", words = "Kommunerna delar lika.") =>
  step("svara", { answeredOn: on, answer: words });
const seen = async (email: string) =>
  questionList(await asAccount("question.see", w.networkId, email)).questions.find((q) => q.id === id);
const letters = () => db.letter.findMany({ where: { kind: "question.answered", key: { contains: id } } });
const todo = async () =>
  questionTodo(await asAccount("todo.see", w.networkId, strategist))
    .filter((t) => t.id === id)
    .map((t) => t.kind);
const meetings = () => asAccount("meeting.manage", w.networkId, strategist);
const meet = async (heldOn: string, kind = "ordinary") => {
  const m = await createMeeting(
    await meetings(),
    meetingSchema.parse({
      kind,
      title: `Möte ${heldOn}`,
      heldOn,
      fromTime: "09:00",
      toTime: "16:00",
      place: "Falun",
    }),
  );
  await convene(await meetings(), m, 1);
  return m;
};

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  await signed(w, "leksand");
  await signed(w, "falu", { representative: { name: "Bo Falk", email: other } });
  await signed(w, "mora", {
    representative: { name: "Hemliga Hanna", email: "hanna@mora.example", protected: "on" },
  });
});
beforeEach(async () => {
  at("2027-02-01");
  id = await propose();
});
afterAll(() => setClock(null));

describe("a proposal", () => {
  it("is its organisation's and the strategist's until it is raised, and names it only if it said so", async () => {
    expect([
      (await seen(asker))?.mine,
      await seen(other),
      (await seen(strategist))?.organisation,
      await todo(),
    ]).toEqual([true, undefined, "Leksands kommun", ["questionProposed"]]);
    await expect(async () =>
      questionPage(await asAccount("question.see", w.networkId, other), id),
    ).rejects.toThrow("finns inte");
    await raise();
    expect([await seen(other), await todo()]).toEqual([
      expect.objectContaining({ from: "En organisation i länsgruppen", organisation: null, slug: null }),
      [],
    ]);
    expect(
      JSON.stringify(questionPage(await asAccount("question.see", w.networkId, other), id)),
    ).not.toContain("Leksand");
    id = await propose(asker, { named: "on" });
    await raise();
    expect(await seen(other)).toMatchObject({ from: "Leksands kommun" });
    await step("dolj");
    expect([await seen(other), (await seen(asker))?.state]).toEqual([undefined, "raised"]);
  });
  it("is for one's own organisation; the strategist's for any, for a meeting, or for the county board", async () => {
    await expect(propose(asker, { organisationId: w.orgs.falu!.id })).rejects.toMatchObject({
      errors: { organisationId: [expect.any(String)] },
    });
    expect(questionForm(await asAccount("question.propose", w.networkId, asker))).toMatchObject({
      organisations: [{ name: "Leksands kommun" }],
      meetings: [],
    });
    id = await propose(strategist);
    expect([(await seen(strategist))?.from, await todo()]).toEqual(["Länsstyrelsen", []]);
    await expect(propose(strategist, { meetingId: "finns-inte" })).rejects.toMatchObject({ kind: "invalid" });
  });
  it("may name nobody who is protected when it reaches others", async () => {
    id = await propose(asker, { background: "Hemliga Hanna sa det." });
    await expect(raise()).rejects.toMatchObject({
      errors: { raisedTo: [expect.stringContaining("skyddad")] },
    });
    await expect(step("visa")).rejects.toMatchObject({ kind: "invalid" });
  });
});

describe("its steps", () => {
  it("go one way, each once, with days that have been", async () => {
    await expect(answer()).rejects.toThrow("Frågan är föreslagen");
    await expect(raise("2027-02-02")).rejects.toMatchObject({ errors: { raisedOn: [expect.any(String)] } });
    await raise();
    await expect(answer("2027-01-31")).rejects.toMatchObject({
      errors: { answeredOn: ["Frågan lyftes 1 februari 2027"] },
    });
    await expect(
      stepQuestion(
        await asAccount("question.manage", w.networkId, strategist),
        id,
        stepSchema.parse({ gor: "lagg-undan", version: 1, why: "x" }),
      ),
    ).rejects.toMatchObject({ kind: "conflict" });
    await step("lagg-undan", { why: "Utreds redan." });
    expect([(await seen(asker))?.why, (await seen(other))?.why]).toEqual(["Utreds redan.", null]);
    await step("ta-upp-igen");
    expect(await stored()).toMatchObject({ state: "proposed", raisedOn: null, why: null });
    await raise();
    await answer();
    await expect(
      changeQuestion(await asAccount("question.manage", w.networkId, strategist), id, {
        level: "heads",
        title: "x",
        background: "y",
        version: (await stored()).version,
      }),
    ).rejects.toThrow("kan inte ändras");
    await step("aterkoppla");
    expect(await stored()).toMatchObject({ state: "reported", reportedOn: "2027-02-01" });
  });
  it("tell whoever asked of the answer, once, by a letter that can wait", async () => {
    await raise();
    await answer();
    await answer("2027-02-01", "Rättat svar.");
    const [letter, ...more] = await letters();
    expect([letter?.to, letter?.text.includes("Kommunerna delar lika."), more]).toEqual([asker, true, []]);
  });
  it("are waited for sixty days", async () => {
    await raise();
    at("2027-04-01");
    expect(await todo()).toEqual([]);
    at("2027-04-02");
    expect([await todo(), (await seen(strategist))?.late]).toEqual([["questionLate"], true]);
    expect(networkStatus(await asAccount("status.see", w.networkId, strategist)).questions).toContain(
      "Vem betalar?",
    );
    await answer("2027-04-02");
    expect(await todo()).toEqual([]);
  });
});

describe("reporting back", () => {
  it("is an item of the next ordinary meeting, moves when that is cancelled, and is done when it has been held", async () => {
    await raise();
    await meet("2027-02-10", "extra");
    const [first, second] = [await meet("2027-02-11"), await meet("2027-05-20")];
    await reportAnswers(now());
    expect((await stored()).agendaItemId).toBe(null);
    await answer();
    await reportAnswers(now());
    await reportAnswers(now());
    const on = async () =>
      (await db.agendaItem.findMany({ where: { question: { id } } })).map((i) => [
        i.meetingId,
        i.title,
        i.text,
      ]);
    expect(await on()).toEqual([[first, "Återkoppling: Vem betalar?", "Kommunerna delar lika."]]);
    await answer("2027-02-01", "Rättat.");
    expect((await on())[0]![2]).toBe("Rättat.");
    await cancelMeeting(
      await meetings(),
      first,
      (await db.meeting.findUniqueOrThrow({ where: { id: first } })).version,
      "Snö",
    );
    await reportAnswers(now());
    expect((await on()).map((o) => o[0])).toEqual([second]);
    expect(
      agendaCard(await asAccount("meeting.see", w.networkId, other), second).items.map((i) => i.title),
    ).toContain("Återkoppling: Vem betalar?");
    at("2027-05-20");
    await reportAnswers(now());
    expect((await stored()).state).toBe("answered");
    at("2027-05-21");
    await reportAnswers(now());
    expect(await stored()).toMatchObject({ state: "reported", reportedOn: "2027-05-20" });
  });
  it("leaves what is hidden off the agenda, and what was taken off by hand", async () => {
    await raise();
    await step("dolj");
    await answer();
    await meet("2027-08-20");
    await reportAnswers(now());
    expect((await stored()).agendaItemId).toBe(null);
    await step("visa");
    await reportAnswers(now());
    await db.agendaItem.findFirstOrThrow({ where: { question: { id } } });
    const { actOnAgenda } = await import("~/domain/meetings/agenda/commands.server");
    const { agendaPage } = await import("~/domain/meetings/agenda/queries.server");
    const manager = await asAccount("agenda.manage", w.networkId, strategist);
    const { agendaItem } = await db.raisedQuestion.findUniqueOrThrow({
      where: { id },
      include: { agendaItem: true },
    });
    const item = agendaPage(manager, agendaItem!.meetingId).items.find((i) => i.id === agendaItem!.id)!;
    await actOnAgenda(manager, agendaItem!.meetingId, {
      gor: "ta-bort",
      id: item.id,
      mark: item.mark,
    } as never);
    await reportAnswers(now());
    expect((await stored()).agendaItemId).toBe(null);
  });
});

it("is taken away as a table, and is not another county's", async () => {
  const csv = (
    await writeTable(questionTable(await asAccount("question.manage", w.networkId, strategist)), "csv")
  ).toString();
  expect(csv).toContain("Länschefsnätverket;Vem betalar?;Det är oklart.;Leksands kommun;Föreslagen");
  expect(
    questionList(await asAccount("question.see", w.gavleNetworkId, "strateg@gavleborg.example")).questions,
  ).toEqual([]);
});
