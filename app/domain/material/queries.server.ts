// Material as it is read: a network's, a meeting's, by search, and one piece with its versions and who has opened it.
import { inForceSql, longDate, longMoment, tableMoment } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";
import { mayServe, type MaterialKind } from "~/platform/files.server";
import { notFound } from "~/platform/refusal";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { calledSql } from "~/domain/people/texts";
import { seatsOnDay } from "~/domain/seats/queries.server";
import { calledOrganisation, readerOf, seenBy, type Reader } from "./reach.server";
import { searchQuery, snippetParts, type Audience, type FileState, type Part, type Sort } from "./rules";
import { kinds, sizeText } from "./texts";

interface LineRow {
  id: string;
  kind: Sort;
  title: string;
  audience: Audience;
  meetingId: string | null;
  meeting: string | null;
  heldOn: string | null;
  agendaItemId: string | null;
  item: string | null;
  number: number;
  url: string | null;
  fileKind: string | null;
  size: number | null;
  scanState: string | null;
  opened: number;
  snippet?: string;
}
export interface MaterialLine {
  id: string;
  title: string;
  sort: Sort;
  /** "PDF, 120 kB" or the address's host */ about: string;
  state: FileState;
  number: number;
  opened: boolean;
  url: string | null;
  /** Told to the strategist alone. */
  audience: Audience | null;
  meetingId: string | null;
  meeting: string | null;
  heldOn: string | null;
  agendaItemId: string | null;
  item: string | null;
  snippet: Part[];
}

const columns = `m.id, m.kind, m.title, m.audience, m.meetingId, g.title AS meeting, g.heldOn, m.agendaItemId, i.title AS item, v.number, v.url, f.kind AS fileKind, f.size, f.scanState,
  EXISTS (SELECT 1 FROM MaterialOpening o WHERE o.versionId = v.id AND (o.personId IN (SELECT value FROM json_each(?)) OR o.attendeeId = ?)) AS opened`;
const joins = `JOIN MaterialVersion v ON v.materialId = m.id AND v.number = (SELECT max(n.number) FROM MaterialVersion n WHERE n.materialId = m.id)
  LEFT JOIN File f ON f.id = v.fileId LEFT JOIN Meeting g ON g.id = m.meetingId LEFT JOIN AgendaItem i ON i.id = m.agendaItemId`;
const own = (r: Reader) => [JSON.stringify(r.personIds), r.attendeeId ?? ""];

export function fileState(file: { scanState: string }): FileState {
  if (file.scanState === "infected") return "infected";
  return mayServe(file) ? "ready" : "waiting";
}
/** Of a version: an address is always ready, a file that is no longer there is not given out. */
function versionState(isAddress: boolean, scanState: string | null): FileState {
  if (isAddress) return "ready";
  return scanState === null ? "infected" : fileState({ scanState });
}
const host = (url: string) => new URL(url).hostname.replace(/^www\./, "");
const lineOf =
  (staff: boolean) =>
  ({ kind, fileKind, size, scanState, opened, url, snippet, audience, ...l }: LineRow): MaterialLine => ({
    ...l,
    sort: kind,
    url,
    opened: opened === 1,
    audience: staff ? audience : null,
    snippet: snippet ? snippetParts(snippet) : [],
    about: kind === "link" ? host(url ?? "") : `${kinds[fileKind ?? ""] ?? "fil"}, ${sizeText(size ?? 0)}`,
    state: versionState(kind === "link", scanState),
  });

/** Of what the visitor may see, what a condition on `m` with one value picks. */
export function materialWhere(
  permit: Parameters<typeof readerOf>[0],
  condition: string,
  value: string,
  order = "m.createdAt, m.title",
): MaterialLine[] {
  const reader = readerOf(permit);
  const seen = seenBy(reader);
  return rows<LineRow>(
    `SELECT ${columns} FROM Material m ${joins} WHERE ${seen.sql} AND ${condition} ORDER BY ${order}`,
    ...own(reader),
    ...seen.values,
    value,
  ).map(lineOf(reader.staff));
}
/** A meeting's material, in the order of its agenda; what belongs to the whole meeting comes first. */
export const materialOf = (permit: Parameters<typeof readerOf>[0], meetingId: string): MaterialLine[] =>
  materialWhere(
    permit,
    "m.meetingId = ?",
    meetingId,
    "m.agendaItemId IS NOT NULL, i.position, m.createdAt, m.title",
  );

/** Is there anything that a visitor who has not signed in may see? */
export const hasPublic = (permit: NetworkPermit<"front.see">): boolean => {
  const seen = seenBy({ ...readerOf(permit), staff: false, member: false, personIds: [] });
  return rows(`SELECT 1 FROM Material m WHERE ${seen.sql} LIMIT 1`, ...seen.values).length > 0;
};

/** What each visitor may see of the network's material, or what of it a search finds. */
export function materialPage(permit: NetworkPermit<"material.see">, typed: string) {
  const reader = readerOf(permit);
  const seen = seenBy(reader);
  const query = searchQuery(typed);
  const found = query
    ? rows<LineRow>(
        `SELECT ${columns}, snippet(MaterialSearch, 1, char(2), char(3), '…', 24) AS snippet FROM MaterialSearch JOIN MaterialText t ON t.id = MaterialSearch.rowid JOIN Material m ON m.id = t.materialId ${joins}
        WHERE MaterialSearch MATCH ? AND ${seen.sql} ORDER BY bm25(MaterialSearch, 6.0, 1.0), m.createdAt DESC LIMIT 60`,
        ...own(reader),
        query,
        ...seen.values,
      )
    : rows<LineRow>(
        `SELECT ${columns} FROM Material m ${joins} WHERE ${seen.sql} ORDER BY g.heldOn IS NOT NULL, g.heldOn DESC, g.id, m.agendaItemId IS NOT NULL, i.position, m.createdAt, swedish(m.title) LIMIT 400`,
        ...own(reader),
        ...seen.values,
      );
  const lines = found.map(lineOf(reader.staff));
  const groups: { key: string; heading: string; meetingId: string | null; lines: MaterialLine[] }[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last && last.key === (line.meetingId ?? "")) last.lines.push(line);
    else
      groups.push({
        key: line.meetingId ?? "",
        heading:
          line.meeting && line.heldOn ? `${line.meeting} ${longDate(line.heldOn)}` : "Nätverkets material",
        meetingId: line.meetingId,
        lines: [line],
      });
  }
  return {
    place: placeOf(permit.network),
    network: permit.network.name,
    staff: reader.staff,
    known: reader.staff || reader.member,
    typed: typed.slice(0, 100),
    searched: query !== null,
    lines: query ? lines : [],
    groups: query ? [] : groups,
  };
}

export interface Found {
  id: string;
  versionId: string;
  number: number;
  url: string | null;
  name: string;
  kind: MaterialKind;
  storageKey: string | null;
  state: FileState;
  reader: Reader;
}
/** What the door of a file gives: the newest version; an older one to the strategist alone. */
export function findMaterial(
  permit: NetworkPermit<"material.see">,
  id: string,
  number: number | null,
): Found | null {
  const reader = readerOf(permit);
  if (number !== null && !reader.staff) return null;
  const seen = seenBy(reader);
  const found = row<{
    id: string;
    versionId: string;
    number: number;
    url: string | null;
    name: string | null;
    fileKind: MaterialKind | null;
    storageKey: string | null;
    scanState: string | null;
  }>(
    `SELECT m.id, v.id AS versionId, v.number, v.url, f.name, f.kind AS fileKind, f.storageKey, f.scanState FROM Material m JOIN MaterialVersion v ON v.materialId = m.id LEFT JOIN File f ON f.id = v.fileId
     WHERE ${seen.sql} AND m.id = ? ${number === null ? "" : "AND v.number = ?"} ORDER BY v.number DESC LIMIT 1`,
    ...seen.values,
    id,
    ...(number === null ? [] : [number]),
  );
  return found
    ? {
        ...found,
        name: found.name ?? "",
        kind: found.fileKind ?? "txt",
        state: versionState(Boolean(found.url), found.scanState),
        reader,
      }
    : null;
}

interface MeetingChoice {
  id: string;
  title: string;
  heldOn: string;
}
const itemsOf = (networkId: string, meetingId: string): [string, string][] =>
  rows<{ id: string; title: string }>(
    "SELECT id, title FROM AgendaItem WHERE meetingId = ?1 AND networkId = ?2 AND state = 'accepted' ORDER BY position",
    meetingId,
    networkId,
  ).map((i) => [i.id, i.title]);
const meetingOf = (networkId: string, id: string): MeetingChoice => {
  const found = row<MeetingChoice>(
    "SELECT id, title, heldOn FROM Meeting WHERE id = ?1 AND networkId = ?2",
    id,
    networkId,
  );
  if (!found) throw notFound();
  return found;
};

/** The form of new material: for a meeting, one of its items, something to spread, a working group, or the network. */
export function materialForm(permit: NetworkPermit<"material.manage">, asked: URLSearchParams) {
  const [meetingId, itemId] = [asked.get("mote"), asked.get("punkt")];
  const titled = (table: "SpreadItem" | "WorkingGroup", column: string, id: string | null) =>
    id
      ? (row<{ id: string; title: string }>(
          `SELECT id, ${column} AS title FROM ${table} WHERE id = ?1 AND networkId = ?2`,
          id,
          permit.network.id,
        ) ?? null)
      : null;
  const [spread, group] = [
    titled("SpreadItem", "title", asked.get("sprida")),
    titled("WorkingGroup", "name", asked.get("grupp")),
  ];
  const meeting = meetingId ? meetingOf(permit.network.id, meetingId) : null;
  const items = meeting ? itemsOf(permit.network.id, meeting.id) : [];
  return {
    place: placeOf(permit.network),
    meeting,
    spread,
    group,
    items,
    values: {
      audience: group ? "group" : "network",
      agendaItemId: items.find(([id]) => id === itemId)?.[0] ?? "",
    },
  };
}

interface ReaderRow {
  organisation: string;
  slug: string;
  representativeId: string | null;
  representative: string | null;
  deputyId: string | null;
  deputy: string | null;
}
interface OpeningRow {
  personId: string | null;
  attendeeId: string | null;
  number: number;
  at: string;
}
export interface OpenedBy {
  organisation: string;
  slug: string | null;
  opened: { who: string; when: string; number: number }[];
  not: string[];
}

/** One piece: what it is, its versions, and of those it is for who has opened it and who has not. */
export function aboutPage(permit: NetworkPermit<"material.manage">, id: string) {
  const { network, today } = permit;
  const seen = seenBy(readerOf(permit));
  const m = row<{
    id: string;
    kind: Sort;
    title: string;
    audience: Audience;
    version: number;
    meetingId: string | null;
    groupId: string | null;
    agendaItemId: string | null;
  }>(
    `SELECT m.id, m.kind, m.title, m.audience, m.version, m.meetingId, m.groupId, m.agendaItemId FROM Material m WHERE ${seen.sql} AND m.id = ?`,
    ...seen.values,
    id,
  );
  if (!m) throw notFound();
  const versions = rows<{
    number: number;
    url: string | null;
    name: string | null;
    at: string;
    who: string | null;
    fileKind: string | null;
    size: number | null;
    scanState: string | null;
    textState: string;
  }>(
    `SELECT v.number, v.url, v.name, v.at, a.email AS who, f.kind AS fileKind, f.size, f.scanState, v.textState FROM MaterialVersion v LEFT JOIN File f ON f.id = v.fileId LEFT JOIN Account a ON a.id = v.byId WHERE v.materialId = ? ORDER BY v.number DESC`,
    id,
  ).map(({ fileKind, size, scanState, at, ...v }) => ({
    ...v,
    when: longMoment(new Date(at)),
    about: v.url ?? `${v.name ?? "fil"} (${kinds[fileKind ?? ""] ?? "fil"}, ${sizeText(size ?? 0)})`,
    state: versionState(Boolean(v.url), scanState),
  }));
  return {
    place: placeOf(network),
    id: m.id,
    sort: m.kind,
    title: m.title,
    audience: m.audience,
    version: m.version,
    meeting: m.meetingId ? meetingOf(network.id, m.meetingId) : null,
    ofGroup: m.groupId !== null,
    items: m.meetingId ? itemsOf(network.id, m.meetingId) : [],
    agendaItemId: m.agendaItemId ?? "",
    versions,
    readers: m.audience === "strategists" ? [] : openedBy(network.id, today, m),
    today,
  };
}

/** Per organisation, by the seats of today; a protected person is the role. Guests and stand-ins come last. */
function openedBy(
  networkId: string,
  today: string,
  m: { id: string; audience: Audience; meetingId: string | null; groupId: string | null },
): OpenedBy[] {
  const openings = rows<OpeningRow>(
    "SELECT o.personId, o.attendeeId, v.number, min(o.at) AS at FROM MaterialOpening o JOIN MaterialVersion v ON v.id = o.versionId WHERE v.materialId = ?1 AND o.networkId = ?2 GROUP BY o.personId, o.attendeeId, v.number ORDER BY v.number DESC",
    m.id,
    networkId,
  );
  const called = m.audience === "invited";
  const placed = () =>
    rows<ReaderRow>(
      `SELECT o.name AS organisation, o.slug, p.id AS representativeId, CASE WHEN p.protected THEN 'Organisationens person' ELSE p.name END AS representative, NULL AS deputyId, NULL AS deputy
     FROM GroupPlace k JOIN Organisation o ON o.id = k.organisationId JOIN WorkingGroup w ON w.id = k.groupId LEFT JOIN Person p ON p.id = k.personId WHERE k.groupId = ?1 AND k.networkId = ?2 AND (k.untilOn IS NULL OR k.untilOn > ?3 OR k.untilOn = w.endedOn) ORDER BY o.sortKey`,
      m.groupId ?? "",
      networkId,
      today,
    );
  const organisations =
    m.audience === "group"
      ? placed()
      : rows<ReaderRow>(
          `SELECT o.name AS organisation, o.slug, rp.id AS representativeId, ${calledSql("rp", "representative")} AS representative, dp.id AS deputyId, ${calledSql("dp", "deputy")} AS deputy
     FROM Membership s JOIN Organisation o ON o.id = s.organisationId ${seatsOnDay}
     WHERE s.networkId = ?1 AND s.kind = 'member' AND ${inForceSql("s", "?3")} ${called ? `AND EXISTS (SELECT 1 FROM Meeting y WHERE y.id = ?2 AND ${calledOrganisation("o.id").replace("?", "?3")})` : "AND ?2 = ?2"} ORDER BY o.sortKey`,
          networkId,
          m.meetingId ?? "",
          today,
        );
  const of = (key: "personId" | "attendeeId", id: string | null, who: string | null, into: OpenedBy) => {
    if (id === null || who === null) return;
    const found = openings.find((x) => x[key] === id);
    if (found) into.opened.push({ who, when: tableMoment(new Date(found.at)), number: found.number });
    else into.not.push(who);
  };
  const lines = organisations.map((o) => {
    const line: OpenedBy = { organisation: o.organisation, slug: o.slug, opened: [], not: [] };
    of("personId", o.representativeId, o.representative, line);
    if (o.deputyId !== o.representativeId) of("personId", o.deputyId, o.deputy, line);
    return line;
  });
  const guests =
    m.meetingId && m.audience !== "network"
      ? rows<{ id: string; name: string | null; forWhom: string | null }>(
          "SELECT a.id, a.name, o.name AS forWhom FROM Attendee a LEFT JOIN Organisation o ON o.id = a.organisationId WHERE a.meetingId = ?1 AND a.networkId = ?2 AND a.kind <> 'member' AND a.state = 'invited' ORDER BY swedish(a.name)",
          m.meetingId,
          networkId,
        )
      : [];
  if (guests.length === 0) return lines;
  const others: OpenedBy = {
    organisation: "Gäster och de som kommer i stället",
    slug: null,
    opened: [],
    not: [],
  };
  for (const g of guests)
    of("attendeeId", g.id, g.forWhom ? `${g.name ?? "Någon"} (${g.forWhom})` : (g.name ?? "Gäst"), others);
  return [...lines, others];
}
