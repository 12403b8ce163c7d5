// A county with every odd case of who could answer, on days around one last day: 10 March 2027.
import {
  giveEffort,
  report,
  setClosed as closeEffort,
  moveDay as moveEffort,
} from "~/domain/efforts/commands.server";
import { effortSchema, reportSchema } from "~/domain/efforts/schema";
import {
  addQuestion,
  draftInquiry,
  moveDay as moveInquiry,
  saveAnswer,
  sendInquiry,
  setState,
} from "~/domain/inquiries/commands.server";
import { answerSchema as inquiryAnswer, inquirySchema, questionSchema } from "~/domain/inquiries/schema";
import { addOrganisation, organisationLeaves } from "~/domain/organisations/commands.server";
import {
  answerSpread,
  giveSpread,
  moveDay as moveSpread,
  setClosed as closeSpread,
} from "~/domain/spread/commands.server";
import { answerSchema as spreadAnswer, spreadSchema } from "~/domain/spread/schema";
import { addDays, startOfDay } from "~/platform/calendar";
import { setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { must } from "~/platform/must";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

export type Kind = "effort" | "spread" | "inquiry";
export let w: World;
/** The one that stays open, of each kind. */
export const open: Record<Kind, string> = { effort: "", spread: "", inquiry: "" };
/** By what is odd about them; `leksand` has answered, `falu` is silent, `mora` has begun, `jour` has never had anybody. */
export const odd = [
  "leksand",
  "falu",
  "mora",
  "jour",
  "declined",
  "moved",
  "deputy",
  "vacated",
  "left",
  "leftEarly",
  "late",
] as const;
export type Odd = (typeof odd)[number];
export const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
export const named = (name: Odd) => must(w.orgs[name], name);
const names = new Map<string, string>();
export const nameOf = (id: string): string => must(names.get(id), "a name");
export const ids = (name: string): string =>
  must([...names].find(([, n]) => n === name)?.[0], "an organisation");
const staff = <P extends Parameters<typeof asAccount>[0]>(p: P) => asAccount(p, w.networkId, strategist);

const all = { to: "all", organisations: [] };
const lastOn = "2027-03-10";
async function ask(kind: Kind, title: string): Promise<string> {
  if (kind === "effort")
    return giveEffort(await staff("effort.manage"), effortSchema.parse({ title, text: "x", lastOn, ...all }));
  if (kind === "spread")
    return giveSpread(
      await staff("spread.manage"),
      spreadSchema.parse({ title, why: "x", text: "x", targets: "Alla", lastOn, ...all }),
    );
  const manage = await staff("inquiry.manage");
  const id = await draftInquiry(manage, inquirySchema.parse({ title, why: "x", lastOn }));
  const { gor: _, ...question } = questionSchema.parse({ gor: "lagg-till", kind: "text", label: "Hur?" });
  await addQuestion(manage, id, question);
  await sendInquiry(manage, id, { to: "all", organisations: [] });
  return id;
}
/** "no": it is not for them, where that can be said. */
async function say(kind: Kind, id: string, name: Odd, what: "done" | "begun" | "no"): Promise<void> {
  const organisationId = named(name).id;
  if (kind === "effort") {
    const state = { done: "done", begun: "begun", no: "notForUs" }[what];
    const { gor: _, ...input } = reportSchema.parse({ gor: "svara", organisationId, state, answer: "x" });
    return report(await staff("effort.report"), id, input);
  }
  if (kind === "spread") {
    if (what === "begun") return;
    const passes = [{ channel: "Intranätet", ticked: "on", passedOn: "2027-01-15" }];
    const state = what === "no" ? "notForUs" : "spread";
    const { gor: _, ...input } = spreadAnswer.parse({
      gor: "svara",
      organisationId,
      state,
      reason: "x",
      passes,
    });
    return answerSpread(await staff("spread.answer"), id, input);
  }
  const { id: question } = await db.inquiryQuestion.findFirstOrThrow({ where: { inquiryId: id } });
  const gor = what === "begun" ? "spara" : "skicka-in";
  const who = await asAccount("inquiry.answer", w.networkId, `asa.blom@${name}.example`);
  await saveAnswer(who, id, organisationId, inquiryAnswer.parse({ gor, q: { [question]: "x" } }));
}
const move = async (kind: Kind, id: string, on: string): Promise<void> => {
  const input = { organisationId: named("moved").id, lastOn: on };
  if (kind === "effort") await moveEffort(await staff("effort.manage"), id, input);
  else if (kind === "spread") await moveSpread(await staff("spread.manage"), id, input);
  else await moveInquiry(await staff("inquiry.manage"), id, input);
};
const close = async (kind: Kind, id: string): Promise<void> => {
  if (kind === "effort") await closeEffort(await staff("effort.manage"), id, true);
  else if (kind === "spread") await closeSpread(await staff("spread.manage"), id, true);
  else await setState(await staff("inquiry.manage"), id, "avsluta");
};
/** Everybody, or those of one seat, leaves: the first day without them. */
const leave = (name: Odd, untilOn: string, seat?: string) =>
  transact((tx) =>
    tx.holding.updateMany({
      where: { organisationId: named(name).id, ...(seat ? { seat } : {}) },
      data: { untilOn, ending: "left" },
    }),
  );

export async function makeOddCounty(): Promise<void> {
  at("2027-01-10");
  w = await makeWorld();
  for (const name of odd)
    w.orgs[name] ??= await addOrganisation(await staff("organisation.manage"), {
      name: `Org ${name}`,
      kind: "agency",
      municipalityCode: null,
      principal: null,
    });
  for (const o of await db.organisation.findMany()) names.set(o.id, o.name);
  for (const name of odd) if (name !== "jour" && name !== "late") await signed(w, name);
  for (const kind of ["effort", "spread", "inquiry"] as const) {
    at("2027-01-15");
    open[kind] = await ask(kind, "Öppen");
    // Closed before its last day, closed after it, and one that only those who cannot answer have not answered.
    const [early, ended, rest] = [
      await ask(kind, "Stängd före"),
      await ask(kind, "Stängd efter"),
      await ask(kind, "Resten"),
    ];
    for (const id of [open[kind], early, ended, rest]) {
      await say(kind, id, "leksand", "done");
      await say(kind, id, "mora", id === rest ? "done" : "begun");
      if (kind !== "inquiry") await say(kind, id, "declined", "no");
    }
    for (const name of ["falu", "declined", "deputy", "moved"] as const) await say(kind, rest, name, "done");
    await move(kind, open[kind], "2027-03-30");
    at("2027-02-20");
    await close(kind, early);
    at("2027-03-18");
    await close(kind, ended);
    at("2027-01-20");
  }
  at("2027-02-01");
  const manage = await staff("organisation.manage");
  await organisationLeaves(manage, named("leftEarly").id, "2027-02-10", null);
  await organisationLeaves(manage, named("left").id, "2027-03-12", null);
  await leave("deputy", "2027-02-25", "representative");
  await leave("vacated", "2027-03-13");
  at("2027-03-14");
  await signed(w, "late", { startOn: addDays("2027-03-14", 0) });
}
