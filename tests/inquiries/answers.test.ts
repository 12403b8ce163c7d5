// What an answer may hold and where it goes: conditions, files, colleagues' words, the sums that are kept, tables and the report.
import { anyText } from "../setup/like";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  addQuestion,
  changeShare,
  contribute,
  draftInquiry,
  moveQuestion,
  saveAnswer,
  sendInquiry,
  setState,
} from "~/domain/inquiries/commands.server";
import { answerFile } from "~/domain/inquiries/files.server";
import { answerPage, contributionPage, inquiryPage } from "~/domain/inquiries/queries.server";
import { answersTable, reportPaper } from "~/domain/inquiries/report.server";
import { resultsOf, resultsPage } from "~/domain/inquiries/results.server";
import type { Condition, Kind } from "~/domain/inquiries/rules";
import { answerSchema, questionSchema } from "~/domain/inquiries/schema";
import { inquiryTodo } from "~/domain/inquiries/todo.server";
import { findLink } from "~/domain/access/tokens.server";
import { todoList } from "~/domain/network/todo.server";
import { storedPaper } from "~/domain/commitments/sealing/pages.server";
import { addDays, startOfDay, todayOn } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { writeTable } from "~/platform/table.server";
import { pdfinfo, structure, textOf } from "../sealing/paper";
import { asAccount, asLink, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
let q: Record<string, string>;
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const manager = () => asAccount("inquiry.manage", w.networkId, strategist);
const answerer = (email: string) => asAccount("inquiry.answer", w.networkId, email);
const see = (email = strategist) => asAccount("inquiry.see", w.networkId, email);
const [asa, mia, moa] = ["asa.blom@leksand.example", "asa.blom@falu.example", "asa.blom@mora.example"];
const orgs: Record<string, string> = { [asa]: "leksand", [mia]: "falu", [moa]: "mora" };
const org = (email: string) => w.orgs[orgs[email]!]!;
const ask = async (
  key: string,
  kind: Kind,
  options: string[] = [],
  required = true,
  onlyIf: Condition | null = null,
) => {
  await addQuestion(await manager(), id, { kind, label: `${key}?`, hint: null, required, options, onlyIf });
  q[key] = (
    await db.inquiryQuestion.findFirstOrThrow({ where: { inquiryId: id }, orderBy: { position: "desc" } })
  ).id;
};
const say = async (
  email: string,
  gor: "spara" | "skicka-in",
  said: Record<string, string | string[]>,
  more: Partial<{ use: string; file: Record<string, File>; drop: string[] }> = {},
) =>
  saveAnswer(
    await answerer(email),
    id,
    org(email).id,
    answerSchema.parse({
      gor,
      q: Object.fromEntries(Object.entries(said).map(([k, v]) => [q[k]!, v])),
      ...more,
    }),
  );
const page = async (email: string, who = email) => answerPage(await answerer(who), id, org(email).slug);
const text = (words: string, name = "rutin.txt") => new File([words], name);
const full = { agreed: "Ja", places: "6", groups: ["Par", "Djur"], help: "Fler platser" };

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  for (const o of ["leksand", "falu", "mora"]) await signed(w, o);
});
beforeEach(async () => {
  at("2027-02-01");
  q = {};
  id = await draftInquiry(await manager(), {
    title: "Skyddat boende",
    why: "Vi vill veta.",
    lastOn: "2027-03-10",
  });
  await ask("agreed", "one", ["Ja", "Nej"]);
  await ask("places", "number", [], true, { question: q.agreed!, value: "Ja" });
  await ask("routine", "file", [], false, { question: q.agreed!, value: "Ja" });
  await ask("groups", "several", ["Par", "Djur"], false);
  await ask("help", "text");
});
const send = async () =>
  sendInquiry(await manager(), id, { to: "chosen", organisations: [asa, mia, moa].map((e) => org(e).id) });
afterAll(() => setClock(null));

describe("a condition", () => {
  it("stands after the question it hangs on, and goes before it", async () => {
    await expect(moveQuestion(await manager(), id, { gor: "upp", question: q.places! })).rejects.toThrow(
      "måste stå efter",
    );
    await expect(moveQuestion(await manager(), id, { gor: "ner", question: q.agreed! })).rejects.toThrow(
      "måste stå efter",
    );
    await expect(moveQuestion(await manager(), id, { gor: "ta-bort", question: q.agreed! })).rejects.toThrow(
      "visas bara för ett av svaren",
    );
    await expect(
      ask("wrong", "text", [], true, { question: q.agreed!, value: "Kanske" }),
    ).rejects.toMatchObject({ errors: { onlyIf: [expect.any(String)] } });
    await expect(ask("wrong", "text", [], true, { question: q.places!, value: "6" })).rejects.toMatchObject({
      errors: { onlyIf: [expect.any(String)] },
    });
    for (const gone of ["places", "routine", "agreed"])
      await moveQuestion(await manager(), id, { gor: "ta-bort", question: q[gone]! });
    expect(inquiryPage(await see(), id).questions.map((x) => x.label)).toEqual(["groups?", "help?"]);
    expect(
      questionSchema.parse({ gor: "lagg-till", kind: "text", label: "x", onlyIf: "abc:Ja: båda" }).onlyIf,
    ).toEqual({ question: "abc", value: "Ja: båda" });
  });
  it("requires nothing of those it does not mean, drops what they had said, and they are not counted", async () => {
    await send();
    await expect(say(asa, "skicka-in", { agreed: "Ja", help: "x" })).rejects.toMatchObject({
      errors: { [`q.${q.places}`]: ["Svara på frågan"] },
    });
    // What was right is kept.
    expect((await page(asa)).said[q.help!]).toEqual(["x"]);
    await say(asa, "spara", { ...full, agreed: "Nej" });
    expect((await page(asa)).said[q.places!]).toEqual(["6"]);
    await say(asa, "skicka-in", { ...full, agreed: "Nej" });
    expect((await page(asa)).said[q.places!]).toBeUndefined();
    await say(mia, "skicka-in", full);
    const places = resultsPage(await see(), id, "").questions[1]!;
    expect([places.asked, places.answered, places.numbers?.sum, places.condition]).toEqual([
      1,
      1,
      6,
      "För den som har svarat ”Ja” på fråga 1",
    ]);
  });
});

describe("a file", () => {
  beforeEach(send);
  it("is told by its content, the organisation's own until submitted, then the strategist's, and replaced or taken away", async () => {
    await expect(
      say(asa, "spara", full, { file: { [q.routine!]: new File([new Uint8Array([0, 1, 2])], "x.exe") } }),
    ).rejects.toMatchObject({
      errors: { [`q.${q.routine}`]: [expect.stringContaining("Vi kan inte ta emot")] },
    });
    await expect(say(asa, "spara", full, { file: { [q.help!]: text("fel fråga") } })).rejects.toThrow(
      "finns inte",
    );
    await say(asa, "spara", full, { file: { [q.routine!]: text("Ring jouren.") } });
    const file = (await page(asa)).files[q.routine!]!;
    expect(file).toMatchObject({ name: "rutin.txt", state: "ready" });
    const get = async (who: string, fileId = file.id) =>
      (await answerFile(await answerer(who), id, org(asa).slug, fileId)).bytes.toString();
    expect(await get(asa)).toBe("Ring jouren.");
    for (const other of [mia, strategist]) await expect(get(other)).rejects.toThrow("finns inte");
    await expect(storedPaper(await asAccount("file.see", w.networkId, strategist), file.id)).rejects.toThrow(
      "finns inte",
    );
    expect((await page(asa, strategist)).files).toEqual({});
    await say(asa, "skicka-in", full);
    expect([(await page(asa, strategist)).files[q.routine!]!.id, await get(strategist)]).toEqual([
      file.id,
      "Ring jouren.",
    ]);
    await expect(get(mia)).rejects.toThrow("finns inte");
    await transact((tx) => tx.file.update({ where: { id: file.id }, data: { scanState: "infected" } }));
    expect((await page(asa)).files[q.routine!]!.state).toBe("infected");
    await expect(get(strategist)).rejects.toThrow("skadlig kod");
    // The strategist is told of what is submitted, until the organisation takes it back.
    const todo = async () =>
      todoList(await asAccount("todo.see", w.networkId, strategist))
        .todo.filter((t) => t.kind === "infected")
        .map((t) => [t.organisation, t.file?.inquiryId, t.file?.slug]);
    expect(await todo()).toEqual([["Leksands kommun", id, org(asa).slug]]);
    await changeShare(await answerer(asa), id, org(asa).id, "andra-igen");
    await expect(get(strategist)).rejects.toThrow("finns inte");
    expect(await todo()).toEqual([]);
    await say(asa, "spara", full, { file: { [q.routine!]: text("Nytt", "ny.txt") } });
    expect((await page(asa)).files[q.routine!]!.name).toBe("ny.txt");
    expect(await db.file.count({ where: { id: file.id } })).toBe(0);
    await say(asa, "spara", full, { drop: [q.routine!] });
    expect([
      (await page(asa)).files,
      await db.file.count({ where: { role: "inquiry", networkId: w.networkId } }),
    ]).toEqual([{}, 0]);
  });
  it("of a draft is not taken along when the strategist answers in its place", async () => {
    await say(asa, "spara", { help: "Hemligt utkast" }, { file: { [q.routine!]: text("Utkast") } });
    const staff = (gor: "spara" | "skicka-in") =>
      answerer(strategist).then((p) =>
        saveAnswer(
          p,
          id,
          org(asa).id,
          answerSchema.parse({ gor, q: { [q.agreed!]: "Ja", [q.places!]: "2", [q.help!]: "Per telefon" } }),
        ),
      );
    await expect(staff("spara")).rejects.toThrow("hela svaret på en gång");
    await staff("skicka-in");
    const shown = await page(asa, strategist);
    expect([shown.files, shown.said[q.help!]]).toEqual([{}, ["Per telefon"]]);
  });
});

describe("a colleague's words", () => {
  beforeEach(send);
  it("are put in by a press that saves what is typed, and come by a link that asks for no file", async () => {
    await changeShare(await answerer(asa), id, org(asa).id, "ny-lank");
    const by = async () =>
      asLink(
        "inquiry.contribute",
        (await findLink((await page(asa)).link!.split("/").pop()!, "contribute", now()))!.link,
      );
    await contribute(await by(), {
      part: "Förskolan",
      q: {
        [q.agreed!]: ["Nej"],
        [q.places!]: ["9"],
        [q.groups!]: ["Djur"],
        [q.help!]: ["Mer tid"],
        [q.routine!]: ["smuggel.txt"],
      },
    });
    const { expiresAt } = await db.link.findFirstOrThrow({
      where: { purpose: "contribute" },
      orderBy: { createdAt: "desc" },
    });
    setClock(new Date(expiresAt.getTime() - 60_000));
    expect(await page(asa)).toMatchObject({ link: anyText, workedUntilOn: null });
    setClock(expiresAt);
    expect(await page(asa)).toMatchObject({ link: null, workedUntilOn: addDays(todayOn(expiresAt), -1) });
    at("2027-02-01");
    expect(contributionPage(await by()).questions.map((x) => x.kind)).toContain("file");
    const [theirs] = (await page(asa)).colleagues;
    expect(theirs!.said).toEqual({ [q.agreed!]: ["Nej"], [q.groups!]: ["Djur"], [q.help!]: ["Mer tid"] });
    await say(asa, "spara", { help: "Fler platser", groups: ["Par"] }, { use: `${theirs!.id}:${q.help}` });
    expect((await page(asa)).said).toEqual({ [q.help!]: ["Fler platser\n\nMer tid"], [q.groups!]: ["Par"] });
    await say(asa, "spara", { help: "Ändrat", groups: ["Par"] }, { use: `${theirs!.id}:${q.groups}` });
    expect((await page(asa)).said).toEqual({ [q.help!]: ["Ändrat"], [q.groups!]: ["Par", "Djur"] });
    await expect(
      say(asa, "spara", { help: "Rätt", places: "många", agreed: "Ja" }, { use: `${theirs!.id}:${q.help}` }),
    ).rejects.toMatchObject({ errors: { [`q.${q.places}`]: [expect.any(String)] } });
    expect((await page(asa)).said[q.help!]).toEqual(["Rätt"]);
    await expect(say(mia, "spara", {}, { use: `${theirs!.id}:${q.help}` })).rejects.toThrow("finns inte");
  });
});

describe("what is summed", () => {
  beforeEach(send);
  it("is kept until an answer comes or goes, apart for staff and members, and names nobody to members", async () => {
    await say(asa, "skicka-in", full);
    const first = resultsOf(await see(), id).drawn;
    expect(resultsOf(await see(), id).drawn).toBe(first);
    const key = resultsPage(await see(), id, "").questions[4]!.texts[0]!.id;
    await say(mia, "skicka-in", { ...full, help: "<b>Ökad</b> samverkan" });
    expect(resultsOf(await see(), id).drawn).not.toBe(first);
    expect(resultsOf(await see(), id).drawn[0]!.plot).toContain("2 (100 %)");
    await setState(await manager(), id, "visa");
    const member = resultsPage(await see(moa), id, "");
    expect(JSON.stringify(member)).not.toMatch(/Falu|Leksand|leksand|falu/);
    expect(resultsOf(await see(moa), id).drawn).not.toBe(resultsOf(await see(), id).drawn);
    await transact((tx) =>
      tx.organisation.update({ where: { id: org(mia).id }, data: { name: "Falu stad" } }),
    );
    expect(resultsPage(await see(), id, "ökad").questions[4]!.texts).toEqual([
      { id: anyText, organisation: "Falu stad", text: "<b>Ökad</b> samverkan" },
    ]);
    await transact((tx) =>
      tx.organisation.update({ where: { id: org(mia).id }, data: { name: "Falu kommun" } }),
    );
    // Changed and submitted again: what stood keeps its key.
    await changeShare(await answerer(asa), id, org(asa).id, "andra-igen");
    expect(resultsPage(await see(), id, "").questions[0]!.answered).toBe(1);
    await say(asa, "skicka-in", { ...full, places: "7" });
    expect(resultsPage(await see(), id, "").questions[4]!.texts.map((t) => t.id)).toContain(key);
  });
  it("goes out as a table, one row an organisation, and as a tagged report that names nobody to members", async () => {
    await say(
      asa,
      "skicka-in",
      { ...full, places: "1 200,5", help: "=2+2; så\nväl" },
      { file: { [q.routine!]: text("x") } },
    );
    await say(mia, "spara", full);
    const csv = (await writeTable(answersTable(await manager(), id), "csv")).toString();
    expect(csv.trim().split("\r\n")).toEqual([
      "Organisation;Sort;Inskickat;1. agreed?;2. places?;3. routine?;4. groups?;5. help?",
      `Leksands kommun;Kommun;2027-02-01;Ja;1200,5;rutin.txt;"Par; Djur";"'=2+2; så\nväl"`,
    ]);
    expect((await writeTable(answersTable(await manager(), id), "xlsx")).subarray(0, 2).toString()).toBe(
      "PK",
    );
    const { bytes, name } = await reportPaper(await see(), id);
    expect([name, /Tagged: +yes/.test(pdfinfo(bytes))]).toEqual(["skyddat-boende.pdf", true]);
    const words = textOf(bytes);
    for (const part of [
      "Skyddat boende",
      "Vi vill veta.",
      "1 av 3 organisationer",
      "Falu kommun",
      "1. agreed?",
      "Leksands kommun",
      "100 %",
      "Median 1200,5",
    ])
      expect(words).toContain(part);
    expect(structure(bytes)).toMatch(/H1[\s\S]*H2[\s\S]*Table/);
    await expect(reportPaper(await see(moa), id)).rejects.toThrow("finns inte");
    await setState(await manager(), id, "visa");
    const members = textOf((await reportPaper(await see(moa), id)).bytes);
    expect([/Leksand|Falu|rutin\.txt/.test(members), members.includes("=2+2")]).toEqual([false, true]);
  });
});

describe("the strategist is told", () => {
  beforeEach(send);
  const told = async () =>
    inquiryTodo(await asAccount("todo.see", w.networkId, strategist))
      .filter((t) => t.id === id)
      .map((t) => [t.kind, t.silent]);
  it("when the last day of the silent has passed, or all have answered, until it is closed", async () => {
    at("2027-03-10");
    expect(await told()).toEqual([]);
    await say(asa, "skicka-in", full);
    at("2027-03-11");
    expect(await told()).toEqual([["inquiryPassed", 2]]);
    for (const email of [mia, moa]) await say(email, "skicka-in", full);
    expect(await told()).toEqual([["inquiryDone", 0]]);
    await setState(await manager(), id, "avsluta");
    expect(await told()).toEqual([]);
  });
});
