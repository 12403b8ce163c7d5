// Addresses of our own that say what a message is about: REPLY_ADDRESS with a part after "+" that only we can make
// (sub-addressing, RFC 5233). Whoever writes to one has had the letter it stands in.
import { derive, env, sameText } from "./env.server";

export type ReplyKind = "svar" | "retur";
const mac = (kind: ReplyKind, id: string) =>
  derive("reply-address", `${kind}:${id}`).toString("hex").slice(0, 20);

/** "svar+svar-id-mac@…" for answers to one attendee's entry, "…+retur-…" for reports about one letter; null: there is no mailbox. */
export function replyAddress(kind: ReplyKind, id: string): string | null {
  if (!env.replyAddress) return null;
  const at = env.replyAddress.lastIndexOf("@");
  return `${env.replyAddress.slice(0, at)}+${kind}-${id}-${mac(kind, id)}${env.replyAddress.slice(at)}`;
}

/** What one of our addresses says; null: it is not one, or somebody has made it up. */
export function readReplyAddress(address: string): { kind: ReplyKind; id: string } | null {
  const found = /\+(svar|retur)-([0-9a-z]+)-([0-9a-f]{20})@/i.exec(address.toLowerCase());
  if (!found) return null;
  const [kind, id] = [found[1] as ReplyKind, found[2]!];
  return sameText(mac(kind, id), found[3]!) ? { kind, id } : null;
}
