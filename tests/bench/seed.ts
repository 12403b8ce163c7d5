// A county with 300 organisations (in the short form 40) and ten years of history, in one transaction; triggers, hashes and chain hold.
import Database from "better-sqlite3";
import { addDays, todayOn } from "../../app/platform/calendar";
import { randomToken, sha256 } from "../../app/platform/env.server";
import { nanoid } from "../../app/platform/ids";
import { County, mailbox, organisations, years } from "./seed-county";
import { putNetwork } from "./seed-network";
import { putOrganisation, usual } from "./seed-organisation";

export { mailbox, organisations, years };
export const strategist = "strateg@lansstyrelsen.example";
const measured = 5; // The organisation whose page is measured: nothing is under way there.

export interface Seeded {
  networkId: string;
  token: string;
  slug: string;
  usualIds: string[];
  rows: number;
}

/** The strategist, signed in. */
function putStrategist(county: County, token: string, now: Date): void {
  const { accountId, networkId, today } = county;
  county.put("Account", { id: accountId, email: strategist, createdAt: now });
  county.put("StaffRole", {
    id: nanoid(),
    accountId,
    networkId,
    role: "strategist",
    name: "Stina Strömbäck",
    standIn: false,
    fromOn: addDays(today, -years * 365),
    untilOn: null,
  });
  county.put("Session", {
    id: nanoid(),
    tokenHash: sha256(token),
    accountId,
    browserHash: sha256("bench"),
    strength: "email",
    createdAt: now,
    seenAt: now,
    expiresAt: new Date(now.getTime() + 24 * 3_600_000),
    endedAt: null,
  });
}

export function seed(path: string, now: Date): Seeded {
  const database = new Database(path);
  database.pragma("journal_mode = WAL");
  const county = new County(database, todayOn(now));
  const { networkId } = county;
  const token = randomToken();
  const all = database.transaction(() => {
    putNetwork((table, row) => county.put(table, row), { countyId: county.id, networkId, mailbox });
    putStrategist(county, token, now);
    const made = Array.from({ length: organisations }, (_, i) => putOrganisation(county, i));
    county.writeChain();
    return made;
  })();
  database.exec("ANALYZE");
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.close();
  return {
    networkId,
    token,
    slug: all[measured]!.slug,
    usualIds: all.slice(0, usual).map((o) => o.id),
    rows: county.rows,
  };
}
