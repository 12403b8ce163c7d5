// When a manager is asked whether resources, room and channels still stand, and what is pointed out of a channel. Pure.
import { addDays, addMonths } from "~/platform/calendar";
import { signedStates, type Kind, type State } from "~/domain/commitments/rules";

export const answers = ["yes", "no"] as const;
const waitDays = 14;

export interface AskFacts {
  /** The last form that this manager's seat has been signed for, and the last answer. */
  signedOn: string | null;
  answeredOn: string | null;
  /** From when, of a manager who was noted without a form and has not been asked. */
  notedFrom: string | null;
}
/** The year runs from the newest form that the organisation's manager has signed, here or on paper; a deputy's is another manager's. */
export const startsYear = (f: { kind: Kind; state: State }): boolean =>
  f.kind !== "deputy" && (signedStates as readonly State[]).includes(f.state);
/** The same in raw SQL, of a form by its name in the query. */
export const startsYearSql = (c: string): string =>
  `${c}.kind <> 'deputy' AND ${c}.state IN (SELECT value FROM json_each('${JSON.stringify(signedStates)}'))`;
/** A year after the later of signing and answer; at once for a manager who has signed nothing. */
export function askDue({ signedOn, answeredOn, notedFrom }: AskFacts, today: string): boolean {
  if (notedFrom !== null && (signedOn === null || signedOn < notedFrom)) return true;
  const last = [signedOn, answeredOn]
    .filter((on): on is string => on !== null)
    .sort()
    .at(-1);
  return last !== undefined && addMonths(last, 12) <= today;
}
/** One reminder; as long again after it the strategist is told. */
export const reminderDue = (askedOn: string, remindedOn: string | null, today: string): boolean =>
  remindedOn === null && addDays(askedOn, waitDays) <= today;
export const isSilent = (remindedOn: string | null, today: string): boolean =>
  remindedOn !== null && addDays(remindedOn, waitDays) <= today;

export interface ChannelFacts {
  fromOn: string;
  confirmedOn: string | null;
  /** How often something was to be spread while it was there, in the last twelve months, and how often it was used. */
  sent: number;
  used: number;
}
export type ChannelHint = "unused" | "unconfirmed";
export function channelHints(c: ChannelFacts, purpose: string, today: string): ChannelHint[] {
  const last = c.confirmedOn !== null && c.confirmedOn > c.fromOn ? c.confirmedOn : c.fromOn;
  return [
    ...(purpose !== "gather" && c.sent > 0 && c.used === 0 ? (["unused"] as const) : []),
    ...(addMonths(last, 12) < today ? (["unconfirmed"] as const) : []),
  ];
}
