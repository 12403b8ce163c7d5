// Home work as it is read: the list, one effort, and the form. Each a query of its own. What an organisation says is the strategist's and its own.
import { row, rows } from "~/platform/db.server";
import { mayServe, readStored, type MaterialKind } from "~/platform/files.server";
import type { Table } from "~/platform/table.server";
import { conflict, gone, notFound } from "~/platform/refusal";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { membersToChoose } from "~/domain/asks/asked.server";
import { askable, begun, counts, ownDay, shownState, unsettled } from "~/domain/asks/counting.server";
import { askStanding, isSettled, nobodyToAsk } from "~/domain/asks/rules";
import { fileState } from "~/domain/material/queries.server";
import type { FileState } from "~/domain/material/rules";
import { kinds, sizeText } from "~/domain/material/texts";
import type { ShareState } from "./rules";
import { shareStateWords } from "./texts";

interface EffortRow {
  id: string;
  title: string;
  text: string;
  lastOn: string;
  closedAt: string | null;
  version: number;
  done: number;
  begun: number;
  notForUs: number;
  organisations: number;
}
const columns = (today: string): string =>
  `e.id, e.title, e.text, e.lastOn, e.closedAt, e.version, sum(s.state = 'done') AS done, sum(${begun("e", today)}) AS begun, sum(s.state = 'notForUs') AS notForUs, sum(${counts("e", today)}) AS organisations`;
const own = (permit: NetworkPermit): string => JSON.stringify(permit.seats.map((s) => s.organisationId));
const staffOf = (permit: NetworkPermit): boolean => permit.roles.has("strategist");
/** Members see what their own organisations have been given. */
const seen =
  "(?3 OR EXISTS (SELECT 1 FROM EffortShare x WHERE x.effortId = e.id AND x.organisationId IN (SELECT value FROM json_each(?2))))";

/** Open ones first, by their last day; `waiting`: how many of one's own parts are not settled. */
export function effortList(permit: NetworkPermit<"effort.see">) {
  const { network, today } = permit;
  const found = rows<EffortRow & { mine: number; waiting: number }>(
    `SELECT ${columns("?4")}, sum(s.organisationId IN (SELECT value FROM json_each(?2))) AS mine, sum(${unsettled} AND s.organisationId IN (SELECT value FROM json_each(?2))) AS waiting
     FROM Effort e JOIN EffortShare s ON s.effortId = e.id WHERE e.networkId = ?1 AND ${seen} GROUP BY e.id ORDER BY e.closedAt IS NOT NULL, CASE WHEN e.closedAt IS NULL THEN e.lastOn END, e.lastOn DESC`,
    network.id,
    own(permit),
    staffOf(permit) ? 1 : 0,
    today,
  );
  return {
    place: placeOf(network),
    staff: staffOf(permit),
    today,
    efforts: found.map((e) => ({ ...e, standing: askStanding(e, today) })),
  };
}

function effortRow(permit: NetworkPermit, id: string): EffortRow {
  const found = row<EffortRow>(
    `SELECT ${columns("?5")} FROM Effort e JOIN EffortShare s ON s.effortId = e.id WHERE e.networkId = ?1 AND e.id = ?4 AND ${seen} GROUP BY e.id`,
    permit.network.id,
    own(permit),
    staffOf(permit) ? 1 : 0,
    id,
    permit.today,
  );
  if (!found) throw notFound();
  return found;
}

export interface FileLine {
  id: string;
  name: string;
  about: string;
  state: FileState;
}
export interface ShareLine {
  shareId: string;
  files: FileLine[];
  organisationId: string;
  organisation: string;
  slug: string;
  state: ShareState;
  askable: number;
  answer: string | null;
  lastOn: string | null;
  changedAt: string | null;
  by: string | null;
}
export function effortPage(
  permit: NetworkPermit<"effort.see" | "effort.manage">,
  id: string,
  onlyBehind = false,
) {
  const { network, today } = permit;
  const staff = staffOf(permit);
  const effort = effortRow(permit, id);
  // Who said so is a person's address only where the person is not protected.
  const shares = rows<Omit<ShareLine, "files">>(
    `SELECT s.id AS shareId, s.organisationId, o.name AS organisation, o.slug, s.state, s.answer, s.lastOn, s.changedAt, (SELECT p.name FROM Person p WHERE p.accountId = s.changedById AND NOT p.protected LIMIT 1) AS by, ${askable("e", "?5")} AS askable
     FROM EffortShare s JOIN Effort e ON e.id = s.effortId JOIN Organisation o ON o.id = s.organisationId WHERE s.networkId = ?1 AND s.effortId = ?4 AND (?3 OR s.organisationId IN (SELECT value FROM json_each(?2))) ORDER BY o.sortKey`,
    network.id,
    own(permit),
    staff ? 1 : 0,
    id,
    today,
  );
  const files = rows<{
    id: string;
    shareId: string;
    name: string;
    kind: string | null;
    size: number | null;
    scanState: string | null;
  }>(
    `SELECT x.id, x.shareId, coalesce(f.name, x.name) AS name, f.kind, f.size, f.scanState FROM EffortFile x LEFT JOIN File f ON f.id = x.fileId
     WHERE x.networkId = ?1 AND x.removedAt IS NULL AND x.shareId IN (SELECT value FROM json_each(?2)) ORDER BY x.at`,
    network.id,
    JSON.stringify(shares.map((s) => s.shareId)),
  );
  const lineOf = ({ id, name, kind, size, scanState }: (typeof files)[number]): FileLine => ({
    id,
    name,
    about: `${kinds[kind ?? ""] ?? "fil"}, ${sizeText(size ?? 0)}`,
    state: scanState ? fileState({ scanState }) : "infected",
  });
  const meeting = row<{ id: string; title: string; heldOn: string; state: string }>(
    "SELECT m.id, m.title, m.heldOn, m.state FROM Effort e JOIN AgendaItem a ON a.id = e.agendaItemId JOIN Meeting m ON m.id = a.meetingId WHERE e.id = ?1 AND m.state <> 'cancelled'",
    id,
  );
  return {
    place: placeOf(network),
    staff,
    today,
    effort,
    standing: askStanding(effort, today),
    onlyBehind: staff && onlyBehind,
    shares: shares
      .filter((s) => !staff || !onlyBehind || !isSettled(s.state))
      .map((s): ShareLine => ({ ...s, files: files.filter((f) => f.shareId === s.shareId).map(lineOf) })),
    meeting: meeting && (staff || meeting.state !== "planned") ? meeting : null,
  };
}

/** A file of an answer: the organisation's own and the strategist's. Another's is not found. */
export async function effortFile(
  permit: NetworkPermit<"effort.see">,
  id: string,
  fileId: string,
): Promise<{ bytes: Buffer; name: string; kind: MaterialKind }> {
  const found = row<{ storageKey: string; name: string; kind: MaterialKind; scanState: string }>(
    `SELECT f.storageKey, f.name, f.kind, f.scanState FROM EffortFile x JOIN EffortShare s ON s.id = x.shareId JOIN File f ON f.id = x.fileId
     WHERE x.id = ?4 AND s.effortId = ?5 AND x.networkId = ?1 AND x.removedAt IS NULL AND (?3 OR s.organisationId IN (SELECT value FROM json_each(?2)))`,
    permit.network.id,
    own(permit),
    staffOf(permit) ? 1 : 0,
    fileId,
    id,
  );
  if (!found) throw notFound();
  if (!mayServe(found))
    throw found.scanState === "infected"
      ? gone("Filen gick inte att lämna ut. Länsstyrelsen har fått veta det.")
      : conflict("Filen kontrolleras mot virus. Försök igen om en stund.");
  return { bytes: await readStored(found.storageKey), name: found.name, kind: found.kind };
}

/** Every organisation's answer, to take away. */
export function answersTable(permit: NetworkPermit<"effort.manage">, id: string): Table {
  effortRow(permit, id);
  return {
    sheet: "Svar",
    values: [id, permit.network.id, permit.today],
    sql: `SELECT o.name AS organisation, ${shownState("e", "?3")}, s.answer, ${ownDay("e")} AS lastOn, dayOf(s.changedAt) AS changedOn, (SELECT count(*) FROM EffortFile x WHERE x.shareId = s.id AND x.removedAt IS NULL) AS files
      FROM EffortShare s JOIN Effort e ON e.id = s.effortId JOIN Organisation o ON o.id = s.organisationId WHERE s.effortId = ?1 AND s.networkId = ?2 ORDER BY o.sortKey`,
    columns: [
      { key: "organisation", head: "Organisation", width: 32, type: "text" },
      {
        key: "state",
        head: "Läge",
        width: 16,
        type: "text",
        words: { ...shareStateWords, nobody: nobodyToAsk },
      },
      { key: "answer", head: "Svar", width: 70, type: "text" },
      { key: "lastOn", head: "Sista dag", width: 12, type: "date" },
      { key: "changedOn", head: "Svarade", width: 12, type: "date" },
      { key: "files", head: "Filer", width: 8, type: "number" },
    ],
  };
}

/** The form of a new one: from nothing, or from a task of the minutes. */
export function effortForm(permit: NetworkPermit<"effort.manage">, minutesItemId: string | null) {
  const { network, today } = permit;
  const organisations = membersToChoose(permit);
  const task =
    minutesItemId === null
      ? null
      : row<{ id: string; text: string; dueOn: string | null; everybody: number; chosen: string | null }>(
          "SELECT i.id, i.text, i.dueOn, i.everybody, (SELECT json_group_array(o.organisationId) FROM MinutesItemOrganisation o WHERE o.itemId = i.id) AS chosen FROM MinutesItem i WHERE i.id = ?1 AND i.networkId = ?2 AND i.kind = 'task'",
          minutesItemId,
          network.id,
        );
  if (task === undefined && minutesItemId !== null) throw notFound();
  const chosen = new Set(task ? (JSON.parse(task.chosen ?? "[]") as string[]) : []);
  return {
    place: placeOf(network),
    organisations: organisations.map((o) => ({ ...o, chosen: chosen.has(o.id) })),
    minutesItemId: task?.id ?? null,
    values: task
      ? {
          title: task.text.slice(0, 140),
          text: task.text,
          lastOn: task.dueOn && task.dueOn >= today ? task.dueOn : "",
          to: task.everybody || chosen.size === 0 ? "all" : "chosen",
        }
      : { to: "all" },
  };
}
