// One-time codes. A code belongs to an address *and* a browser: somebody else's wrong tries count
// on their own code. A cap per address makes codes long instead of refusing them, so that
// guessing is hopeless and yet nobody can be locked out by a stranger.
import { randomToken } from "~/platform/env.server";
import { sameText } from "~/platform/env.server";
import type { Tx } from "~/platform/db.server";
import { nanoid } from "~/platform/ids";
import { post, type NewLetter } from "~/platform/outbox.server";
import { emailKey } from "~/platform/swedish";
import { codeOf } from "./tokens.server";

export const codeRules = {
  livesMinutes: 10,
  triesPerCode: 5,
  /** Wrong tries at one address within an hour before its codes become long. */
  capPerAddress: 20,
  /** A second press within this many seconds sends no second letter. */
  resendSeconds: 20,
  /** Letters to one address within an hour from browsers that never proved it. */
  lettersPerHour: 40,
} as const;

export type CodePurpose = "signIn" | "signature";

export interface CodeRequest {
  purpose: CodePurpose;
  email: string;
  browserHash: string;
  linkId?: string;
  now: Date;
  /** The letter around the code; `withheld` for an address nobody has. */
  letter: Pick<NewLetter, "kind" | "subject" | "text" | "senderName" | "replyTo" | "withheld" | "networkId">;
}

/** Makes a code and its letter. Does the same work whether or not anybody has the address. */
export async function requestCode(
  tx: Tx,
  { purpose, email, browserHash, linkId, now, letter }: CodeRequest,
): Promise<void> {
  const key = emailKey(email);
  const hourAgo = new Date(now.getTime() - 3_600_000);
  const mine = await tx.code.findFirst({
    where: { emailKey: key, browserHash, purpose, linkId: linkId ?? null },
    orderBy: { createdAt: "desc" },
  });
  if (
    mine &&
    !mine.usedAt &&
    mine.tries < codeRules.triesPerCode &&
    now.getTime() - mine.createdAt.getTime() < codeRules.resendSeconds * 1000
  )
    return;
  const [guesses, proven, recent] = [
    await tx.code.aggregate({ where: { emailKey: key, triedAt: { gt: hourAgo } }, _sum: { tries: true } }),
    await tx.code.count({ where: { emailKey: key, browserHash, usedAt: { not: null } } }),
    await tx.code.count({ where: { emailKey: key, createdAt: { gt: hourAgo } } }),
  ];
  if (!proven && recent >= codeRules.lettersPerHour) letter = { ...letter, withheld: true };
  const code = await tx.code.create({
    data: {
      id: nanoid(14),
      purpose,
      emailKey: key,
      browserHash,
      linkId: linkId ?? null,
      nonce: randomToken(9),
      createdAt: now,
      long: (guesses._sum.tries ?? 0) >= codeRules.capPerAddress,
      expiresAt: new Date(now.getTime() + codeRules.livesMinutes * 60_000),
    },
  });
  await post(tx, {
    ...letter,
    key: `code:${code.id}`,
    to: email,
    at: now,
    priority: 0,
    notAfter: code.expiresAt,
    codeId: code.id,
    linkId,
  });
}

export type CodeAnswer = "right" | "wrong" | "spent";

/**
 * Tries a code. "spent": it has expired, was used, or has had its tries – ask for a new one.
 * Right only in the browser that asked for it; a right code works once.
 */
export async function tryCode(
  tx: Tx,
  given: {
    purpose: CodePurpose;
    email: string;
    browserHash: string;
    linkId?: string;
    code: string;
    now: Date;
  },
): Promise<CodeAnswer> {
  const code = await tx.code.findFirst({
    where: {
      emailKey: emailKey(given.email),
      browserHash: given.browserHash,
      purpose: given.purpose,
      linkId: given.linkId ?? null,
    },
    orderBy: { createdAt: "desc" },
  });
  if (!code || code.usedAt || code.expiresAt <= given.now || code.tries >= codeRules.triesPerCode)
    return "spent";
  const typed = given.code.replace(/[\s-]/g, "").toUpperCase();
  if (sameText(typed, codeOf(code))) {
    const won = await tx.code.updateMany({
      where: { id: code.id, usedAt: null },
      data: { usedAt: given.now },
    });
    return won.count === 1 ? "right" : "spent";
  }
  await tx.code.update({ where: { id: code.id }, data: { tries: { increment: 1 }, triedAt: given.now } });
  return code.tries + 1 >= codeRules.triesPerCode ? "spent" : "wrong";
}

/** How long a right code lets its browser act on its link. */
const provenMinutes = 30;

/** Has this browser typed the right code for this link lately? */
export async function hasProven(
  tx: Pick<Tx, "code">,
  linkId: string,
  browserHash: string,
  now: Date,
): Promise<boolean> {
  return (
    (await tx.code.count({
      where: { linkId, browserHash, usedAt: { gt: new Date(now.getTime() - provenMinutes * 60_000) } },
    })) > 0
  );
}
/** Is a code to this link on its way to this browser? */
export async function hasAsked(
  tx: Pick<Tx, "code">,
  linkId: string,
  browserHash: string,
  now: Date,
): Promise<boolean> {
  return (await tx.code.count({ where: { linkId, browserHash, usedAt: null, expiresAt: { gt: now } } })) > 0;
}
