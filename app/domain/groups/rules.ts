// Working groups: where a group is in its life. Pure.
export type GroupStanding = "coming" | "running" | "overdue" | "ended";
/** A planned end that has passed ends nothing by itself; the result does. */
export function groupStanding(
  g: { startOn: string; plannedEndOn: string | null; endedOn: string | null },
  today: string,
): GroupStanding {
  if (g.endedOn !== null && g.endedOn <= today) return "ended";
  if (g.startOn > today) return "coming";
  return g.plannedEndOn !== null && g.plannedEndOn < today ? "overdue" : "running";
}

/** What becomes of a leaver's place; the other seat is the organisation's deputy, or its representative where the deputy leaves. */
export const choices = ["successor", "other", "vacant"] as const;
export type Choice = (typeof choices)[number];
/** The strategist, or the convener while the group goes on. */
export const leads = (
  g: { convenerId: string | null; endedOn: string | null },
  who: { staff: boolean; personIds: readonly string[] },
): boolean =>
  g.endedOn === null && (who.staff || (g.convenerId !== null && who.personIds.includes(g.convenerId)));
