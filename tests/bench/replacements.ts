// Replacements signed over HTTP by the way a manager goes: the link of the letter, the code of the next letter, the
// signature; timed from the signing POST until the strategist's letter is accepted by the mail server.
import Database from "better-sqlite3";
import { performance } from "node:perf_hooks";
import "../../app/domain/reactions.server";
import { networkById, permit, type NetworkPermit } from "../../app/domain/access/permits.server";
import type { Permission } from "../../app/domain/access/matrix";
import { saveDraft } from "../../app/domain/commitments/commands.server";
import { begin, send } from "../../app/domain/commitments/drafting/commands.server";
import { draftSchema } from "../../app/domain/commitments/schema";
import { now, today } from "../../app/platform/clock";
import { closeDatabase, db } from "../../app/platform/db.server";
import { sha256 } from "../../app/platform/env.server";
import type { MailServer } from "../setup/mailserver";
import { pause } from "./measure";
import { mailbox, strategist } from "./seed";

type Mail = MailServer["received"][number];
const addressOf = (mail: Mail) => [mail.to].flat()[0]?.value[0]?.address ?? "";

/** Tells when a letter was accepted to whoever waits for it. */
export class Postbox {
  private waiting = new Set<{
    match: (m: Mail) => boolean;
    done: (found: { mail: Mail; at: number }) => void;
  }>();
  readonly accepted: { mail: Mail; at: number }[] = [];
  readonly accept = (mail: Mail): void => {
    const found = { mail, at: performance.now() };
    this.accepted.push(found);
    for (const w of this.waiting)
      if (w.match(mail)) {
        this.waiting.delete(w);
        w.done(found);
      }
  };
  next(match: (m: Mail) => boolean): Promise<{ mail: Mail; at: number }> {
    return new Promise((done, fail) => {
      const waiter = {
        match,
        done: (found: { mail: Mail; at: number }) => {
          clearTimeout(limit);
          done(found);
        },
      };
      const limit = setTimeout(() => {
        this.waiting.delete(waiter);
        fail(
          new Error(
            `no such letter within 30 s; the last was ${this.accepted.at(-1)?.mail.subject ?? "none"}`,
          ),
        );
      }, 30_000);
      this.waiting.add(waiter);
    });
  }
}

/** Begins, fills in and sends replacements by the product's own commands while the server runs; its worker sends the letters. */
export async function prepare(
  networkId: string,
  organisationIds: readonly string[],
  count: number,
): Promise<void> {
  const account = await db.account.findUniqueOrThrow({ where: { email: strategist } });
  const may = <P extends Permission>(permission: P) =>
    permit(
      permission,
      {
        account: { id: account.id, email: account.email, sessionId: "", strength: "email", name: null },
        link: null,
        now: now(),
      },
      networkById(networkId),
    ) as NetworkPermit<P>;
  for (let i = 0; i < count; i++) {
    const organisationId = organisationIds[i % organisationIds.length]!;
    const seat = i < organisationIds.length ? "representative" : "deputy";
    const id = await begin(may("replacement.start"), organisationId, seat, true);
    const term = await db.managerTerm.findFirstOrThrow({ where: { organisationId, seat, untilOn: null } });
    const manager = { name: term.name, title: term.title ?? "", email: term.email ?? "" };
    const comer = {
      name: `Nya Personen ${i}`,
      title: "Handläggare",
      email: `ny${i}@${term.email!.split("@")[1]!}`,
    };
    const draft = draftSchema.parse({
      [seat]: comer,
      [seat === "deputy" ? "deputyManager" : "manager"]: manager,
      startOn: today(),
      filler: { name: "Stina Strömbäck", email: strategist },
      channels: [{ name: "Ledningsgruppen", purpose: "both", frequency: "varje månad" }],
    });
    const before = await db.commitment.findUniqueOrThrow({ where: { id }, select: { version: true } });
    await saveDraft(may("commitment.fill"), id, draft, before.version);
    await send(may("commitment.fill"), id, before.version + 1);
  }
  await closeDatabase();
}

/** Waits until the server's worker has sent every letter and sealed every form. */
export async function drained(database: string): Promise<void> {
  const native = new Database(database, { readonly: true });
  const left = native
    .prepare(
      "SELECT (SELECT count(*) FROM Letter WHERE state IN ('queued', 'sending')) + (SELECT count(*) FROM Work WHERE doneAt IS NULL)",
    )
    .pluck();
  const failing = native
    .prepare("SELECT error FROM Work WHERE doneAt IS NULL AND attempts > 0 LIMIT 1")
    .pluck();
  for (let i = 0; (left.get() as number) > 0; i++) {
    const error = failing.get() as string | undefined;
    if (i > 1500 || error) throw new Error(`the outbox was not emptied: ${error ?? "letters are left"}`);
    await pause(200);
  }
  native.close();
}

async function post(
  url: string,
  origin: string,
  jar: Map<string, string>,
  fields: Record<string, string>,
): Promise<Response> {
  const answer = await fetch(url, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams(fields).toString(),
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      Origin: origin,
      ...(jar.size ? { Cookie: [...jar].map(([k, v]) => `${k}=${v}`).join("; ") } : {}),
    },
  });
  for (const line of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
    jar.set(name!, value!);
  }
  await answer.arrayBuffer();
  if (answer.status !== 303)
    throw new Error(
      `${new URL(url).pathname.replace(/\/underskrift\/[^/]+/, "/underskrift/…")} answered ${answer.status}`,
    );
  return answer;
}

/** Signs every replacement that waits; the milliseconds of each. */
export async function signAll(base: string, box: Postbox, database: string): Promise<number[]> {
  const native = new Database(database, { readonly: true });
  const commitmentOf = native.prepare("SELECT commitmentId FROM Link WHERE tokenHash = ?").pluck();
  const asked = box.accepted.flatMap(({ mail }) => {
    const token = /\/underskrift\/([\w-]+)/.exec(mail.text ?? "")?.[1];
    return token ? [{ token, to: addressOf(mail) }] : [];
  });
  const times: number[] = [];
  for (const { token, to } of asked) {
    const id = commitmentOf.get(sha256(token)) as string;
    const jar = new Map<string, string>();
    const code = box.next((m) => addressOf(m) === to && /^\s*[3479A-HJKMNP-TV-Z]{8}\s*$/m.test(m.text ?? ""));
    await post(`${base}/underskrift/${token}/kod`, base, jar, { gor: "skicka" });
    const [digits] = /^\s*[3479A-HJKMNP-TV-Z]{8}\s*$/m.exec((await code).mail.text!)!;
    await post(`${base}/underskrift/${token}/kod`, base, jar, { gor: "kod", code: digits.trim() });
    const notice = box.next((m) => addressOf(m) === mailbox && (m.text ?? "").includes(`/uppdrag/${id}`));
    const began = performance.now();
    const [, { at }] = await Promise.all([
      post(`${base}/underskrift/${token}/underskrift`, base, jar, {
        name: "Karin Dahlman",
        title: "Socialchef",
        declaration: "on",
      }),
      notice,
    ]);
    times.push(at - began);
  }
  native.close();
  return times;
}
