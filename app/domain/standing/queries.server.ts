// The standing as it is shown: the county's overview, and one organisation with the rows behind each figure.
import { inForceSql, through } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";
import { must } from "~/platform/must";
import { notFound } from "~/platform/refusal";
import { emailKey } from "~/platform/swedish";
import type { Table } from "~/platform/table.server";
import { paths } from "~/paths";
import { heldLink, reaches, type NetworkPermit } from "~/domain/access/permits.server";
import { shareStateWords } from "~/domain/efforts/texts";
import { placeOf } from "~/domain/network/queries.server";
import { standings, type Standing } from "~/domain/commitments/rules";
import { stateWords as collectWords } from "~/domain/inquiries/texts";
import { stateWords as spreadWords } from "~/domain/spread/texts";
import { partsOf, type AskKind } from "~/domain/asks/counting.server";
import { nobodyToAsk } from "~/domain/asks/rules";
import { couldBeAsked } from "~/domain/meetings/seats.server";
import { nobodyToCall, wasVacant } from "~/domain/meetings/texts";
import { factsOf, type FactLine } from "./facts.server";
import {
  duties,
  levelOf,
  levels,
  periodOf,
  shownYear,
  yearsUntil,
  type Duty,
  type Level,
  type Period,
} from "./rules";
import type { Tone } from "~/domain/commitments/texts";
import { dutyBeside, dutyTone, dutyWord, dutyWords, figure, figureHint } from "./texts";
import { askManager, nextOf, signYourself, type Behind } from "./next";
import { lastSentOn, managerOf } from "./sending.server";
import { tilesOf } from "./tiles";

const firstYear = (networkId: string): string =>
  row<{ first: string | null }>(
    "SELECT min(fromOn) AS first FROM Membership WHERE networkId = ?1",
    networkId,
  )?.first?.slice(0, 4) ?? "9999";
const chosen = (periods: readonly Period[], year: string | null): Period =>
  periods.find((p) => p.year === year) ?? must(periods.at(-1), "a year at least");
const periodsOf = (permit: NetworkPermit): Period[] => {
  const years = yearsUntil(firstYear(permit.network.id), permit.today);
  return years.length ? years : yearsUntil(permit.today.slice(0, 4), permit.today);
};

export interface Cell {
  duty: Duty;
  /** How far it has come, its shape; and its tone, the same as of its word everywhere. */
  level: Level;
  tone: Tone;
  word: string;
  /** What is known beside it. */
  beside: string | null;
  figure: string;
}
const cellOf = (duty: Duty, { facts }: FactLine): Cell => ({
  duty,
  level: levelOf(duty, facts),
  tone: dutyTone(duty, facts),
  word: dutyWord(duty, facts),
  beside: dutyBeside(duty, facts),
  figure: figure(duty, facts),
});

/** The organisations behind a number of the key or of a year: those of one word of the duty, at one level of it, or all that it was asked of. */
type Opened = Level | Standing | "asked";
/** Every organisation by every duty in the year asked for, the map by one duty, and the years beside each other: one query of its own. */
export function overviewPage(
  permit: NetworkPermit<"overview.see">,
  asked: { year: string | null; duty: string | null; level?: string | null },
) {
  const periods = periodsOf(permit);
  const period = chosen(periods, asked.year);
  const duty = duties.find((d) => d === asked.duty) ?? "seat";
  const all = factsOf(permit.network.id, permit.today, periods);
  const lines = all.filter((l) => l.year === period.year);
  const opened: Opened | null =
    [...levels, ...(duty === "seat" ? standings : []), "asked" as const].find((x) => x === asked.level) ??
    null;
  const isOpened = (l: FactLine) => {
    const level = levelOf(duty, l.facts);
    if (opened === "asked") return level !== "none";
    return level === opened || (duty === "seat" && l.facts.standing === opened);
  };
  const about = (l: FactLine) => {
    const { level, tone, word, beside } = cellOf(duty, l);
    return { name: l.name, slug: l.slug, level, tone, word, beside };
  };
  const coded = lines.filter((l) => l.kind === "municipality" && l.code);
  // A tile is one organisation's: two of one code from before it was refused are both beside the map.
  const byCode = new Map(
    coded
      .filter((l) => coded.every((x) => x === l || x.code !== l.code))
      .map((l): [string, FactLine] => [l.code ?? "", l]),
  );
  const key = [
    ...new Map(
      lines.map((l) => {
        const { level, tone, word } = cellOf(duty, l);
        const of = lines.filter((x) => cellOf(duty, x).word === word);
        const opens = duty === "seat" ? l.facts.standing : level;
        return [word, { level, tone, word, opens, count: of.length }];
      }),
    ).values(),
  ].sort((a, b) => b.count - a.count || a.word.localeCompare(b.word, "sv"));
  return {
    place: placeOf(permit.network),
    year: period.year,
    toOn: period.toOn,
    duty,
    key,
    years: periods.map((p) => p.year).reverse(),
    tiles: tilesOf([...byCode].map(([code, { name }]) => ({ code, name }))).map((t) => ({
      ...t,
      ...about(must(byCode.get(t.code), "a municipality of the map")),
      label: t.name,
    })),
    others: lines.filter((l) => byCode.get(l.code ?? "") !== l).map(about),
    organisations: lines.length,
    opened: opened && {
      level: opened,
      words:
        opened === "asked" ? null : [...new Set(lines.filter(isOpened).map((l) => dutyWord(duty, l.facts)))],
    },
    matrix: (opened ? lines.filter(isOpened) : lines).map((l) => ({
      name: l.name,
      slug: l.slug,
      cells: duties.map((d) => cellOf(d, l)),
    })),
    // A share of those that were asked: whoever was not is in no share.
    overTime: [...periods].reverse().map((p) => {
      const of = all.filter((l) => l.year === p.year);
      return {
        year: p.year,
        organisations: of.length,
        duties: duties.map((d) => {
          const levels = of.map((l) => levelOf(d, l.facts)).filter((l) => l !== "none");
          return { duty: d, met: levels.filter((l) => l === "met").length, of: levels.length };
        }),
      };
    }),
  };
}

/** Every organisation by every duty, as the words and the figures stand on the page: of one year, or of all of them with the newest first. */
export function overviewTable(permit: NetworkPermit<"overview.see">, year: string | null): Table {
  const periods = periodsOf(permit)
    .filter((p) => year === null || p.year === year)
    .reverse();
  const all = factsOf(permit.network.id, permit.today, periods);
  const lines = periods.flatMap((p) => all.filter((l) => l.year === p.year));
  const cells = lines.map((l) => [
    l.year,
    l.name,
    ...duties.flatMap((d) => {
      const { word, figure } = cellOf(d, l);
      return [word, figure];
    }),
  ]);
  const heads: readonly (readonly [head: string, width: number])[] = [
    ["År", 7],
    ["Organisation", 32],
    ...duties.flatMap(
      (d) =>
        [
          [dutyWords[d], 20],
          [`${dutyWords[d]}: ${figureHint[d]}`, 22],
        ] as const,
    ),
  ];
  return {
    sheet: "Läget i korthet",
    values: [JSON.stringify(cells)],
    sql: `SELECT ${heads.map((_, i) => `value ->> ${i} AS c${i}`).join(", ")} FROM json_each(?1)`,
    columns: heads.map(([head, width], i) => ({ key: `c${i}`, head, width, type: "text" })),
  };
}

interface Found {
  id: string;
  title: string;
  day: string;
  state: string;
  extra?: string | null;
  closed?: number;
  settled?: number;
  askable?: number;
}

/** One organisation: each duty with its level, its figure, the rows that it was counted from, and what to do next. */
export function standingPage(
  permit: NetworkPermit<"standing.see" | "standing.read">,
  slug: string,
  year: string | null,
) {
  const { network, today } = permit;
  const o = row<{ id: string; name: string; slug: string }>(
    "SELECT o.id, o.name, o.slug FROM Organisation o JOIN Membership m ON m.organisationId = o.id AND m.networkId = ?1 AND m.kind = 'member' WHERE o.slug = ?2 LIMIT 1",
    network.id,
    slug,
  );
  if (!o || !reaches(permit, o.id)) throw notFound();
  const periods = periodsOf(permit);
  const period = chosen(periods, year);
  const [line] = factsOf(network.id, today, [period], o.id);
  const place = placeOf(network);
  const behind = line ? rowsBehind(permit, o, period) : null;
  return {
    place,
    authority: network.authority,
    network: network.name,
    organisation: o.name,
    slug: o.slug,
    year: period.year,
    toOn: period.toOn,
    years: periods.map((p) => p.year).reverse(),
    staff: permit.roles.has("strategist"),
    manager: managerOf(network.id, o.id, today),
    sentOn: lastSentOn(network.id, o.id),
    today,
    duties:
      line && behind
        ? duties.map((d) => ({
            ...cellOf(d, line),
            behind: behind[d],
            next: nextOf(d, line, behind[d], { place, slug: o.slug, thisYear: period.toOn === today }),
          }))
        : [],
  };
}

/** Does a form of the organisation wait for a signature by whoever has the address? */
const signs = (networkId: string, organisationId: string, email: string): boolean =>
  row(
    `SELECT 1 FROM Commitment c JOIN Signature s ON s.commitmentId = c.id AND s.state = 'pending' AND s.emailKey = ?3
     WHERE c.networkId = ?1 AND c.organisationId = ?2 AND c.state = 'awaitingSignature'`,
    networkId,
    organisationId,
    emailKey(email),
  ) !== undefined;

/** For the manager, by the link: the same figures and rows as words, since the pages behind need an account. */
export function managersPage(permit: NetworkPermit<"standing.read">, asked: string | null) {
  const { network, today } = permit;
  const { organisationId, email } = heldLink(permit);
  const o = row<{ slug: string }>("SELECT slug FROM Organisation WHERE id = ?1", organisationId);
  if (!o) throw notFound();
  const told = (words: string) =>
    words === askManager && signs(network.id, organisationId, email) ? signYourself : words;
  const first = standingPage(permit, o.slug, asked ?? shownYear(today));
  const {
    place,
    authority,
    organisation,
    slug,
    year,
    toOn,
    years,
    duties: all,
  } = first.duties.length === 0 && !asked ? standingPage(permit, o.slug, null) : first;
  return {
    place,
    authority,
    network: network.nameWithin,
    mailbox: network.mailbox,
    organisation,
    slug,
    year,
    toOn,
    years,
    duties: all.map(({ duty, level, tone, word, beside, figure, next, behind }) => ({
      duty,
      level,
      tone,
      word,
      beside,
      figure,
      next: next && told(next.words),
      behind: behind.map(({ key, what, day, state }) => ({ key, what, day, state })),
    })),
  };
}

/** Beside the manager's yearly questions: the six levels with their figures, no rows and nobody's name; null for whoever was not a member. */
export function standingInShort(
  permit: NetworkPermit<"confirmation.answer">,
): { year: string; cells: Cell[] } | null {
  const { network, today, link } = permit;
  const lines = factsOf(
    network.id,
    today,
    [...new Set([shownYear(today), today.slice(0, 4)])].map((y) => periodOf(y, today)),
    link?.organisationId ?? "",
  );
  const line = lines.find((l) => l.year === shownYear(today)) ?? lines[0];
  return line ? { year: line.year, cells: duties.map((d) => cellOf(d, line)) } : null;
}

/** The same rows as the facts count, by the same days. */
function rowsBehind(
  permit: NetworkPermit,
  o: { id: string; slug: string },
  { fromOn, toOn }: Period,
): Record<Duty, Behind[]> {
  const { network, today } = permit;
  const place = placeOf(network);
  const values = [network.id, o.id, fromOn, toOn, today] as const;
  const find = (sql: string) => rows<Found>(sql, ...values);
  const meetings =
    find(`SELECT g.id, g.title, g.heldOn AS day, CASE WHEN a.who = 'vacant' THEN 'vacant' WHEN coalesce(a.morning + a.afternoon, 0) = 0 AND NOT ${couldBeAsked("g", "g.heldOn")} THEN 'nobody' WHEN a.id IS NULL THEN 'none' WHEN a.morning + a.afternoon = 0 THEN a.who ELSE a.who || (a.morning + a.afternoon) END AS state
    FROM Meeting g JOIN Membership s ON s.networkId = ?1 AND s.organisationId = ?2 AND s.kind = 'member' AND ${inForceSql("s", "g.heldOn")}
    LEFT JOIN Attendance a ON a.meetingId = g.id AND a.organisationId = ?2
    WHERE g.networkId = ?1 AND g.state = 'convened' AND g.kind <> 'group' AND g.heldOn BETWEEN ?3 AND ?4 AND (g.heldOn < ?5 OR g.closedAt IS NOT NULL) AND EXISTS (SELECT 1 FROM Attendance x WHERE x.meetingId = g.id) ORDER BY g.heldOn`);
  const places =
    find(`SELECT p.id, w.id AS extra, w.name AS title, p.fromOn AS day, CASE WHEN p.untilOn IS NOT NULL AND p.untilOn <= ?4 THEN 'ended' WHEN p.personId IS NULL THEN 'vacant' ELSE 'filled' END AS state
    FROM GroupPlace p JOIN WorkingGroup w ON w.id = p.groupId WHERE p.networkId = ?1 AND p.organisationId = ?2 AND p.fromOn <= ?4 AND (p.untilOn IS NULL OR p.untilOn > ?3) ORDER BY p.fromOn, swedish(w.name)`);
  const asked = (kind: AskKind) =>
    find(
      `SELECT id, title, lastOn AS day, state, closed, settled, askable FROM ${partsOf(kind, "?5")} WHERE organisationId = ?2 AND countsOn BETWEEN ?3 AND ?4 ORDER BY day, swedish(title)`,
    );
  const seats = rows<{
    id: string;
    seat: string;
    day: string;
    untilOn: string | null;
    name: string;
    hidden: number;
  }>(
    `SELECT h.id, h.seat, h.fromOn AS day, h.untilOn, p.name, p.protected AS hidden FROM Holding h JOIN Person p ON p.id = h.personId WHERE h.networkId = ?1 AND h.organisationId = ?2 AND h.fromOn <= ?4 AND (h.untilOn IS NULL OR h.untilOn > ?3) ORDER BY h.seat DESC, h.fromOn`,
    network.id,
    o.id,
    fromOn,
    toOn,
  );
  const line = (f: Found, href: string | null, state: string, day = f.day): Behind => ({
    key: f.id,
    what: f.title,
    href,
    day,
    state,
    over: f.closed === 1,
  });
  const placeWords: Partial<Record<string, string>> = { ended: "Har upphört", vacant: "Vakant" };
  const came: Record<string, string> = {
    none: "Inte markerad",
    absent: "Uteblev utan besked",
    absentNoticed: "Anmält förhinder",
    vacant: wasVacant,
    nobody: nobodyToCall,
  };
  const who: Record<string, string> = {
    representative: "representanten",
    deputy: "ersättaren",
    standIn: "någon annan",
  };
  const here = (state: string) =>
    came[state] ?? `${state.endsWith("2") ? "Hela dagen" : "Halva dagen"}, ${who[state.slice(0, -1)] ?? ""}`;
  const overdue = (f: Found, words: Record<string, string>) => {
    if (!f.settled && !f.askable) return nobodyToAsk;
    return !f.settled && f.day >= today
      ? "Sista dagen har inte varit än"
      : must(words[f.state], "a word for each state");
  };
  return {
    takePart: meetings.map((f) => line(f, paths.meeting(place, f.id), here(f.state))),
    groups: places.map((f) =>
      line(
        f,
        paths.group(place, must(f.extra, "the group of a place")),
        placeWords[f.state] ?? "Platsen är fylld",
      ),
    ),
    home: asked("effort").map((f) => line(f, paths.effort(place, f.id), overdue(f, shareStateWords))),
    spread: asked("spread").map((f) =>
      line(f, paths.spreadPackage(place, f.id, o.slug), overdue(f, spreadWords)),
    ),
    collect: asked("inquiry").map((f) =>
      line(f, paths.inquiryAnswer(place, f.id, o.slug), overdue(f, collectWords)),
    ),
    seat: seats.map((h) => ({
      key: h.id,
      what: `${h.seat === "deputy" ? "Ersättare" : "Representant"}: ${h.hidden ? "skyddad person" : h.name}`,
      href: null,
      day: h.day,
      state: h.untilOn && h.untilOn <= toOn ? `Till och med ${through(h.untilOn)}` : "Sitter",
    })),
  };
}
