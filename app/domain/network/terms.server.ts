// The network's own words: what an organisation takes on, in versions (a form keeps the one it was sent with), its days and examples.
import type { By } from "~/platform/events.server";
import { dutyNames } from "~/domain/commitments/texts";
import { row, type Tx } from "~/platform/db.server";
import { sha256 } from "~/platform/env.server";
import { nanoid } from "~/platform/ids";
import { knownDays, type KnownDay } from "./rules";

export interface Terms {
  version: string;
  duties: { name: string; text: string }[];
  gives: string;
}
interface TermsRow {
  version: string;
  duties: string;
  gives: string;
}

/** The network's words of today, or those of a version that a form was sent with. */
export function termsOf(networkId: string, version?: string | null): Terms {
  const found = row<TermsRow>(
    `SELECT version, duties, gives FROM NetworkTerms WHERE networkId = ?1 AND (?2 IS NULL OR version = ?2) ORDER BY number DESC LIMIT 1`,
    networkId,
    version ?? null,
  );
  if (!found) throw new Error("The network has no words for what an organisation takes on");
  const texts = JSON.parse(found.duties) as string[];
  return {
    version: found.version,
    duties: dutyNames.map((name, i) => ({ name, text: texts[i] ?? "" })),
    gives: found.gives,
  };
}

/** The days that the network knows, in a year. */
export function daysOf(networkId: string, year: number): KnownDay[] {
  const found = row<{ knownDays: string; sportsWeek: number | null }>(
    "SELECT n.knownDays, c.sportsWeek FROM Network n JOIN County c ON c.id = n.countyId WHERE n.id = ?",
    networkId,
  );
  return found ? knownDays(found.knownDays, found.sportsWeek, year) : [];
}

/** What the hints of two forms name; nothing where the network has said nothing. */
export const examplesOf = (networkId: string): { place: string | null; spread: string | null } =>
  row<{ place: string | null; spread: string | null }>(
    "SELECT placeExample AS place, spreadExample AS spread FROM Network WHERE id = ?",
    networkId,
  ) ?? { place: null, spread: null };

/** A new version where the words are others than today's. Its name holds their hash, and a form's hash holds its name. */
export async function keepTerms(
  tx: Tx,
  by: Pick<By, "today">,
  networkId: string,
  given: { duties: readonly string[]; gives: string },
): Promise<void> {
  const last = await tx.networkTerms.findFirst({ where: { networkId }, orderBy: { number: "desc" } });
  const duties = JSON.stringify(given.duties);
  if (last?.duties === duties && last.gives === given.gives) return;
  await tx.networkTerms.create({
    data: {
      id: nanoid(14),
      networkId,
      number: (last?.number ?? 0) + 1,
      version: `${by.today} ${sha256(duties + given.gives).slice(0, 8)}`,
      duties,
      gives: given.gives,
    },
  });
}
