// One log, without personal data: patterns of addresses instead of tokens, no bodies, no mail addresses.
import { inspect } from "node:util";
import pino from "pino";

export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.VITEST ? "silent" : "info"),
  base: undefined,
});

/** What a fault says may repeat what somebody typed: what it quotes, addresses, and all but its first line are left out. */
const unquoted = (message: string): string =>
  (message.trimStart().split("\n", 1)[0] ?? "")
    .replace(/"[^"]*("|$)|(?<!\w)'[^']*('|$)|“[^”]*(”|$)|”[^”]*(”|$)/g, "…")
    .replace(/\S+@\S+/g, "…")
    .slice(0, 300);
function toldOf(error: Error, depth: number): string {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [
    `${error.name}${typeof code === "string" ? ` ${code}` : ""}: ${unquoted(error.message)}`,
    ...frames,
    ...(cause instanceof Error && depth > 0 ? [`caused by ${toldOf(cause, depth - 1)}`] : []),
  ].join("\n");
}
/** Whatever was thrown, in words: never "[object Object]", and nothing that somebody typed. */
export function told(error: unknown): string {
  if (error instanceof Error) return toldOf(error, 2);
  if (typeof error === "string") return unquoted(error);
  return typeof error === "object" && error !== null
    ? inspect(
        Object.fromEntries(
          Object.entries(error).map(([name, value]) => [
            name,
            typeof value === "number" ? value : typeof value,
          ]),
        ),
      )
    : typeof error;
}

/** A door is found in whatever letters, some of them escaped, its address comes. */
function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // What cannot be read is no door's.
    return "/…";
  }
}
/** An address as it may stand in a log: the secret part of personal links is left out. */
export const loggedPath = (path: string): string =>
  unescaped(path.replace(/\?.*$/s, "")).replace(
    /^\/*(blankett|underskrift|byte|svar|svar-tid|las|bidra|bekrafta|overlamning|laget|kalender|incheckning|lank-utgangen\/+[^/]+|verifiera)\/+[^/]+/i,
    "/$1/…",
  );
