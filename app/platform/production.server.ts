// What an installation must not be started with in production: each fault in a sentence.
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { env } from "./env.server";
import { isWeakSecret } from "./secrets";
import { replyAddressFits, replyLocalMost } from "./reply-address.server";

const set = (name: string) => Boolean(process.env[name]?.trim());
const told = (name: string) => process.env[name]?.trim() ?? "";

/** A server's address with what it must be; anything after "?" could turn off the check of whom we speak to. */
function serverFaults(name: string, schemes: readonly string[]): string[] {
  const text = told(name);
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !schemes.includes(url.protocol) || url.hostname === "")
    return [`${name} ska börja med ${schemes.map((s) => `${s}//`).join(" eller ")} och namnge en server.`];
  if (url.search || url.hash)
    return [
      `${name} har ett tillägg (${url.search || "#"}) som inte får användas i drift. Serverns certifikat ska alltid kontrolleras.`,
    ];
  return [];
}

function addressFaults(): string[] {
  const text = told("BASE_URL");
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "https:")
    return [`BASE_URL ska vara adressen som användarna ser och börja med https:// (nu ${env.baseUrl}).`];
  if (url.username || url.password || url.search || url.hash || text.replace(/\/$/, "") !== url.origin)
    return [
      `BASE_URL ska bara vara adressen, utan sökväg, frågetecken eller inloggning. Skriv ${url.origin}`,
    ];
  return [];
}

function mailFaults(): string[] {
  const faults: string[] = [];
  if (!set("SMTP_URL"))
    faults.push(
      "SMTP_URL saknas. Utan mejlserver hamnar alla mejl i demobrevlådan, som inte får finnas i drift.",
    );
  else faults.push(...serverFaults("SMTP_URL", ["smtp:", "smtps:"]));
  if (set("IMAP_URL")) faults.push(...serverFaults("IMAP_URL", ["imap:", "imaps:"]));
  if (!set("MAIL_FROM") || env.mailFrom.endsWith(".example"))
    faults.push("MAIL_FROM saknas eller är demoadressen. Ange den adress som mejlen skickas från.");
  if (set("REPLY_ADDRESS") && !replyAddressFits(env.replyAddress ?? ""))
    faults.push(
      `REPLY_ADDRESS ska vara en hel mejladress med högst ${replyLocalMost} tecken före @: svaren kommer till en personlig del efter ett plus, och mejlservrar tar högst 64 tecken.`,
    );
  return faults;
}

function secretFaults(): string[] {
  if (!set("SESSION_SECRET")) return ["SESSION_SECRET saknas. Ange minst 32 slumpmässiga tecken."];
  if (isWeakSecret(told("SESSION_SECRET")))
    return [
      "SESSION_SECRET är för kort eller går att gissa. Ange minst 32 slumpmässiga tecken, till exempel från openssl rand -base64 36.",
    ];
  return [];
}

function sealFaults(): string[] {
  const faults: string[] = [];
  if (!set("SEAL_P12") && process.env.SEAL_CONFIRMED !== "ja")
    faults.push(
      "Stämpelns nyckel är egentillverkad. Ange SEAL_P12, eller SEAL_CONFIRMED=ja om ni har bestämt att den egna ska användas.",
    );
  if (set("SEAL_P12") && !existsSync(told("SEAL_P12")))
    faults.push("SEAL_P12 pekar på en fil som inte finns.");
  return faults;
}

function bucketFaults(): string[] {
  const endpoint = process.env.S3_ENDPOINT;
  if (!endpoint?.trim()) return [];
  const faults = ["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"]
    .filter((name) => !set(name))
    .map((name) => `S3_ENDPOINT är satt men ${name} saknas.`);
  if (!/^https:\/\/|^http:\/\/(localhost|127\.|\[::1\])/.test(endpoint))
    faults.push("S3_ENDPOINT ska börja med https://.");
  return faults;
}

/** What a test may set and an installation may not. */
function trialFaults(): string[] {
  const faults: string[] = [];
  if (set("CLOCK")) faults.push("CLOCK är satt. En flyttad klocka får inte användas i drift.");
  if (set("RECURRING")) faults.push("RECURRING är satt. Allt återkommande arbete ska göras i drift.");
  if (told("NODE_TLS_REJECT_UNAUTHORIZED") === "0")
    faults.push(
      "NODE_TLS_REJECT_UNAUTHORIZED är satt till 0. Serverns certifikat ska alltid kontrolleras. En egen utfärdare anges i NODE_EXTRA_CA_CERTS.",
    );
  const option = /--(insecure-http-parser|inspect|tls-keylog|tls-min-v1\.[01])(?![a-z])/.exec(
    told("NODE_OPTIONS"),
  )?.[0];
  if (option) faults.push(`NODE_OPTIONS innehåller ${option}, som inte får användas i drift.`);
  return faults;
}

function folderFaults(): string[] {
  const faults: string[] = [];
  for (const [what, folder] of [
    ["Databasen", dirname(env.databasePath)],
    ["Datamappen", env.dataDir],
  ] as const) {
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
      if (what === "Databasen" && existsSync(env.databasePath)) accessSync(env.databasePath, constants.W_OK);
    } catch {
      faults.push(`${what} går inte att skriva till: ${what === "Databasen" ? env.databasePath : folder}`);
    }
  }
  return faults;
}

/** The faults of the settings; empty: it may start. */
export const productionFaults = (): string[] => [
  ...mailFaults(),
  ...secretFaults(),
  ...addressFaults(),
  ...sealFaults(),
  ...bucketFaults(),
  ...trialFaults(),
  ...folderFaults(),
];
