// A real SMTP server on loopback; what it has accepted is read with a real parser.
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";
import type { AddressInfo } from "node:net";

export interface MailServer {
  url: string;
  received: ParsedMail[];
  port: number;
  close(): Promise<void>;
  waitFor(match: (m: ParsedMail) => boolean): Promise<ParsedMail>;
}

export type Step = "greeting" | "login" | "sender";
const refusals: Record<Step, [number, string]> = {
  greeting: [554, "Tjänsten är stängd"],
  login: [535, "Fel lösenord"],
  sender: [550, "Avsändaren får inte skicka"],
};

/** `beforeAnswer` may hold or refuse the answer after DATA; `refuseAt` refuses us, whoever the letter is to. */
export async function startMailServer(
  options: {
    port?: number;
    beforeAnswer?: (mail: ParsedMail) => Promise<void> | void;
    refuse?: (address: string) => boolean;
    refuseAt?: (step: Step) => boolean;
  } = {},
): Promise<MailServer> {
  const received: ParsedMail[] = [];
  const waiting = new Set<() => void>();
  const refusal = (step: Step) =>
    options.refuseAt?.(step)
      ? Object.assign(new Error(refusals[step][1]), { responseCode: refusals[step][0] })
      : null;
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    closeTimeout: 300,
    onConnect: (_, done) => done(refusal("greeting")),
    onMailFrom: (_, __, done) => done(refusal("sender")),
    onAuth(auth, _, done) {
      const no = refusal("login");
      if (no) done(no);
      else done(null, { user: auth.username });
    },
    onRcptTo(address, _, done) {
      if (options.refuse?.(address.address))
        done(Object.assign(new Error("Mottagaren finns inte"), { responseCode: 550 }));
      else done();
    },
    onData(stream, _, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (c: Buffer) => chunks.push(c));
      stream.on(
        "end",
        () =>
          void (async () => {
            const mail = await simpleParser(Buffer.concat(chunks));
            received.push(mail);
            for (const look of waiting) look();
            try {
              await options.beforeAnswer?.(mail);
              done();
            } catch (error) {
              done(error as Error);
            }
          })(),
      );
    },
  });
  server.on("error", () => {});
  await new Promise<void>((ready) => server.listen(options.port ?? 0, "127.0.0.1", ready));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    port,
    close: () => new Promise((closed) => server.close(() => closed())),
    waitFor: (match) =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`no such letter among: ${received.map((m) => m.subject).join(" | ")}`));
        }, 20_000);
        const look = () => {
          const found = received.find(match);
          if (found) {
            clearTimeout(limit);
            waiting.delete(look);
            resolve(found);
          }
        };
        waiting.add(look);
        look();
      }),
  };
}
