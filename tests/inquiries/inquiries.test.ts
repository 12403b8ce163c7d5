// Inquiries: written, sent and frozen; each organisation's one answer, its own until submitted; colleagues by a link; results.
import { anyText } from "../setup/like";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  addQuestion,
  changeShare,
  contribute,
  draftInquiry,
  moveDay,
  moveQuestion,
  saveAnswer,
  sendInquiry,
  setState,
} from "~/domain/inquiries/commands.server";
import { answerPage, contributionPage, inquiryList, inquiryPage } from "~/domain/inquiries/queries.server";
import { remindSilent } from "~/domain/inquiries/recurring.server";
import { resultsPage } from "~/domain/inquiries/results.server";
import type { Kind } from "~/domain/inquiries/rules";
import { answerSchema, questionSchema } from "~/domain/inquiries/schema";
import { inquiryTodo } from "~/domain/inquiries/todo.server";
import { findLink } from "~/domain/access/tokens.server";
import { startOfDay } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { asAccount, asLink, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
let q: Record<string, string>;
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const manager = () => asAccount("inquiry.manage", w.networkId, strategist);
const answerer = (email: string) => asAccount("inquiry.answer", w.networkId, email);
const see = (email = strategist) => asAccount("inquiry.see", w.networkId, email);
const org = (name: string) => w.orgs[name]!;
const [asa, mia] = ["asa.blom@leksand.example", "asa.blom@falu.example"];
const ask = async (label: string, kind: Kind, options: string[] = [], required = true) =>
  addQuestion(await manager(), id, { kind, label, hint: null, required, options });
const say = async (
  email: string,
  organisation: string,
  gor: "spara" | "skicka-in",
  said: Record<string, string | string[]>,
) =>
  saveAnswer(
    await answerer(email),
    id,
    org(organisation).id,
    answerSchema.parse({
      gor,
      q: Object.fromEntries(Object.entries(said).map(([k, v]) => [q[k]!, v])),
    }),
  );
const page = async (organisation: string, email = asa) =>
  answerPage(await answerer(email), id, org(organisation).slug);
const full = { text: "Fler platser", one: "Ja", several: ["Skola", "Vård"], scale: "4", number: "12,5" };

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  for (const o of ["leksand", "falu", "mora"]) await signed(w, o);
});
beforeEach(async () => {
  at("2027-02-01");
  id = await draftInquiry(await manager(), {
    title: "Skyddat boende",
    why: "Vi vill veta.",
    lastOn: "2027-03-10",
  });
  await ask("Vad behöver ni?", "text");
  await ask("Har ni en rutin?", "one", ["Ja", "Nej"]);
  await ask("Var?", "several", ["Skola", "Vård", "Polis"], false);
  await ask("Hur väl fungerar den?", "scale");
  await ask("Hur många platser?", "number", [], false);
  q = Object.fromEntries(
    (await db.inquiryQuestion.findMany({ where: { inquiryId: id } })).map((x) => [x.kind, x.id]),
  );
  await sendInquiry(await manager(), id, {
    to: "chosen",
    organisations: [org("leksand").id, org("falu").id, org("mora").id],
  });
});
afterAll(() => setClock(null));

describe("asking", () => {
  it("is a draft that nobody else sees, ordered and then frozen when it is sent", async () => {
    const draft = await draftInquiry(await manager(), { title: "Utkast", why: "x", lastOn: "2027-03-10" });
    await expect(sendInquiry(await manager(), draft, { to: "all", organisations: [] })).rejects.toThrow(
      "minst en fråga",
    );
    for (const label of ["A", "B", "C"])
      await addQuestion(await manager(), draft, {
        kind: "text",
        label,
        hint: null,
        required: false,
        options: [],
      });
    const order = async () =>
      inquiryPage(await see(), draft)
        .questions.map((x) => x.label)
        .join("");
    const c = inquiryPage(await see(), draft).questions[2]!.id;
    await moveQuestion(await manager(), draft, { gor: "upp", question: c });
    expect(await order()).toBe("ACB");
    await moveQuestion(await manager(), draft, { gor: "ta-bort", question: c });
    expect(await order()).toBe("AB");
    expect(inquiryList(await see(asa)).inquiries.map((i) => i.id)).toEqual([id]);
    await expect(
      addQuestion(await manager(), id, {
        kind: "text",
        label: "Sen",
        hint: null,
        required: false,
        options: [],
      }),
    ).rejects.toThrow("kan inte ändras");
    await expect(sendInquiry(await manager(), id, { to: "all", organisations: [] })).rejects.toThrow(
      "kan inte ändras",
    );
    expect(
      (await db.letter.findMany({ where: { kind: "inquiry.given", key: { contains: id } } }))
        .map((l) => l.to)
        .sort(),
    ).toEqual([mia, asa, "asa.blom@mora.example"].sort());
    expect(
      questionSchema.safeParse({ gor: "lagg-till", kind: "one", label: "x", options: "Ja" }).error!.issues[0]!
        .path,
    ).toEqual(["options"]);
    await expect(asAccount("inquiry.manage", w.networkId, asa)).rejects.toThrow("forbidden");
  });
});

describe("the organisation's answer", () => {
  it("is kept in part, its own until it is submitted, whole then, and can be taken back", async () => {
    await say(asa, "leksand", "spara", { text: "Halvt" });
    expect((await page("leksand")).said).toEqual({ [q.text!]: ["Halvt"] });
    expect((await page("leksand", strategist)).said).toEqual({});
    expect(resultsPage(await see(), id, "").questions[0]!.answered).toBe(0);
    await expect(say(asa, "leksand", "skicka-in", { text: "Halvt" })).rejects.toMatchObject({
      errors: { [`q.${q.one}`]: ["Svara på frågan"], [`q.${q.scale}`]: ["Svara på frågan"] },
    });
    await expect(say(asa, "leksand", "spara", { one: "Kanske", number: "många" })).rejects.toMatchObject({
      errors: { [`q.${q.one}`]: ["Välj bland svaren"], [`q.${q.number}`]: ["Skriv ett tal med siffror"] },
    });
    await say(asa, "leksand", "skicka-in", full);
    expect((await page("leksand", strategist)).said[q.several!]).toEqual(["Skola", "Vård"]);
    await expect(say(asa, "leksand", "spara", full)).rejects.toThrow("redan inskickat");
    await changeShare(await answerer(asa), id, org("leksand").id, "andra-igen");
    expect((await page("leksand", strategist)).said).toEqual({});
    expect(resultsPage(await see(), id, "").questions[0]!.answered).toBe(0);
    const number = { number: "7", text: "Hon är 19850101-1234" };
    await expect(say(asa, "leksand", "spara", number)).rejects.toMatchObject({
      errors: { [`q.${q.text}`]: [expect.stringContaining("personnummer")] },
    });
    // The number is not kept, what was right beside it is.
    expect((await page("leksand")).said).toEqual({ [q.number!]: ["7"] });
  });
  it("is nobody else's to write or read", async () => {
    await expect(say(asa, "falu", "spara", { text: "x" })).rejects.toThrow("finns inte");
    await expect(page("falu")).rejects.toThrow("finns inte");
    const neighbour = await asAccount("inquiry.answer", w.gavleNetworkId, "strateg@gavleborg.example");
    await expect(saveAnswer(neighbour, id, org("leksand").id, { gor: "spara", q: {} })).rejects.toThrow(
      "finns inte",
    );
    expect(inquiryPage(await see(asa), id).shares.map((s) => s.organisation)).toEqual(["Leksands kommun"]);
    await setState(await manager(), id, "avsluta");
    await expect(say(asa, "leksand", "spara", { text: "x" })).rejects.toThrow("avslutade");
    await expect(setState(await manager(), id, "avsluta")).rejects.toThrow("redan");
  });
});

describe("colleagues", () => {
  it("contribute by a link that shows nobody's answers, for the organisation alone", async () => {
    await changeShare(await answerer(asa), id, org("leksand").id, "ny-lank");
    const token = (await page("leksand")).link!.split("/").pop()!;
    const by = async () => asLink("inquiry.contribute", (await findLink(token, "contribute", now()))!.link);
    await contribute(await by(), { part: "Förskolan", q: { [q.text!]: ["Tid"] } });
    await contribute(await by(), { part: null, q: { [q.one!]: ["Nej"] } });
    await expect(contribute(await by(), { part: null, q: {} })).rejects.toMatchObject({
      errors: { form: [expect.any(String)] },
    });
    expect(JSON.stringify(contributionPage(await by()))).not.toMatch(/Tid|Förskolan|Falu|Mora|asa\.blom/);
    expect((await page("leksand")).colleagues.map((c) => [c.part, Object.values(c.said).flat()])).toEqual([
      ["Förskolan", ["Tid"]],
      [null, ["Nej"]],
    ]);
    expect((await page("leksand", strategist)).colleagues).toEqual([]);
    await say(asa, "leksand", "skicka-in", full);
    await expect(contribute(await by(), { part: null, q: { [q.text!]: ["Sen"] } })).rejects.toThrow(
      "redan skickat in",
    );
    expect(resultsPage(await see(), id, "").questions[0]!.texts.map((t) => t.text)).toEqual(["Fler platser"]);
    await changeShare(await answerer(asa), id, org("leksand").id, "andra-igen");
    await changeShare(await answerer(asa), id, org("leksand").id, "stang-lank");
    expect((await findLink(token, "contribute", now()))!.state).toBe("revoked");
  });
});

describe("results", () => {
  it("are counted from what is submitted, searched, and shown to members without names when the strategist says so", async () => {
    await say(asa, "leksand", "skicka-in", full);
    await say(mia, "falu", "skicka-in", {
      ...full,
      text: "Ökad samverkan",
      one: "Nej",
      several: ["Polis"],
      scale: "2",
      number: "3",
    });
    const results = resultsPage(await see(), id, "").questions;
    expect(
      results.map((r) => [r.answered, r.tally.map((b) => b.count).join(), r.mean, r.numbers?.median ?? null]),
    ).toEqual([
      [2, "", null, null],
      [2, "1,1", null, null],
      [2, "1,1,1", null, null],
      [2, "0,1,0,1,0", 3, null],
      [2, "1,0,0,0,0,1", null, 7.75],
    ]);
    expect(resultsPage(await see(), id, "ÖKAD").questions[0]!.texts).toEqual([
      { id: anyText, organisation: "Falu kommun", text: "Ökad samverkan" },
    ]);
    const member = await see("asa.blom@mora.example");
    expect(() => resultsPage(member, id, "")).toThrow("finns inte");
    await setState(await manager(), id, "visa");
    expect(
      resultsPage(await see("asa.blom@mora.example"), id, "").questions[0]!.texts.map((t) => t.organisation),
    ).toEqual([null, null]);
    expect(() => resultsPage({ ...member }, "annan", "")).toThrow();
  });
  it("remind those who have not submitted, by their own day", async () => {
    await say(asa, "leksand", "skicka-in", full);
    await say(mia, "falu", "spara", { text: "x" });
    await expect(
      moveDay(await manager(), id, { organisationId: org("mora").id, lastOn: "2026-12-31" }),
    ).rejects.toMatchObject({ errors: { lastOn: ["Dagen har redan varit"] } });
    await moveDay(await manager(), id, { organisationId: org("mora").id, lastOn: "2027-04-10" });
    at("2027-03-03");
    await remindSilent(now());
    await remindSilent(now());
    expect(
      (await db.letter.findMany({ where: { kind: "inquiry.before", key: { contains: id } } })).map(
        (l) => l.to,
      ),
    ).toEqual([mia]);
    // The strategist waits for nobody who has left.
    await say(mia, "falu", "skicka-in", full);
    const waits = async () =>
      inquiryTodo(await asAccount("todo.see", w.networkId, strategist)).find((t) => t.id === id);
    expect(await waits()).toBeUndefined();
    await transact((tx) =>
      tx.membership.updateMany({
        where: { organisationId: org("mora").id },
        data: { untilOn: "2027-03-03" },
      }),
    );
    expect(await waits()).toMatchObject({ kind: "inquiryDone", silent: 1 });
    await transact((tx) =>
      tx.membership.updateMany({ where: { organisationId: org("mora").id }, data: { untilOn: null } }),
    );
  });
});
