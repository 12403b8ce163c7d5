// A thousand organisations with histories drawn by lot, their standing by the application and by a naive second reading.
import Database from "better-sqlite3";
import { factsOf } from "~/domain/standing/facts.server";
import { duties, levelOf, yearsUntil } from "~/domain/standing/rules";
import { addDays } from "~/platform/calendar";
import { now, today } from "~/platform/clock";
import { closeDatabase } from "~/platform/db.server";
import { makeCounty } from "./prepare";
import { seeded, type Figure } from "./random";
import { naiveStanding } from "./standing-naive";

/** What is drawn by lot, the same for the same seed. */
function lots(seed: number) {
  const draw = seeded(seed);
  const upTo = (n: number) => Math.floor(draw() * n);
  const chance = (p: number) => draw() < p;
  const pick = <T>(of: readonly T[]): T => of[upTo(of.length)]!;
  const day = (from = -1400, to = 200) => addDays(today(), from + upTo(to - from));
  /** Periods after one another with gaps, as holdings are. */
  const periods = (most: number): { fromOn: string; untilOn: string | null }[] => {
    const made: { fromOn: string; untilOn: string | null }[] = [];
    let from = day(-1500, -200);
    for (let i = 0; i < most; i++) {
      const ends = addDays(from, 1 + upTo(700));
      // The days where a mistake of one day shows.
      const until =
        chance(0.5) && `${ends.slice(0, 4)}-12-31` > from
          ? pick([`${ends.slice(0, 4)}-12-31`, addDays(`${ends.slice(0, 4)}-12-31`, 1)])
          : ends;
      const open = i === most - 1 && chance(0.6);
      made.push({ fromOn: from, untilOn: open ? null : until });
      if (open) break;
      from = addDays(until, chance(0.5) ? 0 : upTo(200));
    }
    return made;
  };
  return { upTo, chance, pick, day, periods };
}
type Insert = (table: string, told: Record<string, unknown>) => void;
/** Columns that must have a value and are not told get a word: no rule reads them. */
function inserter(database: Database.Database): Insert {
  const needed = new Map<string, string[]>();
  const columnsOf = (table: string) =>
    database.pragma(`table_info("${table}")`) as {
      name: string;
      notnull: number;
      dflt_value: string | null;
    }[];
  return (table, told) => {
    if (!needed.has(table))
      needed.set(
        table,
        columnsOf(table)
          .filter((c) => c.notnull && c.dflt_value === null)
          .map((c) => c.name),
      );
    const row = { ...Object.fromEntries(needed.get(table)!.map((name) => [name, "x"])), ...told };
    database
      .prepare(
        `INSERT INTO "${table}" (${Object.keys(row)
          .map((k) => `"${k}"`)
          .join(", ")}) VALUES (${Object.keys(row)
          .map(() => "?")
          .join(", ")})`,
      )
      .run(...Object.values(row));
  };
}

/** Meetings and what is asked of everybody: what the organisations have rows of their own for. */
function drawShared(insert: Insert, networkId: string, { upTo, chance, pick, day }: Lots) {
  const at = now().toISOString();
  const meetings = Array.from({ length: 24 }, (_, i) => ({
    id: `m${i}`,
    heldOn: day(-1400, 60),
    state: chance(0.85) ? "convened" : pick(["planned", "cancelled"]),
    kind: pick(["ordinary", "ordinary", "extra", "group"]),
    taken: chance(0.85),
  }));
  for (const { taken: _, ...m } of meetings)
    insert("Meeting", {
      ...m,
      networkId,
      title: m.id,
      fromTime: "09:00",
      toTime: "16:00",
      audience: "representatives",
      createdAt: at,
    });
  const asks = (table: string, prefix: string, more: Record<string, string>) =>
    Array.from({ length: 30 }, (_, i) => {
      const lastOn = chance(0.1) ? today() : day(-1200, 300);
      const ask = {
        id: `${prefix}${i}`,
        networkId,
        title: `${prefix}${i}`,
        lastOn,
        closedAt: chance(0.3)
          ? `${addDays(lastOn, chance(0.3) ? 0 : upTo(80) - 40)}T${pick(["10:00", "21:59", "22:00", "22:59", "23:00", "23:59", "00:00"])}:00.000+00:00`
          : null,
        createdAt: at,
        ...more,
      };
      insert(table, ask);
      return ask;
    });
  return {
    meetings: meetings.filter((m) => m.taken),
    efforts: asks("Effort", "e", { text: "x" }),
    items: asks("SpreadItem", "s", { why: "x", text: "x", targets: "x" }),
    inquiries: asks("Inquiry", "i", { why: "x", state: "sent" }),
  };
}
type Lots = ReturnType<typeof lots>;
type Shared = ReturnType<typeof drawShared>;

/** When the organisation was in the network, who sat for it, and the form it has. */
function drawSeats(insert: Insert, own: Own, { upTo, chance, pick, periods }: Lots): void {
  const { organisationId, personId } = own;
  for (const p of periods(1 + upTo(2)))
    insert("Membership", {
      id: `${organisationId}b${p.fromOn}`,
      ...own.row,
      kind: chance(0.9) ? "member" : "adjunct",
      ...p,
    });
  for (const seat of ["representative", "deputy"])
    for (const p of periods(upTo(4)))
      insert("Holding", {
        id: `${organisationId}${seat}${p.fromOn}`,
        ...own.row,
        seat,
        personId,
        commitmentId: chance(0.8) ? "c" : null,
        ...p,
      });
  const states = [
    "draft",
    "awaitingSignature",
    "signed",
    "declined",
    "returned",
    "active",
    "ended",
    "lapsed",
  ];
  if (chance(0.3))
    insert("Commitment", {
      id: `${organisationId}c`,
      ...own.row,
      kind: "whole",
      state: pick(states),
      content: "{}",
      reference: `${organisationId}c`,
      origin: "digital",
      createdAt: own.at,
      touchedAt: own.at,
    });
}
interface Own {
  organisationId: string;
  personId: string;
  row: { networkId: string; organisationId: string };
  at: string;
}
function drawTakingPart(insert: Insert, own: Own, { meetings }: Shared, lot: Lots): void {
  const { upTo, chance, pick, periods } = lot;
  for (const m of meetings)
    if (chance(0.7)) {
      const came = chance(0.6);
      insert("Attendance", {
        id: `${own.organisationId}${m.id}`,
        meetingId: m.id,
        ...own.row,
        who: came ? pick(["representative", "deputy", "standIn"]) : pick(["absent", "absentNoticed"]),
        morning: came ? 1 : 0,
        afternoon: came && chance(0.7) ? 1 : 0,
        mode: "room",
        version: 1,
        at: own.at,
      });
    }
  for (let g = 0; g < 2; g++)
    for (const p of periods(upTo(3)))
      insert("GroupPlace", {
        id: `${own.organisationId}g${g}${p.fromOn}`,
        groupId: `g${g}`,
        ...own.row,
        personId: chance(0.7) ? own.personId : null,
        ...p,
      });
}
function drawShares(insert: Insert, own: Own, shared: Shared, { upTo, chance, pick }: Lots): void {
  for (const [table, key, list, states] of [
    ["EffortShare", "effortId", shared.efforts, ["waiting", "begun", "done", "done", "notForUs"]],
    ["SpreadShare", "itemId", shared.items, ["waiting", "spread", "spread", "notForUs"]],
    ["InquiryShare", "inquiryId", shared.inquiries, ["waiting", "begun", "submitted", "submitted"]],
  ] as const)
    for (const ask of list)
      if (chance(0.3))
        insert(table, {
          id: `${own.organisationId}${ask.id}`,
          [key]: ask.id,
          ...own.row,
          state: pick(states),
          lastOn: chance(0.2) ? addDays(ask.lastOn, upTo(120) - 40) : null,
        });
}

/** Fills the county with rows that the application could have written. */
function drawHistories(path: string, networkId: string, histories: number, seed: number): void {
  const lot = lots(seed);
  const database = new Database(path);
  database.pragma("foreign_keys = OFF");
  const insert = inserter(database);
  const countyId = database.prepare("SELECT countyId FROM Network WHERE id = ?").pluck().get(networkId);
  const at = now().toISOString();
  database.transaction(() => {
    const shared = drawShared(insert, networkId, lot);
    for (let i = 0; i < histories; i++) {
      const organisationId = `o${i}`;
      const own = { organisationId, personId: `p${i}`, row: { networkId, organisationId }, at };
      insert("Organisation", {
        id: organisationId,
        countyId,
        slug: `historia-${i}`,
        name: `Historia ${i}`,
        kind: lot.pick(["agency", "municipality"]),
      });
      drawSeats(insert, own, lot);
      drawTakingPart(insert, own, shared, lot);
      drawShares(insert, own, shared, lot);
    }
  })();
  database.close();
}

export async function diverging({
  histories,
  seed,
  how,
}: {
  histories: number;
  seed: number;
  how: string;
}): Promise<Figure[]> {
  const { database, networkId } = await makeCounty(0);
  drawHistories(database, networkId, histories, seed);
  const periods = yearsUntil("2000", today());
  const naive = naiveStanding(
    database,
    networkId,
    today(),
    periods.map((p) => p.year),
  );
  const lines = factsOf(networkId, today(), periods);
  const seen = new Set<string>();
  let diverge = lines.length === naive.size ? 0 : Math.abs(lines.length - naive.size);
  let compared = 0;
  for (const line of lines) {
    const levels = naive.get(`${line.id} ${line.year}`);
    for (const duty of duties) {
      const level = levelOf(duty, line.facts);
      compared++;
      seen.add(`${duty} ${level}`);
      if (levels?.[duty] !== level) diverge++;
    }
  }
  await closeDatabase();
  return [
    {
      name: "standing_divergences",
      value: diverge,
      unit: "count",
      goal: "= 0",
      holds: diverge === 0 && lines.length > 0,
      how: `${histories} random histories, ${lines.length} years of organisations, ${compared} levels against a naive second reading of the rows that imports nothing of the application; ${seen.size} different levels came up; seed ${seed}; ${how}`,
    },
  ];
}
