// One log, without personal data: patterns of addresses instead of tokens, no bodies, no mail addresses.
import { inspect } from "node:util";
import pino from "pino";

export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.VITEST ? "silent" : "info"),
  base: undefined,
});

/** Whatever was thrown, in words: never "[object Object]". */
export function told(error: unknown): string {
  if (error instanceof Error) return error.stack ?? error.message;
  return typeof error === "string" ? error : inspect(error, { depth: 3, breakLength: Infinity });
}

/** An address as it may stand in a log: the secret part of personal links is left out. */
export const loggedPath = (path: string): string =>
  path
    .replace(
      /^\/(blankett|underskrift|byte|svar|svar-tid|las|bidra|bekrafta|overlamning|laget|kalender|incheckning|lank-utgangen\/[a-z-]+|verifiera)\/[^/?]+/,
      "/$1/…",
    )
    .replace(/\?.*$/, "");
