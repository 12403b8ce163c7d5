// The secret address of a meeting's code on the wall: derived, so that the poster can be printed again; only its digest is looked up.
import { derive, randomToken, sha256 } from "~/platform/env.server";
import { row, type Tx } from "~/platform/db.server";
import { meetingRow, type MeetingRow } from "../queries.server";

const tokenOf = (id: string, nonce: string) =>
  derive("check-in", `${id}:${nonce}`).subarray(0, 12).toString("base64url");

/** The meeting's token as it stands; null: none has been made. */
export function checkInToken(meetingId: string): string | null {
  const nonce = row<{ checkInNonce: string | null }>(
    "SELECT checkInNonce FROM Meeting WHERE id = ?",
    meetingId,
  )?.checkInNonce;
  return nonce ? tokenOf(meetingId, nonce) : null;
}
/** A new address; the one before it leads nowhere from now on. */
export async function newCheckIn(tx: Tx, meetingId: string): Promise<void> {
  const nonce = randomToken(9);
  await tx.meeting.update({
    where: { id: meetingId },
    data: { checkInNonce: nonce, checkInHash: sha256(tokenOf(meetingId, nonce)) },
  });
}
export function meetingByCheckIn(token: string): (MeetingRow & { networkId: string }) | null {
  const found = row<{ id: string; networkId: string }>(
    "SELECT id, networkId FROM Meeting WHERE checkInHash = ? AND state = 'convened'",
    sha256(token),
  );
  return found ? { ...meetingRow(found.networkId, found.id), networkId: found.networkId } : null;
}
