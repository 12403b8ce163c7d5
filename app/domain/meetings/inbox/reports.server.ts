// Reports about letters of ours: what came back, or waits, and what that makes of the letter.
import { db, transact } from "~/platform/db.server";
import { readReplyAddress } from "~/platform/reply-address.server";
import type { Read } from "./mail.server";
import { statusWords, type Why } from "./rules";

/** What is kept of a message. */
export interface Noted {
  kind: "reply" | "report" | "other";
  state: "waiting" | "counted" | "settled";
  why: Why | null;
  networkId: string | null;
  attendeeId?: string;
  letterId?: string;
  partstat?: string;
  comment?: string | null;
  hidden?: boolean;
}

/** The letter that a report is about: by the address it came back to, or by what the report names. */
async function letterOf({ recipients, report }: Read) {
  const tagged = recipients.map(readReplyAddress).find((r) => r?.kind === "retur")?.id;
  if (tagged) return db.letter.findFirst({ where: { id: tagged } });
  return report?.messageId ? db.letter.findFirst({ where: { messageId: report.messageId } }) : null;
}

/** A report about a letter of ours: one that failed for good is shown as such, a delay or an automatic answer is only noted. */
export async function weighReport(message: Read): Promise<Noted> {
  const letter = await letterOf(message);
  const person = letter?.personId
    ? await db.person.findUnique({ where: { id: letter.personId }, select: { protected: true } })
    : null;
  const noted = { networkId: letter?.networkId ?? null, letterId: letter?.id, hidden: person?.protected };
  const kind = letter ? "report" : "other";
  // What has only an envelope with nobody to answer may be either: an answer by a program, or a letter that came back in words we do not know.
  if (!message.report && message.automatic === "said")
    return { ...noted, kind, state: "settled", why: "automatic" };
  if (!message.report || !letter)
    return { ...noted, kind, state: "waiting", why: letter ? "unclearReport" : "noEntry" };
  const { action, status } = message.report;
  if (action === "failed") {
    await transact((tx) =>
      tx.letter.updateMany({
        where: { id: letter.id, state: "sent" },
        data: { state: "failed", error: statusWords(status || "5.0.0"), settledAt: null },
      }),
    );
    return { ...noted, kind: "report", state: "counted", why: null };
  }
  return {
    ...noted,
    kind: "report",
    state: ["delayed", "delivered", "relayed", "expanded"].includes(action) ? "settled" : "waiting",
    why: "unclearReport",
  };
}
