// A message of the mailbox or a dropped file, read into what the rules ask of it. Whatever is in it, reading ends and throws nothing.
import type { ParsedMail } from "mailparser";
import { textOf, unfoldedTextOf } from "~/platform/decode";
import { clean, emailKey } from "~/platform/swedish";
import { repliesIn } from "./calendar-text";
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
  /** What it says lies in a winmail.dat (TNEF) or a .msg, which Outlook alone reads. */
  outlookOnly: boolean;
  /** Topmost first, unfolded. */
  authentication: string[];
  replies: Reply[] | null;
  report: Report | null;
}

/** Headers by which programs say that nobody wrote this (RFC 3834, and what Exchange, Outlook and others used before it). */
function saysItself(header: (name: string) => string[], reportType: string): boolean {
  return (
    /^disposition-notification$/i.test(reportType) ||
    header("auto-submitted").some((v) => !/^no\b/i.test(v)) ||
    ["x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-response-suppress"].some(
      (name) => header(name).length > 0,
    ) ||
    header("precedence").some((v) => /^(auto_reply|bulk|junk)\b/i.test(v)) ||
    header("return-path").some((v) => v === "<>")
  );
}
/** The same by the subject, for those that set no header: Outlook's and others' words in the languages that come here. */
const automaticSubject =
  /^\s*(autosvar|automatiskt svar|frånvaromeddelande|automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office|automaattinen vastaus|automatisk svar|abwesend|automatische antwort)\s*:/i;

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
  const told = blocks.flatMap((b) => {
    const action = b.get("action")?.toLowerCase();
    return action === undefined ? [] : [{ action, status: b.get("status") ?? "" }];
  });
  const of = told.find((b) => b.action === "failed") ?? told[0];
  if (!of) return null;
  return {
    action: of.action,
    status: /\d\.\d{1,3}\.\d{1,3}/.exec(of.status)?.[0] ?? "",
    messageId: /^message-id:\s*(<[^>\s]+>)/im.exec(original)?.[1] ?? null,
  };
}

const paramsOf = (headers: ReadonlyMap<string, unknown> | undefined): Partial<Record<string, string>> =>
  (headers?.get("content-type") as { params?: Record<string, string> } | undefined)?.params ?? {};

/** Messages within messages that are looked into, and how many of each. */
const [mostDeep, mostForwarded] = [3, 20];

type Mail = ParsedMail | null;
const headersOf = (mail: Mail) => (name: string) =>
  (mail?.headerLines ?? [])
    .filter((h) => h.key === name)
    .map((h) =>
      h.line
        .slice(h.line.indexOf(":") + 1)
        .replace(/\r?\n[ \t]+/g, " ")
        .trim(),
    );
const recipientsIn = (header: (name: string) => string[]): string[] =>
  ["to", "cc", "delivered-to", "x-original-to", "envelope-to"].flatMap((h) =>
    header(h).flatMap((l) => l.split(/[\s<>,;"]+/).filter((word) => /^[^@]+@./.test(word))),
  );
const partsOf = (mail: Mail) => (type: RegExp, name?: RegExp) =>
  (mail?.attachments ?? []).filter(
    (p) => type.test(p.contentType) || (name?.test(p.filename ?? "") ?? false),
  );
type Parts = ReturnType<typeof partsOf>;

/** What lies in calendars; many clients send the same twice, as a part and as a file. Null where there is no calendar. */
function repliesOf(such: Parts, forwarded: readonly Read[]): Reply[] | null {
  const calendars = such(/^(text\/(x-)?v?calendar|application\/ics)$/i, /\.(ics|vcs)$/i);
  if (calendars.length === 0 && !forwarded.some((m) => m.replies)) return null;
  const found = calendars.flatMap((p) => {
    const { charset, method } = paramsOf(p.headers);
    return repliesIn(unfoldedTextOf(p.content, charset), method) ?? [];
  });
  found.push(...forwarded.flatMap((m) => m.replies ?? []));
  return [
    ...new Map(found.map((r) => [JSON.stringify([r.uid, r.sequence, r.attendee, r.partstat]), r])).values(),
  ];
}
/** A reply that was forwarded lies in a message of its own; what a report carries along is our own letter. */
const forwardedIn = (such: Parts, depth: number): Promise<Read[]> =>
  Promise.all(
    such(/^message\/(rfc822|global)$/i, /\.eml$/i)
      .slice(0, depth < mostDeep ? mostForwarded : 0)
      .map((p) => readMessage(p.content, depth + 1)),
  );

export async function readMessage(raw: Buffer, depth = 0): Promise<Read> {
  const { simpleParser } = await import("mailparser");
  const mail = await simpleParser(raw, {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
  }).catch(() => null);
  const header = headersOf(mail);
  const such = partsOf(mail);
  const text = (type: RegExp) => such(type).map((p) => textOf(p.content, paramsOf(p.headers).charset));
  const status = text(/^message\/(global-)?delivery-status$/i)[0];
  const forwarded = status === undefined ? await forwardedIn(such, depth) : [];
  const originals = text(/^(message\/(rfc822|global(-headers)?)|text\/rfc822-headers)$/i);
  const subject = clean(mail?.subject ?? "");
  return {
    from: emailKey(mail?.from?.value[0]?.address ?? ""),
    subject: subject.slice(0, 200),
    recipients: recipientsIn(header),
    automatic:
      saysItself(header, paramsOf(mail?.headers)["report-type"] ?? "") ||
      such(/^message\/(global-)?disposition-notification$/i).length > 0 ||
      automaticSubject.test(subject),
    outlookOnly:
      such(/^application\/((vnd\.)?ms-tnef|vnd\.ms-outlook)$/i, /^winmail\.dat$|\.msg$/i).length > 0 ||
      forwarded.some((m) => m.outlookOnly),
    authentication: header("authentication-results"),
    replies: repliesOf(such, forwarded),
    report: status === undefined ? null : reportIn(status, originals.join("\n")),
  };
}
