// Between the web server and Remix: the request as Remix reads it, and its answer as it is sent. What Remix cannot read
// is refused here, so that no request is a fault of ours. A form's body goes past Remix (body.server.ts).
import type { Request, Response } from "express";
import { writeReadableStreamToWritable } from "@remix-run/node";

/** The whole address; null where `Host`, the proxy's protocol or the path make none. */
export function addressOf(req: Request): URL | null {
  const host = req.get("host") ?? "";
  if (!/^https?$/.test(req.protocol) || !/^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host)) return null;
  const address = `${req.protocol}://${host}${req.originalUrl}`;
  return req.originalUrl.startsWith("/") && URL.canParse(address) ? new URL(address) : null;
}

/** `Origin` has been judged already (server.ts); Remix would compare it once more, and answer 500. */
const judged = new Set(["origin", "x-forwarded-host"]);
export function requestOf(req: Request, address: URL, signal?: AbortSignal): globalThis.Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers))
    if (value && !judged.has(name)) headers.set(name, String(value));
  return new globalThis.Request(address, { headers, method: req.method, ...(signal && { signal }) });
}

/** More than any page takes, or who knows how much: the rest of such a request is not heard out. */
const worthWaitingFor = 256 * 1024 * 1024;
const endless = ({ complete, headers }: Request) =>
  !complete &&
  (headers["transfer-encoding"] !== undefined || Number(headers["content-length"]) > worthWaitingFor);
/** So long it is thrown away as it arrives: a sender who is cut off in the middle of a word does not hear the answer. */
const hearingMs = 5000;
function cutOff(req: Request): void {
  const cut = setTimeout(() => req.socket.destroy(), hearingMs);
  req.once("close", () => {
    clearTimeout(cut);
  });
}

/** What nobody said may be kept is kept by nobody: pages, their data, forms' answers and what is missing alike. */
function head(res: Response, response: globalThis.Response): void {
  res.status(response.status);
  if (endless(res.req)) cutOff(res.req);
  if (!response.headers.has("Cache-Control")) res.set("Cache-Control", "no-store");
  for (const [name, value] of response.headers) res.append(name, value);
}
export async function send(res: Response, response: globalThis.Response): Promise<void> {
  head(res, response);
  if (response.body) await writeReadableStreamToWritable(response.body, res);
  else res.end();
}
/** As `send`, in one piece: a page's markup that was taken before it became a stream. */
export async function sendWhole(
  res: Response,
  response: globalThis.Response,
  markup: string | undefined,
): Promise<void> {
  head(res, response);
  res.end(markup ?? Buffer.from(await response.arrayBuffer()));
}
