// How long a handover is open, and when its note is weeded. Pure.
import { addDays, addMonths } from "~/platform/calendar";

/** The link's last day but one: so many days past the last day of whoever leaves, or past today where that has been. */
export const linkDays = 30;
/** A renewed link opens nothing after this. */
export const closesOn = (untilOn: string): string => addDays(untilOn, 60);
/** By then whoever came has been through a year of their own. */
export const weedOn = (untilOn: string): string => addMonths(untilOn, 12);
/** For so long a change of seat is shown as recent, and its places can be put right. */
export const recentDays = 90;
