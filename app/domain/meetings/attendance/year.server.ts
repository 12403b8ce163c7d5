// The year's figures as they are read, printed and taken away. Each says what it was read from.
import { rows, row } from "~/platform/db.server";
import { must } from "~/platform/must";
import { Paper } from "~/platform/pdf/paper.server";
import { inForceSql, longDate } from "~/platform/calendar";
import { counted, decimal, numeral, capital } from "~/platform/swedish";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { organisationKinds } from "~/domain/network/schema";
import { couldBeAsked } from "../seats.server";
import { share, yearFigures, type YearCell } from "./year";

interface Counts {
  ordinary: number;
  extra: number;
  groupMeetings: number;
  cancelled: number;
  guests: number;
  information: number;
  dialogue: number;
  agreement: number;
  agreed: number;
  tasks: number;
  replaced: number;
  groups: number;
}

/** What is under way is not counted until it is over, or its attendance closed. */
const isCountedSql = (today: string): string => `(m.heldOn < ${today} OR m.closedAt IS NOT NULL)`;
/** A row an organisation and meeting held between two days; a working group's meetings are not in it, nor one that is under way. */
export const attendanceCells = (networkId: string, from: string, until: string, today: string): YearCell[] =>
  rows<YearCell>(
    `SELECT m.id AS meetingId, m.title, m.heldOn, s.organisationId, o.kind AS sort, t.who, coalesce(t.morning, 0) + coalesce(t.afternoon, 0) AS halves, t.mode, ${couldBeAsked("m", "m.heldOn")} AS askable
   FROM Meeting m JOIN Membership s ON s.networkId = m.networkId AND s.kind = 'member' AND ${inForceSql("s", "m.heldOn")} JOIN Organisation o ON o.id = s.organisationId
   LEFT JOIN Attendance t ON t.meetingId = m.id AND t.organisationId = s.organisationId WHERE m.networkId = ?1 AND m.state = 'convened' AND m.kind <> 'group' AND m.heldOn BETWEEN ?2 AND ?3 AND ${isCountedSql("?4")}`,
    networkId,
    from,
    until,
    today,
  );

export function yearFiguresPage(permit: NetworkPermit<"attendance.see">, asked: string | null) {
  const { network, today } = permit;
  const year = /^20\d\d$/.test(asked ?? "") ? Number(asked) : Number(today.slice(0, 4));
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const until = last < today ? last : today;
  const cells = attendanceCells(network.id, first, until, today);
  const held = `m.networkId = ?1 AND m.state = 'convened' AND m.heldOn BETWEEN ?2 AND ?3 AND ${isCountedSql("?4")}`;
  const of = (kind: string) => `(SELECT count(*) FROM Meeting m WHERE ${held} AND m.kind = '${kind}')`;
  const items = (purpose: string) =>
    `(SELECT count(*) FROM AgendaItem i JOIN Meeting m ON m.id = i.meetingId WHERE ${held} AND i.state = 'accepted' AND i.purpose = '${purpose}')`;
  const marked = (kind: string) =>
    `(SELECT count(*) FROM MinutesItem i JOIN Minutes x ON x.id = i.minutesId JOIN Meeting m ON m.id = x.meetingId WHERE ${held} AND i.kind = '${kind}')`;
  const counts = must(
    row<Counts>(
      `SELECT ${of("ordinary")} AS ordinary, ${of("extra")} AS extra, ${of("group")} AS groupMeetings, (SELECT count(*) FROM Meeting m WHERE m.networkId = ?1 AND m.state = 'cancelled' AND m.heldOn BETWEEN ?2 AND ?3) AS cancelled,
       (SELECT count(*) FROM Attendee a JOIN Meeting m ON m.id = a.meetingId WHERE ${held} AND a.kind = 'guest' AND a.cameAt IS NOT NULL) AS guests,
       ${items("information")} AS information, ${items("dialogue")} AS dialogue, ${items("agreement")} AS agreement, ${marked("agreement")} AS agreed, ${marked("task")} AS tasks,
       (SELECT count(*) FROM Holding h WHERE h.networkId = ?1 AND h.seat = 'representative' AND h.ending = 'replaced' AND h.untilOn BETWEEN ?2 AND ?3) AS replaced,
       (SELECT count(*) FROM WorkingGroup g WHERE g.networkId = ?1 AND g.startOn <= ?3 AND (g.endedOn IS NULL OR g.endedOn >= ?2)) AS groups`,
      network.id,
      first,
      until,
      today,
    ),
    "one row",
  );
  const years = rows<{ year: string }>(
    "SELECT DISTINCT substr(heldOn, 1, 4) AS year FROM Meeting WHERE networkId = ?1 AND heldOn <= ?2 ORDER BY year",
    network.id,
    today,
  ).map((y) => Number(y.year));
  const figures = yearFigures(cells);
  const bySort = figures.bySort.map((k) => ({
    ...k,
    label: organisationKinds.find(([key]) => key === k.sort)?.[1] ?? k.sort,
  }));
  return {
    place: placeOf(network),
    authority: network.authority,
    network: network.name,
    year,
    sofar: until < last,
    years: [...new Set([...years, year])].sort(),
    figures: { ...figures, bySort },
    counts,
    words: wordsOf(network.name, year, until < last, { ...figures, bySort }, counts),
  };
}

/** A paragraph to copy into the report. */
function wordsOf(
  network: string,
  year: number,
  sofar: boolean,
  f: ReturnType<typeof yearFigures>,
  c: Counts,
): string {
  const meetings = c.ordinary + c.extra;
  if (meetings === 0)
    return `${network} har inte haft något möte ${sofar ? `hittills under ${year}` : `under ${year}`}.`;
  const more = [
    c.groups > 0 &&
      `${capital(counted(c.groups, "arbetsgrupp", "arbetsgrupper"))} har varit i gång${c.groupMeetings > 0 ? ` och haft ${counted(c.groupMeetings, "möte", "möten")}` : ""}.`,
    c.agreed > 0 && `Vid mötena kom vi överens om ${counted(c.agreed, "sak", "saker")}.`,
    c.replaced > 0 && `${capital(counted(c.replaced, "representant", "representanter"))} har bytts ut.`,
  ]
    .filter(Boolean)
    .join(" ");
  return `${network} har ${sofar ? "hittills " : ""}under ${year} haft ${counted(meetings, "möte", "möten")}${c.extra > 0 ? `, varav ${numeral(c.extra, "möte")} extra` : ""}.${f.asked > 0 ? ` Organisationernas närvaro var ${share(f.present, f.asked)} (en halv dag räknas som en halv närvaro).` : ""} ${more}`.trim();
}

export async function yearFiguresPaper(
  permit: NetworkPermit<"attendance.see">,
  asked: string | null,
): Promise<{ bytes: Buffer; name: string; kind: "pdf" }> {
  const p = yearFiguresPage(permit, asked);
  const { figures: f, counts: c } = p;
  const paper = await Paper.open({
    title: `Årets siffror ${p.year} – ${p.network}`,
    author: p.authority,
    at: permit.now,
  });
  paper.overline(`${p.authority} · ${p.network}`);
  paper.heading(1, `Årets siffror ${p.year}`);
  paper.text(p.words);
  paper.heading(2, "Möten");
  paper.facts([
    { label: "Ordinarie möten", value: String(c.ordinary) },
    { label: "Extra möten", value: String(c.extra) },
    { label: "Arbetsgruppernas möten", value: String(c.groupMeetings) },
    { label: "Inställda", value: String(c.cancelled) },
    { label: "Gäster som kom", value: String(c.guests) },
  ]);
  if (f.meetings.length > 0)
    paper.table(
      ["Möte", "Dag", "Kallade", "Närvaro", "Andel"],
      f.meetings.map((m) => [
        m.title,
        longDate(m.heldOn),
        String(m.asked),
        m.taken ? decimal(m.present) : "ej förd",
        m.taken ? share(m.present, m.asked) : "",
      ]),
      [34, 24, 14, 14, 14],
    );
  if (f.bySort.length > 0) {
    paper.heading(2, "Sorts organisation");
    paper.table(
      ["Sort", "Kallade", "Närvaro", "Andel"],
      f.bySort.map((k) => [k.label, String(k.asked), decimal(k.present), share(k.present, k.asked)]),
      [46, 18, 18, 18],
    );
  }
  paper.heading(2, "Så räknas det");
  paper.text(
    "Kallade är organisationer som var med i nätverket den dagen, adjungerade oräknade, och där det fanns någon att kalla. En organisation är närvarande när representanten, ersättaren eller någon annan för den var där. Halvdagar är halva. Möten där ingen närvaro är förd är inte med i andelarna. Arbetsgruppernas möten räknas för sig.",
  );
  return {
    bytes: await paper.finish(`${p.network} · ${p.year}`),
    name: `arets-siffror-${p.year}.pdf`,
    kind: "pdf",
  };
}
