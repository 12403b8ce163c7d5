// What was typed before the session ended comes back as if it had been posted and refused: every page draws that already.
import { now as clockNow } from "~/platform/clock";
import { unpark, type Parked } from "./parking.server";
import { accountFor, browserOf } from "./session.server";

export interface Returned extends Parked {
  /** The page that it comes back to is not where it was posted. */
  elsewhere: boolean;
}

/** What the server has found for this reading of a page. */
export const returnedTo = ({ context }: { context?: unknown }): Returned | null =>
  (context as { returned?: Returned } | undefined)?.returned ?? null;

/** The page that is read is drawn in answer to what was posted to it: it has something to show again. */
export const isAnswer = ({ context }: { context?: unknown }): boolean =>
  (context as { posted?: boolean }).posted === true;

/** What is kept for an address that names it. Null: nothing, or for another browser or account. */
export async function returnedFor(request: Request): Promise<Returned | null> {
  const url = new URL(request.url);
  const id = url.searchParams.get("parkerat");
  if (!id) return null;
  const now = clockNow();
  const account = await accountFor({ request, context: {} }, now);
  const parked = account && (await unpark(id, await browserOf(request), url.pathname, account.id, now));
  return parked && { ...parked, elsewhere: parked.form.action.split("?")[0] !== url.pathname };
}
