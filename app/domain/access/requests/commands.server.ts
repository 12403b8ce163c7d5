// Fresh links: for a holder whose link has run out, and for whoever is known at an organisation.
// The answer is the same, and the same work is done, whether or not the address is known.
import { inForceSql } from "~/platform/calendar";
import { been } from "~/platform/clock";
import { row, transact, transactNow, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { must } from "~/platform/must";
import { gone, notFound } from "~/platform/refusal";
import { emailKey } from "~/platform/swedish";
import { linkPolicies, type Purpose } from "../links";
import { networkById, type NetworkPermit, type Permit } from "../permits.server";
import { findLink, makeLink } from "../tokens.server";

/** Letters with fresh links to one address within an hour. */
const perHour = 5;

async function tooMany(tx: Tx, email: string, now: Date): Promise<boolean> {
  return (
    (await tx.link.count({
      where: {
        emailKey: emailKey(email),
        createdAt: { gt: new Date(now.getTime() - 3_600_000), ...been(now) },
      },
    })) >= perHour
  );
}

/** One was asked for just now: its letter is on its way, and a second would only double it. */
const justAsked = async (tx: Tx, networkId: string, organisationId: string, email: string, now: Date) =>
  (await tx.link.count({
    where: {
      purpose: "replace",
      networkId,
      organisationId,
      emailKey: emailKey(email),
      createdAt: { gt: new Date(now.getTime() - 60_000), ...been(now) },
    },
  })) > 0;

/** A new link to the same address for the same thing; the old one stays dead, also in a stranger's hands. */
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
    if (await tooMany(tx, link.email, permit.now)) return;
    await tx.link.updateMany({ where: { id: link.id }, data: { revokedAt: permit.now } });
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

/** Is the address a holder's, a manager's or a contact's of the organisation today? */
const knownAt = (networkId: string, organisationId: string, email: string, today: string): boolean =>
  Boolean(
    row<object>(
      `SELECT 1 FROM Contact WHERE networkId = ?1 AND organisationId = ?2 AND emailKey = ?3 AND (untilOn IS NULL OR untilOn > ?4)
   UNION ALL SELECT 1 FROM ManagerTerm WHERE networkId = ?1 AND organisationId = ?2 AND emailKey = ?3 AND (untilOn IS NULL OR untilOn > ?4)
   UNION ALL SELECT 1 FROM Holding h JOIN Person p ON p.id = h.personId LEFT JOIN ProtectedIdentity i ON i.personId = p.id
     WHERE h.networkId = ?1 AND h.organisationId = ?2 AND COALESCE(p.emailKey, i.emailKey) = ?3 AND ${inForceSql("h", "?4")} LIMIT 1`,
      networkId,
      organisationId,
      emailKey(email),
      today,
    ),
  );

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
      !(await justAsked(tx, network.id, organisationId, email, now)) &&
      !(await tooMany(tx, email, now));
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
