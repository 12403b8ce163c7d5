// One-time codes. A code belongs to an address *and* a browser: nobody's tries count on anybody else's code, so a stranger
// locks nobody out. Every code is long from the first one, so a stranger does not guess it either: with a million tries an
// hour at one address, from however many browsers, the chance is 1 in 200,000 (`npm run faults -- code_guess_success`).
import { been } from "~/platform/clock";
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
  /** A second press within this many seconds sends no second letter. */
  resendSeconds: 20,
  /** Letters to one address within an hour for browsers that never proved it. Beyond that they are sent at most so often … */
  lettersPerHour: 40,
  /** … and whoever asks in between has the code of the newest letter. */
  sharedSeconds: 60,
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
  const mine = await tx.code.findFirst({
    where: { emailKey: key, browserHash, purpose, linkId: linkId ?? null, createdAt: been(now) },
    orderBy: { createdAt: "desc" },
  });
  if (
    mine &&
    !mine.usedAt &&
    mine.tries < codeRules.triesPerCode &&
    now.getTime() - mine.createdAt.getTime() < codeRules.resendSeconds * 1000
  )
    return;
  const own = {
    id: nanoid(14),
    nonce: randomToken(9),
    letterOf: null,
    expiresAt: new Date(now.getTime() + codeRules.livesMinutes * 60_000),
  };
  const shared = await sharedLetter(tx, { purpose, key, browserHash, linkId: linkId ?? null, now });
  const code = await tx.code.create({
    data: {
      ...own,
      ...(shared && { nonce: shared.nonce, letterOf: shared.id, expiresAt: shared.expiresAt }),
      purpose,
      emailKey: key,
      browserHash,
      linkId: linkId ?? null,
      createdAt: now,
    },
  });
  if (shared) return;
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

/**
 * An address is not flooded with letters, and yet everybody who asks gets a code: when strangers have asked for many, a browser
 * that never proved the address has the code of a letter that was sent a moment ago. Tries are counted for each browser still.
 */
async function sharedLetter(
  tx: Tx,
  {
    purpose,
    key,
    browserHash,
    linkId,
    now,
  }: {
    purpose: CodePurpose;
    key: string;
    browserHash: string;
    linkId: string | null;
    now: Date;
  },
) {
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
  const letters = { emailKey: key, letterOf: null };
  if (await tx.code.count({ where: { emailKey: key, browserHash, usedAt: { not: null } } })) return null;
  const recent = await tx.code.count({ where: { ...letters, createdAt: { gt: ago(3600), ...been(now) } } });
  if (recent < codeRules.lettersPerHour) return null;
  return tx.code.findFirst({
    where: {
      ...letters,
      purpose,
      linkId,
      createdAt: { gt: ago(codeRules.sharedSeconds), ...been(now) },
      usedAt: null,
      expiresAt: { gt: now },
    },
    orderBy: { createdAt: "desc" },
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
      createdAt: been(given.now),
    },
    orderBy: { createdAt: "desc" },
  });
  if (!code || code.usedAt || code.expiresAt <= given.now || code.tries >= codeRules.triesPerCode)
    return "spent";
  const typed = given.code.replace(/[^0-9a-z]/gi, "").toUpperCase();
  if (sameText(typed, codeOf(code))) {
    const won = await tx.code.updateMany({
      where: { id: code.id, usedAt: null },
      data: { usedAt: given.now },
    });
    // What one letter said has been used: in no other browser does it work any more.
    const letter = code.letterOf ?? code.id;
    await tx.code.updateMany({
      where: {
        OR: [{ id: letter }, { letterOf: letter }],
        id: { not: code.id },
        expiresAt: { gt: given.now },
      },
      data: { expiresAt: given.now },
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
      where: {
        linkId,
        browserHash,
        usedAt: { gt: new Date(now.getTime() - provenMinutes * 60_000), ...been(now) },
      },
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
  return (
    (await tx.code.count({
      where: { linkId, browserHash, usedAt: null, expiresAt: { gt: now }, createdAt: been(now) },
    })) > 0
  );
}
