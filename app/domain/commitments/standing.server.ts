// The one standing of an organisation in a network. Table, map, overview, to-do list, status, the organisation's page, exports and letters read it here.
import { addDays, inForceSql } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import {
  becomesVacant,
  seatsOf,
  standingOf,
  type OpenForm,
  type StandingFacts,
  type StandingNow,
  type State,
} from "./rules";

/** For so long an invitation is waited for. */
const invitedDays = 14;

interface SeatNow {
  held: boolean;
  /** Who sits there; a protected person's name is not in it. */
  name: string | null;
  hidden: boolean;
  vacantSince: string | null;
  leavesOn: string | null;
}
export interface OrganisationStanding extends StandingNow {
  id: string;
  slug: string;
  name: string;
  kind: string;
  representative: SeatNow & { becomesVacant: boolean };
  deputy: SeatNow & { becomesVacant: boolean };
  coverUntil: string | null;
  /** The newest invitation that nobody has acted on, and whether it came through. */
  invitation: { on: string; failed: boolean } | null;
}

interface Row {
  id: string;
  slug: string;
  name: string;
  kind: string;
  memberUntil: string | null;
  coverUntil: string | null;
  formId: string | null;
  formSince: string | null;
  formUntil: string | null;
  rHeld: string | null;
  rName: string | null;
  rHidden: number | null;
  rUntil: string | null;
  rNext: string | null;
  rLast: string | null;
  dHeld: string | null;
  dName: string | null;
  dHidden: number | null;
  dUntil: string | null;
  dNext: string | null;
  dLast: string | null;
}

const seat = (name: string, h: string, p: string) => `
  ${h}.id AS ${name}Held, ${p}.name AS ${name}Name, ${p}.protected AS ${name}Hidden, ${h}.untilOn AS ${name}Until,
  CASE WHEN ${h}.untilOn IS NOT NULL THEN (SELECT min(n.fromOn) FROM Holding n WHERE n.networkId = m.networkId AND n.organisationId = o.id AND n.seat = ${h}.seat AND n.fromOn >= ${h}.untilOn) END AS ${name}Next,
  CASE WHEN ${h}.id IS NULL THEN (SELECT max(b.untilOn) FROM Holding b WHERE b.networkId = m.networkId AND b.organisationId = o.id AND b.seat = '${name === "r" ? "representative" : "deputy"}' AND b.untilOn <= ?2) END AS ${name}Last`;
const held = (h: string, p: string, name: string) => `
LEFT JOIN Holding ${h} ON ${h}.networkId = m.networkId AND ${h}.organisationId = o.id AND ${h}.seat = '${name}' AND ${inForceSql(h)}
LEFT JOIN Person ${p} ON ${p}.id = ${h}.personId`;
/** Of one organisation or of all, in the statement itself: so an index finds the one. */
const ofOne = (organisationId: string | null, column: string, number: number) =>
  organisationId === null ? "" : `AND ${column} = ?${number}`;
const named = (organisationId: string | null) => (organisationId === null ? [] : [organisationId]);

/** ?1 network, ?2 today, ?3 the one organisation. */
const membersSql = (one: string | null) => `
SELECT o.id, o.slug, o.name, o.kind, m.untilOn AS memberUntil, c.untilOn AS coverUntil,
  act.id AS formId, COALESCE(act.changesOn, act.startOn) AS formSince, act.untilOn AS formUntil, ${seat("r", "rh", "rp")}, ${seat("d", "dh", "dp")}
FROM Membership m JOIN Organisation o ON o.id = m.organisationId ${held("rh", "rp", "representative")} ${held("dh", "dp", "deputy")}
LEFT JOIN Cover c ON c.id = (SELECT x.id FROM Cover x WHERE x.networkId = m.networkId AND x.organisationId = o.id AND x.cancelledAt IS NULL AND ${inForceSql("x")} ORDER BY x.untilOn DESC LIMIT 1)
LEFT JOIN Commitment act ON act.id = (SELECT a.id FROM Commitment a WHERE a.networkId = m.networkId AND a.organisationId = o.id AND a.state = 'active' ORDER BY a.createdAt DESC LIMIT 1)
WHERE m.networkId = ?1 AND m.kind = 'member' AND ${inForceSql("m")} ${ofOne(one, "m.organisationId", 3)}
ORDER BY o.sortKey`;

interface FormRow extends Omit<OpenForm, "received" | "remindersSpent" | "deputy" | "state"> {
  organisationId: string;
  state: State;
  copiedFromId: string | null;
  received: number;
  remindersSpent: number;
  deputy: number;
}
const openStates: readonly State[] = ["draft", "awaitingSignature", "signed", "declined", "returned"];
const quoted = (states: readonly State[]) => states.map((s) => `'${s}'`).join(", ");
/** Whether one organisation has an open form is asked once, before its forms are read. */
const hasOpen = (one: string | null) => {
  const from = "FROM Commitment x WHERE x.networkId = ?1";
  const open = `x.state IN (${quoted(openStates)})`;
  return one === null
    ? `f.organisationId IN (SELECT x.organisationId ${from} AND ${open})`
    : `EXISTS (SELECT 1 ${from} AND x.organisationId = ?2 AND ${open})`;
};
/** Every form that has been sent or is being written, the newest first: what has taken the place of another is among them. */
const formsSql = (one: string | null) => `
SELECT f.id, f.organisationId, f.kind, f.state, COALESCE(f.changesOn, f.startOn) AS startOn, f.copiedFromId, dayOf(coalesce(f.sentAt, f.touchedAt)) AS since, f.receivedAt IS NOT NULL AS received,
  CASE WHEN json_valid(f.content) THEN json_extract(f.content, '$.deputy') IS NOT NULL ELSE 0 END AS deputy,
  EXISTS (SELECT 1 FROM Signature s WHERE s.commitmentId = f.id AND s.state = 'pending' AND s.escalatedAt IS NOT NULL) AS remindersSpent
FROM Commitment f WHERE f.networkId = ?1 ${ofOne(one, "f.organisationId", 2)} AND f.state IN (${quoted([...openStates, "active", "replaced", "ended"])})
  AND ${hasOpen(one)}
ORDER BY f.createdAt DESC, f.id`;

const isOpen = (f: FormRow): f is FormRow & { state: OpenForm["state"] } => openStates.includes(f.state);
/** A declined or stopped form waits until the one copied from it, or a later one for all its seats, has been sent. */
function settled(f: FormRow, later: readonly FormRow[]): boolean {
  if (f.state !== "declined" && f.state !== "returned") return false;
  return later.some(
    (n) =>
      n.state !== "draft" &&
      (n.copiedFromId === f.id || seatsOf(f.kind).every((seatName) => seatsOf(n.kind).includes(seatName))),
  );
}

export function openForms(networkId: string, organisationId: string | null = null): Map<string, OpenForm[]> {
  const all = new Map<string, FormRow[]>();
  for (const f of rows<FormRow>(formsSql(organisationId), networkId, ...named(organisationId)))
    all.set(f.organisationId, [...(all.get(f.organisationId) ?? []), f]);
  return new Map(
    [...all].map(([id, forms]) => [
      id,
      forms.flatMap((f, i): OpenForm[] => {
        if (!isOpen(f) || settled(f, forms.slice(0, i))) return [];
        const { id: form, kind, state, startOn, since } = f;
        const told = {
          received: f.received === 1,
          remindersSpent: f.remindersSpent === 1,
          deputy: f.deputy === 1,
        };
        return [{ id: form, kind, state, startOn, since, ...told }];
      }),
    ]),
  );
}

/** The newest invitation of each organisation that nobody has begun on. */
function invitationsOf(
  networkId: string,
  organisationId: string | null,
): Map<string, { on: string; failed: boolean }> {
  return new Map(
    rows<{ organisationId: string; sentOn: string; failed: number }>(
      `SELECT l.organisationId, dayOf(coalesce(t.createdAt, l.createdAt)) AS sentOn, coalesce(t.state = 'failed' AND t.settledAt IS NULL, 0) AS failed
       FROM Link l LEFT JOIN Letter t ON t.id = (SELECT x.id FROM Letter x WHERE x.linkId = l.id AND x.kind = 'invitation' ORDER BY x.createdAt DESC LIMIT 1)
       WHERE l.networkId = ?1 ${ofOne(organisationId, "l.organisationId", 2)} AND l.purpose = 'fill' AND l.commitmentId IS NULL AND l.revokedAt IS NULL ORDER BY coalesce(t.createdAt, l.createdAt)`,
      networkId,
      ...named(organisationId),
    ).map((l) => [l.organisationId, { on: l.sentOn, failed: l.failed === 1 }]),
  );
}

const seatNow = (
  r: {
    held: string | null;
    name: string | null;
    hidden: number | null;
    until: string | null;
    next: string | null;
    last: string | null;
  },
  memberUntil: string | null,
): SeatNow => ({
  held: r.held !== null,
  name: r.hidden ? null : r.name,
  hidden: r.hidden === 1,
  vacantSince: r.last,
  // Whoever leaves together with the organisation leaves no seat behind; whoever begins that same day leaves none vacant.
  leavesOn:
    r.until !== null && r.next !== r.until && (memberUntil === null || memberUntil > r.until)
      ? r.until
      : null,
});

/** Every member organisation of the day with its standing, in alphabetical order; or one of them. */
export function standingsOf(
  networkId: string,
  today: string,
  organisationId: string | null = null,
): OrganisationStanding[] {
  const forms = openForms(networkId, organisationId);
  const invitations = invitationsOf(networkId, organisationId);
  return rows<Row>(membersSql(organisationId), networkId, today, ...named(organisationId)).map((r) => {
    const representative = seatNow(
      { held: r.rHeld, name: r.rName, hidden: r.rHidden, until: r.rUntil, next: r.rNext, last: r.rLast },
      r.memberUntil,
    );
    const deputy = seatNow(
      { held: r.dHeld, name: r.dName, hidden: r.dHidden, until: r.dUntil, next: r.dNext, last: r.dLast },
      r.memberUntil,
    );
    const invitation = invitations.get(r.id) ?? null;
    const facts: StandingFacts = {
      representative,
      deputy,
      forms: forms.get(r.id) ?? [],
      inForce: r.formId === null ? null : { startOn: r.formSince, untilOn: r.formUntil },
      invitedOn:
        invitation && !invitation.failed && invitation.on > addDays(today, -invitedDays)
          ? invitation.on
          : null,
    };
    const now = standingOf(facts, today);
    return {
      ...now,
      id: r.id,
      slug: r.slug,
      name: r.name,
      kind: r.kind,
      representative: { ...representative, becomesVacant: becomesVacant(facts, "representative") },
      deputy: { ...deputy, becomesVacant: becomesVacant(facts, "deputy") },
      coverUntil: r.coverUntil,
      invitation,
    };
  });
}
