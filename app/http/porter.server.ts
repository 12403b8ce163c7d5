// The porter: every page and every post comes through here. Session or link, permit, parsing,
// and what becomes of a refusal. Loaders and actions are one expression around `read` or `write`.
import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import type { z } from "zod";
import type { LoadContext } from "../entry.server";
import type { Purpose } from "~/domain/access/links";
import type { Permission } from "~/domain/access/matrix";
import {
  inNetwork,
  networkAt,
  NoPermit,
  permit as mint,
  type NetworkPermit,
  type Permit,
  type Visitor,
} from "~/domain/access/permits.server";
import { leftSeat } from "~/domain/access/left.server";
import { refuseNamesIn } from "~/domain/access/protected-names.server";
import { findLink } from "~/domain/access/tokens.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { now as clockNow } from "~/platform/clock";
import { errorsIn, gone, inOneText, invalid, Refusal, type FieldErrors } from "~/platform/refusal";
import { actOnce } from "./acts.server";
import { fail, fileErrors, readForm } from "./body.server";
import { fieldErrors, Malformed, nested, swedish, type Entry } from "./form";
import { paramsOf, type MaybeParams, type Params } from "./params";
import { failWith, parcel, pathOf, toItsPage, toSignIn, typed, withParked, written } from "./kept.server";
import { forget, park, type Parked } from "./parking.server";
import { doneBefore, pressOf, pressOnce, type Press, type Pressed, type Ride } from "./presses.server";
import { redirect } from "./redirect";
import { returnedTo } from "./returned.server";
import { accountFor, browserOf, noCookies, setNotice, type BrowserHeld } from "./session.server";

type Args = LoaderFunctionArgs | ActionFunctionArgs;
export interface Door {
  params: Params;
  /** The same, for a page that several addresses lead to. */
  maybe: MaybeParams;
  url: URL;
  request: Request;
  /** The page whose form was posted here, where that is another than this. */
  from: string | null;
  browserHash: string;
  /** A permit for another permission, for the same visitor at the same place. */
  also: <P extends Permission>(permission: P) => NetworkPermit<P>;
}
/** What a failed post gives back: everything typed, and a sentence at each field. */
export interface Rejected {
  values: Record<string, unknown>;
  errors: FieldErrors;
  /** Nothing is wrong: all of it is asked about. */
  question?: boolean;
}
/** Where a successful post goes on to. */
export interface GoOn {
  to: string;
  notice?: string;
  /** The page where what was made is changed: there a second press with other words leads. */
  made?: string;
  /** Which of that page's forms it is: what its hidden fields say. */
  as?: Record<string, string>;
  /** Where it cannot be changed any more: what is said to a second press with other words, before it makes another. */
  sent?: string;
  headers?: HeadersInit;
}
/** What a successful post shows on its own page instead: nothing to come back to. */
export interface Show {
  show: object;
}

/** A personal link that has gone out of date: where a new one is asked for. */
class Expired extends Error {
  constructor(readonly renewAt: string) {
    super("expired");
  }
}

const isMissing = (error: unknown) =>
  (error instanceof NoPermit && error.why === "notFound") ||
  (error instanceof Refusal && error.kind === "notFound");
/** To whoever had a seat here and has left it the page is no stranger's: what has happened is said. */
async function leftFrom(args: Args): Promise<{ heading: string; message: string } | null> {
  const account = await accountFor(args, clockNow());
  const left = leftSeat(account, args.params, clockNow());
  return (
    left && {
      heading: "Ditt uppdrag är avslutat",
      message: `Din sista dag för ${left.organisation} var ${longDate(left.lastOn)}. Därför ser du inte sidan längre. Stämmer det inte? Mejla länsstyrelsen.`,
    }
  );
}

const statusOf = { invalid: 422, conflict: 409, notFound: 404, gone: 410, forbidden: 403, unsaved: 503 };
async function refused(error: unknown, args: Args, values: Record<string, unknown> = {}): Promise<never> {
  const left = isMissing(error) ? await leftFrom(args) : null;
  if (left && written(values).length > 0) throw failWith(403, left, values);
  if (left) throw Response.json(left, { status: 403 });
  if (error instanceof Expired) {
    if (written(values).length === 0) throw redirect(error.renewAt, 303);
    throw failWith(
      410,
      { message: "Länken har gått ut, så det gick inte att spara." },
      values,
      error.renewAt,
    );
  }
  if (error instanceof NoPermit) {
    if (error.why === "signIn") {
      const url = new URL(args.request.url);
      throw redirect(paths.signIn(url.pathname + url.search), 303);
    }
    throw error.why === "notFound"
      ? failWith(404, { message: "Sidan finns inte." }, values)
      : failWith(403, { message: "Du har inte behörighet till den här sidan." }, values);
  }
  if (error instanceof Refusal) {
    throw failWith(statusOf[error.kind], { message: inOneText(error) }, values);
  }
  throw error;
}

const parametersOf = ({ params }: Args): Pick<Door, "params" | "maybe"> => ({
  params: paramsOf(params, () => {
    throw fail(404, "Sidan finns inte.");
  }),
  maybe: params,
});

/** The purpose of the link in an address, told by the route's parameter. */
async function visitorOf(args: Args, purpose: Purpose | null): Promise<Visitor> {
  const now = clockNow();
  const account = await accountFor(args, now);
  if (!purpose) return { account, link: null };
  const found = await findLink(args.params.token ?? "", purpose, now);
  if (!found) throw new Refusal("notFound", "Länken finns inte. Kontrollera att hela adressen kom med.");
  if (found.state === "revoked") throw gone("Länken har dragits tillbaka. Svara på mejlet om du har frågor.");
  if (found.state === "expired") throw new Expired(paths.expiredLink(purpose, args.params.token ?? ""));
  return { account, link: found.link };
}

interface Options {
  /** The page is reached by a personal link of this purpose, in the parameter `token`. */
  link?: Purpose;
  /** The page takes files of at most so many bytes; what is longer comes as one byte more, and the rest is thrown away as it arrives. */
  largestFile?: number;
  /** A conflict gives back what was typed (409) instead of a page of its own. */
  keepOnConflict?: boolean;
  /** What is posted here does nothing in a browser that keeps no cookies. */
  cookies?: boolean;
}

async function enter<P extends Permission>(
  args: Args,
  permission: P,
  { link }: Options,
): Promise<{ given: Permit<P>; also: Door["also"] }> {
  const visitor = await visitorOf(args, link ?? null);
  const { county, network } = args.params;
  const place = county && network ? networkAt(county, network) : null;
  if (county && network && !place) throw fail(404, "Sidan finns inte.");
  return { given: mint(permission, visitor, place), also: (other) => inNetwork(mint(other, visitor, place)) };
}

/** A loader: permit, then the query's plain view data. */
export async function read<P extends Permission, T>(
  args: LoaderFunctionArgs,
  permission: P,
  query: (permit: Permit<P>, door: Door) => T | Promise<T>,
  options: Options = {},
): Promise<T> {
  try {
    const { given, also } = await enter(args, permission, options);
    const url = new URL(args.request.url);
    const browser = await browserOf(args.request, args.context);
    return await query(given, {
      ...parametersOf(args),
      url,
      request: args.request,
      from: null,
      browserHash: browser.hash,
      also,
    });
  } catch (error) {
    const { rejected } = contextOf(args);
    // The page that would have shown it leads elsewhere now: what it was typed for has been done, or is over.
    if (rejected && written(rejected).length > 0 && isRedirect(error))
      throw failWith(
        409,
        { message: "Något har ändrats medan du skrev, så det gick inte att spara." },
        rejected,
      );
    return await refused(error, args, rejected);
  }
}
const isRedirect = (error: unknown) => error instanceof Response && error.status >= 300 && error.status < 400;
const contextOf = ({ context }: { context?: unknown }): Partial<LoadContext> =>
  (context as Partial<LoadContext> | undefined) ?? {};

/** As `read`, on an address that names a county and a network. */
export const readIn = <P extends Permission, T>(
  args: LoaderFunctionArgs,
  permission: P,
  query: (permit: NetworkPermit<P>, door: Door) => T | Promise<T>,
  options: Options = {},
): Promise<T> => read(args, permission, (given, door) => query(inNetwork(given), door), options);

/** What was posted, by its names. Of a file nothing is kept for whoever has no permit, or where the page takes none. */
async function posted(
  args: ActionFunctionArgs,
  permission: Permission,
  options: Options,
): Promise<{ values: Record<string, unknown>; entries: Entry[] }> {
  const { incoming } = contextOf(args);
  const { largestFile } = options;
  const entries = await readForm(args.request, incoming, async () =>
    largestFile === undefined
      ? null
      : enter(args, permission, options).then(
          () => largestFile,
          () => 0,
        ),
  );
  try {
    return { values: nested(entries), entries };
  } catch (error) {
    if (error instanceof Malformed)
      throw fail(400, "Det som skickades går inte att läsa. Läs in sidan igen och försök på nytt.");
    throw error;
  }
}

const asksForJson = ({ request }: ActionFunctionArgs) => request.headers.get("Accept") === "application/json";

interface Posted {
  values: Record<string, unknown>;
  entries: readonly Entry[];
  url: URL;
  browser: BrowserHeld;
  options: Options;
  press: Press;
  ride: Ride;
}

/**
 * An action: permit, schema, command. Field errors come back with all that was typed (422);
 * a command says where to go on. A post after the session ended is parked and the visitor signs in.
 * A script of ours that asks for JSON has no page to show and keeps what was typed itself: it is answered by a status, 204 or 401.
 */
export async function write<P extends Permission, S extends z.ZodType>(
  args: ActionFunctionArgs,
  permission: P,
  schema: S,
  command: (permit: Permit<P>, input: z.output<S>, door: Door) => Promise<GoOn | Show>,
  options: Options = {},
) {
  const url = new URL(args.request.url);
  const browser = await browserOf(args.request, args.context);
  const returned = returnedTo(args);
  const { values, entries } = returned
    ? { values: returned.values, entries: [] }
    : await posted(args, permission, options);
  const stranger = !options.link && (await accountFor(args, clockNow())) === null;
  const press = await pressOf(url.pathname + url.search, values, browser, stranger);
  try {
    if (returned) {
      await enter(args, permission, options);
      return data({ values, errors: {} } satisfies Rejected, { status: 200 });
    }
    const act = (ride: Ride) =>
      done(args, permission, schema, command, { values, entries, url, browser, options, press, ride });
    if (options.cookies && press.id && browser.header) throw invalid({ form: [noCookies] });
    const pressed = await pressOnce(press, clockNow(), act);
    if ("again" in pressed || ("done" in pressed && "to" in pressed.done))
      await forget(browser, pathOf(press.from) ?? url.pathname, { action: url.pathname, place: press.place });
    if (asksForJson(args)) return new Response(null, { status: 204 }) as never;
    return (await ledOn(pressed, args, browser, parcel(values, url, press))) as never;
  } catch (error) {
    return (await notDone(error, args, { values, url, browser, options, press })) as never;
  }
}

type NotDone = Omit<Posted, "entries" | "ride">;
/** What becomes of a post that was not done: what was typed comes back where its form is drawn, or as text. */
async function notDone(error: unknown, args: ActionFunctionArgs, post: NotDone) {
  const { values, url, browser, press } = post;
  if (error instanceof Refusal) {
    const back = await drawnAgain(error, args, post);
    if (back && !(back instanceof Response)) contextOf(args).rejected = typed(values);
    if (back) return back;
  }
  if (error instanceof NoPermit && error.why === "signIn") {
    if (asksForJson(args)) throw new Response(null, { status: 401 });
    throw await toSignIn(press.from ?? url.pathname + url.search, browser, parcel(values, url, press));
  }
  return refused(error, args, typed(values));
}

/** After a refusal: where the same led before, or the form with what was typed; null where no page can show it. */
async function drawnAgain(
  error: Refusal,
  args: ActionFunctionArgs,
  { values, url, browser, options, press }: NotDone,
) {
  const parked = parcel(values, url, press);
  const errors = errorsIn(error);
  const changing = errors !== null && (options.keepOnConflict ?? false);
  const before = doneBefore(press, clockNow(), changing);
  if (before) return ledOn(before, args, browser, parked);
  if (press.from && !asksForJson(args)) {
    // What is kept for that page would have to be saved, too.
    if (error.kind === "unsaved") return null;
    const account = await accountFor(args, clockNow());
    return toItsPage(error, press.from, { browser, accountId: account?.id ?? null }, parked);
  }
  return errors && (error.kind === "invalid" || options.keepOnConflict)
    ? data({ values: parked.values, errors, question: error.question } satisfies Rejected, {
        status: statusOf[error.kind],
      })
    : null;
}

/** Permit, schema, command. */
async function done<P extends Permission, S extends z.ZodType>(
  args: ActionFunctionArgs,
  permission: P,
  schema: S,
  command: (permit: Permit<P>, input: z.output<S>, door: Door) => Promise<GoOn | Show>,
  { values, entries, url, browser, options, press, ride }: Posted,
): Promise<GoOn | Show> {
  const { given, also } = await enter(args, permission, options);
  const parsed = schema.safeParse(values, { error: swedish });
  const unfit = fileErrors(entries, options.largestFile);
  if (!parsed.success || Object.keys(unfit).length > 0) {
    const errors = { ...(parsed.success ? {} : fieldErrors(parsed.error.issues)), ...unfit };
    throw invalid(errors);
  }
  refuseNamesIn(given, values);
  const carried = () =>
    ride(() =>
      command(given, parsed.data, {
        ...parametersOf(args),
        url,
        request: args.request,
        from: press.from,
        browserHash: browser.hash,
        also,
      }),
    );
  // What hangs on the browser's own code is each browser's own act.
  if (options.cookies) return carried();
  return actOnce({ given, address: url.pathname + url.search, press }, clockNow, carried);
}

/** Where a press leads: what it shows, where it goes, or where what it made is changed. */
async function ledOn(
  pressed: Pressed<GoOn | Show>,
  args: ActionFunctionArgs,
  browser: BrowserHeld,
  parked: Parked,
) {
  const headers = new Headers();
  if (browser.header) headers.append("Set-Cookie", browser.header);
  if ("done" in pressed && "show" in pressed.done) return data(pressed.done.show, { headers });
  if ("sent" in pressed)
    return data({ values: parked.values, errors: { form: [pressed.sent] } } satisfies Rejected, {
      status: 409,
      headers,
    });
  if ("other" in pressed) {
    const { made, as } = pressed.other;
    const path = new URL(made, args.request.url).pathname;
    const account = await accountFor(args, clockNow());
    const values = { ...parked.values, ...as };
    const id = await park(
      browser,
      path,
      { ...parked, values, form: { action: path, place: "" }, made: true },
      clockNow(),
      account?.id,
    );
    return redirect(withParked(made, id), { status: 303, headers });
  }
  const on: GoOn & { cookies?: string[] } =
    "done" in pressed
      ? (pressed.done as GoOn)
      : (pressed.again ?? { to: new URL(args.request.url).pathname, notice: "Det är redan sparat." });
  for (const cookie of on.cookies ?? new Headers(on.headers).getSetCookie())
    headers.append("Set-Cookie", cookie);
  if (on.notice) headers.append("Set-Cookie", await setNotice(on.notice));
  return redirect(on.to, { status: 303, headers });
}

export const writeIn = <P extends Permission, S extends z.ZodType>(
  args: ActionFunctionArgs,
  permission: P,
  schema: S,
  command: (permit: NetworkPermit<P>, input: z.output<S>, door: Door) => Promise<GoOn | Show>,
  options: Options = {},
) => write(args, permission, schema, (given, input, door) => command(inNetwork(given), input, door), options);
