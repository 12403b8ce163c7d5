// The lines of a letter about a meeting's material: only what whoever gets the letter may see.
import { link } from "~/platform/marks";
import type { Tx } from "~/platform/db.server";
import { seenBy, type Reader } from "./reach.server";

/** "– Lägesbild: {{link}}#m-…" – to its place on the page of the letter's own link. */
export async function materialInLetter(tx: Tx, reader: Reader, meetingId: string): Promise<string[]> {
  const seen = seenBy(reader);
  const found = await tx.$queryRawUnsafe<{ id: string; title: string }[]>(
    `SELECT m.id, m.title FROM Material m LEFT JOIN AgendaItem i ON i.id = m.agendaItemId WHERE ${seen.sql} AND m.meetingId = ? ORDER BY m.agendaItemId IS NOT NULL, i.position, m.createdAt, m.title`,
    ...seen.values,
    meetingId,
  );
  return found.map((m) => `– ${m.title}: ${link}#m-${m.id}`);
}
