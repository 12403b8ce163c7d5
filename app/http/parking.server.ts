// A form that was posted after the session had ended is kept an hour for the same browser.
import { db, transact } from "~/platform/db.server";
import { nanoid } from "~/platform/ids";
import { now as clockNow } from "~/platform/clock";

const livesMs = 3_600_000;

export async function park(
  browserHash: string,
  path: string,
  values: Record<string, unknown>,
  now: Date,
): Promise<string> {
  const id = nanoid();
  await transact((tx) =>
    tx.parkedForm.create({
      data: {
        id,
        browserHash,
        path,
        body: JSON.stringify(values),
        expiresAt: new Date(now.getTime() + livesMs),
      },
    }),
  );
  return id;
}

/** The values, for the address they were posted to and the browser that posted them. */
export async function unpark(
  id: string,
  browserHash: string,
  path: string,
): Promise<Record<string, unknown> | null> {
  const found = await db.parkedForm.findUnique({ where: { id } });
  if (!found || found.browserHash !== browserHash || found.path !== path || found.expiresAt <= clockNow())
    return null;
  return JSON.parse(found.body) as Record<string, unknown>;
}
