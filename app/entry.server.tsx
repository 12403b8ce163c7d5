import {
  createReadableStreamFromReadable,
  type EntryContext,
  type HandleErrorFunction,
} from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { Transform, type Readable } from "node:stream";
import { renderToPipeableStream, renderToStaticMarkup } from "react-dom/server";
import "~/domain/reactions.server";
import { lostIn } from "~/http/kept.server";
import { browserOf } from "~/http/session.server";
import { shellOf } from "~/http/shell.server";
import type { Returned } from "~/http/returned.server";
import { log, told } from "~/platform/log.server";
import { DrawnContext, type Drawn } from "~/ui/form";
import { AnsweringContext, NonceContext, type Answering } from "~/ui/nonce";

// What the web server takes from the build.
export { startWork, stopWork } from "~/jobs/worker.server";
export { env } from "~/platform/env.server";
export { refreshKeys } from "~/platform/keys.server";
export { returnedFor } from "~/http/returned.server";
export { health } from "~/platform/health.server";
export { log, loggedPath, told } from "~/platform/log.server";
export { now } from "~/platform/clock";

export const streamTimeout = 5000;

/** What the server puts into each request. */
export interface LoadContext {
  nonce: string;
  reference: string;
  browserIp: string;
  /** Takes a page's markup, where whoever asked has no use for a stream. */
  take?(markup: string): void;
  /** What was posted, as it arrives. */
  incoming?: Readable;
  /** What is said by a page that no route was asked for. */
  refusal?: Response;
  /** What was typed into this page before its visitor had to sign in again. */
  returned?: Returned;
  /** What is drawn answers something that was posted. */
  posted?: boolean;
  /** What was posted here and refused: its page shows it again. */
  rejected?: Record<string, unknown>;
}

/**
 * Of a page with forms: the browser's own cookie, so that two presses come from one browser, and one without cookies is known.
 * A page where something new is made may be come back to as it was left: its key is what tells a changed form from another.
 */
async function headersOf(
  drawn: Drawn,
  request: Request,
  status: number,
  headers: Headers,
  context: object,
): Promise<Headers> {
  if (drawn.forms && !headers.get("Set-Cookie")?.includes("lg_browser=")) {
    const { header } = await browserOf(request, context);
    if (header) headers.append("Set-Cookie", header);
  }
  if (!headers.has("Cache-Control"))
    headers.set("Cache-Control", drawn.creates && status === 200 ? "private, max-age=0" : "no-store");
  return headers;
}

interface Answered {
  errors?: object;
  question?: boolean;
}
/** How a page begins its title where something that was sent in was not taken. */
function titleOf({ actionData, loaderData }: EntryContext["staticHandlerContext"]): string | null {
  const shell = (loaderData as { root?: { typed?: Answered | null } | null }).root;
  const answers = Object.values(actionData ?? {}) as (Answered | null | undefined)[];
  const refused = [...answers, shell?.typed].filter((a) => Object.keys(a?.errors ?? {}).length > 0);
  if (refused.length === 0) return null;
  return refused.every((a) => a?.question) ? "Stämmer det här?" : "Fel: något behöver rättas";
}

/** What a page was given to show again in its forms. */
function typedInto({ actionData, loaderData }: EntryContext["staticHandlerContext"]): object[] {
  const shell = (loaderData as { root?: { typed?: object | null } | null }).root;
  const given = [...(Object.values(actionData ?? {}) as unknown[]), shell?.typed] as (
    { values?: object } | null | undefined
  )[];
  return given.flatMap((g) => g?.values ?? []);
}

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  loadContext: Partial<LoadContext>,
) {
  const nonce = loadContext.nonce ?? "";
  const { loaderData, errors, matches } = context.staticHandlerContext;
  // Of a post that was refused as a whole Remix asks no loader, not even whose page it is.
  if (errors && !loaderData.root && !loadContext.refusal)
    loaderData.root = await shellOf({
      request,
      params: matches[0]?.params ?? {},
      context: loadContext,
    }).catch(() => null);
  const answering: Answering = {
    posted: request.method === "POST",
    title: titleOf(context.staticHandlerContext),
    lost: [],
  };
  headers.set("Content-Type", "text/html; charset=utf-8");
  const drawn: Drawn = { forms: false, creates: false };
  const page = (of = context) => (
    <NonceContext.Provider value={nonce}>
      <AnsweringContext.Provider value={answering}>
        <DrawnContext.Provider value={drawn}>
          <RemixServer context={of} url={request.url} nonce={nonce} abortDelay={streamTimeout} />
        </DrawnContext.Provider>
      </AnsweringContext.Provider>
    </NonceContext.Provider>
  );
  const draw = (of: EntryContext) => renderToStaticMarkup(page(of));
  const { routeModules } = context;
  const values = typedInto(context.staticHandlerContext);
  if (
    !matches.some((m) => (routeModules[m.route.id]?.handle as { scripts?: boolean } | undefined)?.scripts)
  ) {
    // Nothing will be hydrated: plain markup in one piece, without the stream and the marks that hydration needs.
    const plain = { ...context, serverHandoffStream: undefined };
    const first = draw(plain);
    answering.lost = lostIn(first, values);
    const whole = answering.lost.length > 0 ? draw(plain) : first;
    const markup = `<!DOCTYPE html>${whole.replace(/^<!doctype html>/i, "")}`;
    loadContext.take?.(markup);
    await headersOf(drawn, request, status, headers, loadContext);
    return new Response(loadContext.take ? null : markup, { headers, status });
  }
  if (values.length > 0) {
    // Drawn once to see what it shows. The data that goes along is a stream, which is read once.
    const [trial, real] = context.serverHandoffStream?.tee() ?? [];
    answering.lost = lostIn(draw({ ...context, serverHandoffStream: trial, renderMeta: {} }), values);
    context.serverHandoffStream = real;
  }
  const stream = await new Promise<ReadableStream>((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(page(), {
      nonce,
      onAllReady() {
        resolve(createReadableStreamFromReadable(pipe(withoutNul())));
      },
      onShellError: reject,
      onError(error) {
        if (!request.signal.aborted)
          log.error({ reference: loadContext.reference, error: told(error) }, "a page could not be drawn");
      },
    });
    setTimeout(abort, streamTimeout + 1000).unref();
  });
  return new Response(stream, {
    headers: await headersOf(drawn, request, status, headers, loadContext),
    status,
  });
}

/** React 18 leaves a NUL where a character of two bytes meets the end of its buffer; in an attribute it would be seen. */
const withoutNul = () =>
  new Transform({
    transform(chunk: Buffer, _, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk);
    },
  });

/** A fault of ours: a log line without personal data; the page carries the reference. An address that no route knows is none. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  const stack = told(error);
  log.error(
    { reference: (context as Partial<LoadContext>).reference, method: request.method, stack },
    "a request failed",
  );
};
