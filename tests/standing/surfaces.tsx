// What every surface says of the organisations, held against the table; and what can happen to an organisation.
import { renderToStaticMarkup } from "react-dom/server";
import { expect } from "vitest";
import { standings, type Standing, type StandingNow } from "~/domain/commitments/rules";
import { copyForm } from "~/domain/commitments/drafting/commands.server";
import { receive, stop } from "~/domain/commitments/commands.server";
import { begin, send } from "~/domain/commitments/drafting/commands.server";
import { draftForm } from "~/domain/commitments/queries.server";
import { saveDraft } from "~/domain/commitments/commands.server";
import { decline } from "~/domain/commitments/signing/commands.server";
import { deputyLeavesText, standingText, standingWords } from "~/domain/commitments/texts";
import { yearPage } from "~/domain/meetings/queries.server";
import { memberRows } from "~/domain/network/addresses.server";
import { organisationList, placeOf } from "~/domain/network/queries.server";
import { networkStatus } from "~/domain/network/status.server";
import { todoKinds } from "~/domain/network/todo-kinds";
import { todoList } from "~/domain/network/todo.server";
import { invitations } from "~/domain/organisations/invitations/queries.server";
import { organisationPage } from "~/domain/organisations/queries.server";
import { leave } from "~/domain/seats/commands.server";
import { overviewPage, overviewTable, standingPage } from "~/domain/standing/queries.server";
import { rulesOf } from "~/domain/standing/texts";
import { recurring } from "~/jobs/recurring.server";
import { addDays, startOfDay } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { Refusal } from "~/platform/refusal";
import { writeTable } from "~/platform/table.server";
import { StandingTag } from "~/routes/network/standing";
import { grouped, todoItem } from "~/routes/network/todo-words";
import {
  asAccount,
  browser,
  draftFor,
  drafted,
  makeWorld,
  sentToManager,
  signed,
  signer,
  strategist,
  type World,
} from "../world";

export let w: World;
export const makeIt = async (): Promise<void> => {
  w = await makeWorld();
};
export const names = ["leksand", "falu", "mora", "jour"] as const;
export type Name = (typeof names)[number];
export const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
export const staff = <P extends Parameters<typeof asAccount>[0]>(p: P) =>
  asAccount(p, w.networkId, strategist);
export const activate = () => recurring.find((j) => j.name === "commitments.activate")!.run(now());

/** The kinds of the to-do list that are standings, and the standings that a form or a signature is a row for. */
const asRows: readonly Standing[] = [
  "vacant",
  "leaving",
  "deputyMissing",
  "deputyLeaving",
  "noForm",
  "expiring",
  "expired",
];
/** A standing that is a row, and the deputy's coming end where it is something else. */
const rowsOf = (now: StandingNow) => [
  ...(asRows.includes(now.standing) ? [now.standing] : []),
  ...(deputyLeavesText(now) ? ["deputyLeaving"] : []),
];
const text = (node: React.ReactNode) => renderToStaticMarkup(<>{node}</>).replace(/<[^>]+>/g, "");

/** The tone of a standing, of which the rules' list and the to-do list have no other. */
function tones(standing: Standing): string {
  const { tone, text: word } = standingWords[standing];
  const asTodo = Object.entries(todoKinds).find(([kind]) => kind === standing)?.[1];
  expect([
    tone,
    asTodo ?? tone,
    ...rulesOf("seat").flatMap((r) => (r.word === word ? [r.tone] : [])),
  ]).toEqual(Array(3).fill(tone));
  return tone;
}
const seatOf = (cells: readonly { duty: string; word: string; tone: string }[]) =>
  cells.filter((c) => c.duty === "seat").map((c) => [c.word, c.tone]);
/** Every surface, read once, and held against the table. */
export async function everySurface() {
  const lines = organisationList(await staff("network.see"));
  const todoPermit = await staff("todo.see");
  const { todo, organisations } = todoList(todoPermit);
  const overview = await staff("overview.see");
  const map = overviewPage(overview, { year: null, duty: "seat" });
  const status = networkStatus(await staff("status.see"));
  const members = memberRows(await staff("addresses.see"));
  const [, ...csv] = String(await writeTable(overviewTable(overview, map.year), "csv"))
    .trimEnd()
    .split("\r\n")
    .map((l) => l.split(";"));
  const missing = invitations(await staff("invitation.send")).missing;
  const page = await staff("organisation.see");
  const own = await staff("standing.see");
  const meetings = await staff("meeting.see");

  expect(organisations).toEqual(lines);
  const said: Record<string, string> = {};
  for (const l of lines) {
    const { standing } = l.now!;
    const word = standingWords[standing].text;
    said[l.slug] = standing;
    const of = <T extends { slug: string }>(all: readonly T[]) => all.filter((x) => x.slug === l.slug);
    const beside = deputyLeavesText(l.now!);
    const tag = text(<StandingTag now={l.now} invitation={l.invitation} />);
    for (const told of [word, beside].filter((x) => x !== null))
      expect([l.name, tag]).toEqual([l.name, expect.stringContaining(told)]);
    expect(renderToStaticMarkup(<StandingTag now={l.now} invitation={null} />)).toContain(
      `tag ${tones(standing)}`,
    );
    const wordAndTone = [word, standingWords[standing].tone];
    expect([l.name, ...of([...map.tiles, ...map.others]).map((t) => [t.word, t.tone, t.beside])]).toEqual([
      l.name,
      [...wordAndTone, beside],
    ]);
    expect(of(map.matrix).flatMap((m) => seatOf(m.cells))).toEqual([wordAndTone]);
    expect(map.key.filter((k) => k.word === word).map((k) => k.tone)).toEqual([tones(standing)]);
    expect(csv.filter((r) => r[1] === l.name).map((r) => r.includes(word))).toEqual([true]);
    expect(organisationPage(page, l.slug, null).now).toMatchObject({ standing, date: l.now!.date });
    expect(seatOf(standingPage(own, l.slug, null).duties)).toEqual([wordAndTone]);
    expect([
      l.name,
      of(todo)
        .filter((t) => asRows.includes(t.kind as Standing))
        .map((t) => t.kind),
    ]).toEqual([l.name, rowsOf(l.now!)]);
    for (const row of grouped(of(todo).filter((t) => t.kind === standing && standing !== "noForm")))
      expect(todoItem(row, placeOf(todoPermit.network), "").text).toContain(
        ["vacant", "leaving", "deputyLeaving"].includes(standing) ? standingText(l.now!) : "",
      );
    const empty = (who: string | null, word: string) => who ?? word;
    const member = members.find((m) => m.organisation === l.name);
    expect(member?.representative).toBe(empty(l.representative, l.empty.representative));
    expect(member?.deputy).toContain(empty(l.deputy, l.empty.deputy));
    expect(l.empty.representative === "Vakant").toBe(l.representative === null && standing === "vacant");
  }
  // Every count is its rows.
  const count = (s: Standing) => lines.filter((l) => l.now!.standing === s).length;
  for (const s of standings) {
    expect([s, map.key.find((k) => k.opens === s)?.count ?? 0]).toEqual([s, count(s)]);
    expect([s, status.standings.find((x) => x.standing === s)?.of.length ?? 0]).toEqual([s, count(s)]);
    if (count(s) > 0)
      expect(overviewPage(overview, { year: null, duty: "seat", level: s }).matrix).toHaveLength(count(s));
  }
  expect(status.filled).toBe(lines.filter((l) => l.representative !== null).length);
  expect(missing.map((m) => m.organisation)).toEqual(
    lines.filter((l) => l.now!.standing === "noForm").map((l) => l.name),
  );
  const vacancies = [today().slice(0, 4), String(Number(today().slice(0, 4)) + 1)].flatMap((y) =>
    yearPage(meetings, y).vacancies.map((v) => `${v.organisation}: ${v.seat}`),
  );
  expect([...new Set(vacancies)].sort()).toEqual(
    lines
      .flatMap((l) => [
        ...(l.now!.standing === "leaving" ? [`${l.name}: representative`] : []),
        ...(l.now!.deputyLeaves ? [`${l.name}: deputy`] : []),
      ])
      .sort(),
  );
  expect(status.deputiesLeaving.map((x) => x.name)).toEqual(
    lines.filter((l) => l.now!.deputyLeaves).map((l) => l.name),
  );
  return said;
}

export const holdingOf = (name: Name, seat: string) =>
  db.holding.findFirst({
    where: { organisationId: w.orgs[name]!.id, seat, untilOn: null, fromOn: { lte: today() } },
  });
const newest = (name: Name, states: string[]) =>
  db.commitment.findFirst({
    where: { organisationId: w.orgs[name]!.id, state: { in: states } },
    orderBy: { createdAt: "desc" },
  });
const refusedIsFine = async (act: Promise<unknown>) => {
  try {
    await act;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
};
let run = 0;
/** What can happen to an organisation; what is refused has not happened. */
export const acts = {
  async draft(name: Name) {
    await refusedIsFine(drafted(w, name));
  },
  async sign(name: Name) {
    run++;
    await refusedIsFine(
      signed(w, name, {
        representative: { name: `Rep ${run}`, email: `rep${run}@${name}.example` },
        deputy: { name: `Ers ${run}`, email: `ers${run}@${name}.example` },
        startOn: addDays(today(), run % 3 === 0 ? 40 : 0),
      }),
    );
    await activate();
  },
  async send(name: Name) {
    await refusedIsFine(sentToManager(w, name, { startOn: addDays(today(), 5) }));
  },
  async decline(name: Name) {
    if (await newest(name, ["awaitingSignature"]))
      await refusedIsFine(
        signer(`chef@${name}.example`).then((p) => decline(p, { why: "Fel person" }, browser)),
      );
  },
  async correct(name: Name) {
    const form = await newest(name, ["declined", "returned"]);
    if (form) await refusedIsFine(copyForm(await staff("commitment.fill"), form.id));
  },
  async stop(name: Name) {
    const form = await newest(name, ["signed"]);
    if (form) await refusedIsFine(stop(await staff("commitment.stop"), form.id, "Fel datum"));
  },
  async receive(name: Name) {
    const form = await newest(name, ["signed"]);
    if (form) await refusedIsFine(receive(await staff("commitment.receive"), form.id, ""));
  },
  async deputyLater(name: Name) {
    await refusedIsFine(signed(w, name, { deputy: {}, deputyLater: "on", startOn: today() }));
    await activate();
  },
  async leave(name: Name) {
    const holding = await holdingOf(name, "representative");
    if (holding)
      await refusedIsFine(
        leave(
          await staff("seat.leave"),
          {
            holdingId: holding.id,
            lastOn: "2026-12-31" < today() ? addDays(today(), 20) : "2026-12-31",
            why: "x",
          },
          "",
        ),
      );
  },
  async deputyLeaves(name: Name) {
    const holding = await holdingOf(name, "deputy");
    if (holding)
      await refusedIsFine(
        leave(
          await staff("seat.leave"),
          { holdingId: holding.id, lastOn: addDays(today(), 9), why: "x" },
          "",
        ),
      );
  },
  async replace(name: Name) {
    const fill = await staff("commitment.fill");
    await refusedIsFine(
      (async () => {
        const id = await begin(await staff("replacement.start"), w.orgs[name]!.id, "representative", true);
        const form = await draftForm(fill, id);
        await saveDraft(
          fill,
          id,
          draftFor(name, {
            representative: { name: "Ny", email: `ny@${name}.example` },
            startOn: addDays(today(), 3),
          }),
          form.version,
        );
        if (run++ % 2 === 0) await send(fill, id, form.version + 1);
      })(),
    );
  },
  async bounce(name: Name) {
    await transact((tx) =>
      tx.letter.updateMany({
        where: { kind: "invitation", organisationId: w.orgs[name]!.id },
        data: { state: "failed" },
      }),
    );
  },
  async days() {
    at(addDays(today(), 6));
    await activate();
  },
};

const lineOf = async (name: Name) =>
  organisationList(await staff("network.see")).find((l) => l.id === w.orgs[name]!.id)!;
export const wordsOf = async (name: Name) => {
  const l = await lineOf(name);
  return text(<StandingTag now={l.now} invitation={l.invitation} />);
};
export const todoKindsOf = async (name: Name) =>
  todoList(await staff("todo.see"))
    .todo.filter((t) => t.slug === w.orgs[name]!.slug)
    .map((t) => t.kind);
