// One organisation: who sits where on a day, its forms, what has happened.
import { inForceSql, isDate, longMoment } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";
import { notFound } from "~/platform/refusal";
import { reaches, standingFor, type NetworkPermit } from "~/domain/access/permits.server";
import type { Kind, State } from "~/domain/commitments/rules";
import { emptySeat } from "~/domain/commitments/texts";
import { standingsOf } from "~/domain/commitments/standing.server";
import { holdingsOf, sittingOn, vacantSince, type SeatHolder } from "~/domain/seats/queries.server";
import { comingMeetings } from "~/domain/meetings/coming.server";
import { placeOf, type Place } from "~/domain/network/queries.server";
import { channelsOf } from "~/domain/confirmations/channels/reading.server";
import { confirmedInShort } from "~/domain/confirmations/reading.server";
import { told, type TimelineLine } from "./timeline";
import { protectedName } from "~/domain/people/texts";

export interface OrganisationRow {
  id: string;
  slug: string;
  name: string;
  kind: string;
  principal: string | null;
  protectedDefault: number;
  sharedSeat: number;
  endedOn: string | null;
  municipalityCode: string | null;
}

/** The organisation of an address, within reach; a foreign one is not found. */
export function organisationAt(permit: NetworkPermit, slug: string): OrganisationRow {
  const found = row<OrganisationRow>(
    `SELECT o.id, o.slug, o.name, o.kind, o.principal, o.protectedDefault, o.sharedSeat, o.endedOn, o.municipalityCode FROM Organisation o
     WHERE o.slug = ?1 AND o.countyId = ?2 AND EXISTS (SELECT 1 FROM Membership m WHERE m.organisationId = o.id AND m.networkId = ?3)`,
    slug,
    permit.network.countyId,
    permit.network.id,
  );
  if (!found || !reaches(permit, found.id)) throw notFound();
  return found;
}

interface EventRow {
  seq: number;
  kind: string;
  at: string;
  data: string;
}

/** So much of what has happened is shown. */
const shownEvents = 80;
/** Whoever took or left a seat has held it: the names come from the holdings. */
function timeline(networkId: string, organisationId: string, holders: readonly SeatHolder[]) {
  const names = new Map(holders.map((h) => [h.personId, h.hidden ? protectedName : h.name]));
  const named = (id: unknown) => names.get(String(id)) ?? null;
  const found = rows<EventRow>(
    `SELECT seq, kind, at, data FROM Event
     WHERE networkId = ?1 AND organisationId = ?2 AND kind NOT IN ('commitment.save', 'link.withheld', 'commitment.sealed') ORDER BY at DESC, seq DESC LIMIT ?3`,
    networkId,
    organisationId,
    shownEvents + 1,
  );
  const timeline = found.slice(0, shownEvents).flatMap((e): TimelineLine[] => {
    const data = JSON.parse(e.data) as Record<string, unknown>;
    const what = told(e.kind, data, { person: named(data.person), leaver: named(data.leaverPerson) });
    return what ? [{ key: e.seq, when: longMoment(new Date(e.at)), ...what }] : [];
  });
  return { timeline, latestAlone: found.length > shownEvents ? shownEvents : null };
}

interface FormRow {
  id: string;
  kind: Kind;
  state: State;
  origin: string;
  startOn: string | null;
  receivedAt: string | null;
  diaryNumber: string | null;
}
const withReceived = (f: FormRow) => ({ ...f, received: f.receivedAt !== null });

export interface Elsewhere {
  name: string;
  place: Place | null;
  /** Who sits there in a word, for the strategist. */
  seat: string | null;
}
const seatElsewhere = (networkId: string, organisationId: string, today: string): string | null => {
  const [at] = standingsOf(networkId, today, organisationId);
  if (!at) return null;
  const { held, vacantSince: since } = at.representative;
  return held ? "har representant" : emptySeat(since).toLowerCase();
};
/** The other networks of the county in which the organisation sits. Whether the seat is filled is the strategist's to see; a link leads to what the viewer may see. */
function elsewhere(permit: NetworkPermit, organisationId: string, staff: boolean): Elsewhere[] {
  const found = rows<{ id: string; name: string; slug: string; countySlug: string }>(
    `SELECT n.id, n.name, n.slug, c.slug AS countySlug
     FROM Membership m JOIN Network n ON n.id = m.networkId JOIN County c ON c.id = n.countyId
     WHERE m.organisationId = ?1 AND n.countyId = ?2 AND n.id <> ?3 AND m.kind = 'member' AND ${inForceSql("m", "?4")} ORDER BY swedish(n.name)`,
    organisationId,
    permit.network.countyId,
    permit.network.id,
    permit.today,
  );
  const standing = found.length > 0 && permit.account ? standingFor(permit.account, permit.today) : null;
  return found.map((n) => {
    const may =
      standing?.staff.some((s) => s.role === "strategist" && s.networkId === n.id) ||
      standing?.seats.some((s) => s.networkId === n.id && s.organisationId === organisationId);
    return {
      name: n.name,
      place: may ? { countySlug: n.countySlug, slug: n.slug } : null,
      seat: staff ? seatElsewhere(n.id, organisationId, permit.today) : null,
    };
  });
}

export function organisationPage(
  permit: NetworkPermit<"organisation.see">,
  slug: string,
  asked: string | null,
) {
  const o = organisationAt(permit, slug);
  const { network, today } = permit;
  const on = asked && isDate(asked) ? asked : today;
  const staff = permit.roles.has("strategist");
  const [standing] = standingsOf(network.id, today, o.id);
  const all = holdingsOf(network.id, o.id);
  // A member sees titles and addresses of the own organisation; the strategist of all. A protected person's are not in here at all.
  const seat = (name: "representative" | "deputy") => sittingOn(all, name, on);
  const next = (name: "representative" | "deputy") =>
    all.filter((h) => h.seat === name && h.fromOn > on).at(-1) ?? null;
  const forms = rows<FormRow>(
    "SELECT id, kind, state, origin, COALESCE(changesOn, startOn) AS startOn, receivedAt, diaryNumber FROM Commitment WHERE networkId = ?1 AND organisationId = ?2 AND state <> 'lapsed' ORDER BY createdAt DESC",
    network.id,
    o.id,
  ).map(withReceived);
  const current = `networkId = ?1 AND organisationId = ?2 AND ${inForceSql("", "?3")}`;
  const channels = channelsOf(network.id, o.id, on);
  const managers = rows<{
    seat: "representative" | "deputy";
    name: string;
    title: string | null;
    email: string | null;
    phone: string | null;
    unit: string | null;
    town: string | null;
    acting: number;
  }>(
    `SELECT seat, name, title, email, phone, unit, town, acting FROM ManagerTerm WHERE ${current} ORDER BY seat DESC`,
    network.id,
    o.id,
    on,
  );
  const covers = rows<{ id: string; fromOn: string; untilOn: string }>(
    "SELECT id, fromOn, untilOn FROM Cover WHERE networkId = ?1 AND organisationId = ?2 AND cancelledAt IS NULL AND untilOn > ?3 ORDER BY fromOn",
    network.id,
    o.id,
    today,
  );
  return {
    place: placeOf(network),
    organisation: { ...o, protectedDefault: o.protectedDefault === 1, sharedSeat: o.sharedSeat === 1 },
    on,
    today,
    past: on !== today,
    staff,
    mailbox: network.mailbox,
    representative: seat("representative"),
    deputy: seat("deputy"),
    nextRepresentative: next("representative"),
    nextDeputy: next("deputy"),
    vacantSince: {
      representative: vacantSince(all, "representative", on),
      deputy: vacantSince(all, "deputy", on),
    },
    now: standing && on === today ? standing : null,
    holders: all,
    forms,
    channels: channels.map(({ name, purpose, frequency }) => ({ name, purpose, frequency })),
    managers,
    covers,
    meetings: on === today ? comingMeetings(permit, o.id) : [],
    toReview: on === today ? channels.filter((c) => c.hints.length > 0).length : 0,
    confirmed: confirmedInShort(network.id, o.id),
    visit: staff
      ? (row<{ id: string; visitOn: string }>(
          "SELECT id, visitOn FROM Visit WHERE networkId = ?1 AND organisationId = ?2 AND cancelledAt IS NULL ORDER BY visitOn DESC",
          network.id,
          o.id,
        ) ?? null)
      : null,
    elsewhere: elsewhere(permit, o.id, staff),
    names: rows<{ name: string; untilOn: string }>(
      "SELECT name, untilOn FROM OrganisationName WHERE organisationId = ? ORDER BY untilOn DESC",
      o.id,
    ),
    successor:
      row<{ name: string; slug: string }>(
        "SELECT s.name, s.slug FROM Organisation o JOIN Organisation s ON s.id = o.successorId WHERE o.id = ?",
        o.id,
      ) ?? null,
    predecessors: rows<{ name: string; slug: string }>(
      "SELECT name, slug FROM Organisation WHERE successorId = ? ORDER BY sortKey",
      o.id,
    ),
    associations: rows<{ name: string }>(
      `SELECT name FROM Association WHERE organisationId = ?1 AND ${inForceSql("")} ORDER BY swedish(name)`,
      o.id,
      on,
    ).map((a) => a.name),
    contacts: staff
      ? rows<{ id: string; name: string | null; email: string }>(
          "SELECT id, name, email FROM Contact WHERE networkId = ? AND organisationId = ? AND untilOn IS NULL ORDER BY email",
          network.id,
          o.id,
        )
      : [],
    domains: staff
      ? rows<{ domain: string }>(
          "SELECT domain FROM OrganisationDomain WHERE organisationId = ? ORDER BY domain",
          o.id,
        ).map((d) => d.domain)
      : [],
    ...timeline(network.id, o.id, all),
    may: {
      manage: staff,
      replaceRepresentative: true,
      replaceDeputy: staff || permit.roles.has("representative"),
      leave: permit.seats.filter((s) => s.organisationId === o.id).map((s) => s.holdingId),
    },
  };
}
export type OrganisationPage = ReturnType<typeof organisationPage>;
