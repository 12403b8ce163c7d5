// The settings of every command, before anything else runs: ENV_FILE names one file of them, and an installation
// that is in production use remembers it, so that no command goes to work on another database or with other secrets.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
/** sysexits' EX_CONFIG: nothing is won by trying again. */
const refused = 78;

function refuse(...lines) {
  console.error(lines.join("\n"));
  process.exit(refused);
}
const set = (name) => process.env[name]?.trim() || "";
const from = (path) => resolve(root, path);

/** Reads the file that ENV_FILE names. What stands in the environment already goes before. */
export function readSettings() {
  const file = set("ENV_FILE");
  if (!file) return;
  try {
    process.loadEnvFile(from(file));
  } catch (error) {
    refuse(`ENV_FILE går inte att läsa: ${from(file)} (${error.code ?? error.message}).`);
  }
}

const dataFolder = () => from(set("DATA_DIR") || "data");
const database = () =>
  set("DATABASE_URL")
    ? from(set("DATABASE_URL").replace(/^file:(\/\/)?/, ""))
    : join(dataFolder(), "lansgrupp.db");
const markIn = (folder) => join(folder, "in-production.json");
const markHere = join(root, "node_modules/.lansgrupp/in-production.json");
const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null);

/** What start:production leaves in the data folder, and beside the code for commands that are told of no data folder. */
export function rememberProduction() {
  const mark = JSON.stringify({ dataDir: dataFolder(), database: database() }, null, 2) + "\n";
  for (const file of [markIn(dataFolder()), markHere]) {
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file) || readFileSync(file, "utf8") !== mark) writeFileSync(file, mark);
  }
}

/**
 * Is the data that this command would work on in production use? Refuses where the command would miss it:
 * no data folder is named, or another database than the one in use.
 */
export function inProduction() {
  const mark = read(markIn(dataFolder()));
  if (mark) {
    if (database() !== mark.database)
      refuse(
        `Datamappen ${dataFolder()} används i drift med databasen ${mark.database}, men kommandot skulle använda ${database()}.`,
        "Ange samma inställningar som tjänsten har, till exempel ENV_FILE=/etc/lansgrupp.env.",
      );
    return true;
  }
  const here = read(markHere);
  if (here && !set("DATA_DIR") && !set("DATABASE_URL") && existsSync(markIn(here.dataDir)))
    refuse(
      `Tjänsten används i drift med datamappen ${here.dataDir}, men DATA_DIR är inte satt och kommandot skulle använda ${dataFolder()}.`,
      "Ange samma inställningar som tjänsten har, till exempel ENV_FILE=/etc/lansgrupp.env.",
    );
  return false;
}

/** The demo, and whatever else is not for real use, keeps away from data in production use. */
export function refuseProduction(command) {
  if (inProduction()) refuse(`Datamappen ${dataFolder()} används i drift. ${command} körs inte på den.`);
}
