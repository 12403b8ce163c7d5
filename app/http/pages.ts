// Remix compares an address with every route, three times a request, makes up a route table of all of them once more
// to draw the page, and encodes what the page shows for a browser that goes on from there. A page without scripts leads
// nowhere within the browser: it is answered by a handler that knows its own route alone and encodes nothing.
// Whatever is not plainly the reading of such a page, or a form posted to it, goes to the handler that knows them all.
import { createRequestHandler as createHandler, type ServerBuild } from "@remix-run/node";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import { must } from "~/platform/must";
import type * as Entry from "../entry.server";
import type { LoadContext } from "../entry.server";
import { addressOf, requestOf, send, sendWhole } from "./answer";

type Route = ServerBuild["routes"][string];
type Draw = ServerBuild["entry"]["module"]["default"];
type Answer = (req: Request, res: Response, next: NextFunction, address: URL) => Promise<void>;
interface Options {
  mode: string;
  getLoadContext: (req: Request, res: Response) => LoadContext & Record<string, unknown>;
}

/** Segments between the slashes; null where one is optional or takes the rest. */
function segmentsOf(route: Route, routes: ServerBuild["routes"]): string[] | null {
  const above = route.parentId && routes[route.parentId];
  const parent = above ? segmentsOf(above, routes) : [];
  const own = (route.path ?? "").split("/").filter(Boolean);
  return parent && own.every((s) => /^:?[\w.-]+$/.test(s)) ? [...parent, ...own] : null;
}

/** The build with one route and those above it. */
function narrowed(build: ServerBuild, route: Route): ServerBuild {
  const kept = [route.id];
  for (let above = route.parentId; above; above = build.routes[above]?.parentId) kept.unshift(above);
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
      const view = await loader(args);
      if (!view || Object.getPrototypeOf(view) !== Object.prototype || "init" in view) return view;
      const empty = {};
      views.set(empty, view);
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
      const segments = route.parentId ? segmentsOf(route, build.routes) : null;
      if (!segments) return [];
      const matches = new RegExp(
        `^/${segments.map((s) => (s.startsWith(":") ? "[^/]+" : literal(s))).join("/")}/?$`,
        "i",
      );
      return [{ id: route.id, matches, fixed: segments.filter((s) => !s.startsWith(":")).length }];
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

function decodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

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
    const action = must(route.module.action, `an action of ${route.id}`);
    const made: unknown = await action({ request, params, context } as never);
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
function reader(whole: ServerBuild, route: Route, { mode, getLoadContext }: Options): Answer {
  const handle = createHandler(narrowed(whole, route), mode);
  const segments = segmentsOf(route, whole.routes) ?? [];
  return async (req, res, next, address) => {
    const posted = req.method === "POST";
    const done = posted ? () => {} : await turn();
    try {
      // Whoever has left while others' pages were made gets none.
      if (!posted && res.destroyed) return;
      let markup: string | undefined;
      const context: LoadContext & Acted & Record<string, unknown> = {
        ...getLoadContext(req, res),
        take: (all) => {
          markup = all;
        },
      };
      let response: globalThis.Response | null = null;
      if (posted && route.module.action)
        ({ on: response, acted: context.acted } = await act(
          route,
          segments,
          req.path,
          requestOf(req, address),
          context,
        ));
      response ??= await handle(requestOf(req, address), context);
      await sendWhole(res, response, markup);
    } catch (error) {
      next(error);
    } finally {
      done();
    }
  };
}

/** Remix itself, for every address. */
function anyone(
  build: ServerBuild | (() => Promise<ServerBuild>),
  { mode, getLoadContext }: Options,
): Answer {
  const handle = createHandler(build, mode);
  return async (req, res, next, address) => {
    const left = new AbortController();
    res.once("close", () => {
      if (!res.writableFinished) left.abort();
    });
    try {
      await send(res, await handle(requestOf(req, address, left.signal), getLoadContext(req, res)));
    } catch (error) {
      next(error);
    }
  };
}

/** `heading`: where the number alone would say something else. */
export type Refuse = (
  req: Request,
  res: Response,
  status: number,
  sentence: string,
  heading?: string,
) => void;
/** The page of a refusal, in the frame of every other, for what never reaches a route. */
function refuser(whole: ServerBuild, { mode, getLoadContext }: Options): Refuse {
  const root = Object.values(whole.routes).find((route) => !route.parentId);
  if (!root) throw new Error("a site without a root");
  const loader = ({ context }: { context: unknown }) => {
    throw (context as { refusal: globalThis.Response }).refusal;
  };
  const build = narrowed(whole, root);
  const handle = createHandler(
    { ...build, routes: { [root.id]: { ...root, module: { ...root.module, loader } } } },
    mode,
  );
  return (req, res, status, sentence, heading) => {
    const refusal = heading
      ? globalThis.Response.json({ heading, message: sentence }, { status })
      : new globalThis.Response(sentence, {
          status,
          headers: { "Content-Type": "text/plain; charset=utf-8" },
        });
    handle(new globalThis.Request("http://localhost/"), { ...getLoadContext(req, res), refusal }).then(
      (page) => send(res, page),
      () => res.status(status).end(),
    );
  };
}

/** The handler of every address, and what says no before a route is asked. */
export function pages(
  build: ServerBuild,
  given: Options,
  /** In development the routes are those of the moment. */
  live?: () => Promise<ServerBuild>,
): { answer: RequestHandler; refuse: Refuse } {
  const options: Options = {
    ...given,
    getLoadContext: (req, res) => ({
      ...given.getLoadContext(req, res),
      posted: req.method === "POST",
      returned: res.locals.returned as LoadContext["returned"],
    }),
  };
  const { returnedFor } = build.entry.module as unknown as typeof Entry;
  const all = anyone(live ?? build, options);
  const refuse = refuser(build, options);
  const scripts = (route: Route) => (route.module.handle as { scripts?: boolean } | undefined)?.scripts;
  const own = new Map(
    Object.values(live ? {} : build.routes)
      .filter((route) => route.module.default && !scripts(route))
      .map((route) => [route.id, reader(build, route, options)]),
  );
  const routeOf = ownRoute(build);
  const toRoute: Answer = async (req, res, next, address) => {
    const id = routeOf(req.path) ?? "";
    try {
      // What was typed before the session ended comes back to its page as a post that was refused does: drawn with every word.
      if (req.method === "GET" && address.searchParams.has("parkerat") && id) {
        const returned = await returnedFor(requestOf(req, address));
        res.locals.returned = returned;
        if (returned && !returned.elsewhere && build.routes[id]?.module.action) req.method = "POST";
      }
      await (own.get(id) ?? all)(req, res, next, address);
    } catch (error) {
      next(error);
    }
  };
  const answer: RequestHandler = (req, res, next) => {
    const address = addressOf(req);
    if (!address) refuse(req, res, 400, "Adressen går inte att läsa.");
    else if (!["GET", "HEAD", "POST"].includes(req.method)) {
      res.set("Allow", "GET, HEAD, POST");
      refuse(req, res, 405, "Sidan går att läsa och att skicka formulär till, inget annat.");
    }
    // Remix writes such an address to the console, secret and all.
    else if (!decodable(address.pathname)) refuse(req, res, 404, "Sidan finns inte.");
    // Remix's older way to a page's data, which asks no route above it.
    else if (address.searchParams.has("_data")) refuse(req, res, 404, "Sidan finns inte.");
    else void toRoute(req, res, next, address);
  };
  return { answer, refuse };
}
