// Whoever fills in a form, and how others hear of them: never by a protected person's name.
import { row, rows } from "~/platform/db.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { sameName } from "~/domain/people/rules";
import { unnamed } from "~/domain/people/texts";
import type { SeatName } from "./rules";
import type { Draft } from "./schema";

/** The protected holders of an organisation, those who hold today first, and whether this link came in a letter to them. */
const hiddenHolders = ({ network, actor, link }: NetworkPermit, organisationId: string) =>
  rows<{ seat: SeatName; name: string; asked: number }>(
    `SELECT h.seat, i.name, EXISTS (SELECT 1 FROM Letter l WHERE l.linkId = ?3 AND l.personId = h.personId) AS asked
     FROM Holding h JOIN ProtectedIdentity i ON i.personId = h.personId WHERE h.networkId = ?1 AND h.organisationId = ?2
     ORDER BY h.untilOn IS NOT NULL, h.seat DESC`,
    network.id,
    organisationId,
    actor.kind === "link" ? (link?.id ?? "") : "",
  );

/** What stands for the name of a protected person whom the form was sent to by a link; nobody else has such a word. */
export function wordForName(permit: NetworkPermit, organisationId: string): string | null {
  if (permit.actor.kind !== "link") return null;
  const holder = hiddenHolders(permit, organisationId).find((h) => h.asked);
  if (holder) return unnamed[holder.seat];
  return permit.link?.email === "" ? unnamed.representative : null;
}

/** What the manager and the other seat read: the name that was given, or which seat of the organisation it was. */
function calledBy(permit: NetworkPermit, organisationId: string, draft: Draft): string {
  const typed = draft.filler.name;
  const is = ({ name }: { name: string }) => typed !== "" && sameName(name, typed);
  const inForm = (["representative", "deputy"] as const).find(
    (seat) => draft[seat].protected && is(draft[seat]),
  );
  const held = hiddenHolders(permit, organisationId).find(is)?.seat;
  const seat = inForm ?? held;
  const word = wordForName(permit, organisationId) ?? (seat && unnamed[seat]);
  if (!word) return typed;
  const organisation = row<{ name: string }>("SELECT name FROM Organisation WHERE id = ?", organisationId);
  return `${word} för ${organisation?.name ?? ""}`;
}

/** Who fills in: as the form says, or by whom it was begun. */
export function fillerOf(permit: NetworkPermit, organisationId: string, draft: Draft) {
  const { actor, account } = permit;
  const fromLink = actor.kind === "link" ? actor.email : null;
  return {
    fillerEmail: draft.filler.email || fromLink || account?.email || null,
    fillerName: calledBy(permit, organisationId, draft) || null,
    fillerAccountId: account?.id ?? null,
  };
}
