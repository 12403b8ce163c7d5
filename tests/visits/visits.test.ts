// Visits: the strategist's alone, noted afterwards, with a brief that fits on one page whatever the organisation has.
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { giveEffort } from "~/domain/efforts/commands.server";
import { effortSchema } from "~/domain/efforts/schema";
import { givePlace, startGroup } from "~/domain/groups/commands.server";
import { proposeQuestion } from "~/domain/questions/commands.server";
import { questionSchema } from "~/domain/questions/schema";
import { cancelVisit, changeVisit, noteVisit, planVisit } from "~/domain/visits/commands.server";
import { visitBrief } from "~/domain/visits/papers.server";
import { visitForm, visitList, visitPage, visitTable, visitTodo } from "~/domain/visits/queries.server";
import { notesSchema, visitSchema } from "~/domain/visits/schema";
import { startOfDay } from "~/platform/calendar";
import { setClock } from "~/platform/clock";
import { organisationPage } from "~/domain/organisations/queries.server";
import { db } from "~/platform/db.server";
import { writeTable } from "~/platform/table.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const manager = () => asAccount("visit.manage", w.networkId, strategist);
const plan = async (org: string, visitOn: string, more: Record<string, unknown> = {}) =>
  planVisit(await manager(), visitSchema.parse({ organisationId: w.orgs[org]!.id, visitOn, ...more }));
const brief = async (id: string) => {
  const { bytes } = await visitBrief(
    await manager(),
    await asAccount("standing.see", w.networkId, strategist),
    id,
  );
  const file = join(mkdtempSync(join(tmpdir(), "brief-")), "brief.pdf");
  writeFileSync(file, bytes);
  return {
    info: execFileSync("pdfinfo", [file], { encoding: "utf8" }),
    text: execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }),
  };
};
const long = (n: number) =>
  `Nummer ${n}: en lång rubrik som handlar om hur samverkan i länet kan bli bättre för dem som behöver den`;

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  await signed(w, "leksand", {
    channels: Array.from({ length: 12 }, (_, i) => ({
      name: `Kontaktväg ${i} med ett långt namn i organisationen`,
      purpose: "both",
      frequency: "varje kvartal",
    })),
  });
  await signed(w, "mora", {
    representative: { name: "Hemliga Hanna", email: "hanna@mora.example", protected: "on" },
  });
});
afterAll(() => setClock(null));

it("is planned, changed, noted when its day has come, and waits in the to-do list when nothing is written", async () => {
  const id = await plan("leksand", "2027-02-03", { lines: "En\n\nTvå", questions: ["annans"] });
  expect(visitPage(await manager(), id)).toMatchObject({
    lines: ["En", "Två"],
    questions: [],
    mayNote: false,
  });
  await expect(noteVisit(await manager(), id, { notes: "x", agreed: null, version: 1 })).rejects.toThrow(
    "inte varit än",
  );
  await changeVisit(
    await manager(),
    id,
    visitSchema.parse({ organisationId: w.orgs.falu!.id, visitOn: "2027-02-02", version: "1" }),
  );
  expect(visitPage(await manager(), id).visit).toMatchObject({
    organisation: "Leksands kommun",
    visitOn: "2027-02-02",
  });
  await expect(
    changeVisit(
      await manager(),
      id,
      visitSchema.parse({ organisationId: "x", visitOn: "2027-02-02", version: "1" }),
    ),
  ).rejects.toMatchObject({ kind: "conflict" });
  const todo = async () => visitTodo(await asAccount("todo.see", w.networkId, strategist)).map((t) => t.id);
  expect(await todo()).toEqual([]);
  at("2027-02-03");
  expect([await todo(), visitList(await manager()).visits[0]!.standing]).toEqual([[id], "unnoted"]);
  expect(notesSchema.safeParse({ gor: "anteckna", version: 2, notes: " ", agreed: "" }).success).toBe(false);
  await noteVisit(await manager(), id, { notes: "Bra samtal.", agreed: "Vi ses i maj.", version: 2 });
  expect(await todo()).toEqual([]);
  await expect(cancelVisit(await manager(), id)).rejects.toMatchObject({ kind: "conflict" });
});

it("lists municipalities first, brings the organisation's own open questions, and is nobody else's", async () => {
  const q = await proposeQuestion(
    await asAccount("question.propose", w.networkId, "asa.blom@leksand.example"),
    questionSchema.parse({ level: "heads", title: "Vår fråga", background: "x" }),
  );
  expect(visitForm(await manager(), { id: null, organisation: w.orgs.leksand!.slug }).questions).toEqual([
    { id: q, title: "Vår fråga", chosen: true },
  ]);
  const id = await plan("leksand", "2027-03-01", { questions: [q] });
  expect(visitPage(await manager(), id)).toMatchObject({
    questions: [{ id: q }],
    previous: { notes: "Bra samtal." },
  });
  await expect(asAccount("visit.manage", w.networkId, "asa.blom@leksand.example")).rejects.toThrow();
  const gavle = await asAccount("visit.manage", w.gavleNetworkId, "strateg@gavleborg.example");
  expect([visitList(gavle).visits, () => visitPage(gavle, id)]).toEqual([[], expect.any(Function)]);
  expect(() => visitPage(gavle, id)).toThrow("finns inte");
  await cancelVisit(await manager(), id);
});

it("has a brief of one tagged page, also for an organisation that has much of everything", async () => {
  for (let i = 0; i < 8; i++) {
    await giveEffort(
      await asAccount("effort.manage", w.networkId, strategist),
      effortSchema.parse({ title: long(i), text: "x", lastOn: "2027-03-10", to: "all" }),
    );
    await proposeQuestion(
      await asAccount("question.propose", w.networkId, strategist),
      questionSchema.parse({
        level: "national",
        title: long(i),
        background: "x",
        organisationId: w.orgs.leksand!.id,
      }),
    );
    const g = await startGroup(await asAccount("group.manage", w.networkId, strategist), {
      name: long(i),
      purpose: "x",
      expected: null,
      startOn: "2027-02-01",
      plannedEndOn: null,
    });
    await givePlace(await asAccount("group.manage", w.networkId, strategist), g, {
      organisationId: w.orgs.leksand!.id,
      who: "vacant",
    } as never);
  }
  const before = await plan("leksand", "2027-02-03");
  await noteVisit(await manager(), before, {
    notes: `${long(1)}. `.repeat(20),
    agreed: `${long(2)}. `.repeat(10),
    version: 1,
  });
  const { info, text } = await brief(
    await plan("leksand", "2027-03-05", {
      whom: long(3).repeat(4),
      lines: Array.from({ length: 12 }, (_, i) => long(i)).join("\n"),
    }),
  );
  expect([/Pages: +1\n/.test(info), /Tagged: +yes/.test(info)]).toEqual([true, true]);
  for (const words of ["Leksands kommun", "Åsa Blom", "På hemmaplan", "till", "Besöket 3 februari 2027"])
    expect(text).toContain(words);
});

it("is cancelled, not deleted: it stays in the list, waits for nothing, and nothing more is written", async () => {
  at("2027-02-03");
  const id = await plan("jour", "2027-02-04");
  const onPage = async () =>
    organisationPage(await asAccount("organisation.see", w.networkId, strategist), w.orgs.jour!.slug, null)
      .visit;
  expect([(await onPage())?.id, visitPage(await manager(), id)]).toEqual([
    id,
    expect.objectContaining({ standing: "planned", mayCancel: true, mayChange: true }),
  ]);
  await cancelVisit(await manager(), id);
  expect(
    await db.event.findFirst({
      where: { kind: "visit.cancelled", subjectId: id },
      select: { organisationId: true, data: true },
    }),
  ).toEqual({ organisationId: w.orgs.jour!.id, data: '{"on":"2027-02-04"}' });
  at("2027-02-06");
  const todo = visitTodo(await asAccount("todo.see", w.networkId, strategist)).map((t) => t.id);
  expect([
    todo.includes(id),
    await onPage(),
    visitList(await manager()).visits.find((v) => v.id === id)?.standing,
  ]).toEqual([false, null, "cancelled"]);
  expect(visitPage(await manager(), id)).toMatchObject({
    mayNote: false,
    mayChange: false,
    mayCancel: false,
  });
  for (const act of [
    async () => cancelVisit(await manager(), id),
    async () => noteVisit(await manager(), id, { notes: "x", agreed: null, version: 2 }),
    async () =>
      changeVisit(
        await manager(),
        id,
        visitSchema.parse({ organisationId: w.orgs.jour!.id, visitOn: "2027-03-01", version: "2" }),
      ),
  ])
    await expect(act()).rejects.toMatchObject({
      kind: "conflict",
      message: "Besöket är inställt. Planera ett nytt.",
    });
});

it("is planned all its day, waits for notes from the day after, and brings nobody else's questions", async () => {
  at("2027-02-15");
  const others = await proposeQuestion(
    await asAccount("question.propose", w.networkId, "asa.blom@leksand.example"),
    questionSchema.parse({ level: "heads", title: "Leksands fråga", background: "x" }),
  );
  const id = await plan("jour", "2027-02-15", { questions: [others] });
  expect([
    visitPage(await manager(), id).questions,
    visitPage(await manager(), id).standing,
    visitTodo(await asAccount("todo.see", w.networkId, strategist)).some((t) => t.id === id),
  ]).toEqual([[], "planned", false]);
  await noteVisit(await manager(), id, { notes: null, agreed: "Vi ses i maj.", version: 1 });
  await expect(cancelVisit(await manager(), id)).rejects.toMatchObject({
    kind: "conflict",
    message: "Besöket har anteckningar och kan inte ställas in.",
  });
});

it("of two on one day the one that was planned first is the other's previous visit, never the other way round", async () => {
  at("2027-02-10");
  const first = await plan("falu", "2027-02-10");
  at("2027-02-11");
  const second = await plan("falu", "2027-02-10");
  for (const [id, notes] of [
    [first, "På förmiddagen."],
    [second, "På eftermiddagen."],
  ] as const)
    await noteVisit(await manager(), id, { notes, agreed: null, version: 1 });
  expect([
    visitPage(await manager(), first).previous,
    visitPage(await manager(), second).previous?.id,
  ]).toEqual([null, first]);
  expect(visitPage(await manager(), await plan("falu", "2027-02-11")).previous?.id).toBe(second);
});

it("is taken away as a table, with what was brought, written and agreed", async () => {
  at("2027-02-20");
  const q = await proposeQuestion(
    await asAccount("question.propose", w.networkId, strategist),
    questionSchema.parse({
      level: "heads",
      title: "En fråga",
      background: "x",
      organisationId: w.orgs.falu!.id,
    }),
  );
  await plan("falu", "2027-04-01", { whom: "=Chefen", lines: "Egen", questions: [q] });
  const lines = String(await writeTable(visitTable(await manager()), "csv")).split("\r\n");
  expect(lines[0]).toBe(
    "\ufeffDag;Organisation;Läge;Vi träffar;Egna frågor;Frågor att lyfta;Anteckningar;Vi kom överens om",
  );
  expect(lines).toEqual(
    expect.arrayContaining([
      "2027-04-01;Falu kommun;Planerat;'=Chefen;Egen;En fråga;;",
      "2027-02-10;Falu kommun;Klart;;;;På eftermiddagen.;",
      "2027-02-04;Kvinnojourer i Dalarna;Inställt;;;;;",
      "2027-02-11;Falu kommun;Anteckningar saknas;;;;;",
    ]),
  );
  expect(
    String(
      await writeTable(
        visitTable(await asAccount("visit.manage", w.gavleNetworkId, "strateg@gavleborg.example")),
        "csv",
      ),
    )
      .trim()
      .split("\r\n"),
  ).toHaveLength(1);
});

it("is of a member of today", async () => {
  await expect(plan("gavle", "2027-03-02")).rejects.toMatchObject({
    errors: { organisationId: [expect.any(String)] },
  });
});
it("says the questions to bring as they are where there is room", async () => {
  const { info, text } = await brief(await plan("falu", "2027-03-05", { lines: `${long(1)}\n${long(2)}` }));
  expect(info).toMatch(/Pages: +1\n/);
  for (const n of [1, 2]) expect(text.replace(/\s+/g, " ")).toContain(long(n).slice(-40));
});

it("names no protected person in the brief", async () => {
  const { info, text } = await brief(await plan("mora", "2027-03-06"));
  expect(info).toMatch(/Pages: +1\n/);
  expect(text).toContain("Representanten för Mora kommun");
  expect(text).not.toMatch(/Hanna|Hemliga/);
});
