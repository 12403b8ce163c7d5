import { createReadableStreamFromReadable, type EntryContext, type HandleErrorFunction } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { PassThrough } from "node:stream";
import { renderToPipeableStream, renderToStaticMarkup } from "react-dom/server";
import "~/domain/reactions.server";
import { log } from "~/platform/log.server";
import { FailedContext, NonceContext } from "~/ui/nonce";

// What the web server takes from the build.
export { startWork, stopWork } from "~/jobs/worker.server";
export { env } from "~/platform/env.server";
export { healthy } from "~/platform/db.server";
export { log, loggedPath } from "~/platform/log.server";
export { now } from "~/platform/clock";

export const streamTimeout = 5000;

/** What the server puts into each request. */
export interface LoadContext { nonce: string; reference: string; browserIp: string }

export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext, loadContext: Partial<LoadContext>) {
  const nonce = loadContext.nonce ?? "";
  const failed = Object.values(context.staticHandlerContext.actionData ?? {}).some((answer: { errors?: object } | null) => Object.keys(answer?.errors ?? {}).length > 0);
  return new Promise<Response>((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <FailedContext.Provider value={failed}><RemixServer context={context} url={request.url} nonce={nonce} abortDelay={streamTimeout} /></FailedContext.Provider>
      </NonceContext.Provider>,
      {
        nonce,
        onAllReady() {
          const body = new PassThrough();
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) { if (!request.signal.aborted) log.error({ reference: loadContext.reference, error: String(error) }, "a page could not be drawn"); },
      },
    );
    setTimeout(abort, streamTimeout + 1000).unref();
  });
}

/** A fault of ours: a log line without personal data; the page carries the reference. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted) return;
  const stack = error instanceof Error ? error.stack : String(error);
  log.error({ reference: (context as Partial<LoadContext>).reference, method: request.method, stack }, "a request failed");
};
