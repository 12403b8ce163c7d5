// Findings as they are read: by members what was agreed and what is their own, by the strategist all.
import { row, rows } from "~/platform/db.server";
import { todayOn } from "~/platform/calendar";
import { notFound } from "~/platform/refusal";
import { searchKey } from "~/platform/swedish";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { membersToChoose } from "~/domain/asks/asked.server";
import { placeOf } from "~/domain/network/queries.server";
import type { Table } from "~/platform/table.server";
import { findingKinds, isNamed, isShown, type Consent, type FindingKind } from "./rules";
import { consentWords, kindWords } from "./texts";

interface Row {
  id: string;
  kind: FindingKind;
  title: string;
  text: string;
  organisationId: string | null;
  organisation: string | null;
  slug: string | null;
  meetingId: string | null;
  meeting: string | null;
  inquiryId: string | null;
  inquiry: string | null;
  question: string | null;
  takenBack: number;
  consent: Consent;
  foundOn: string;
  askedAt: string | null;
  answeredAt: string | null;
  proposal: string | null;
  proposalNamed: number;
  version: number;
}
const found = `SELECT f.id, f.kind, f.title, f.text, f.organisationId, o.name AS organisation, o.slug, f.meetingId, m.title AS meeting, i.id AS inquiryId, i.title AS inquiry, q.label AS question,
    f.shareId IS NOT NULL AND (s.submittedAt IS NULL OR s.submittedAt <> f.submittedAt) AS takenBack, f.consent, f.foundOn, f.askedAt, f.answeredAt, f.proposal, f.proposalNamed, f.version
  FROM Finding f LEFT JOIN Organisation o ON o.id = f.organisationId LEFT JOIN Meeting m ON m.id = f.meetingId LEFT JOIN InquiryShare s ON s.id = f.shareId LEFT JOIN Inquiry i ON i.id = s.inquiryId LEFT JOIN InquiryQuestion q ON q.id = f.questionId
  WHERE f.networkId = ?1 AND f.removedAt IS NULL AND (?3 OR f.consent IN ('none', 'agreed', 'nameless') OR f.organisationId IN (SELECT value FROM json_each(?2)))`;
const reach = (permit: NetworkPermit) =>
  [
    permit.network.id,
    JSON.stringify(permit.seats.map((s) => s.organisationId)),
    permit.roles.has("strategist") ? 1 : 0,
  ] as const;
/** Who gave it is told where it was agreed, to itself, and to the strategist. */
function lineOf(
  permit: NetworkPermit,
  { organisationId, organisation, slug, takenBack, askedAt, answeredAt, proposal, proposalNamed, ...f }: Row,
) {
  const staff = permit.roles.has("strategist");
  const mine = organisationId !== null && permit.seats.some((s) => s.organisationId === organisationId);
  const known = staff || mine || isNamed(f.consent);
  const inside = staff || mine;
  return {
    ...f,
    mine,
    nameless: organisationId !== null && !known,
    organisation: known ? organisation : null,
    slug: known ? slug : null,
    shown: isShown(f.consent),
    takenBack: staff && takenBack === 1,
    askedOn: inside && askedAt ? todayOn(new Date(askedAt)) : null,
    answeredOn: inside && answeredAt ? todayOn(new Date(answeredAt)) : null,
    proposal: inside ? proposal : null,
    proposalNamed: proposalNamed === 1,
  };
}
export type FindingLine = ReturnType<typeof lineOf>;

/** The newest first. `q` is looked for in title, text and the names that the visitor may see. */
export function findingList(
  permit: NetworkPermit<"finding.see">,
  asked: { q: string; kind: string | null; year: string | null },
) {
  const all = rows<Row>(`${found} ORDER BY f.foundOn DESC, f.createdAt DESC`, ...reach(permit)).map((f) =>
    lineOf(permit, f),
  );
  const [q, kind, year] = [
    searchKey(asked.q).slice(0, 100),
    findingKinds.find((k) => k === asked.kind) ?? null,
    /^\d{4}$/.test(asked.year ?? "") ? asked.year : null,
  ];
  const words = q.split(" ").filter(Boolean);
  const findings = all.filter(
    (f) =>
      (!kind || f.kind === kind) &&
      (!year || f.foundOn.startsWith(year)) &&
      words.every((w) => searchKey(`${f.title} ${f.text} ${f.organisation ?? ""}`).includes(w)),
  );
  return {
    place: placeOf(permit.network),
    staff: permit.roles.has("strategist"),
    shortName: permit.network.shortName,
    within: permit.network.within,
    findings,
    any: all.length > 0,
    typed: asked.q,
    kind,
    year,
    years: [...new Set(all.map((f) => f.foundOn.slice(0, 4)))],
  };
}

export function findingPage(permit: NetworkPermit<"finding.see" | "finding.manage">, id: string) {
  const f = row<Row>(`${found} AND f.id = ?4`, ...reach(permit), id);
  if (!f) throw notFound();
  const line = lineOf(permit, f);
  const staff = permit.roles.has("strategist");
  return {
    place: placeOf(permit.network),
    staff,
    shortName: permit.network.shortName,
    within: permit.network.within,
    finding: line,
    mayAnswer: f.organisationId !== null && (staff || line.mine),
  };
}

/** The form of a new one: from a submitted answer, from a meeting's minutes, or from nothing. */
export function findingForm(
  permit: NetworkPermit<"finding.manage">,
  from: { answer: string | null; meeting: string | null },
) {
  const { network } = permit;
  const answer =
    from.answer &&
    row<{ id: string; value: string; label: string; inquiry: string; organisation: string }>(
      `SELECT v.id, v.value, q.label, i.title AS inquiry, o.name AS organisation FROM InquiryValue v JOIN InquiryResponse r ON r.id = v.responseId AND r.kind = 'organisation' JOIN InquiryShare s ON s.id = r.shareId AND s.state = 'submitted'
     JOIN InquiryQuestion q ON q.id = v.questionId JOIN Inquiry i ON i.id = s.inquiryId JOIN Organisation o ON o.id = s.organisationId WHERE v.id = ?1 AND i.networkId = ?2`,
      from.answer,
      network.id,
    );
  const meeting =
    from.meeting &&
    row<{ id: string; title: string; heldOn: string }>(
      "SELECT id, title, heldOn FROM Meeting WHERE id = ?1 AND networkId = ?2",
      from.meeting,
      network.id,
    );
  if ((from.answer && !answer) || (from.meeting && !meeting)) throw notFound();
  return {
    place: placeOf(network),
    organisations: membersToChoose(permit),
    answer: answer || null,
    meeting: meeting || null,
    values: answer ? { text: answer.value } : {},
  };
}

export function findingTable(permit: NetworkPermit<"finding.manage">): Table {
  return {
    sheet: "Lärdomar",
    values: [...reach(permit)],
    sql: `SELECT foundOn, kind, title, text, organisation, coalesce(inquiry, meeting) AS source, consent FROM (${found}) ORDER BY foundOn DESC`,
    columns: [
      { key: "foundOn", head: "Dag", width: 12, type: "date" },
      { key: "kind", head: "Vad", width: 18, type: "text", words: kindWords },
      { key: "title", head: "Rubrik", width: 36, type: "text" },
      { key: "text", head: "Text", width: 70, type: "text" },
      { key: "organisation", head: "Från", width: 28, type: "text" },
      { key: "source", head: "Källa", width: 28, type: "text" },
      { key: "consent", head: "Samtycke", width: 24, type: "text", words: consentWords },
    ],
  };
}

/** Other wordings that wait to be taken or not. */
export const findingTodo = (
  permit: NetworkPermit<"todo.see">,
): { id: string; title: string; organisation: string; slug: string; since: string }[] =>
  rows<{ id: string; title: string; organisation: string; slug: string; answeredAt: string }>(
    "SELECT f.id, f.title, o.name AS organisation, o.slug, f.answeredAt FROM Finding f JOIN Organisation o ON o.id = f.organisationId WHERE f.networkId = ? AND f.consent = 'proposed' AND f.removedAt IS NULL ORDER BY f.answeredAt",
    permit.network.id,
  ).map(({ answeredAt, ...f }) => ({ ...f, since: todayOn(new Date(answeredAt)) }));
