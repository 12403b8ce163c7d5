// One person's act that comes again from another page of theirs – a second tab, another browser – before its outcome could be seen is the
// same act: it is done once, and shown to have been done. Whoever has seen the outcome and does it again means it.
import type { Permit } from "~/domain/access/permits.server";
import type { GoOn, Show } from "./porter.server";
import type { Press } from "./presses.server";

type Actor = Permit["actor"];
type Done = GoOn | Show;
interface Act {
  content: string;
  at: number;
  done: Done;
}
/** So long after an act the same from a page that was read before it is no new one. */
const againMs = 10_000;

/** The last act of each person, wherever: what they have done since may have undone an earlier one. The oldest first; no older than `againMs`. */
const latest = new Map<string, Act>();
const underWay = new Map<string, Promise<Done>>();

/** Who somebody is, whatever browser they come by; null: many may come by it, and say the same. */
function whoIs(actor: Actor): string | null {
  if (actor.kind === "account") return `account ${actor.id}`;
  const shared = actor.kind !== "link" || actor.purpose === "contribute" || actor.purpose === "read";
  return shared ? null : `link ${actor.id}`;
}

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
  actor: Actor;
  address: string;
  press: Press;
}
export async function actOnce(
  { actor, address, press }: Acting,
  clock: () => Date,
  act: () => Promise<Done>,
): Promise<Done> {
  const who = whoIs(actor);
  if (!who) return act();
  const { content, readAt } = press;
  const same = `${who} ${address} ${content}`;
  for (let doing = underWay.get(same); doing; doing = underWay.get(same)) {
    const done = await doing.catch(() => null);
    if (done && mayShare(done)) return done;
  }
  const before = latest.get(who);
  const lately = before?.content === content && Math.abs(clock().getTime() - before.at) <= againMs;
  if (lately && readAt !== null && readAt < before.at) return before.done;
  const doing = act()
    .then((done) => {
      if (mayShare(done)) keep(who, { content, at: clock().getTime(), done });
      return done;
    })
    .finally(() => underWay.delete(same));
  underWay.set(same, doing);
  return doing;
}
