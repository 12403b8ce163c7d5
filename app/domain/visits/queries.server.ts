// Visits as the strategist reads them, and what is known of the organisation beforehand.
import { inForceSql } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";
import { notFound } from "~/platform/refusal";
import type { Table } from "~/platform/table.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { openOf } from "~/domain/questions/queries.server";
import type { QuestionState } from "~/domain/questions/rules";
import { standingWords, type VisitStanding } from "./texts";

export interface VisitLine {
  id: string;
  organisationId: string;
  organisation: string;
  slug: string;
  visitOn: string;
  whom: string | null;
  lines: string | null;
  notes: string | null;
  agreed: string | null;
  version: number;
  createdAt: string;
  cancelledAt: string | null;
}
const found =
  "SELECT v.id, v.organisationId, o.name AS organisation, o.slug, v.visitOn, v.whom, v.lines, v.notes, v.agreed, v.version, v.createdAt, v.cancelledAt FROM Visit v JOIN Organisation o ON o.id = v.organisationId WHERE v.networkId = ?1";
function standingOf(v: VisitLine, today: string): VisitStanding {
  if (v.cancelledAt) return "cancelled";
  if (v.notes || v.agreed) return "done";
  return v.visitOn >= today ? "planned" : "unnoted";
}
/** Of two on one day the one that was planned first came first. */
const isBefore = (a: VisitLine, b: VisitLine) =>
  a.visitOn < b.visitOn || (a.visitOn === b.visitOn && a.createdAt < b.createdAt);

/** Those to come first, the nearest first; then those that were, the newest first. */
export function visitList(permit: NetworkPermit<"visit.manage">) {
  const { network, today } = permit;
  const all = rows<VisitLine>(
    `${found} ORDER BY v.visitOn < ?2, CASE WHEN v.visitOn >= ?2 THEN v.visitOn END, v.visitOn DESC, v.createdAt`,
    network.id,
    today,
  );
  return { place: placeOf(network), visits: all.map((v) => ({ ...v, standing: standingOf(v, today) })) };
}
const visitsOf = (permit: NetworkPermit, organisationId: string): VisitLine[] =>
  rows<VisitLine>(
    `${found} AND v.organisationId = ?2 ORDER BY v.visitOn DESC, v.createdAt DESC`,
    permit.network.id,
    organisationId,
  );

/** Every visit with what was brought, written and agreed; the newest first. */
export const visitTable = (permit: NetworkPermit<"visit.manage">): Table => ({
  sheet: "Besök",
  values: [
    permit.network.id,
    JSON.stringify(Object.fromEntries(visitList(permit).visits.map((v) => [v.id, v.standing]))),
  ],
  sql: `SELECT v.visitOn, v.organisation, json_extract(?2, '$."' || v.id || '"') AS standing, v.whom, v.lines,
      (SELECT group_concat(q.title, char(10) ORDER BY q.proposedOn) FROM VisitQuestion x JOIN RaisedQuestion q ON q.id = x.questionId WHERE x.visitId = v.id) AS questions, v.notes, v.agreed FROM (${found}) v ORDER BY v.visitOn DESC, v.organisation`,
  columns: [
    { key: "visitOn", head: "Dag", width: 12, type: "date" },
    { key: "organisation", head: "Organisation", width: 32, type: "text" },
    { key: "standing", head: "Läge", width: 18, type: "text", words: standingWords },
    { key: "whom", head: "Vi träffar", width: 30, type: "text" },
    { key: "lines", head: "Egna frågor", width: 40, type: "text" },
    { key: "questions", head: "Frågor att lyfta", width: 40, type: "text" },
    { key: "notes", head: "Anteckningar", width: 60, type: "text" },
    { key: "agreed", head: "Vi kom överens om", width: 40, type: "text" },
  ],
});

export interface Brought {
  id: string;
  title: string;
  state: QuestionState;
}
export function visitPage(permit: NetworkPermit<"visit.manage">, id: string) {
  const { network, today } = permit;
  const visit = row<VisitLine>(`${found} AND v.id = ?2`, network.id, id);
  if (!visit) throw notFound();
  const questions = rows<Brought>(
    "SELECT q.id, q.title, q.state FROM VisitQuestion x JOIN RaisedQuestion q ON q.id = x.questionId WHERE x.visitId = ? ORDER BY q.proposedOn",
    id,
  );
  const previous =
    visitsOf(permit, visit.organisationId).find((v) => isBefore(v, visit) && (v.notes || v.agreed)) ?? null;
  return {
    place: placeOf(network),
    today,
    visit,
    standing: standingOf(visit, today),
    questions,
    previous,
    lines: (visit.lines ?? "")
      .split("\n")
      .map((l) => l.trim())
      .filter(Boolean),
    mayNote: visit.visitOn <= today && !visit.cancelledAt,
    mayChange: !visit.cancelledAt,
    mayCancel: !visit.notes && !visit.agreed && !visit.cancelledAt,
  };
}

/** The open questions, and those that the visit has brought though they are answered since; for a new visit all are chosen. */
function choosable(
  open: readonly { id: string; title: string }[],
  brought: readonly { id: string; title: string }[] | null,
) {
  const kept = (brought ?? []).filter((q) => !open.some((o) => o.id === q.id));
  return [...open, ...kept].map(({ id, title }) => ({
    id,
    title,
    chosen: brought?.some((q) => q.id === id) ?? true,
  }));
}

const writtenIn = (visit: { visitOn: string; whom: string | null; lines: string | null }) => ({
  visitOn: visit.visitOn,
  whom: visit.whom ?? "",
  lines: visit.lines ?? "",
});

/** The form: municipalities first. The questions to choose among are those of the organisation, once it is known. */
export function visitForm(
  permit: NetworkPermit<"visit.manage">,
  asked: { id: string | null; organisation: string | null },
) {
  const { network, today } = permit;
  const page = asked.id === null ? null : visitPage(permit, asked.id);
  const visit = page?.visit ?? null;
  const organisations = rows<{ id: string; name: string; slug: string; kind: string }>(
    `SELECT o.id, o.name, o.slug, o.kind FROM Membership s JOIN Organisation o ON o.id = s.organisationId WHERE s.networkId = ?1 AND s.kind = 'member' AND ${inForceSql("s")} ORDER BY o.kind <> 'municipality', o.sortKey`,
    network.id,
    today,
  );
  const named = organisations.find((o) => o.slug === asked.organisation);
  const whose = visit ? { id: visit.organisationId, name: visit.organisation } : named;
  return {
    place: placeOf(network),
    visit,
    organisations,
    organisationId: whose?.id ?? null,
    organisation: whose?.name ?? null,
    questions: choosable(whose ? openOf(network.id, whose.id) : [], page?.questions ?? null),
    values: visit ? writtenIn(visit) : { organisationId: whose?.id ?? "" },
  };
}

export const visitTodo = (
  permit: NetworkPermit<"todo.see">,
): { id: string; organisation: string; slug: string; since: string }[] =>
  rows(
    "SELECT v.id, o.name AS organisation, o.slug, v.visitOn AS since FROM Visit v JOIN Organisation o ON o.id = v.organisationId WHERE v.networkId = ?1 AND v.visitOn < ?2 AND v.cancelledAt IS NULL AND v.notes IS NULL AND v.agreed IS NULL ORDER BY v.visitOn",
    permit.network.id,
    permit.today,
  );
