// Fresh links: for a holder whose link has run out, and for whoever is known at an organisation.
// The answer is the same, and the same work is done, whether or not the address is known.
import { been } from "~/platform/clock";
import { row, transact, transactNow, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { must } from "~/platform/must";
import { gone, notFound } from "~/platform/refusal";
import { emailKey } from "~/platform/swedish";
import { knownAt } from "../known.server";
import { linkPolicies, type Purpose } from "../links";
import { networkById, type NetworkPermit, type Permit } from "../permits.server";
import { findLink, makeLink } from "../tokens.server";

/** Letters with links that somebody asked for, to one address of one organisation within an hour. */
const perHour = 5;

/** Links of other sorts, however many the network has sent that day, keep nobody from asking. */
const askedSince = (
  tx: Tx,
  { network, now }: NetworkPermit,
  organisationId: string,
  email: string,
  seconds: number,
): Promise<number> =>
  tx.link.count({
    where: {
      purpose: "replace",
      networkId: network.id,
      organisationId,
      emailKey: emailKey(email),
      createdAt: { gt: new Date(now.getTime() - seconds * 1000), ...been(now) },
    },
  });

/**
 * A new link to the same address for the same thing; the old one stays dead, also in a stranger's hands. Each old one gives one new,
 * so that nobody is flooded: no count of other letters stands in the way.
 */
export async function renewExpired(
  permit: Permit<"link.renew">,
  purpose: Purpose,
  token: string,
): Promise<void> {
  const found = await findLink(token, purpose, permit.now);
  if (!found || !linkPolicies[purpose].renewable) throw notFound();
  if (found.state !== "expired") throw gone("Länken har dragits tillbaka eller är redan använd.");
  const { link } = found;
  const network = must(networkById(link.networkId), "the network of a link");
  await transact(async (tx) => {
    const won = await tx.link.updateMany({
      where: { id: link.id, revokedAt: null },
      data: { revokedAt: permit.now },
    });
    // Somebody else pressed at the same time: the letter is on its way.
    if (won.count === 0) return;
    const { networkId, organisationId, commitmentId, signatureId, email } = link;
    const id = await makeLink(
      tx,
      { purpose, networkId, organisationId, commitmentId, signatureId, email },
      permit.now,
      network.quietPeriods,
    );
    await announce(tx, permit, {
      kind: "link.fresh",
      networkId,
      organisationId,
      subjectType: "link",
      subjectId: id,
      data: { purpose, was: link.id },
    });
  });
}

/** The same work has been done, and is undone: what anybody asks for in anybody's name leaves no row, least of all one for good. */
class Withheld extends Error {}

/** "Be om en länk": a link for replacements to an address that is known for the organisation. */
export async function askForLink(
  permit: NetworkPermit<"linkRequest.use">,
  organisationId: string,
  email: string,
): Promise<void> {
  const { network, now, today } = permit;
  if (
    !row(
      "SELECT 1 FROM Membership WHERE networkId = ? AND organisationId = ? AND kind = 'member' AND (untilOn IS NULL OR untilOn > ?)",
      network.id,
      organisationId,
      today,
    )
  )
    throw notFound();
  const asked = async (tx: Tx) => {
    const sent =
      knownAt(network.id, organisationId, email, today) &&
      // One was asked for just now: its letter is on its way, and a second would only double it.
      (await askedSince(tx, permit, organisationId, email, 60)) === 0 &&
      (await askedSince(tx, permit, organisationId, email, 3600)) < perHour;
    const id = await makeLink(
      tx,
      { purpose: "replace", networkId: network.id, organisationId, email },
      now,
      network.quietPeriods,
    );
    await announce(tx, permit, {
      kind: "link.fresh",
      networkId: network.id,
      organisationId,
      subjectType: "link",
      subjectId: id,
      data: { purpose: "replace" },
    });
    if (!sent) throw new Withheld();
  };
  await transact(asked).catch((error: unknown) => {
    if (!(error instanceof Withheld)) throw error;
    // As slow as what is kept.
    return transactNow((done) => done.run("UPDATE Ledger SET turns = turns + 1 WHERE id = 1"));
  });
}
