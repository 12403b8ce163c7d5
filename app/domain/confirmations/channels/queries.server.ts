// The page of an organisation's channels: what is in force, and what was.
import { rows } from "~/platform/db.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { organisationAt } from "~/domain/organisations/queries.server";
import { channelsOf, type Purpose } from "./reading.server";

export function channelsPage(permit: NetworkPermit<"channels.change">, slug: string) {
  const { network, today } = permit;
  const o = organisationAt(permit, slug);
  const earlier = rows<{
    id: string;
    name: string;
    purpose: Purpose;
    frequency: string;
    fromOn: string;
    untilOn: string;
  }>(
    "SELECT id, name, purpose, frequency, fromOn, untilOn FROM Channel WHERE networkId = ?1 AND organisationId = ?2 AND untilOn <= ?3 AND untilOn > fromOn ORDER BY untilOn DESC, swedish(name)",
    network.id,
    o.id,
    today,
  );
  return {
    place: placeOf(network),
    organisation: o.name,
    slug: o.slug,
    id: o.id,
    staff: permit.roles.has("strategist"),
    channels: channelsOf(network.id, o.id, today),
    earlier,
  };
}
