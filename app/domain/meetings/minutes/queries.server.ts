// Minutes as they are read, written and compared. A member never sees a draft, nor a version that was one.
import { row, rows } from "~/platform/db.server";
import { longMoment, todayOn } from "~/platform/calendar";
import { must } from "~/platform/must";
import { capital, counted, listed, searchKey } from "~/platform/swedish";
import { notFound } from "~/platform/refusal";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { meetingRow, type MeetingRow } from "../queries.server";
import { personsAsked } from "../seats.server";
import { rendered } from "./markdown.server";
import { marked, responsible, type ItemKind } from "./items";
import { attendanceLine, diffLines, skeleton, withAttendance, type Came, type MinutesState } from "./rules";

interface MinutesRow {
  id: string;
  text: string;
  state: MinutesState;
  version: number;
  updatedAt: string;
  approvedAt: string | null;
}
const minutesRow = (networkId: string, meetingId: string) =>
  row<MinutesRow>(
    "SELECT id, text, state, version, updatedAt, approvedAt FROM Minutes WHERE meetingId = ?1 AND networkId = ?2",
    meetingId,
    networkId,
  ) ?? null;
const moment = (at: string) => longMoment(new Date(at));

/** The minutes that the visitor may see; null: none yet. */
export function seen(
  permit: NetworkPermit,
  meetingId: string,
): { meeting: MeetingRow; minutes: MinutesRow | null; staff: boolean } {
  const staff = permit.roles.has("strategist");
  const meeting = meetingRow(permit.network.id, meetingId);
  const minutes = minutesRow(permit.network.id, meetingId);
  if (staff) return { meeting, minutes, staff };
  if (meeting.state === "planned") throw notFound();
  return { meeting, minutes: minutes?.state === "draft" ? null : minutes, staff };
}
/** On the meeting's page: which state, to whom it is told. */
export const minutesCard = (
  permit: NetworkPermit<"meeting.see">,
  meetingId: string,
): { state: MinutesState | null } => ({ state: seen(permit, meetingId).minutes?.state ?? null });

export interface VersionLine {
  number: number;
  state: MinutesState;
  when: string;
  who: string | null;
}
const versionsOf = (minutesId: string, staff: boolean): VersionLine[] =>
  rows<{ number: number; state: MinutesState; at: string; who: string | null }>(
    `SELECT v.number, v.state, v.at, a.email AS who FROM MinutesVersion v LEFT JOIN Account a ON a.id = v.byId WHERE v.minutesId = ?1 ${staff ? "" : "AND v.state <> 'draft'"} ORDER BY v.number DESC`,
    minutesId,
  ).map((v) => ({ number: v.number, state: v.state, when: moment(v.at), who: staff ? v.who : null }));

/** Comments are the strategist's to read; a member reads those of the own organisations. */
export function minutesPage(permit: NetworkPermit<"minutes.see">, meetingId: string) {
  const { meeting, minutes, staff } = seen(permit, meetingId);
  if (!minutes && !staff) throw notFound();
  const own = new Set(permit.seats.map((s) => s.organisationId));
  const comments = minutes
    ? rows<{
        id: string;
        organisationId: string | null;
        organisation: string | null;
        text: string;
        at: string;
      }>(
        "SELECT c.id, c.organisationId, o.name AS organisation, c.text, c.at FROM MinutesComment c LEFT JOIN Organisation o ON o.id = c.organisationId WHERE c.minutesId = ? ORDER BY c.at, c.id",
        minutes.id,
      )
    : [];
  return {
    place: placeOf(permit.network),
    meeting,
    staff,
    minutes: minutes && {
      state: minutes.state,
      version: minutes.version,
      when: moment(minutes.updatedAt),
      approved: minutes.approvedAt && moment(minutes.approvedAt),
      html: rendered(minutes.text),
    },
    items: minutes ? itemsOf("i.minutesId = ?1 AND i.networkId = ?2", minutes.id, permit.network.id) : [],
    comments: comments
      .filter((c) => staff || (c.organisationId !== null && own.has(c.organisationId)))
      .map((c) => ({ id: c.id, organisation: c.organisation, text: c.text, when: moment(c.at) })),
    mayComment: minutes?.state === "comments" && own.size > 0,
    organisations: [...own]
      .map((id) => ({
        id,
        name: must(
          row<{ name: string }>("SELECT name FROM Organisation WHERE id = ?", id),
          "an organisation that may comment",
        ).name,
      }))
      .sort((a, b) => a.name.localeCompare(b.name, "sv")),
    versions: minutes ? versionsOf(minutes.id, staff) : [],
  };
}

interface ItemRow {
  id: string;
  kind: ItemKind;
  text: string;
  who: string | null;
  dueOn: string | null;
  doneAt: string | null;
  meetingId: string;
  title: string;
  heldOn: string;
}
export interface MinutesLine extends Omit<ItemRow, "doneAt"> {
  doneOn: string | null;
}
const itemsOf = (where: string, ...values: (string | number)[]): MinutesLine[] =>
  rows<ItemRow>(
    `SELECT i.id, i.kind, i.text, i.who, i.dueOn, i.doneAt, m.id AS meetingId, m.title, m.heldOn FROM MinutesItem i JOIN Minutes x ON x.id = i.minutesId JOIN Meeting m ON m.id = x.meetingId
   WHERE ${where} ORDER BY m.heldOn DESC, m.id, i.position`,
    ...values,
  ).map(({ doneAt, ...i }) => ({ ...i, doneOn: doneAt && todayOn(new Date(doneAt)) }));

/** All that was agreed and all tasks, meeting by meeting, the newest first; a member sees what the minutes show him. */
export function agreedPage(permit: NetworkPermit<"minutes.see">, asked: { q: string; show: string | null }) {
  const { network, today } = permit;
  const staff = permit.roles.has("strategist");
  const mine = asked.show === "mina" && !staff;
  const q = searchKey(asked.q).slice(0, 100);
  const own = JSON.stringify(permit.seats.map((s) => s.organisationId));
  const all = itemsOf(
    `i.networkId = ?1 AND m.state = 'convened' AND (?2 OR x.state <> 'draft')
     AND (NOT ?3 OR i.everybody OR i.id IN (SELECT itemId FROM MinutesItemOrganisation WHERE organisationId IN (SELECT value FROM json_each(?4))))`,
    network.id,
    staff ? 1 : 0,
    mine ? 1 : 0,
    own,
  ).filter((i) => searchKey(`${i.text} ${i.who ?? ""} ${i.title}`).includes(q));
  return {
    place: placeOf(network),
    staff,
    today,
    q: asked.q.trim().slice(0, 100),
    mine,
    agreements: all.filter((i) => i.kind === "agreement" && !mine),
    open: all.filter((i) => i.kind === "task" && !i.doneOn),
    done: all.filter((i) => i.kind === "task" && i.doneOn),
  };
}

/** The tasks of a group's meetings that the reader may see: open ones first, by their day. */
export function groupTasks(permit: NetworkPermit<"minutes.see">, groupId: string): MinutesLine[] {
  const found = itemsOf(
    "i.networkId = ?1 AND m.groupId = ?2 AND i.kind = 'task' AND m.state = 'convened' AND (?3 OR x.state <> 'draft')",
    permit.network.id,
    groupId,
    permit.roles.has("strategist") ? 1 : 0,
  );
  const rank = (t: MinutesLine) => `${t.doneOn ? 1 : 0}${t.dueOn ?? "9"}`;
  return found.sort((a, b) => {
    if (rank(a) === rank(b)) return 0;
    return rank(a) < rank(b) ? -1 : 1;
  });
}

/** What the reader of the text should know of its items: how many, and names that no organisation has. */
export function itemNote(permit: NetworkPermit<"minutes.write">, text: string): string | null {
  const found = marked(text);
  if (found.length === 0) return null;
  const organisations = rows<{ id: string; name: string }>(
    "SELECT o.id, o.name FROM Organisation o JOIN Membership s ON s.organisationId = o.id WHERE s.networkId = ?1 AND s.kind = 'member' AND (s.untilOn IS NULL OR s.untilOn > ?2)",
    permit.network.id,
    permit.today,
  );
  const unknown = [...new Set(found.flatMap((f) => responsible(f.who, organisations).unknown))];
  const [agreed, tasks] = [
    found.filter((f) => f.kind === "agreement").length,
    found.filter((f) => f.kind === "task").length,
  ];
  const said = listed(
    [
      agreed > 0 && counted(agreed, "överenskommelse", "överenskommelser"),
      tasks > 0 && counted(tasks, "uppgift", "uppgifter"),
    ].filter((x): x is string => Boolean(x)),
  );
  return `${capital(said)} är ${found.length === 1 ? "markerad" : "markerade"} i texten.${unknown.length > 0 ? ` Ingen organisation heter ${listed(unknown)}. Kontrollera namnet.` : ""}`;
}

export function minutesForm(permit: NetworkPermit<"minutes.write">, meetingId: string) {
  const { network, today } = permit;
  const meeting = meetingRow(network.id, meetingId);
  const minutes = minutesRow(network.id, meetingId);
  return {
    place: placeOf(network),
    meeting,
    text: minutes?.text ?? "",
    version: minutes?.version ?? 0,
    state: minutes?.state ?? null,
    receivers: personsAsked(network.id, meeting, today),
    when: minutes && moment(minutes.updatedAt),
    items: itemNote(permit, minutes?.text ?? ""),
    may: meeting.state !== "cancelled",
    held: meeting.state === "convened" && meeting.heldOn <= today,
  };
}

/** The text with who came, from the attendance; on an empty page also the agenda's headings. A protected person is not named. */
export function filledIn(
  permit: NetworkPermit<"minutes.write">,
  meetingId: string,
  text: string,
): { text: string; note: string } {
  const { network } = permit;
  const { groupId } = meetingRow(network.id, meetingId);
  const came = rows<Omit<Came, "morning" | "afternoon"> & { morning: number; afternoon: number }>(
    `SELECT o.name AS organisation, t.who, CASE WHEN t.who = 'standIn' THEN t.name WHEN p.protected THEN NULL ELSE p.name END AS name, t.morning, t.afternoon, t.mode
     FROM Attendance t JOIN Organisation o ON o.id = t.organisationId LEFT JOIN Person p ON p.id = t.personId
     WHERE t.meetingId = ?1 AND t.networkId = ?2 AND t.who IN ('representative', 'deputy', 'standIn') AND (t.morning OR t.afternoon) ORDER BY o.sortKey`,
    meetingId,
    network.id,
  );
  const empty = text.trim() === "";
  const items = rows<{ title: string }>(
    "SELECT title FROM AgendaItem WHERE meetingId = ?1 AND networkId = ?2 AND state = 'accepted' ORDER BY position",
    meetingId,
    network.id,
  );
  const base = empty ? skeleton(items.map((i) => i.title)) : text;
  if (came.length === 0)
    return {
      text: base,
      note: `Ingen närvaro är förd på mötet än${empty && items.length > 0 ? ", så bara dagordningens rubriker kom med" : ""}.`,
    };
  const lines = came.map((c) =>
    attendanceLine({ ...c, morning: Boolean(c.morning), afternoon: Boolean(c.afternoon) }, groupId !== null),
  );
  return {
    text: withAttendance(base, lines),
    note: `${capital(counted(came.length, "organisation", "organisationer"))} finns med i närvaron. Inget är sparat än.`,
  };
}
export const preview = (permit: NetworkPermit<"minutes.write">, meetingId: string, text: string): string => {
  meetingRow(permit.network.id, meetingId);
  return rendered(text);
};

/** Two versions side by side; without a choice the last two. */
export function comparePage(
  permit: NetworkPermit<"minutes.see">,
  meetingId: string,
  from: string | null,
  to: string | null,
) {
  const { meeting, minutes, staff } = seen(permit, meetingId);
  if (!minutes) throw notFound();
  const versions = versionsOf(minutes.id, staff);
  const last = versions[0]?.number ?? 0;
  const right = to === null ? last : Number(to);
  const left = from === null ? (versions.find((v) => v.number < right)?.number ?? right) : Number(from);
  const textOf = (number: number) => {
    if (!versions.some((v) => v.number === number)) throw notFound();
    return must(
      row<{ text: string }>(
        "SELECT text FROM MinutesVersion WHERE minutesId = ?1 AND number = ?2",
        minutes.id,
        number,
      ),
      "the version that stands",
    ).text;
  };
  return {
    place: placeOf(permit.network),
    meeting,
    versions,
    left,
    right,
    rows: diffLines(textOf(left), textOf(right)),
  };
}
