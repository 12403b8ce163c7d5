import {
  createReadableStreamFromReadable,
  type EntryContext,
  type HandleErrorFunction,
} from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { Transform, type Readable } from "node:stream";
import { renderToPipeableStream, renderToStaticMarkup } from "react-dom/server";
import "~/domain/reactions.server";
import { log, told } from "~/platform/log.server";
import { FailedContext, NonceContext } from "~/ui/nonce";

// What the web server takes from the build.
export { startWork, stopWork } from "~/jobs/worker.server";
export { env } from "~/platform/env.server";
export { refreshKeys } from "~/platform/keys.server";
export { healthy } from "~/platform/db.server";
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
}

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  loadContext: Partial<LoadContext>,
) {
  const nonce = loadContext.nonce ?? "";
  const failed = Object.values(context.staticHandlerContext.actionData ?? {}).some(
    (answer: { errors?: object } | null) => Object.keys(answer?.errors ?? {}).length > 0,
  );
  headers.set("Content-Type", "text/html; charset=utf-8");
  const page = (
    <NonceContext.Provider value={nonce}>
      <FailedContext.Provider value={failed}>
        <RemixServer context={context} url={request.url} nonce={nonce} abortDelay={streamTimeout} />
      </FailedContext.Provider>
    </NonceContext.Provider>
  );
  const {
    routeModules,
    staticHandlerContext: { matches },
  } = context;
  if (
    !matches.some((m) => (routeModules[m.route.id]?.handle as { scripts?: boolean } | undefined)?.scripts)
  ) {
    // Nothing will be hydrated: plain markup in one piece, without the stream and the marks that hydration needs.
    const markup = `<!DOCTYPE html>${renderToStaticMarkup(page).replace(/^<!doctype html>/i, "")}`;
    loadContext.take?.(markup);
    return new Response(loadContext.take ? null : markup, { headers, status });
  }
  return new Promise<Response>((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce,
      onAllReady() {
        resolve(new Response(createReadableStreamFromReadable(pipe(withoutNul())), { headers, status }));
      },
      onShellError: reject,
      onError(error) {
        if (!request.signal.aborted)
          log.error({ reference: loadContext.reference, error: told(error) }, "a page could not be drawn");
      },
    });
    setTimeout(abort, streamTimeout + 1000).unref();
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
