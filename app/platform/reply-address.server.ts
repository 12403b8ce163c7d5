// Addresses of our own that say what a message is about: REPLY_ADDRESS with a part after "+" that only we can make
// (sub-addressing, RFC 5233). Whoever writes to one has had the letter it stands in.
import { derive, env, sameText } from "./env.server";
import { isAddress } from "./swedish";

export type ReplyKind = "svar" | "retur";
const digest = (kind: ReplyKind, id: string) => derive("reply-address", `${kind}:${id}`);
const letters = "0123456789abcdefghijkmnopqrstvwxyz";
/** 65 bits: what is before the @ may be 64 octets in all (RFC 5321, 4.5.3.1.1). */
const mac = (kind: ReplyKind, id: string) =>
  Array.from(digest(kind, id).subarray(0, 13), (b) => letters[b & 31]).join("");
/** As it was until November 2026; letters with it are still answered. */
const longMac = (kind: ReplyKind, id: string) => digest(kind, id).toString("hex").slice(0, 20);

/** What is left for REPLY_ADDRESS before its @, beside the longest part that we add. */
export const replyLocalMost = 64 - "+retur-".length - 16 - "-".length - 13;
const localOctets = (address: string) => Buffer.byteLength(address.slice(0, address.lastIndexOf("@")));
export const replyAddressFits = (address: string): boolean =>
  isAddress(address) && localOctets(address) <= replyLocalMost;

/** "svar+svar-id-mac@…" for answers to one attendee's entry, "…+retur-…" for reports about one letter; null: there is no mailbox, or no room in its address. */
export function replyAddress(kind: ReplyKind, id: string): string | null {
  const own = env.replyAddress;
  if (!own || !replyAddressFits(own)) return null;
  const at = own.lastIndexOf("@");
  return `${own.slice(0, at)}+${kind}-${id}-${mac(kind, id)}${own.slice(at)}`;
}

/** What one of our addresses says; null: it is not one, or somebody has made it up. */
export function readReplyAddress(address: string): { kind: ReplyKind; id: string } | null {
  const found = /\+(svar|retur)-([0-9a-z]+)-([0-9a-z]{13}|[0-9a-f]{20})@/i.exec(address.toLowerCase());
  const [, kind, id = "", said = ""] = found ?? [];
  if (kind !== "svar" && kind !== "retur") return null;
  const right = said.length === 20 ? longMac(kind, id) : mac(kind, id);
  return sameText(right, said) ? { kind, id } : null;
}
