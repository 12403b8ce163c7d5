// The agenda: in what order the items come, and until when members may propose. Pure.
export type ItemPurpose = "information" | "dialogue" | "agreement";
export type Direction = "up" | "down";

/** The order after one step; the same order where there is nowhere to go; null: the item is not in it. */
export function stepped(ids: readonly string[], id: string, direction: Direction): string[] | null {
  const at = ids.indexOf(id);
  if (at < 0) return null;
  const to = Math.min(ids.length - 1, Math.max(0, at + (direction === "up" ? -1 : 1)));
  const next = ids.filter((x) => x !== id);
  next.splice(to, 0, id);
  return next;
}

/** Until and with the set day, and never after the meeting. */
export const mayPropose = (
  m: { state: string; heldOn: string; proposeByOn: string | null },
  today: string,
): boolean => m.state === "convened" && m.proposeByOn !== null && today <= m.proposeByOn && today <= m.heldOn;
