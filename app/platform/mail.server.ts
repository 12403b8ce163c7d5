// How a letter leaves the house: real SMTP where SMTP_URL is set, otherwise the built-in demo mailbox.
import type { Transporter } from "nodemailer";
import { transact } from "./db.server";
import { env } from "./env.server";

interface Mail {
  messageId: string;
  to: string;
  from: { name: string; address: string };
  replyTo: string;
  subject: string;
  text: string;
  html: string;
  at: Date;
  /** Where delivery reports go; null: to the sender's address. */
  bounceTo: string | null;
  /** A calendar entry, as the text of a text/calendar part. */
  calendar?: { method: string; content: string };
}
export interface Transport {
  readonly kind: "smtp" | "demo";
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** A refusal that another try will not mend: of the recipient, or of what the letter says. */
export class Undeliverable extends Error {}
interface Refused {
  code?: string;
  command?: string;
  responseCode?: number;
  message: string;
}
/** Refused greetings, passwords and senders are the server's or ours to put right, and no letter's fault. */
const isFinal = ({ code, command, responseCode = 0 }: Refused) =>
  responseCode >= 500 &&
  responseCode < 600 &&
  (code === "EMESSAGE" || (code === "EENVELOPE" && command === "RCPT TO"));

let smtp: { url: string; transporter: Transporter } | null = null;

async function smtpTransport(url: string): Promise<Transport> {
  if (smtp?.url !== url) {
    smtp?.transporter.close();
    const { createTransport } = await import("nodemailer");
    const u = new URL(url);
    const options = {
      pool: true as const,
      maxConnections: 5,
      maxMessages: Infinity,
      host: u.hostname,
      port: Number(u.port) || (u.protocol === "smtps:" ? 465 : 587),
      secure: u.protocol === "smtps:",
      auth: u.username
        ? { user: decodeURIComponent(u.username), pass: decodeURIComponent(u.password) }
        : undefined,
      connectionTimeout: 15_000,
      greetingTimeout: 15_000,
      socketTimeout: 60_000,
      tls: u.searchParams.get("tls") === "insecure" ? { rejectUnauthorized: false } : undefined,
    };
    smtp = { url, transporter: createTransport(options) };
  }
  const { transporter } = smtp;
  return {
    kind: "smtp",
    async send({ at, calendar, bounceTo, ...mail }) {
      try {
        // One recipient; Auto-Submitted after RFC 3834.
        await transporter.sendMail({
          ...mail,
          date: at,
          envelope: bounceTo ? { from: bounceTo, to: mail.to } : undefined,
          icalEvent: calendar && { ...calendar, filename: "kallelse.ics" },
          headers: { "Auto-Submitted": "auto-generated" },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
      } catch (error) {
        throw isFinal(error as Refused) ? new Undeliverable((error as Refused).message) : error;
      }
    },
    close() {
      transporter.close();
      smtp = null;
    },
  };
}

/** The demo mailbox knows every address but these, so that a letter that does not arrive can be seen too. */
const bouncing = /@studsar\.example$/i;
const demo: Transport = {
  kind: "demo",
  async send({ from, messageId, to, replyTo, subject, text, html, at, calendar }) {
    if (bouncing.test(to)) throw new Undeliverable("550 5.1.1 Mottagaren finns inte");
    await transact((tx) =>
      tx.demoLetter.create({
        data: {
          messageId,
          to,
          from: `${from.name} <${from.address}>`,
          replyTo,
          subject,
          text,
          html,
          receivedAt: at,
          calendar: calendar?.content ?? null,
        },
      }),
    );
  },
  close() {},
};

/** Without a mail server, and where this is not the demo, a letter waits in the outbox. */
export async function transport(): Promise<Transport> {
  if (env.smtpUrl) return smtpTransport(env.smtpUrl);
  if (env.demoMailbox) return demo;
  throw new Error("SMTP_URL saknas");
}
export function closeTransport(): void {
  smtp?.transporter.close();
  smtp = null;
}
