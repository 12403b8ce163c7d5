// Whose pages may write here: those of BASE_URL, and nobody else's. The demo on one's own machine has several names at its port,
// which are the same; by another name it is not reached at all, because the links in its letters would lead elsewhere.
import type { NextFunction, Request, Response } from "express";

interface Where {
  baseUrl: string;
  port: number;
  /** BASE_URL is set, or this is production. */
  fixed: boolean;
}

const own = (where: Where): ReadonlySet<string> =>
  new Set(
    where.fixed
      ? [new URL(where.baseUrl).origin]
      : ["localhost", "127.0.0.1", "[::1]"].map((name) => new URL(`http://${name}:${where.port}`).origin),
  );

/** Is it a reading, or a write that comes from a page of ours? */
export function fromOwnPage(where: Where, req: Request): boolean {
  if (req.method === "GET" || req.method === "HEAD") return true;
  const from = req.get("origin") ?? req.get("referer");
  return from !== undefined && URL.canParse(from) && own(where).has(new URL(from).origin);
}

/** Is it sent to an address of ours? A proxy may pass the visitor's own beside its own. */
export function toOwnName(where: Where, req: Request): boolean {
  const hosts = new Set([...own(where)].map((origin) => new URL(origin).host));
  return [req.get("host"), req.get("x-forwarded-host")].some((host) => host !== undefined && hosts.has(host));
}

/** The demo by a name that is not its own: told which address to use. */
export function byOwnName(where: Where) {
  const origins = own(where);
  return (req: Request, res: Response, next: NextFunction): void => {
    const host = `http://${req.get("host") ?? ""}`;
    if (where.fixed || (URL.canParse(host) && origins.has(new URL(host).origin))) {
      next();
      return;
    }
    res
      .status(421)
      .type("html")
      .set("Cache-Control", "no-store")
      .send(
        `<!DOCTYPE html><html lang="sv"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Använd en annan adress</title><main><h1>Använd en annan adress</h1><p>Demon svarar på <a href="${where.baseUrl}">${where.baseUrl}</a>. Ska den nås från andra datorer anger du adressen i BASE_URL när du startar den.</p></main></html>\n`,
      );
  };
}
