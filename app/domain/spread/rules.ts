// Spreading: what an organisation has said, and what it adds up to. Pure.
export const spreadStates = ["waiting", "spread", "notForUs"] as const;
export type SpreadState = (typeof spreadStates)[number];
export const settled = (state: SpreadState): boolean => state !== "waiting";

/** Of one pass by one channel; `reached` null: not known. */
export interface Pass { reached: number | null }
/** About how many people: what is known added up. null: nobody has said. */
export const reachedOf = (passes: readonly Pass[]): number | null => {
  const known = passes.filter((p) => p.reached !== null);
  return known.length === 0 ? null : known.reduce((sum, p) => sum + p.reached!, 0);
};
