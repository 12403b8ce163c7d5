// Copies a finished database over the one that may be in use, in one go.
import Database from "better-sqlite3";

/** Milliseconds between two tries while another writes. */
const between = 100;

/**
 * The target is either copied whole or left as it was. Where another holds it, the backup ends at once with nothing copied
 * and says no more than that it knows of no pages: it is tried again for ten seconds, and then it is an error.
 */
export async function putOver(made: string, target: string, tries = 100): Promise<void> {
  const from = new Database(made, { readonly: true });
  try {
    for (let i = 0; i < tries; i++) {
      const { totalPages } = await from.backup(target);
      if (totalPages > 0) return;
      await new Promise((again) => setTimeout(again, between));
    }
    throw new Error("Databasen används och kunde inte ersättas. Stäng av servern och försök igen.");
  } finally {
    from.close();
  }
}
