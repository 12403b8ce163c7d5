// A form that was posted after the session had ended is kept an hour for the same browser and account.
// Kept for nobody else: only a browser that has had a session parks, a few forms at a time, and what it parks is sealed.
import { db, row, rows, transact } from "~/platform/db.server";
import { nanoid } from "~/platform/ids";
import { passUnsaved, type FieldErrors } from "~/platform/refusal";
import { sealed, opened } from "./sealing.server";
import type { BrowserHeld } from "./session.server";

const parkingRules = { livesMinutes: 60, forms: 5, bytes: 2 * 1024 * 1024 } as const;

/** What comes back to the page that its form stands on. */
export interface Parked {
  values: Record<string, unknown>;
  /** Files were sent too, and are not kept. */
  files: boolean;
  /** Which of the page's forms it is: where it posts, and its place. */
  form: { action: string; place: string };
  /** What was wrong with it, where it was refused at another address than its page's. */
  errors: FieldErrors;
  /** It was sent once before with other words: what that made is to be changed now. */
  made?: boolean;
}
interface Body extends Omit<Parked, "files"> {
  accountId: string;
}

/** The account that last had a session in this browser. */
const lastAccount = (browserHash: string): string | null =>
  row<{ accountId: string }>(
    "SELECT accountId FROM Session WHERE browserHash = ? ORDER BY seenAt DESC LIMIT 1",
    browserHash,
  )?.accountId ?? null;

/** The name it is asked for by; null where nothing is kept. The oldest make room for a new one. For whoever is not signed in it waits for the last one who was. */
export async function park(
  browser: BrowserHeld,
  path: string,
  { files, ...parked }: Parked,
  now: Date,
  accountId = lastAccount(browser.hash),
): Promise<string | null> {
  if (!accountId) return null;
  const id = nanoid();
  const body = sealed(browser.secret, id, { ...parked, accountId } satisfies Body);
  if (body.length > parkingRules.bytes) return null;
  await transact(async (tx) => {
    const kept = await tx.$queryRaw<{ id: string; size: bigint }[]>`
      SELECT id, length(body) AS size FROM ParkedForm WHERE browserHash = ${browser.hash} ORDER BY createdAt DESC, id`;
    let room = parkingRules.bytes - body.length;
    const crowded = kept.filter((k, i) => (room -= Number(k.size)) < 0 || i >= parkingRules.forms - 1);
    await tx.parkedForm.deleteMany({ where: { id: { in: crowded.map((k) => k.id) } } });
    await tx.parkedForm.create({
      data: {
        id,
        browserHash: browser.hash,
        path,
        body,
        files,
        createdAt: now,
        expiresAt: new Date(now.getTime() + parkingRules.livesMinutes * 60_000),
      },
    });
  });
  return id;
}

/** Is something of this name kept for the browser? The sign-in page says so only where it is true. */
export const kept = (id: string, browserHash: string, now: Date): { files: boolean } | null => {
  const found = row<{ files: number; expiresAt: string }>(
    "SELECT files, expiresAt FROM ParkedForm WHERE id = ? AND browserHash = ?",
    id,
    browserHash,
  );
  return found && new Date(found.expiresAt) > now ? { files: found.files === 1 } : null;
};

/** It has been saved since: Back to the address finds what is there now, not what was typed before. */
export async function forget(
  browser: BrowserHeld,
  path: string,
  { action, place }: Parked["form"],
): Promise<void> {
  const done = rows<{ id: string; body: Uint8Array }>(
    "SELECT id, body FROM ParkedForm WHERE browserHash = ? AND path = ?",
    browser.hash,
    path,
  ).filter(({ id, body }) => {
    const form = (opened(browser.secret, id, body) as Body | null)?.form;
    return form?.action === action && (form.place === place || !form.place);
  });
  if (done.length > 0)
    await transact((tx) => tx.parkedForm.deleteMany({ where: { id: { in: done.map((d) => d.id) } } })).catch(
      passUnsaved,
    );
}

/** What was typed, for the address it was posted to, the browser that posted it and the account that typed it. */
export async function unpark(
  id: string,
  browser: BrowserHeld,
  path: string,
  accountId: string,
  now: Date,
): Promise<Parked | null> {
  const found = await db.parkedForm.findUnique({ where: { id } });
  if (!found || found.browserHash !== browser.hash || found.path !== path || found.expiresAt <= now)
    return null;
  const body = opened(browser.secret, id, found.body) as Body | null;
  if (body?.accountId !== accountId) return null;
  const { values, form, errors, made } = body;
  return { values, form, errors, made, files: found.files };
}
