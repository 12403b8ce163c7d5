// Checking in by the code on the wall: when it is open. Pure.
import { zonedInstant } from "~/platform/calendar";

const hour = 3_600_000;
/** From an hour before people gather until an hour after the end. */
export function openHours(m: {
  heldOn: string;
  gatherTime: string | null;
  fromTime: string;
  toTime: string;
}): { from: Date; until: Date } {
  return {
    from: new Date(zonedInstant(m.heldOn, m.gatherTime ?? m.fromTime).getTime() - hour),
    until: new Date(zonedInstant(m.heldOn, m.toTime).getTime() + hour),
  };
}
export type CheckInStanding = "early" | "open" | "late";
export function standingAt(m: Parameters<typeof openHours>[0], now: Date): CheckInStanding {
  const { from, until } = openHours(m);
  if (now < from) return "early";
  return now >= until ? "late" : "open";
}
