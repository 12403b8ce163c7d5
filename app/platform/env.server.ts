// The handles that people and tools outside turn. Read at the first use, so that tests may set them.
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const read = (name: string) => process.env[name]?.trim() || undefined;

/** Every statement asks where the database is: worked out once for each setting. */
let database: { url?: string; folder?: string; path: string } = { path: "" };

export interface Bucket {
  endpoint: string;
  name: string;
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}
export const env = {
  get port() {
    return Number(read("PORT") ?? 3000);
  },
  /** Where people reach the site; letters link here. No slash at the end. */
  get baseUrl() {
    return (read("BASE_URL") ?? `http://localhost:${env.port}`).replace(/\/+$/, "");
  },
  /** Is the address decided? The demo without one is reached by every name of the machine itself. */
  get baseUrlFixed() {
    return Boolean(read("BASE_URL")) || env.production;
  },
  get dataDir() {
    return resolve(read("DATA_DIR") ?? "data");
  },
  get databasePath() {
    const { DATABASE_URL: url, DATA_DIR: folder } = process.env;
    if (!database.path || database.url !== url || database.folder !== folder) {
      const named = read("DATABASE_URL") ?? join(env.dataDir, "lansgrupp.db");
      database = { url, folder, path: resolve(named.replace(/^file:/, "")) };
    }
    return database.path;
  },
  /** Undefined: the built-in demo mailbox, where there is one. */
  get smtpUrl() {
    return read("SMTP_URL");
  },
  /** The mailbox where answers from calendars and delivery reports come in, and its address; undefined: nothing is read. */
  get imapUrl() {
    return read("IMAP_URL");
  },
  get replyAddress() {
    return read("REPLY_ADDRESS");
  },
  /** The name by which our own mail server signs Authentication-Results. */
  get trustedAuthserv() {
    return read("TRUSTED_AUTHSERV_ID");
  },
  /** clamd's socket: a path, or host:port. Undefined: files are not scanned. */
  get clamavSocket() {
    return read("CLAMAV_SOCKET");
  },
  /** Undefined: files lie on the disk. Half-made settings are an error, not a disk. */
  get s3(): Bucket | undefined {
    const endpoint = read("S3_ENDPOINT");
    if (!endpoint) return undefined;
    const must = (name: string) => {
      const value = read(name);
      if (!value) throw new Error(`S3_ENDPOINT is set, ${name} is not`);
      return value;
    };
    return {
      endpoint,
      name: must("S3_BUCKET"),
      accessKeyId: must("S3_ACCESS_KEY_ID"),
      secretAccessKey: must("S3_SECRET_ACCESS_KEY"),
      region: read("S3_REGION") ?? "us-east-1",
    };
  },
  get mailFrom() {
    return read("MAIL_FROM") ?? "natverk@lansstyrelsen-demo.example";
  },
  /** The recurring work that is done, by name; undefined: all of it. Figures and tests that must not meet the rest set it. */
  get recurring() {
    return read("RECURRING")
      ?.split(",")
      .map((name) => name.trim());
  },
  get production() {
    return read("LANSGRUPP_MODE") === "production";
  },
  /** Letters stay in the house and are shown to all: only where `npm start` says that this is the demo, or nothing says production. */
  get demoMailbox() {
    return (
      !env.smtpUrl &&
      (read("LANSGRUPP_MODE") === "demo" || (!env.production && read("NODE_ENV") !== "production"))
    );
  },
  get secureCookies() {
    return env.baseUrl.startsWith("https:");
  },
};

/** Written whole or not at all, also where the disk is full; of two that start at once, the first one's is both's. */
function keepFirst(at: string, text: string): void {
  mkdirSync(dirname(at), { recursive: true });
  const beside = `${at}.tmp-${randomBytes(6).toString("hex")}`;
  try {
    writeFileSync(beside, text, { flag: "wx", mode: 0o600, flush: true });
    linkSync(beside, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(beside, { force: true });
  }
}

let secret: { at: string; value: string } | null = null;
/** SESSION_SECRET, or one made at the first start and kept in the data folder. */
function sessionSecret(): string {
  const given = read("SESSION_SECRET");
  if (given) return given;
  const at = join(env.dataDir, "session-secret");
  if (secret?.at === at) return secret.value;
  if (!existsSync(at)) keepFirst(at, randomBytes(32).toString("hex"));
  secret = { at, value: readFileSync(at, "utf8") };
  return secret.value;
}

/** Keyed digest for a named use; what is derived for one use tells nothing about another. */
export const derive = (use: string, text: string): Buffer =>
  createHmac("sha256", createHmac("sha256", sessionSecret()).update(use).digest()).update(text).digest();

export const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");
export const randomToken = (bytes = 24): string => randomBytes(bytes).toString("base64url");
export function sameText(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
/** An unguessable reference people can read aloud: 7K3M-9QXT-2HVB (about 59 bits). Older ones begin with "LG-" and keep it. */
export function newReference(): string {
  const block = () => Array.from(randomBytes(4), (b) => letters[b % letters.length]).join("");
  return `${block()}-${block()}-${block()}`;
}
