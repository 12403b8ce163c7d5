// Replacements signed over HTTP, by links and code letters, while the server is killed again and again. Afterwards the
// database and the mail server's book are compared in plain SQL; nothing of app/ takes part in the judgement.
import Database from "better-sqlite3";
import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { beginAll } from "./prepare";
import { freePort } from "../setup/server";
import { startMailServer } from "../setup/mailserver";
import { seeded, type Figure } from "./random";

interface Options {
  replacements: number;
  kills: number;
  seed: number;
  how: string;
}

export async function killing({ replacements, kills, seed, how }: Options): Promise<Figure[]> {
  const random = seeded(seed);
  const { database, mailbox } = await beginAll(replacements);
  const native = new Database(database, { readonly: true });
  const port = await freePort();
  const base = `http://localhost:${port}`;

  // The mail server's book: what came in, and what was answered with 250.
  const received = new Map<string, number>();
  const answered = new Set<string>();
  const letters = new Map<string, string[]>();
  let trap: { sprung: (id: string) => void; open: Promise<void> } | null = null;
  const mail = await startMailServer({
    beforeAnswer: async (m) => {
      const to = [m.to].flat()[0]?.value[0]?.address ?? "";
      received.set(m.messageId!, (received.get(m.messageId!) ?? 0) + 1);
      letters.set(to, [...(letters.get(to) ?? []), m.text ?? ""]);
      const held = trap;
      if (held && to === mailbox && /byter representant/.test(m.subject ?? "")) {
        trap = null;
        held.sprung(m.messageId!);
        await held.open;
        return;
      }
      answered.add(m.messageId!);
    },
  });

  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    LOG_LEVEL: "silent",
    PORT: String(port),
    BASE_URL: base,
    DATABASE_URL: `file:${database}`,
    SMTP_URL: mail.url,
    MAIL_FROM: "lansgrupp@dalarna.example",
  };
  let server: ChildProcess;
  const start = () => {
    server = spawn(process.execPath, ["build/server/start.js"], { env, stdio: "ignore" });
  };
  const up = async () => {
    while (
      !(await fetch(`${base}/healthz`).then(
        (r) => r.ok,
        () => false,
      ))
    )
      await pause(30);
  };
  start();
  await up();

  const acknowledged = new Set<string>();
  let done = 0;
  const commitmentOf = native
    .prepare("SELECT l.commitmentId FROM Letter l WHERE l.kind = 'askSignature' AND l.\"to\" = ?")
    .pluck();
  const latest = (to: string, match: RegExp) =>
    (letters.get(to) ?? [])
      .map((t) => match.exec(t)?.[1])
      .filter(Boolean)
      .at(-1);
  /** One manager at a browser; whatever breaks is tried again until there is a receipt. */
  async function signer(address: string): Promise<void> {
    const jar = new Map<string, string>();
    const post = async (path: string, fields: Record<string, string>) => {
      const r = await fetch(base + path, {
        method: "POST",
        redirect: "manual",
        body: new URLSearchParams(fields).toString(),
        headers: {
          "Content-Type": "application/x-www-form-urlencoded",
          Origin: base,
          Cookie: [...jar].map(([k, v]) => `${k}=${v}`).join("; "),
        },
      });
      for (const line of r.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
        jar.set(name!, value!);
      }
      await r.arrayBuffer();
      return { status: r.status, to: r.headers.get("location") ?? "" };
    };
    let token: string | undefined;
    while (!(token = latest(address, /\/underskrift\/([\w-]+)/))) await pause(50);
    const id = commitmentOf.get(address) as string;
    const at = `/underskrift/${token}`;
    for (let attempt = 0; ; attempt++) {
      if (attempt > 400) throw new Error(`${address} never got a receipt`);
      try {
        const signed = await post(`${at}/underskrift`, {
          name: "Karin Chef",
          title: "Socialchef",
          declaration: "on",
        });
        if (signed.status === 303 && signed.to.endsWith("/kvitto")) {
          acknowledged.add(id);
          break;
        }
        if (signed.status === 409) break;
        const before = (letters.get(address) ?? []).length;
        await post(`${at}/kod`, { gor: "skicka" });
        for (let i = 0; i < 60 && (letters.get(address) ?? []).length === before; i++) await pause(50);
        const code = latest(address, /^([3479A-HJKMNP-TV-Z]{8})$/m);
        if (code) await post(`${at}/kod`, { gor: "kod", code });
      } catch {
        await pause(50);
      }
    }
    done++;
  }
  const addresses = native
    .prepare("SELECT \"to\" FROM Letter WHERE kind = 'askSignature' ORDER BY id")
    .pluck()
    .all() as string[];
  const queue = [...addresses];
  const signers = Array.from({ length: 4 }, async () => {
    for (let a = queue.shift(); a; a = queue.shift()) await signer(a);
  });

  // The kills: every second one at a random moment, the others while an answer after DATA is held.
  const sending = native.prepare("SELECT messageId FROM Letter WHERE state = 'sending'").pluck();
  const inFlight = new Map<string, number>();
  let killed = 0,
    withLetter = 0,
    atRandom = 0;
  while (killed < kills && done < addresses.length) {
    let open = () => {};
    if (killed % 2 === 0) {
      const sprung = new Promise<string | null>((resolve) => {
        trap = {
          sprung: resolve,
          open: new Promise((r) => {
            open = r;
          }),
        };
      });
      if (!(await Promise.race([sprung, pause(15_000, null)]))) {
        trap = null;
        open();
        if (done >= addresses.length) break;
        continue;
      }
    } else {
      await pause(20 + random() * 400);
      atRandom++;
    }
    const gone = new Promise((r) => server.once("exit", r));
    server!.kill("SIGKILL");
    await gone;
    killed++;
    const held = sending.all() as string[];
    if (held.length > 0) withLetter++;
    for (const m of held) inFlight.set(m, (inFlight.get(m) ?? 0) + 1);
    open();
    start();
    await up();
  }
  await Promise.all(signers);

  // The outbox empties by itself; what stays is stuck. Sheets are of the papers that were moved in beforehand.
  const left = native
    .prepare(
      "SELECT (SELECT count(*) FROM Letter WHERE state IN ('queued', 'sending')) + (SELECT count(*) FROM Work WHERE doneAt IS NULL AND kind <> 'sheet')",
    )
    .pluck();
  for (let i = 0; i < 600 && (left.get() as number) > 0; i++) await pause(200);
  const stuck = left.get() as number;
  server!.kill("SIGTERM");
  await new Promise((r) => server.once("exit", r));
  await mail.close();

  const states = new Map(
    (native.prepare("SELECT id, state FROM Commitment").all() as { id: string; state: string }[]).map((c) => [
      c.id,
      c.state,
    ]),
  );
  const isSigned = (id: string) => ["signed", "active", "replaced"].includes(states.get(id) ?? "");
  const notices = native
    .prepare(
      "SELECT commitmentId, messageId, maybeDoubled FROM Letter WHERE kind = 'notice' AND subject LIKE '%byter representant%'",
    )
    .all() as { commitmentId: string; messageId: string; maybeDoubled: number }[];
  const told = new Set(notices.filter((n) => answered.has(n.messageId)).map((n) => n.commitmentId));
  const lost = [...acknowledged].filter((id) => !isSigned(id) || !told.has(id)).length;
  const overlapping = native
    .prepare(
      `SELECT count(*) FROM Holding a JOIN Holding b ON a.rowid < b.rowid AND a.networkId = b.networkId AND a.organisationId = b.organisationId AND a.seat = b.seat
    AND a.fromOn < COALESCE(b.untilOn, '9999-99-99') AND b.fromOn < COALESCE(a.untilOn, '9999-99-99')`,
    )
    .pluck()
    .get() as number;
  const unsigned = notices.filter((n) => received.has(n.messageId) && !isSigned(n.commitmentId)).length;
  const marked = new Set(
    native.prepare("SELECT messageId FROM Letter WHERE maybeDoubled = 1").pluck().all() as string[],
  );
  const beyond = [...received]
    .filter(([, times]) => times > 1)
    .reduce(
      (sum, [id, times]) => sum + Math.max(0, times - 1 - (inFlight.get(id) ?? 0)) + (marked.has(id) ? 0 : 1),
      0,
    );
  const doubles = [...received.values()].filter((n) => n > 1).length;
  native.close();

  const about = `${done} replacements signed over HTTP, ${acknowledged.size} acknowledged, ${killed} kills (${atRandom} at random moments, ${killed - atRandom} with an answer after DATA held), ${received.size} letters, ${doubles} of them doubled, ${stuck} left stuck; seed ${seed}; ${how}`;
  const figure = (name: string, value: number, goal: number, atLeast = false): Figure => ({
    name,
    value,
    unit: "count",
    goal: `${atLeast ? "≥" : "="} ${goal}`,
    holds: atLeast ? value >= goal : value === goal,
    how: about,
  });
  return [
    figure("kill_acknowledged_lost", lost + stuck, 0),
    figure("kill_double_holders", overlapping, 0),
    figure("kill_notice_without_replacement", unsigned, 0),
    figure("kill_doubles_beyond_in_flight", beyond, 0),
    figure("kill_with_letter_in_flight", withLetter, Math.floor(kills / 2), true),
  ];
}
