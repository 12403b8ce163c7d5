// Every row of the to-do list says by one field what it is about, in the order of one table, and its button leads there.
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { giveEffort } from "~/domain/efforts/commands.server";
import { effortSchema } from "~/domain/efforts/schema";
import { startGroup } from "~/domain/groups/commands.server";
import { saveMilestone } from "~/domain/groups/milestones/commands.server";
import { addQuestion, draftInquiry, sendInquiry } from "~/domain/inquiries/commands.server";
import { todoKinds, todoOrder } from "~/domain/network/todo-kinds";
import { todoList } from "~/domain/network/todo.server";
import { proposeQuestion } from "~/domain/questions/commands.server";
import { questionSchema } from "~/domain/questions/schema";
import { giveSpread } from "~/domain/spread/commands.server";
import { spreadSchema } from "~/domain/spread/schema";
import { planVisit } from "~/domain/visits/commands.server";
import { visitSchema } from "~/domain/visits/schema";
import { zonedInstant } from "~/platform/calendar";
import { setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { grouped, todoItem } from "~/routes/network/todo-words";
import { asAccount, makeWorld, sentToManager, signed, strategist, type World } from "../world";

let w: World;
const about: Record<string, string> = {};
beforeAll(async () => {
  setClock(zonedInstant("2027-02-01", "10:00"));
  w = await makeWorld();
  about.receive = await signed(w, "leksand");
  const form = await sentToManager(w, "falu", { manager: { name: "Karin Chef", phone: "0243-123 45" } });
  about.paper = (await db.signature.findFirstOrThrow({ where: { commitmentId: form } })).id;
  about.effortBehind = await giveEffort(
    await asAccount("effort.manage", w.networkId, strategist),
    effortSchema.parse({ title: "Rutinen", text: "t", lastOn: "2027-02-20", to: "all" }),
  );
  about.spreadSilent = await giveSpread(
    await asAccount("spread.manage", w.networkId, strategist),
    spreadSchema.parse({ title: "A", why: "v", text: "t", targets: "alla", lastOn: "2027-02-20", to: "all" }),
  );
  const inquiries = await asAccount("inquiry.manage", w.networkId, strategist);
  about.inquiryPassed = await draftInquiry(inquiries, { title: "Boende", why: "v", lastOn: "2027-02-20" });
  await addQuestion(inquiries, about.inquiryPassed, {
    kind: "text",
    label: "Hur?",
    hint: null,
    required: true,
    options: [],
    onlyIf: null,
  });
  await sendInquiry(inquiries, about.inquiryPassed, { to: "chosen", organisations: [w.orgs.leksand!.id] });
  about.questionProposed = await proposeQuestion(
    await asAccount("question.propose", w.networkId, "asa.blom@leksand.example"),
    questionSchema.parse({ level: "heads", title: "Vem betalar?", background: "x" }),
  );
  about.visitNotes = await planVisit(
    await asAccount("visit.manage", w.networkId, strategist),
    visitSchema.parse({ organisationId: w.orgs.leksand!.id, visitOn: "2027-02-10" }),
  );
  const group = await startGroup(await asAccount("group.manage", w.networkId, strategist), {
    name: "Gruppen",
    purpose: "p",
    expected: null,
    startOn: "2027-02-01",
    plannedEndOn: null,
  });
  await saveMilestone(await asAccount("group.manage", w.networkId, strategist), group, null, {
    title: "Utkastet",
    dueOn: "2027-02-15",
    version: 0,
  });
  about.milestone = (await db.groupMilestone.findFirstOrThrow({ where: { groupId: group } })).id;
  const letter = await db.letter.findFirstOrThrow({ where: { networkId: w.networkId } });
  await transact((tx) => tx.letter.update({ where: { id: letter.id }, data: { state: "failed" } }));
  about.letter = letter.id;
  setClock(zonedInstant("2027-03-10", "10:00"));
});
afterAll(() => setClock(null));

const list = async () => todoList(await asAccount("todo.see", w.networkId, strategist)).todo;

it("by its own id, with an organisation's address only where the row has an organisation", async () => {
  const todo = await list();
  for (const [kind, id] of Object.entries(about))
    expect([kind, todo.filter((t) => t.kind === kind).map((t) => t.aboutId)]).toEqual([kind, [id]]);
  expect(new Set(todo.map((t) => t.key)).size).toBe(todo.length);
  const slugs = new Set((await db.organisation.findMany({ select: { slug: true } })).map((o) => o.slug));
  expect(todo.filter((t) => t.slug !== "" && !slugs.has(t.slug))).toEqual([]);
  expect(
    todo
      .filter((t) => ["effortBehind", "spreadSilent", "inquiryPassed", "milestone"].includes(t.kind))
      .map((t) => [t.slug, t.commitmentId]),
  ).toEqual(Array.from({ length: 4 }, () => ["", null]));
});

it("names the organisation in every link that appoints somebody", async () => {
  const [row] = grouped(await list());
  for (const kind of ["vacant", "leaving", "deputyMissing", "deputyLeaving"] as const) {
    const each = [{ ...row!, slug: "mora-kommun", organisation: "Mora kommun" }];
    const vacancy = { ...row!, kind, each, detail: "2027-02-01", beside: null };
    const { action } = todoItem(vacancy, { countySlug: "dalarna", slug: "lansgruppen" }, "");
    const name = renderToStaticMarkup(<>{action}</>).replace(/<[^>]+>/g, "");
    expect(name).toMatch(/^Utse (representant|ersättare) för Mora kommun$/);
  }
});

it("in the order of the table, and each button leads to what the row is about", async () => {
  const todo = await list();
  const order = todo.map((t) => todoOrder.indexOf(t.kind));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  for (const t of grouped(todo).filter((x) => about[x.kind] && x.kind !== "paper" && x.kind !== "letter")) {
    const item = todoItem(t, { countySlug: "dalarna", slug: "lansgruppen" }, "");
    expect([t.kind, item.tone, renderToStaticMarkup(item.action as React.ReactElement)]).toEqual([
      t.kind,
      todoKinds[t.kind],
      expect.stringContaining(about[t.kind]!),
    ]);
  }
});
