// What a mail server says of a letter: in a report by the rules (RFC 3464), or in words of its own. Pure.

export interface Report {
  /** Empty: it is about a letter, but not to be read what became of it. */
  action: string;
  status: string;
  messageId: string | null;
}

/** Comments may stand in every field (RFC 822): "failed (unknown user)". */
const uncommented = (value: string): string => value.replace(/\([^()]*\)/g, " ").trim();
const messageIdIn = (original: string): string | null =>
  /^[>\s]*message-id:\s*(<[^>\s]+>)/im.exec(original)?.[1] ?? null;

/** The fields of a delivery report: the per-recipient block that says failed, or the first. */
export function reportIn(status: string, original: string): Report {
  const blocks = status.split(/\r?\n[ \t]*\r?\n/).map(
    (b) =>
      new Map(
        b
          .replace(/\r?\n[ \t]+/g, " ")
          .split(/\r?\n/)
          .flatMap((l): [string, string][] => {
            const at = l.indexOf(":");
            return at > 0 ? [[l.slice(0, at).trim().toLowerCase(), uncommented(l.slice(at + 1))]] : [];
          }),
      ),
  );
  const told = blocks.flatMap((b) => {
    const action = b.get("action")?.toLowerCase();
    return action === undefined ? [] : [{ action, status: b.get("status") ?? "" }];
  });
  const of = told.find((b) => b.action === "failed") ?? told[0];
  return {
    action: of?.action ?? "",
    status: /\d\.\d{1,3}\.\d{1,3}/.exec(of?.status ?? "")?.[0] ?? "",
    messageId: messageIdIn(original),
  };
}

/** Who sends such words: a server in its own name. */
const servers =
  /(^|[\s<"'(])(mailer-?daemon|postmaster|mdaemon|microsoftexchange[0-9a-f]{32})(?=[@\s>"')]|$)|mail delivery (sub)?system/i;
/** What they are called, by the servers that come here and in our language. */
const subjects =
  /^\s*(undeliver(able|ed)|non-?deliver|failure notice|delivery (status )?(notification|failure|failed|has failed)|mail (delivery|system) (failed|failure|error)|(mail|message|e-?mail) (could not be|was not|not) delivered|returned mail|warning: (message|could not)|olevererbar|oleveransbar|kunde inte lever|(meddelandet|mejlet|e-?postmeddelandet) (kunde|kan|gick) inte)/i;
/** It waits on its way, or may: not yet one that did not arrive. */
const waits = /\bdelay|\bwarning\b|fördröj|försen/i;

interface Words {
  from: string;
  subject: string;
  text: string;
  /** X-Failed-Recipients, as Exim and Google write it. */
  failed: boolean;
  /** Called a delivery report, though there is none in it. */
  declared: boolean;
}
/**
 * What came back without a report by the rules. Sure are Exim's header and qmail's first words (QSBMF), which are there for what failed for
 * good; all else the strategist reads. Null: it is nothing that came back.
 */
export function bounceIn({ from, subject, text, failed, declared }: Words, original: string): Report | null {
  const qmail = /^\s*Hi\. This is the .{1,80} (?:program|deamon|daemon|server)\b/i.test(text);
  if (!failed && !qmail && !declared && !servers.test(from) && !subjects.test(subject)) return null;
  const begins = text.slice(0, 1500);
  const sure = (failed || qmail) && !waits.test(subject) && !waits.test(begins);
  return {
    action: sure ? "failed" : "",
    status: /(?<![\d.])[45]\.[0-7]\.\d{1,3}(?!\.?\d)/.exec(begins)?.[0] ?? "",
    messageId: messageIdIn(original) ?? messageIdIn(text),
  };
}
