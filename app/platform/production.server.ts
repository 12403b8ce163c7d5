// What an installation must not be started with in production: each fault in a sentence.
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { env } from "./env.server";
import { replyAddressFits, replyLocalMost } from "./reply-address.server";

/** The faults of the settings; empty: it may start. */
export function productionFaults(): string[] {
  const faults: string[] = [];
  const set = (name: string) => Boolean(process.env[name]?.trim());
  if (!set("SMTP_URL"))
    faults.push(
      "SMTP_URL saknas. Utan mejlserver hamnar alla mejl i demobrevlådan, som inte får finnas i drift.",
    );
  else if (!/^smtps?:\/\/[^/]+/.test(process.env.SMTP_URL!))
    faults.push("SMTP_URL ska börja med smtp:// eller smtps:// och namnge en server.");
  if (!set("MAIL_FROM") || env.mailFrom.endsWith(".example"))
    faults.push("MAIL_FROM saknas eller är demoadressen. Ange den adress som mejlen skickas från.");
  if (set("REPLY_ADDRESS") && !replyAddressFits(env.replyAddress ?? ""))
    faults.push(
      `REPLY_ADDRESS ska vara en hel mejladress med högst ${replyLocalMost} tecken före @: svaren kommer till en personlig del efter ett plus, och mejlservrar tar högst 64 tecken.`,
    );
  if (!set("SESSION_SECRET")) faults.push("SESSION_SECRET saknas. Ange minst 32 slumpmässiga tecken.");
  else if (
    process.env.SESSION_SECRET!.length < 32 ||
    /^(.)\1+$|secret|hemlig|changeme/i.test(process.env.SESSION_SECRET!)
  )
    faults.push("SESSION_SECRET är för kort eller går att gissa. Ange minst 32 slumpmässiga tecken.");
  if (!env.baseUrl.startsWith("https://"))
    faults.push(`BASE_URL ska vara adressen som användarna ser och börja med https:// (nu ${env.baseUrl}).`);
  if (!set("SEAL_P12") && process.env.SEAL_CONFIRMED !== "ja")
    faults.push(
      "Stämpelns nyckel är egentillverkad. Ange SEAL_P12, eller SEAL_CONFIRMED=ja om ni har bestämt att den egna ska användas.",
    );
  if (set("SEAL_P12") && !existsSync(process.env.SEAL_P12!))
    faults.push("SEAL_P12 pekar på en fil som inte finns.");
  if (set("S3_ENDPOINT")) {
    for (const name of ["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"])
      if (!set(name)) faults.push(`S3_ENDPOINT är satt men ${name} saknas.`);
    if (!/^https:\/\/|^http:\/\/(localhost|127\.|\[::1\])/.test(process.env.S3_ENDPOINT!))
      faults.push("S3_ENDPOINT ska börja med https://.");
  }
  if (set("CLOCK")) faults.push("CLOCK är satt. En flyttad klocka får inte användas i drift.");
  for (const [what, at] of [
    ["Databasen", env.databasePath],
    ["Datamappen", join(env.dataDir, ".")],
  ] as const) {
    try {
      mkdirSync(what === "Databasen" ? dirname(at) : at, { recursive: true });
      accessSync(dirname(at), constants.W_OK);
      if (existsSync(at)) accessSync(at, constants.W_OK);
    } catch {
      faults.push(`${what} går inte att skriva till: ${at}`);
    }
  }
  return faults;
}
