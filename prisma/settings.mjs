// The settings of every command, before anything else runs: ENV_FILE names one file of them, and an installation
// that is in production use remembers it, so that no command goes to work on another database or with other secrets.
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
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
  // Node takes what comes after the sign for a remark, without a word.
  const cut = /^\s*(?:export\s+)?(\w+)\s*=(?:|\s*[^\s"'`#][^"'`#\n]*(?<!\s))#/m.exec(
    readFileSync(from(file), "utf8"),
  );
  if (cut) refuse(`${cut[1]} i ${from(file)} innehåller #. Sätt värdet inom citattecken.`);
}

const dataFolder = () => from(set("DATA_DIR") || "data");
const database = () =>
  set("DATABASE_URL")
    ? from(set("DATABASE_URL").replace(/^file:(\/\/)?/, ""))
    : join(dataFolder(), "lansgrupp.db");
const real = (file) => (existsSync(file) ? realpathSync(file) : file);
const markIn = (folder) => join(folder, "in-production.json");
const besideDatabase = () => markIn(dirname(real(database())));
const markHere = join(root, "node_modules/.lansgrupp/in-production.json");
const sameSettings = "Ange samma inställningar som tjänsten har, till exempel ENV_FILE=/etc/lansgrupp.env.";
const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null);

/** What start:production leaves in the data folder and beside the database, and beside the code for commands that are told of neither. */
export function rememberProduction() {
  const mark = JSON.stringify({ dataDir: dataFolder(), database: database() }, null, 2) + "\n";
  for (const file of [markIn(dataFolder()), besideDatabase(), markHere]) {
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file) || readFileSync(file, "utf8") !== mark) writeFileSync(file, mark);
  }
}

/**
 * Is the data that this command would work on in production use? Refuses where the command would miss it:
 * no data folder is named, another one than the database's, or another database than the one in use.
 */
export function inProduction() {
  const mark = read(markIn(dataFolder()));
  if (mark) {
    if (real(database()) !== real(mark.database))
      refuse(
        `Datamappen ${dataFolder()} används i drift med databasen ${mark.database}, men kommandot skulle använda ${database()}.`,
        sameSettings,
      );
    return true;
  }
  const here = read(markHere);
  const used = [read(besideDatabase()), here].find((m) => m && real(m.database) === real(database()));
  if (used && existsSync(database()))
    refuse(
      `Databasen ${database()} används i drift med datamappen ${used.dataDir}, men kommandot skulle använda ${dataFolder()}.`,
      sameSettings,
    );
  if (here && !set("DATA_DIR") && !set("DATABASE_URL") && existsSync(markIn(here.dataDir)))
    refuse(
      `Tjänsten används i drift med datamappen ${here.dataDir}, men DATA_DIR är inte satt och kommandot skulle använda ${dataFolder()}.`,
      sameSettings,
    );
  return false;
}

/** The demo, and whatever else is not for real use, keeps away from data in production use. */
export function refuseProduction(command) {
  if (inProduction()) refuse(`Datamappen ${dataFolder()} används i drift. ${command} körs inte på den.`);
}
