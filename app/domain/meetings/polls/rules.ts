// Which of several proposed times suits the most organisations. Pure.
export type PollValue = "yes" | "ifNeeded" | "no";
export interface Tally {
  id: string;
  heldOn: string;
  fromTime: string;
  yes: number;
  ifNeeded: number;
}

/** Best first: most who can, then most who can if needed, then the earlier one. */
export const ranked = <T extends Tally>(options: readonly T[]): T[] =>
  [...options].sort(
    (a, b) =>
      b.yes - a.yes ||
      b.ifNeeded - a.ifNeeded ||
      `${a.heldOn} ${a.fromTime}`.localeCompare(`${b.heldOn} ${b.fromTime}`),
  );
