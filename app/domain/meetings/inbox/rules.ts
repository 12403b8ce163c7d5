// What a message in the mailbox means: an answer that counts, or why it waits for the strategist. Pure.
import type { Choice } from "../rules";

export type Why =
  | "unknownUid"
  | "wrongAttendee"
  | "oldSequence"
  | "wrongAddress"
  | "tentative"
  | "delegated"
  | "counter"
  | "cancelled"
  | "refresh"
  | "passedOn"
  | "noChoice"
  | "outlookOnly"
  | "started"
  | "closed"
  | "withdrawn"
  | "comment"
  | "standIn"
  | "noChange"
  | "unreadable"
  | "automatic"
  | "unclearReport"
  | "noEntry"
  | "refused";

/** A REPLY as it was read (RFC 5546, 3.2.3). */
export interface Reply {
  method: string;
  uid: string;
  sequence: number;
  attendee: string;
  partstat: string;
  /** Others whom the program sent along. */
  others: { attendee: string; partstat: string }[];
  comment: string | null;
  stampedAt: Date | null;
}
/** The entry it is about, with whose it is. Addresses are compared as keys. */
export interface About {
  sequence: number;
  state: string;
  addressKey: string;
  meetingState: string;
  started: boolean;
}
/** How it came: at the personal address of that attendee, by mail whose sender the receiving server vouches for, or dropped in by the strategist. */
export interface Came {
  personal: boolean;
  vouchedKey: string | null;
  dropped: boolean;
}

/** What else an attendee's program sends (RFC 5546, 3.2): no answer, but never nothing. */
const otherMethods: ReadonlyMap<string, Why> = new Map([
  ["COUNTER", "counter"],
  ["DECLINECOUNTER", "counter"],
  ["CANCEL", "cancelled"],
  ["REFRESH", "refresh"],
  ["REQUEST", "passedOn"],
  ["ADD", "passedOn"],
]);
/** The reply of the one whom the entry is for, among those whom the program sent along. */
export const replyFor = (reply: Reply, addressKey: string): Reply => {
  const own = reply.others.find((o) => o.attendee === addressKey);
  return own && reply.attendee !== addressKey ? { ...reply, ...own } : reply;
};

/** What is said without a yes or a no. */
const neither: ReadonlyMap<string, Why> = new Map([
  ["TENTATIVE", "tentative"],
  ["DELEGATED", "delegated"],
]);

/** null: it counts. The rule: UID, attendee and current SEQUENCE fit, and it came the right way. */
export function whyNot(reply: Reply, about: About | null, came: Came): Why | null {
  const other = otherMethods.get(reply.method);
  if (other) return other;
  if (reply.method !== "REPLY") return "unreadable";
  if (!about) return "unknownUid";
  if (reply.attendee !== about.addressKey) return "wrongAttendee";
  if (!came.personal && !came.dropped && came.vouchedKey !== about.addressKey) return "wrongAddress";
  if (reply.sequence !== about.sequence) return "oldSequence";
  if (about.state !== "invited") return "withdrawn";
  if (about.meetingState !== "convened") return "closed";
  if (about.started) return "started";
  if (reply.partstat === "ACCEPTED" || reply.partstat === "DECLINED") return null;
  // What a program does not know it is to take as NEEDS-ACTION (RFC 5545, 3.2.12).
  return neither.get(reply.partstat) ?? "noChoice";
}

/**
 * What the answer of a seat's holder makes of the organisation's answer; null: nothing changes. Whoever declines says so for the own seat
 * alone: what the organisation has said of somebody else stands.
 */
export function choiceBy(
  seat: "representative" | "deputy",
  comes: boolean,
  now: Choice | null,
  instead = false,
): Choice | null {
  const other = seat === "representative" ? "deputy" : "representative";
  if (comes) {
    if (now === seat || now === "both" || now === "standIn") return null;
    // A deputy who accepts beside a representative who comes: both do. A representative who comes after all needs no deputy.
    return seat === "deputy" && now === "representative" ? "both" : seat;
  }
  if (now === "both") return other;
  if (now === seat) return "nobody";
  return now === null && (seat === "representative" || instead) ? "nobody" : null;
}

/** A report in plain words, by its enhanced status code (RFC 3463). */
const statuses: readonly [RegExp, string][] = [
  [/^5\.1\.[0126]/, "Adressen finns inte"],
  [/^5\.(1\.[38]|4\.4)/, "Domänen i adressen finns inte"],
  [/^5\.2\.2/, "Brevlådan är full"],
  [/^5\.2\.1/, "Brevlådan är stängd"],
  [/^5\.3\.4|^5\.2\.3/, "Mejlet är för stort för mottagaren"],
  [/^4/, "Mottagarens server gick inte att nå i tid"],
  [/^5\.7/, "Mottagarens server tar inte emot mejlet"],
];
export function statusWords(status: string): string {
  const said = statuses.find(([codes]) => codes.test(status))?.[1];
  return `${said ?? "Mottagarens server kunde inte lämna mejlet"} (${status})`;
}

/**
 * The address that the receiving server vouches for (RFC 8601): only the topmost Authentication-Results is ours, and only if it bears our server's name.
 * null: nobody vouches. Headers newest first, `from` as a key.
 */
export function vouched(
  headers: readonly string[],
  authserv: string | undefined,
  from: string,
): string | null {
  const top = headers[0];
  if (!authserv || !top || !from) return null;
  const [by = "", ...parts] = top
    .replace(/\([^()]*\)/g, " ")
    .split(";")
    .map((p) => p.trim().replace(/\s+/g, " "));
  if (by.replace(/ .*/, "").toLowerCase() !== authserv.toLowerCase()) return null;
  const domain = from.slice(from.lastIndexOf("@") + 1);
  const passes = parts.some((p) => {
    const dmarc = /^dmarc=pass\b.*\bheader\.from=([^\s"]+)/i.exec(p)?.[1]?.toLowerCase();
    const dkim = /^dkim=pass\b.*\bheader\.d=([^\s"]+)/i.exec(p)?.[1]?.toLowerCase();
    return dmarc === domain || dkim === domain;
  });
  return passes ? from : null;
}
