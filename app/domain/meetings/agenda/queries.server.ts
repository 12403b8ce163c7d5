// The agenda as the strategist orders it, as members read it, and what an organisation has proposed.
import { row, rows } from "~/platform/db.server";
import { sha256 } from "~/platform/env.server";
import { must } from "~/platform/must";
import { notFound } from "~/platform/refusal";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { counts } from "~/domain/asks/counting.server";
import { materialOf } from "~/domain/material/queries.server";
import { placeOf } from "~/domain/network/queries.server";
import { meetingRow } from "../queries.server";
import { mayPropose, type ItemPurpose } from "./rules";

export interface AgendaFields {
  title: string;
  purpose: string;
  fromTime: string | null;
  presenter: string | null;
  technique: string | null;
  confirmed: boolean | number;
  text: string | null;
}
interface ItemRow extends AgendaFields {
  id: string;
  state: "proposed" | "accepted";
  purpose: ItemPurpose;
  organisationId: string | null;
  organisation: string | null;
  effortId: string | null;
  effortDone: number;
  effortOf: number;
}
/** `effort`: the home work that the item reports back. */
export interface AgendaLine {
  id: string;
  title: string;
  purpose: ItemPurpose;
  fromTime: string | null;
  presenter: string | null;
  text: string | null;
  organisation: string | null;
  effort: { id: string; done: number; of: number } | null;
}

/** What a form was shown: an order, or an item. A post with another one is stale. */
export const orderMark = (ids: readonly string[]): string => sha256(ids.join(" ")).slice(0, 16);
export const itemMark = (i: AgendaFields & { state: string }): string =>
  sha256(
    JSON.stringify([
      i.state,
      i.title,
      i.purpose,
      i.fromTime,
      i.presenter,
      i.technique,
      Boolean(i.confirmed),
      i.text,
    ]),
  ).slice(0, 16);

const itemsOf = ({ network, today }: NetworkPermit, meetingId: string): ItemRow[] =>
  rows<ItemRow>(
    `SELECT a.id, a.state, a.title, a.purpose, a.fromTime, a.presenter, a.technique, a.confirmed, a.text, a.organisationId, o.name AS organisation, e.id AS effortId, coalesce((SELECT sum(s.state = 'done') FROM EffortShare s WHERE s.effortId = e.id), 0) AS effortDone, (SELECT count(*) FROM EffortShare s WHERE s.effortId = e.id AND ${counts("e", "?3")}) AS effortOf
   FROM AgendaItem a LEFT JOIN Effort e ON e.agendaItemId = a.id LEFT JOIN Organisation o ON o.id = a.organisationId WHERE a.meetingId = ?1 AND a.networkId = ?2 ORDER BY a.state, CASE a.state WHEN 'accepted' THEN a.position END, a.createdAt, a.id`,
    meetingId,
    network.id,
    today,
  );
const lineOf = ({
  id,
  title,
  purpose,
  fromTime,
  presenter,
  text,
  organisation,
  effortId,
  effortDone,
  effortOf,
}: ItemRow): AgendaLine => ({
  id,
  title,
  purpose,
  fromTime,
  presenter,
  text,
  organisation,
  effort: effortId ? { id: effortId, done: effortDone, of: effortOf } : null,
});

/** On the meeting's page: the accepted items, and of the proposals one's own organisation's. */
export function agendaCard(permit: NetworkPermit<"meeting.see">, meetingId: string) {
  const staff = permit.roles.has("strategist");
  const m = meetingRow(permit.network.id, meetingId);
  if (!staff && m.state === "planned") throw notFound();
  const items = itemsOf(permit, meetingId);
  const own = new Set(permit.seats.map((s) => s.organisationId));
  const proposed = items.filter((i) => i.state === "proposed");
  return {
    items: items
      .filter((i) => i.state === "accepted")
      .map((i) => ({ ...lineOf(i), organisation: staff ? i.organisation : null })),
    mine: proposed.filter((i) => i.organisationId !== null && own.has(i.organisationId)).map(lineOf),
    waiting: staff ? proposed.length : 0,
    proposeByOn: m.proposeByOn,
    mayPropose: own.size > 0 && mayPropose(m, permit.today),
  };
}
export type AgendaCard = ReturnType<typeof agendaCard>;

export function agendaPage(permit: NetworkPermit<"agenda.manage">, meetingId: string) {
  const meeting = meetingRow(permit.network.id, meetingId);
  const items = itemsOf(permit, meetingId).map((i) => ({
    ...lineOf(i),
    state: i.state,
    technique: i.technique,
    confirmed: Boolean(i.confirmed),
    mark: itemMark(i),
  }));
  const accepted = items.filter((i) => i.state === "accepted");
  return {
    place: placeOf(permit.network),
    meeting,
    material: materialOf(permit, meetingId),
    items: accepted,
    proposals: items.filter((i) => i.state === "proposed"),
    order: orderMark(accepted.map((i) => i.id)),
    may: meeting.state !== "cancelled",
    takesProposals: mayPropose(meeting, permit.today),
  };
}
export type AgendaPage = ReturnType<typeof agendaPage>;

/** The form of one item; without an id a new one. */
export function itemForm(permit: NetworkPermit<"agenda.manage">, meetingId: string, id: string | null) {
  const meeting = meetingRow(permit.network.id, meetingId);
  const item = id === null ? null : itemsOf(permit, meetingId).find((i) => i.id === id);
  if (item === undefined) throw notFound();
  return {
    place: placeOf(permit.network),
    meeting,
    isNew: item === null,
    proposedBy: item?.state === "proposed" ? item.organisation : null,
    mark: item && itemMark(item),
    values: item
      ? {
          title: item.title,
          purpose: item.purpose,
          fromTime: item.fromTime ?? "",
          presenter: item.presenter ?? "",
          technique: item.technique ?? "",
          text: item.text ?? "",
          confirmed: item.confirmed ? "on" : "",
        }
      : { purpose: "information" },
  };
}

/** A member's page: until when, for which organisation, and what it has proposed already. */
export function proposalPage(permit: NetworkPermit<"agenda.propose">, meetingId: string) {
  const meeting = meetingRow(permit.network.id, meetingId);
  if (meeting.state === "planned") throw notFound();
  const own = permit.organisationIds ?? [];
  const organisations = own
    .map((id) => ({
      id,
      name: must(
        row<{ name: string }>("SELECT name FROM Organisation WHERE id = ?", id),
        "an organisation that may propose",
      ).name,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, "sv"));
  const proposals = itemsOf(permit, meetingId)
    .filter((i) => i.organisationId !== null && own.includes(i.organisationId))
    .map((i) => ({ ...lineOf(i), accepted: i.state === "accepted" }));
  return {
    place: placeOf(permit.network),
    meeting,
    organisations,
    proposals,
    may: mayPropose(meeting, permit.today),
  };
}
