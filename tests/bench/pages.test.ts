// The handlers that know one route alone lead where Remix itself would.
import { matchRoutes } from "@remix-run/router";
import type { ServerBuild } from "@remix-run/node";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ownRoute } from "../../app/http/pages";

const build = (await import(
  /* @vite-ignore */ pathToFileURL(resolve("build/server/index.js")).href
)) as ServerBuild;
const routeOf = ownRoute(build);
const tree = (parentId?: string): Parameters<typeof matchRoutes>[0] =>
  Object.values(build.routes)
    .filter((r) => r.parentId === parentId)
    .map(
      (r) =>
        ({
          id: r.id,
          path: r.path,
          index: r.index,
          ...(r.index ? {} : { children: tree(r.id) }),
        }) as Parameters<typeof matchRoutes>[0][number],
    );
const byRemix = (path: string) => matchRoutes(tree(), path)?.at(-1)?.route.id ?? null;

describe("an address", () => {
  const written = Object.values(build.routes)
    .filter((r) => r.parentId)
    .map((r) => `/${r.path ?? ""}`);
  const filled = written.flatMap((path) => [
    path.replace(/:\w+/g, "x1"),
    path
      .replace(/:county/, "dalarna")
      .replace(/:network/, "lansgruppen")
      .replace(/:\w+/g, "Ny"),
    `${path.replace(/:\w+/g, "a.pdf")}/`,
    path.replace(/:\w+/g, "slutar").toUpperCase(),
  ]);
  it("leads to the same page as in Remix", () => {
    for (const path of filled) {
      const own = routeOf(path);
      if (own) expect(`${path} ${own}`).toBe(`${path} ${byRemix(path)}`);
    }
    expect(filled.filter((path) => routeOf(path)).length).toBeGreaterThan(filled.length * 0.9);
  });
  it("is left to Remix where it is unusual", () => {
    for (const path of [
      "/logga%2Din",
      "//logga-in",
      "/mitt.data",
      "/__manifest",
      "/finns/inte/alls/har/inte",
    ])
      expect(routeOf(path)).toBe(null);
  });
});
