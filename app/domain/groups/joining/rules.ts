// Organisations on their way into a group. Pure.
import { addDays } from "~/platform/calendar";

export type JoiningKind = "request" | "invitation";
export type JoiningState = "open" | "accepted" | "declined" | "withdrawn" | "closed";
/** Who would sit; later: a colleague, whose name comes afterwards. */
export const seatChoices = ["representative", "deputy", "later"] as const;
export type SeatChoice = (typeof seatChoices)[number];

/** An invitation that nobody has answered is reminded once, so many days after. */
export const remindDays = 10;
export const reminderOn = (invitedOn: string): string => addDays(invitedOn, remindDays);
