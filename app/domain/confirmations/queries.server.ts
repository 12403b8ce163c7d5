// The confirmation as it is read: by the manager's link, and by the strategist.
import { row, rows } from "~/platform/db.server";
import { notFound } from "~/platform/refusal";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { termsOf } from "~/domain/network/terms.server";
import { organisationAt } from "~/domain/organisations/queries.server";
import { emptySeat } from "~/domain/commitments/texts";
import { holdingsOf, sittingOn, vacantSince, type SeatHolder } from "~/domain/seats/queries.server";
import { channelsOf } from "./channels/reading.server";
import { managersOf } from "./reading.server";

export interface ConfirmationLine {
  id: string;
  askedAt: string;
  remindedAt: string | null;
  answeredAt: string | null;
  method: "link" | "phone" | null;
  resources: string | null;
  room: string | null;
  channels: string | null;
  byName: string | null;
  settledAt: string | null;
  mailed: number;
}
const columns =
  "x.id, x.askedAt, x.remindedAt, x.answeredAt, x.method, x.resources, x.room, x.channels, x.byName, x.settledAt, x.linkId IS NOT NULL AS mailed";

/** Who is asked to stand for it: a protected person as the role. */
const called = (h: SeatHolder | null, as: string): string | null => h && (h.hidden ? as : h.name);
const sitting = (networkId: string, organisationId: string, organisation: string, today: string) => {
  const all = holdingsOf(networkId, organisationId);
  return {
    representative: called(sittingOn(all, "representative", today), `Representanten för ${organisation}`),
    deputy: called(sittingOn(all, "deputy", today), `Ersättaren för ${organisation}`),
    empty: {
      representative: emptySeat(vacantSince(all, "representative", today)),
      deputy: emptySeat(vacantSince(all, "deputy", today)),
    },
  };
};

/** By the manager's link: the questions, or what was answered. */
export function confirmPage(permit: NetworkPermit<"confirmation.answer">) {
  const { network, today } = permit;
  const found = row<
    ConfirmationLine & {
      organisationId: string;
      organisation: string;
      manager: string | null;
      note: string | null;
    }
  >(
    `SELECT ${columns}, x.note, x.organisationId, o.name AS organisation, t.name AS manager FROM Confirmation x JOIN Organisation o ON o.id = x.organisationId LEFT JOIN ManagerTerm t ON t.id = x.managerTermId WHERE x.linkId = ?1 AND x.networkId = ?2`,
    permit.link?.id ?? "",
    network.id,
  );
  if (!found) throw notFound();
  const { organisationId, ...c } = found;
  return {
    ...c,
    place: placeOf(network),
    network: network.nameWithin,
    terms: termsOf(network.id),
    authority: network.authority,
    mailbox: network.mailbox,
    ...sitting(network.id, organisationId, c.organisation, today),
    ways: channelsOf(network.id, organisationId, today).map(({ name, purpose, frequency }) => ({
      name,
      purpose,
      frequency,
    })),
  };
}

/** The strategist's page: who is asked, the answers, and a form for one by telephone. */
export function confirmationsPage(permit: NetworkPermit<"confirmation.note">, slug: string) {
  const { network, today } = permit;
  const o = organisationAt(permit, slug);
  const manager =
    managersOf(network.id, o.id, today).find((t) => t.seat === "representative" && t.fromOn <= today) ?? null;
  const all = rows<ConfirmationLine & { note: string | null }>(
    `SELECT ${columns}, x.note FROM Confirmation x WHERE x.networkId = ?1 AND x.organisationId = ?2 ORDER BY x.askedAt DESC`,
    network.id,
    o.id,
  );
  return {
    place: placeOf(network),
    organisation: o.name,
    slug: o.slug,
    id: o.id,
    manager,
    open: all.find((c) => !c.answeredAt && !c.settledAt) ?? null,
    answered: all.filter((c) => c.answeredAt),
  };
}
