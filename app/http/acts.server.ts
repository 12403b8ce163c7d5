// One person's act that comes again from another page of theirs – a second tab, another browser – before its outcome could be seen is the
// same act: it is done once, and shown to have been done. Whoever has seen the outcome and does it again means it. What two strategists
// do for their network, word for word the same and neither having seen the other's, is one act too: nobody gets two letters for it.
import type { Permit } from "~/domain/access/permits.server";
import type { GoOn, Show } from "./porter.server";
import type { Press } from "./presses.server";

type Given = Pick<Permit, "actor" | "permission" | "roles" | "network">;
type Actor = Given["actor"];
type Done = GoOn | Show;
interface Act {
  content: string;
  at: number;
  done: Done;
}
/** So long after an act the same from a page that was read before it is no new one. */
const againMs = 10_000;

/** The last act of each person and of each office, wherever: what they have done since may have undone an earlier one. The oldest first; no older than `againMs`. */
const latest = new Map<string, Act>();
const underWay = new Map<string, Promise<Done>>();

/** Who somebody is, whatever browser they come by; null: many may come by it, and say the same. */
function whoIs(actor: Actor): string | null {
  if (actor.kind === "account") return `account ${actor.id}`;
  const shared = actor.kind !== "link" || actor.purpose === "contribute" || actor.purpose === "read";
  return shared ? null : `link ${actor.id}`;
}

/**
 * A network's strategists together, where one of them does something for it. What asks for no more than to see a page is their own
 * matter: an address for one's calendar, one's letters.
 */
const officeOf = ({ permission, roles, network }: Given): string | null =>
  network && roles.has("strategist") && !permission.endsWith(".see") ? `staff ${network.id}` : null;

/** Where it led. A cookie is one browser's, and each showing of what is protected is noted. */
const mayShare = (done: Done): boolean => "to" in done && done.headers === undefined;

function keep(who: string, act: Act): void {
  latest.delete(who);
  latest.set(who, act);
  for (const [old, { at }] of latest) {
    if (Math.abs(act.at - at) <= againMs) break;
    latest.delete(old);
  }
}

interface Acting {
  given: Given;
  address: string;
  press: Press;
}
export async function actOnce(
  { given, address, press }: Acting,
  clock: () => Date,
  act: () => Promise<Done>,
): Promise<Done> {
  const who = whoIs(given.actor);
  if (!who) return act();
  const { content, readAt } = press;
  const office = officeOf(given);
  const everyone = office ? [who, office] : [who];
  const same = `${office ?? who} ${address} ${content}`;
  for (let doing = underWay.get(same); doing; doing = underWay.get(same)) {
    const done = await doing.catch(() => null);
    if (done && mayShare(done)) return done;
  }
  const at = clock().getTime();
  const before = everyone
    .flatMap((whose) => latest.get(whose) ?? [])
    .find((b) => b.content === content && Math.abs(at - b.at) <= againMs && readAt !== null && readAt < b.at);
  if (before) return before.done;
  const doing = act()
    .then((done) => {
      const acted = { content, at: clock().getTime(), done };
      if (mayShare(done)) for (const whose of everyone) keep(whose, acted);
      return done;
    })
    .finally(() => underWay.delete(same));
  underWay.set(same, doing);
  return doing;
}
