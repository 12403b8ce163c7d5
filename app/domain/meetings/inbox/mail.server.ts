// A message of the mailbox or a dropped file, read into what the rules ask of it. Whatever is in it, reading ends and throws nothing.
import { emailKey } from "~/platform/swedish";
import type { Reply } from "./rules";

interface Report {
  action: string;
  status: string;
  messageId: string | null;
}
export interface Read {
  from: string;
  subject: string;
  recipients: string[];
  automatic: boolean;
  /** Topmost first, unfolded. */
  authentication: string[];
  replies: Reply[] | null;
  report: Report | null;
}

const address = (uri: string): string => emailKey(uri.replace(/^mailto:/i, ""));

/** Every event of a calendar text as a reply; null: it is no calendar that can be read. */
export async function repliesIn(text: string): Promise<Reply[] | null> {
  const { default: ICAL } = await import("ical.js");
  try {
    const calendar = new ICAL.Component(ICAL.parse(text) as never);
    const method = String(calendar.getFirstPropertyValue("method") ?? "").toUpperCase();
    return calendar
      .getAllSubcomponents("vevent")
      .slice(0, 20)
      .flatMap((event): Reply[] => {
        const attendees = event.getAllProperties("attendee");
        const stamp = event.getFirstPropertyValue("dtstamp") as { toJSDate?: () => Date } | null;
        // A reply has the one who replies as its only attendee (RFC 5546, 3.2.3).
        if (attendees.length !== 1) return [];
        return [
          {
            method,
            uid: String(event.getFirstPropertyValue("uid") ?? ""),
            sequence: Number(event.getFirstPropertyValue("sequence") ?? 0),
            attendee: address(String(attendees[0]!.getFirstValue())),
            partstat: String(attendees[0]!.getParameter("partstat") ?? "").toUpperCase(),
            comment: String(event.getFirstPropertyValue("comment") ?? "").trim() || null,
            stampedAt: stamp?.toJSDate?.() ?? null,
          },
        ];
      });
  } catch {
    return null;
  }
}

/** The fields of a delivery report (RFC 3464): the per-recipient block that says failed, or the first. */
function reportIn(status: string, original: string): Report | null {
  const blocks = status.split(/\r?\n\r?\n/).map(
    (b) =>
      new Map(
        b
          .replace(/\r?\n[ \t]+/g, " ")
          .split(/\r?\n/)
          .flatMap((l): [string, string][] => {
            const at = l.indexOf(":");
            return at > 0 ? [[l.slice(0, at).trim().toLowerCase(), l.slice(at + 1).trim()]] : [];
          }),
      ),
  );
  const of =
    blocks.find((b) => b.get("action")?.toLowerCase() === "failed") ?? blocks.find((b) => b.has("action"));
  if (!of) return null;
  return {
    action: of.get("action")!.toLowerCase(),
    status: /\d\.\d{1,3}\.\d{1,3}/.exec(of.get("status") ?? "")?.[0] ?? "",
    messageId: /^message-id:\s*(<[^>\s]+>)/im.exec(original)?.[1] ?? null,
  };
}

export async function readMessage(raw: Buffer): Promise<Read> {
  const { simpleParser } = await import("mailparser");
  const mail = await simpleParser(raw, {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
  }).catch(() => null);
  const lines = (name: string) =>
    (mail?.headerLines ?? [])
      .filter((h) => h.key === name)
      .map((h) =>
        h.line
          .slice(h.line.indexOf(":") + 1)
          .replace(/\r?\n[ \t]+/g, " ")
          .trim(),
      );
  const recipients = ["to", "cc", "delivered-to", "x-original-to", "envelope-to"].flatMap((h) =>
    lines(h).flatMap((l) => l.match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? []),
  );
  const parts = mail?.attachments ?? [];
  const text = (type: RegExp, name?: RegExp) =>
    parts
      .filter((p) => type.test(p.contentType) || (name?.test(p.filename ?? "") ?? false))
      .map((p) => p.content.toString("utf8"));
  const calendars = text(/^(text\/calendar|application\/ics)$/i, /\.ics$/i);
  const status = text(/^message\/delivery-status$/i)[0];
  // Many clients send the calendar twice, as a part and as a file.
  const found = (await Promise.all([...new Set(calendars)].map(repliesIn))).flatMap((r) => r ?? []);
  const unique = [
    ...new Map(found.map((r) => [JSON.stringify([r.uid, r.sequence, r.attendee, r.partstat]), r])).values(),
  ];
  return {
    from: emailKey(mail?.from?.value[0]?.address ?? ""),
    subject: (mail?.subject ?? "").slice(0, 200),
    recipients,
    automatic: lines("auto-submitted").some((v) => !/^no\b/i.test(v)) || lines("x-autoreply").length > 0,
    authentication: lines("authentication-results"),
    replies: calendars.length > 0 ? unique : null,
    report: status ? reportIn(status, text(/^(message\/rfc822|text\/rfc822-headers)$/i).join("\n")) : null,
  };
}
