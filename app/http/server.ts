// The web server: headers, origin check, limits, static files; everything else is Remix.
// Built on its own (build/server/start.js); what it needs of the application comes through the build.
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type NextFunction, type Request, type Response } from "express";
import { rateLimit } from "express-rate-limit";
import helmet from "helmet";
import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type * as Entry from "../entry.server";
import { busy } from "./idle";
import { leaveInOrder, tellFaults } from "./leaving";
import { byOwnName, fromOwnPage, toOwnName } from "./origin";
import { pages } from "./pages";

const devServer =
  process.env.LANSGRUPP_DEV === "1"
    ? await import("vite").then((vite) => vite.createServer({ server: { middlewareMode: true } }))
    : null;
const loadBuild = async (): Promise<ServerBuild> =>
  devServer
    ? ((await devServer.ssrLoadModule("virtual:remix/server-build")) as unknown as ServerBuild)
    : // The other half of the build; it has no types of its own.
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-assertion -- without it tsc looks for the file
      ((await import(/* @vite-ignore */ "./index.js" as string)) as ServerBuild);
/** The keeper (cli/keeper.mjs) does not start us again when there is no port to listen at. */
const noPort = 69;
const first = await loadBuild();
const { env, log, loggedPath, told, health, refreshKeys, startWork, stopWork, now } = first.entry
  .module as unknown as typeof Entry;

const app = express();
app.disable("x-powered-by");
// A proxy on the same machine may say who the visitor is; nobody else may.
app.set("trust proxy", "loopback");
const loopback = (ip: string | undefined) => /^(::1|(::ffff:)?127\.)/.test(ip ?? "");

const unwell = { unreadable: "databasen går inte att läsa\n", unwritable: "det går inte att spara\n" };
app.get("/healthz", (_, res, next) => {
  health().then((found) => {
    res
      .status(found === "ok" ? 200 : 503)
      .type("text/plain")
      .set("Cache-Control", "no-store")
      .send(found === "ok" ? "ok\n" : unwell[found]);
  }, next);
});

const https = env.baseUrl.startsWith("https:");
app.use((req: Request, res: Response, next: NextFunction) => {
  res.locals.nonce = randomBytes(16).toString("base64");
  res.locals.reference = randomBytes(5).toString("hex").toUpperCase();
  const began = performance.now();
  busy();
  if (log.isLevelEnabled("info") && !req.path.startsWith("/assets/"))
    res.on("finish", () =>
      log.info({
        method: req.method,
        path: loggedPath(req.originalUrl),
        status: res.statusCode,
        ms: Math.round(performance.now() - began),
        reference: res.locals.reference as string,
      }),
    );
  next();
});
app.use(
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        imgSrc: ["'self'", "data:"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: devServer ? ["'self'", "ws:"] : ["'self'"],
        scriptSrc: [
          "'self'",
          (_, res) => `'nonce-${(res as Response).locals.nonce as string}'`,
          "'strict-dynamic'",
        ],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // "no-referrer" would make the Origin of forms without JavaScript null.
    referrerPolicy: { policy: "strict-origin-when-cross-origin" },
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
  }),
);
app.use((_, res, next) => {
  res.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()");
  next();
});
app.use(compression());
if (devServer) app.use(devServer.middlewares);
else {
  const client = fileURLToPath(new URL("../client", import.meta.url));
  app.use("/assets", express.static(`${client}/assets`, { immutable: true, maxAge: "1y", index: false }));
  // What lies beside the assets is known at the start: no page asks the disk whether it is a file.
  const lying = new Set(
    readdirSync(client, { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [`/${entry.name}`] : [],
    ),
  );
  const files = express.static(client, { maxAge: "1h", index: false });
  app.use((req, res, next) => {
    if (lying.has(req.path)) files(req, res, next);
    else next();
  });
}

const site = pages(
  first,
  {
    mode: devServer ? "development" : "production",
    getLoadContext: (req: Request, res: Response) => ({
      nonce: res.locals.nonce as string,
      reference: res.locals.reference as string,
      browserIp: req.ip ?? "",
      incoming: req,
    }),
  },
  devServer ? loadBuild : undefined,
);

const where = { baseUrl: env.baseUrl, port: env.port, fixed: env.baseUrlFixed };
app.use(byOwnName(where));
/** Every write must come from a page of ours. */
app.use((req, res, next) => {
  const reading = req.method === "GET" || req.method === "HEAD";
  if (reading || (fromOwnPage(where, req) && toOwnName(where, req))) {
    next();
    return;
  }
  if (fromOwnPage(where, req)) {
    site.refuse(req, res, 421, `Tjänsten finns på ${env.baseUrl}. Öppna den adressen och försök igen.`);
    return;
  }
  site.refuse(
    req,
    res,
    403,
    "Sidan tog emot något som inte kom från en av våra egna sidor. Gå tillbaka, läs in sidan igen och försök på nytt.",
    "Det gick inte att ta emot",
  );
});
// People at one authority share an address; a caller on the machine itself is not limited.
app.use(
  rateLimit({
    windowMs: 60_000,
    limit: 240,
    standardHeaders: "draft-7",
    legacyHeaders: false,
    // What a proxy says may be no address at all; that is counted as it stands, and no stack of it goes to the console.
    validate: false,
    skip: (req) => req.method === "GET" || req.method === "HEAD" || loopback(req.ip),
    handler: (req, res) => {
      site.refuse(req, res, 429, "Vänta en minut och försök igen.");
    },
  }),
);

app.use(site.answer);
app.use((error: unknown, req: Request, res: Response, next: NextFunction) => {
  // Whoever asked has left.
  if (res.closed) {
    next();
    return;
  }
  log.error({ reference: res.locals.reference as string, stack: told(error) }, "an answer failed");
  if (res.headersSent) res.destroy();
  else site.refuse(req, res, 500, "");
});

tellFaults(log);
await refreshKeys();
const server = app.listen(env.port, () => {
  const at = env.baseUrl;
  console.log(
    `\nLänsgrupp svarar på ${at}${env.demoMailbox ? `\nDemobrevlådan (alla mejl som skickas) finns på ${at}/demo/brev` : ""}\n`,
  );
  log.info({ port: env.port, at: now().toISOString() }, "listening");
  startWork();
});
server.keepAliveTimeout = 65_000;
server.on("error", (error: NodeJS.ErrnoException) => {
  if (error.syscall !== "listen") throw error;
  console.error(
    error.code === "EADDRINUSE"
      ? `Porten ${env.port} används redan. Avsluta det som lyssnar där, eller ange en annan i PORT.`
      : `Det går inte att lyssna på porten ${env.port} (${error.code ?? ""}). Ange en annan i PORT.`,
  );
  process.exit(noPort);
});
leaveInOrder(server, { log, stopWork });
