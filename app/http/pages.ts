// Remix compares an address with every route, three times a request, and makes up a route table of all of them
// once more to draw the page. A page without scripts leads nowhere within the browser: it is answered by a handler
// that knows its own route alone. Whatever is not plainly one of those goes to the handler that knows them all.
import { createRequestHandler, type RequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";

type Route = ServerBuild["routes"][string];
type Options = Omit<Parameters<typeof createRequestHandler>[0], "build">;

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
  const only = <T>(all: Record<string, T | undefined>) => Object.fromEntries(kept.map((id) => [id, all[id]])) as Record<string, T>;
  return { ...build, routes: only(build.routes), assets: { ...build.assets, routes: only(build.assets.routes) } };
}

const literal = (text: string) => text.replace(/[.]/g, "\\.");
/** Tells which route alone an address leads to, or null where that takes Remix itself. Of several, the one with the most fixed segments wins. */
export function ownRoute(build: Pick<ServerBuild, "routes">): (path: string) => string | null {
  const doors = Object.values(build.routes).flatMap((route) => {
    const segments = route!.parentId ? segmentsOf(route!, build.routes) : null;
    if (!segments) return [];
    const matches = new RegExp(`^/${segments.map((s) => (s.startsWith(":") ? "[^/]+" : literal(s))).join("/")}/?$`, "i");
    return [{ id: route!.id, matches, fixed: segments.filter((s) => !s.startsWith(":")).length }];
  }).sort((a, b) => b.fixed - a.fixed);
  return (path) => {
    if (/%|\/\/|\.data$|^\/__/.test(path)) return null;
    const [first, second] = doors.filter((door) => door.matches.test(path));
    return first && first.fixed !== second?.fixed ? first.id : null;
  };
}

/** The handler of every address. */
export function pages(build: ServerBuild, options: Options): RequestHandler {
  const all = createRequestHandler({ build, ...options });
  const scripts = (route: Route) => (route.module.handle as { scripts?: boolean } | undefined)?.scripts;
  const own = new Map(Object.values(build.routes).map((route) => [route!.id, scripts(route!) ? all : createRequestHandler({ build: narrowed(build, route!), ...options })]));
  const routeOf = ownRoute(build);
  return (req, res, next) => (own.get(routeOf(req.path) ?? "") ?? all)(req, res, next);
}
