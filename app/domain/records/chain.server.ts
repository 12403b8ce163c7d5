// The chain of facts, read from end to end as its rows stand: a changed, missing, added or moved row breaks it.
import { row, rows, stored } from "~/platform/db.server";
import { chained } from "~/platform/events.server";

export interface Fault {
  about: "event" | "file" | "paper";
  /** A number, a reference or the beginning of a name: where to look. No personal data. */
  where: string;
  what: string;
}

interface Line {
  seq: number;
  networkId: string | null;
  organisationId: string | null;
  subjectType: string;
  subjectId: string;
  actorKind: string;
  actorId: string | null;
  kind: string;
  version: number;
  data: string;
  at: string;
  previousHash: string;
  hash: string;
}
const atOnce = 500;
const pause = () => new Promise((go) => setImmediate(go));

/** The hash that the row's own columns give, or null where its time is not as we write times. */
function hashOf(line: Line): string | null {
  const at = new Date(line.at);
  if (Number.isNaN(at.getTime()) || stored(at) !== line.at) return null;
  return chained(line.previousHash, { ...line, at });
}

/** Reads every fact; `sealed` is told of those that vouch for papers. */
export async function readChain(
  sealed: (fact: { subjectId: string; data: string }) => void,
): Promise<{ events: number; faults: Fault[] }> {
  const faults: Fault[] = [];
  let events = 0;
  let last = { seq: 0, hash: "" };
  for (;;) {
    const page = rows<Line>("SELECT * FROM Event WHERE seq > ? ORDER BY seq LIMIT ?", last.seq, atOnce);
    for (const line of page) {
      events++;
      const where = String(line.seq);
      if (line.previousHash !== last.hash)
        faults.push({
          about: "event",
          where,
          what: "Raden följer inte på den före: något saknas, är tillagt eller flyttat.",
        });
      if (hashOf(line) !== line.hash)
        faults.push({ about: "event", where, what: "Raden är ändrad sedan den skrevs." });
      if (line.kind === "commitment.sealed") sealed(line);
      last = line;
    }
    if (page.length < atOnce) break;
    await pause();
  }
  if (row<{ lastHash: string }>("SELECT lastHash FROM Ledger WHERE id = 1")?.lastHash !== last.hash)
    faults.push({ about: "event", where: String(last.seq), what: "Händelser saknas i slutet av kedjan." });
  return { events, faults };
}
