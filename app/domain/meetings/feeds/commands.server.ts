// A calendar's own secret address. It is derived, not stored, and works until it is revoked.
import { transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { derive, randomToken, sha256 } from "~/platform/env.server";
import { nanoid } from "~/platform/ids";
import { accountOf, type Permit } from "~/domain/access/permits.server";

export const feedToken = (id: string, nonce: string): string =>
  derive("feed", `${id}:${nonce}`).subarray(0, 24).toString("base64url");

/** A new address; the one before stops working. */
export async function makeFeed(permit: Permit<"me.see">): Promise<void> {
  const id = nanoid(14);
  const nonce = randomToken(9);
  await transact(async (tx) => {
    await tx.feed.updateMany({
      where: { accountId: accountOf(permit).id, revokedAt: null },
      data: { revokedAt: permit.now },
    });
    await tx.feed.create({
      data: {
        id,
        nonce,
        tokenHash: sha256(feedToken(id, nonce)),
        accountId: accountOf(permit).id,
        createdAt: permit.now,
      },
    });
    await announce(tx, permit, { kind: "feed.made", networkId: null, subjectType: "feed", subjectId: id });
  });
}
export async function revokeFeed(permit: Permit<"me.see">): Promise<void> {
  await transact(async (tx) => {
    await tx.feed.updateMany({
      where: { accountId: accountOf(permit).id, revokedAt: null },
      data: { revokedAt: permit.now },
    });
    await announce(tx, permit, {
      kind: "feed.revoked",
      networkId: null,
      subjectType: "account",
      subjectId: accountOf(permit).id,
    });
  });
}
