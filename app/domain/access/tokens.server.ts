// Links and codes: made, renewed, looked up. Neither a token nor a code is stored: both are derived
// from the row's id and nonce with the installation's secret when the letter is sent.
import { addDays, startOfDay, afterQuiet, todayOn } from "~/platform/calendar";
import type { Tx } from "~/platform/db.server";
import { insertAll, row } from "~/platform/db.server";
import { derive, randomToken, sha256 } from "~/platform/env.server";
import { nanoid } from "~/platform/ids";
import { emailKey } from "~/platform/swedish";
import { knownAt } from "./known.server";
import { linkPolicies, linkState, type LinkPolicy, type LinkState, type Purpose } from "./links";
import type { LinkHeld } from "./permits.server";

type Quiet = { from: string; to: string }[];

/** When a link made now expires: a life that ends in a quiet period is lengthened past it. */
function expiry(purpose: Purpose, now: Date, quiet: Quiet): Date {
  const day = addDays(todayOn(now), linkPolicies[purpose].livesDays + 1);
  return startOfDay(afterQuiet(day, quiet));
}

const tokenOf = (id: string, nonce: string) =>
  derive("link", `${id}:${nonce}`).subarray(0, 24).toString("base64url");

export interface NewLink {
  purpose: Purpose;
  networkId: string;
  organisationId: string;
  commitmentId?: string | null;
  signatureId?: string | null;
  attendeeId?: string | null;
  pollInviteeId?: string | null;
  email: string;
  /** Where its end is not the policy's: a meeting's link works until a week after the meeting. */
  expiresAt?: Date;
}

function linkRow(link: NewLink, now: Date, quiet: Quiet) {
  const id = nanoid(14);
  const nonce = randomToken(9);
  return {
    ...link,
    id,
    nonce,
    tokenHash: sha256(tokenOf(id, nonce)),
    emailKey: emailKey(link.email),
    createdAt: now,
    expiresAt: link.expiresAt ?? expiry(link.purpose, now, quiet),
  };
}
/** Makes a link; returns its id, for the letter. */
export async function makeLink(tx: Tx, link: NewLink, now: Date, quiet: Quiet): Promise<string> {
  const row = linkRow(link, now, quiet);
  await tx.link.create({ data: row });
  return row.id;
}
/** As `makeLink`, for many: their ids in the same order. */
export async function makeLinks(
  tx: Tx,
  links: readonly NewLink[],
  now: Date,
  quiet: Quiet,
): Promise<string[]> {
  const made = links.map((link) => linkRow(link, now, quiet));
  await insertAll(tx, "Link", made);
  return made.map((l) => l.id);
}

/** A reminder or a request gives the link its full life again; a revoked one stays revoked. */
export async function renewLink(tx: Tx, id: string, now: Date, quiet: Quiet): Promise<void> {
  const link = await tx.link.findUniqueOrThrow({ where: { id } });
  if (!link.revokedAt)
    await tx.link.update({ where: { id }, data: { expiresAt: expiry(link.purpose as Purpose, now, quiet) } });
}

/** The secret part of a link's address, for the sender of letters. */
export async function linkToken(
  id: string,
): Promise<{ token: string; purpose: Purpose; revoked: boolean; expiresAt: Date } | null> {
  const link = row<{
    id: string;
    nonce: string;
    purpose: Purpose;
    revokedAt: string | null;
    expiresAt: string;
  }>("SELECT id, nonce, purpose, revokedAt, expiresAt FROM Link WHERE id = ?", id);
  return link
    ? {
        token: tokenOf(link.id, link.nonce),
        purpose: link.purpose,
        revoked: link.revokedAt !== null,
        expiresAt: new Date(link.expiresAt),
      }
    : null;
}

/** A link that an organisation passes on itself, as its own page shows it: the token while it works, and the last day of one that has expired. */
export async function passedLink(
  id: string | null,
  now: Date,
): Promise<{ token: string | null; workedUntilOn: string | null }> {
  const link = id ? await linkToken(id) : null;
  if (!link || link.revoked) return { token: null, workedUntilOn: null };
  return link.expiresAt > now
    ? { token: link.token, workedUntilOn: null }
    : { token: null, workedUntilOn: addDays(todayOn(link.expiresAt), -1) };
}

/** Who holds this token, and what the link is good for now. Null: no such link. */
export async function findLink(
  token: string,
  purpose: Purpose,
  now: Date,
): Promise<{ link: LinkHeld; state: LinkState } | null> {
  const found = row<LinkHeld & { usedAt: string | null; revokedAt: string | null; expiresAt: string }>(
    "SELECT id, purpose, networkId, organisationId, commitmentId, signatureId, attendeeId, pollInviteeId, email, usedAt, revokedAt, expiresAt, (SELECT meetingId FROM Attendee a WHERE a.id = Link.attendeeId) AS meetingId FROM Link WHERE tokenHash = ?",
    sha256(token),
  );
  if (!found || found.purpose !== purpose) return null;
  const { usedAt, revokedAt, expiresAt, ...link } = found;
  const at = (when: string | null) => (when === null ? null : new Date(when));
  // Whoever has left the organisation changes nobody's seat there, and is not told who holds it.
  const { whileKnown }: LinkPolicy = linkPolicies[purpose];
  if (whileKnown && !knownAt(link.networkId, link.organisationId, link.email, todayOn(now)))
    return { link, state: "revoked" };
  return {
    link,
    state: linkState(
      { purpose, usedAt: at(usedAt), revokedAt: at(revokedAt), expiresAt: new Date(expiresAt) },
      now,
    ),
  };
}

/** Somebody pressed something: the first time is kept. */
export async function pressLink(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.link.updateMany({ where: { id, pressedAt: null }, data: { pressedAt: now } });
}

/** What a code is written with: no sign is taken for another, in print or read aloud. */
const codeSigns = "3479ABCDEFGHJKMNPQRSTVWXYZ";
const codeLength = 8;
const codes = BigInt(codeSigns.length) ** BigInt(codeLength);
/** Every code is as likely as any other: sixteen bytes are very nearly evenly shared among them. */
export function codeOf(code: { id: string; nonce: string; letterOf: string | null }): string {
  const bytes = derive("code", `${code.letterOf ?? code.id}:${code.nonce}`).subarray(0, 16);
  let rest = BigInt(`0x${bytes.toString("hex")}`) % codes;
  let text = "";
  for (let i = 0; i < codeLength; i++) {
    text += codeSigns[Number(rest % BigInt(codeSigns.length))] ?? "";
    rest /= BigInt(codeSigns.length);
  }
  return text;
}

/** Whose network a link in a letter, or a code on the wall of a meeting, is of – also when it has run out. */
export function networkOfToken(token: string): string | null {
  const hash = sha256(token);
  return (
    row<{ networkId: string }>(
      "SELECT networkId FROM Link WHERE tokenHash = ?1 UNION ALL SELECT networkId FROM Meeting WHERE checkInHash = ?1",
      hash,
    )?.networkId ?? null
  );
}
