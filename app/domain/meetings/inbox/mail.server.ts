// A message of the mailbox or a dropped file, read into what the rules ask of it. Whatever is in it, reading ends and throws nothing.
import type { ParsedMail } from "mailparser";
import { textOf, unfoldedTextOf } from "~/platform/decode";
import { clean, emailKey } from "~/platform/swedish";
import { bounceIn, reportIn, type Report } from "./bounces";
import { repliesIn } from "./calendar-text";
import type { Reply } from "./rules";

export interface Read {
  from: string;
  subject: string;
  recipients: string[];
  /** Nobody wrote it: it says so itself, or only its envelope has nobody to answer, as that of an answer by a program and of what came back. */
  automatic: "said" | "envelope" | null;
  /** What it says lies in a winmail.dat (TNEF) or a .msg, which Outlook alone reads. */
  outlookOnly: boolean;
  /** Topmost first, unfolded. */
  authentication: string[];
  replies: Reply[] | null;
  report: Report | null;
}

/** Headers by which programs say that nobody wrote this (RFC 3834, and what Exchange, Outlook and others used before it). */
function saysItself(header: (name: string) => string[]): boolean {
  return (
    header("auto-submitted").some((v) => !/^no\b/i.test(v)) ||
    ["x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-response-suppress"].some(
      (name) => header(name).length > 0,
    ) ||
    header("precedence").some((v) => /^(auto_reply|bulk|junk)\b/i.test(v))
  );
}
/** The same by the subject, for those that set no header: Outlook's and others' words in the languages that come here. */
const automaticSubject =
  /^\s*(autosvar|automatiskt svar|frånvaromeddelande|automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office|automaattinen vastaus|automatisk svar|abwesend|automatische antwort)\s*:/i;

const paramsOf = (headers: ReadonlyMap<string, unknown> | undefined): Partial<Record<string, string>> =>
  (headers?.get("content-type") as { params?: Record<string, string> } | undefined)?.params ?? {};

function automaticOf(said: boolean, header: (name: string) => string[]): Read["automatic"] {
  if (said) return "said";
  return header("return-path").some((v) => /^<\s*>/.test(v)) ? "envelope" : null;
}

/** So much of a text is read for what came back. */
const mostWords = 200_000;
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

const calendar = [/^(text\/(x-)?v?calendar|application\/ics)$/i, /\.(ics|vcs)$/i] as const;
/** What lies in calendars; many clients send the same twice, as a part and as a file. Null where there is no calendar. */
function repliesOf(such: Parts, forwarded: readonly Read[]): Reply[] | null {
  const calendars = such(...calendar);
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

const reportTypeOf = (mail: Mail): string => paramsOf(mail?.headers)["report-type"] ?? "";
/** What a server says of a letter of ours; never what comes with an answer in a calendar, and no receipt. */
function reportOf(mail: Mail, subject: string, receipt: boolean): Report | null {
  const [header, such] = [headersOf(mail), partsOf(mail)];
  const text = (type: RegExp) => such(type).map((p) => textOf(p.content, paramsOf(p.headers).charset));
  const originals = text(/^(message\/(rfc822|global(-headers)?)|text\/rfc822-headers)$/i).join("\n");
  const status = text(/^message\/(global-)?delivery-status$/i)[0];
  if (status !== undefined) return reportIn(status, originals);
  if (receipt || such(...calendar).length > 0) return null;
  const words = {
    from: header("from").join(" "),
    subject,
    text: (mail?.text ?? "").slice(0, mostWords),
    failed: header("x-failed-recipients").length > 0,
    declared: /^delivery-status$/i.test(reportTypeOf(mail)),
  };
  return bounceIn(words, originals);
}

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
  const subject = clean(mail?.subject ?? "");
  const receipt =
    /^disposition-notification$/i.test(reportTypeOf(mail)) ||
    such(/^message\/(global-)?disposition-notification$/i).length > 0;
  const report = reportOf(mail, subject, receipt);
  const forwarded = report ? [] : await forwardedIn(such, depth);
  return {
    from: emailKey(mail?.from?.value[0]?.address ?? ""),
    subject: subject.slice(0, 200),
    recipients: recipientsIn(header),
    automatic: automaticOf(receipt || saysItself(header) || automaticSubject.test(subject), header),
    outlookOnly:
      such(/^application\/((vnd\.)?ms-tnef|vnd\.ms-outlook)$/i, /^winmail\.dat$|\.msg$/i).length > 0 ||
      forwarded.some((m) => m.outlookOnly),
    authentication: header("authentication-results"),
    replies: repliesOf(such, forwarded),
    report,
  };
}
