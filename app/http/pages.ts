// Remix compares an address with every route, three times a request, makes up a route table of all of them once more
// to draw the page, and encodes what the page shows for a browser that goes on from there. A page without scripts leads
// nowhere within the browser: it is answered by a handler that knows its own route alone and encodes nothing.
// Whatever is not plainly the reading of such a page, or a form of text posted to it, goes to the handler that knows them all.
import { createRequestHandler, type RequestHandler } from "@remix-run/express";
import { createRequestHandler as createHandler, type ServerBuild } from "@remix-run/node";
import type { Request, Response } from "express";
import type { LoadContext } from "../entry.server";

type Route = ServerBuild["routes"][string];
type Draw = ServerBuild["entry"]["module"]["default"];
interface Options {
  mode: string;
  getLoadContext(req: Request, res: Response): LoadContext & Record<string, unknown>;
}

/** Segments between the slashes; null where one is optional or takes the rest. */
function segmentsOf(route: Route, routes: ServerBuild["routes"]): string[] | null {
  const parent = route.parentId ? segmentsOf(routes[route.parentId]!, routes) : [];
  const own = (route.path ?? "").split("/").filter(Boolean);
  return parent && own.every((s) => /^:?[\w.-]+$/.test(s)) ? [...parent, ...own] : null;
}

/** The build with one route and those above it. */
function narrowed(build: ServerBuild, route: Route): ServerBuild {
  const kept = [route.id];
  for (let above = route.parentId; above; above = build.routes[above]!.parentId) kept.unshift(above);
  const only = <T>(all: Record<string, T | undefined>) =>
    Object.fromEntries(kept.map((id) => [id, all[id]])) as Record<string, T>;
  const routes = Object.fromEntries(
    Object.entries(only(build.routes)).map(([id, r]) => [id, { ...r, module: unsent(r.module) }]),
  );
  return {
    ...build,
    routes,
    assets: { ...build.assets, routes: only(build.assets.routes) },
    entry: { module: { ...build.entry.module, default: shown(build.entry.module.default) } },
  };
}

/** What a loader gave, behind an empty object: Remix encodes what it finds before the page is drawn. */
const views = new WeakMap<object, object>();
function unsent(module: Route["module"]): Route["module"] {
  const { loader, action } = module;
  if (!loader || !module.default) return module;
  return {
    ...module,
    // What was posted has been acted on before the page that shows it is drawn.
    ...(action && {
      action: async (args: Parameters<typeof action>[0]) => {
        const acted = (args.context as Acted).acted;
        return acted ? acted() : action(args);
      },
    }),
    loader: async (args) => {
      const view: unknown = await loader(args);
      if (!view || Object.getPrototypeOf(view) !== Object.prototype || "init" in (view as object))
        return view as null;
      const empty = {};
      views.set(empty, view as object);
      return empty;
    },
  };
}
const shown =
  (draw: Draw): Draw =>
  (request, status, headers, context, loadContext) => {
    const { loaderData } = context.staticHandlerContext;
    for (const [id, held] of Object.entries(loaderData))
      if (held && views.has(held as object)) loaderData[id] = views.get(held as object);
    return draw(request, status, headers, context, loadContext);
  };

const literal = (text: string) => text.replace(/[.]/g, "\\.");
/** Tells which route alone an address leads to, or null where that takes Remix itself. Of several, the one with the most fixed segments wins. */
export function ownRoute(build: Pick<ServerBuild, "routes">): (path: string) => string | null {
  const doors = Object.values(build.routes)
    .flatMap((route) => {
      const segments = route!.parentId ? segmentsOf(route!, build.routes) : null;
      if (!segments) return [];
      const matches = new RegExp(
        `^/${segments.map((s) => (s.startsWith(":") ? "[^/]+" : literal(s))).join("/")}/?$`,
        "i",
      );
      return [{ id: route!.id, matches, fixed: segments.filter((s) => !s.startsWith(":")).length }];
    })
    .sort((a, b) => b.fixed - a.fixed);
  return (path) => {
    if (/%|\/\/|\.data$|^\/__/.test(path)) return null;
    const [first, second] = doors.filter((door) => door.matches.test(path));
    return first && first.fixed !== second?.fixed ? first.id : null;
  };
}

/** Pages are made one or two at a time: they hardly wait for anything, and ten half-made ones are memory that nobody needs. */
const atOnce = 2;
let making = 0;
const queue: (() => void)[] = [];
async function turn(): Promise<() => void> {
  if (making >= atOnce) await new Promise<void>((go) => queue.push(go));
  else making++;
  return () => {
    const next = queue.shift();
    if (next) next();
    else making--;
  };
}

/** A form of text, read whole; anything else (a file, a stream) is Remix's own to read. */
const mostText = 256 * 1024;
const isText = (req: Request) =>
  req.method === "POST" &&
  (req.get("content-type") ?? "").startsWith("application/x-www-form-urlencoded") &&
  Number(req.get("content-length")) <= mostText;
const textOf = (req: Request): Promise<string> =>
  new Promise((done, fail) => {
    const chunks: Buffer[] = [];
    req
      .on("data", (chunk: Buffer) => chunks.push(chunk))
      .on("end", () => done(Buffer.concat(chunks).toString()))
      .on("error", fail);
  });

interface Acted {
  acted?: () => unknown;
}
const leadsOn = (answer: unknown): answer is globalThis.Response =>
  answer instanceof globalThis.Response && answer.status >= 300 && answer.status < 400;
/** A post is acted on at once; most lead on to another address, and then nothing is drawn. Otherwise `acted` gives or throws the same once more. */
async function act(
  route: Route,
  segments: readonly string[],
  path: string,
  request: globalThis.Request,
  context: object,
): Promise<{ on: globalThis.Response | null; acted: () => unknown }> {
  const parts = path.split("/").filter(Boolean);
  const params = Object.fromEntries(
    segments.flatMap((s, i) => (s.startsWith(":") ? [[s.slice(1), parts[i]]] : [])),
  );
  try {
    const made: unknown = await route.module.action!({ request, params, context } as never);
    return { on: leadsOn(made) ? made : null, acted: () => made };
  } catch (error) {
    return {
      on: leadsOn(error) ? error : null,
      acted: () => {
        throw error;
      },
    };
  }
}

/** Answers with a page without scripts: its markup comes in one piece, past the streams of the web. A post waits for others' writes, so it takes no turn. */
function reader(whole: ServerBuild, route: Route, { mode, getLoadContext }: Options): RequestHandler {
  const handle = createHandler(narrowed(whole, route), mode);
  const segments = segmentsOf(route, whole.routes) ?? [];
  return async (req, res, next) => {
    const posted = req.method === "POST";
    const done = posted ? () => {} : await turn();
    try {
      const headers = new Headers();
      for (const [name, value] of Object.entries(req.headers)) if (value) headers.set(name, String(value));
      let markup: string | undefined;
      const context: LoadContext & Acted & Record<string, unknown> = {
        ...getLoadContext(req, res),
        take: (all) => {
          markup = all;
        },
      };
      if (posted) context.form = new URLSearchParams(await textOf(req));
      const request = () =>
        new globalThis.Request(`${req.protocol}://${req.get("host")}${req.originalUrl}`, {
          headers,
          method: req.method,
        });
      let response: globalThis.Response | null = null;
      if (posted && route.module.action)
        ({ on: response, acted: context.acted } = await act(route, segments, req.path, request(), context));
      response ??= await handle(request(), context);
      res.status(response.status);
      for (const [name, value] of response.headers) res.append(name, value);
      res.end(markup ?? Buffer.from(await response.arrayBuffer()));
    } catch (error) {
      next(error);
    } finally {
      done();
    }
  };
}

/** The handler of every address. */
export function pages(build: ServerBuild, options: Options): RequestHandler {
  const all = createRequestHandler({ build, ...options });
  const scripts = (route: Route) => (route.module.handle as { scripts?: boolean } | undefined)?.scripts;
  const own = new Map(
    Object.values(build.routes)
      .filter((route) => route!.module.default && !scripts(route!))
      .map((route) => [route!.id, reader(build, route!, options)]),
  );
  const routeOf = ownRoute(build);
  const plain = (req: Request) => req.method === "GET" || req.method === "HEAD" || isText(req);
  return (req, res, next) => ((plain(req) && own.get(routeOf(req.path) ?? "")) || all)(req, res, next);
}
