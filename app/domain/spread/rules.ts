// Spreading: what an organisation has said, and what it adds up to. Pure.
export type SpreadState = "waiting" | "spread" | "notForUs";

/** Of one pass by one channel; `reached` null: not known. */
export interface Pass {
  reached: number | null;
}
/** How it went out in a posted form: a way that is listed (a channel, or a way of their own from before) is ticked, a new one is written. */
export const wentBy = (p: {
  channelId: string;
  channel: string;
  listed?: string;
  ticked?: string;
}): boolean => Boolean(p.ticked) || (p.channelId === "" && !p.listed && p.channel !== "");
/** How many new ways a form has room for at a time; those that have been used are listed the next time. */
export const newWays = 2;

/** About how many people: what is known added up. null: nobody has said. */
export const reachedOf = (passes: readonly Pass[]): number | null => {
  const known = passes.flatMap((p) => p.reached ?? []);
  return known.length === 0 ? null : known.reduce((sum, n) => sum + n, 0);
};
