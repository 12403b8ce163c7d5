import { paths } from "~/paths";
import { transact } from "~/platform/db.server";
import { env, randomToken, sha256 } from "~/platform/env.server";
import { nanoid } from "~/platform/ids";
import { asAddress } from "~/platform/swedish";
import { findAccount } from "~/domain/people/register.server";
import { requestCode, tryCode, type CodeAnswer } from "./codes.server";
import { allNetworks, heldLink, type NetworkPermit, type Permit, standingOf } from "./permits.server";
import { linkCodeLetter, signInLetter } from "./texts";
import { invalid } from "~/platform/refusal";

/** A session ends by itself after this many hours without a request, and after a day anyway. */
export const sessionRules = { idleHours: 8, longestHours: 24 } as const;

const holdsToday = (today: string) => (accountId: string) => {
  const { staff, seats } = standingOf(accountId, today);
  return staff.length + seats.length > 0;
};

/** "Skicka kod": the answer and its time are the same whether or not anybody has the address. */
export async function requestSignIn(
  permit: Permit<"signIn.use">,
  email: string,
  browserHash: string,
): Promise<void> {
  await transact(async (tx) => {
    const account = await findAccount(tx, email, holdsToday(permit.today));
    const [first] = allNetworks();
    const standing = account ? standingOf(account.id, permit.today) : standingOf("", permit.today);
    const known = standing.staff.length > 0 || standing.seats.length > 0;
    const network =
      allNetworks().find((n) => [...standing.staff, ...standing.seats].some((s) => s.networkId === n.id)) ??
      first;
    await requestCode(tx, {
      purpose: "signIn",
      email,
      browserHash,
      now: permit.now,
      letter: {
        ...signInLetter(env.baseUrl + paths.signInCode({ email: asAddress(email) }), network),
        kind: "signInCode",
        withheld: !known,
        networkId: network?.id,
        senderName: network ? `${network.shortName} ${network.countyName}` : "Länsstyrelsen",
        replyTo: network?.mailbox ?? env.mailFrom,
      },
    });
  });
}

/** Checks the code and opens a session; the token goes into the browser's cookie and is hashed here. */
export async function signIn(
  permit: Permit<"signIn.use">,
  given: { email: string; code: string; browserHash: string },
): Promise<{ token: string } | Exclude<CodeAnswer, "right">> {
  return transact(async (tx) => {
    const answer = await tryCode(tx, { purpose: "signIn", ...given, now: permit.now });
    if (answer !== "right") return answer;
    const account = await findAccount(tx, given.email, holdsToday(permit.today));
    if (!account) return "wrong";
    const standing = standingOf(account.id, permit.today);
    if (standing.staff.length + standing.seats.length === 0) return "wrong";
    // Whoever signs in anew in the same browser leaves what they were signed in as.
    await tx.session.updateMany({
      where: { id: permit.account?.sessionId ?? "", endedAt: null },
      data: { endedAt: permit.now },
    });
    const token = randomToken();
    await tx.session.create({
      data: {
        id: nanoid(),
        tokenHash: sha256(token),
        accountId: account.id,
        browserHash: given.browserHash,
        strength: "email",
        createdAt: permit.now,
        seenAt: permit.now,
        expiresAt: new Date(permit.now.getTime() + sessionRules.longestHours * 3_600_000),
      },
    });
    return { token };
  });
}

export async function signOut(permit: Permit<"me.see">): Promise<void> {
  await transact((tx) =>
    tx.session.updateMany({ where: { id: permit.account?.sessionId }, data: { endedAt: permit.now } }),
  );
}

/** A code to the address of a replacement link, before a seat is ended by it. */
export async function requestLinkCode(
  permit: NetworkPermit<"seat.leave">,
  browserHash: string,
): Promise<void> {
  const link = heldLink(permit);
  await transact((tx) =>
    requestCode(tx, {
      purpose: "signature",
      email: link.email,
      browserHash,
      linkId: link.id,
      now: permit.now,
      letter: {
        ...linkCodeLetter(permit.network),
        kind: "linkCode",
        networkId: permit.network.id,
        senderName: permit.network.authority,
        replyTo: permit.network.mailbox,
      },
    }),
  );
}
export async function enterLinkCode(
  permit: NetworkPermit<"seat.leave">,
  code: string,
  browserHash: string,
): Promise<void> {
  const link = heldLink(permit);
  const answer = await transact((tx) =>
    tryCode(tx, {
      purpose: "signature",
      email: link.email,
      browserHash,
      linkId: link.id,
      code,
      now: permit.now,
    }),
  );
  if (answer === "wrong") throw invalid({ code: ["Koden stämmer inte. Jämför med det senaste mejlet."] });
  if (answer === "spent") throw invalid({ code: ["Koden gäller inte längre. Be om en ny kod."] });
}
