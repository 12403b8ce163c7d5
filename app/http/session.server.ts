// Cookies: the session, the browser that asks for codes, and a notice for the next page.
import { createCookie } from "@remix-run/node";
import { row } from "~/platform/db.server";
import { transact } from "~/platform/db.server";
import { env, randomToken, sha256 } from "~/platform/env.server";
import { log, told } from "~/platform/log.server";
import { isUnsaved } from "~/platform/refusal";
import { sessionRules } from "~/domain/access/commands.server";
import type { Account } from "~/domain/access/permits.server";

const base = () => ({ httpOnly: true, sameSite: "lax" as const, path: "/", secure: env.secureCookies });
const cookies = {
  session: createCookie("lg_session"),
  browser: createCookie("lg_browser"),
  notice: createCookie("lg_notice"),
};

export const setSession = (token: string): Promise<string> =>
  cookies.session.serialize(token, { ...base(), maxAge: sessionRules.longestHours * 3600 });
export const clearSession = (): Promise<string> => cookies.session.serialize("", { ...base(), maxAge: 0 });
export const setNotice = (text: string): Promise<string> =>
  cookies.notice.serialize(text, { ...base(), maxAge: 60 });
export const clearNotice = (): Promise<string> => cookies.notice.serialize("", { ...base(), maxAge: 0 });

export async function readNotice(request: Request): Promise<string | null> {
  const said: unknown = await cookies.notice.parse(request.headers.get("Cookie"));
  return typeof said === "string" && said !== "" ? said : null;
}

/** A browser by its own secret, which only its cookie holds. */
export interface BrowserHeld {
  hash: string;
  secret: string;
  /** The cookie to set, where it brought none. */
  header: string | null;
}
/** By the context that all parts of one answer share. */
const browsers = new WeakMap<object, Promise<BrowserHeld>>();
/** The browser's own secret and its hash; made when there is none, once for an answer. */
export function browserOf(request: Request, context: object = request): Promise<BrowserHeld> {
  let held = browsers.get(context);
  if (!held) browsers.set(context, (held = browserIn(request)));
  return held;
}
async function browserIn(request: Request): Promise<BrowserHeld> {
  const known: unknown = await cookies.browser.parse(request.headers.get("Cookie"));
  if (typeof known === "string" && known.length >= 20)
    return { hash: sha256(known), secret: known, header: null };
  const secret = randomToken();
  return {
    hash: sha256(secret),
    secret,
    header: await cookies.browser.serialize(secret, { ...base(), maxAge: 365 * 86_400 }),
  };
}

interface SessionRow {
  sessionId: string;
  id: string;
  email: string;
  strength: string;
  seenAt: string;
  expiresAt: string;
}

interface Visit {
  request: Request;
  context: object;
}
/** By the context that the loaders of one page share; null once it has been posted to. */
const visits = new WeakMap<object, Promise<Account | null> | null>();
/** The visitor's account, found once for all loaders of a page; a post and what is shown after it look anew. */
export function accountFor({ request, context }: Visit, now: Date): Promise<Account | null> {
  if (request.method !== "GET") visits.set(context, null);
  const known = visits.get(context);
  if (known) return known;
  const account = accountOf(request, now);
  if (known === undefined) visits.set(context, account);
  return account;
}

/** The account behind the session cookie, or null. One statement on the native driver. */
async function accountOf(request: Request, now: Date): Promise<Account | null> {
  const token: unknown = await cookies.session.parse(request.headers.get("Cookie"));
  if (typeof token !== "string" || !token) return null;
  const found = row<SessionRow>(
    `SELECT s.id AS sessionId, a.id, a.email, s.strength, s.seenAt, s.expiresAt FROM Session s JOIN Account a ON a.id = s.accountId
     WHERE s.tokenHash = ? AND s.endedAt IS NULL`,
    sha256(token),
  );
  if (!found) return null;
  const seen = Date.parse(found.seenAt);
  if (
    now.getTime() >= Date.parse(found.expiresAt) ||
    now.getTime() - seen > sessionRules.idleHours * 3_600_000
  )
    return null;
  if (now.getTime() - seen > 600_000)
    // Nobody waits for this note, and nothing that becomes of it may end the process.
    void transact((tx) =>
      tx.session.updateMany({ where: { id: found.sessionId }, data: { seenAt: now } }),
    ).catch((error: unknown) => {
      if (!isUnsaved(error)) log.error({ stack: told(error) }, "it was not noted that a session was seen");
    });
  return {
    id: found.id,
    email: found.email,
    sessionId: found.sessionId,
    strength: found.strength,
    name: null,
  };
}

/** Said where something is posted that does nothing in a browser that keeps no cookies. */
export const noCookies =
  "Webbläsaren tar inte emot kakor, och utan dem vet vi inte att det är du. Tillåt kakor för den här webbplatsen och försök igen.";
