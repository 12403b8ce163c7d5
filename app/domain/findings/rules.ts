// A finding: what it is, what its giver has said, and who may see it. Pure.
import { daysBetween } from "~/platform/calendar";

export const findingKinds = ["need", "success", "example"] as const;
export type FindingKind = (typeof findingKinds)[number];
/** What the organisation that gave it has said. none: there is nobody to ask. */
export type Consent = "none" | "asked" | "agreed" | "nameless" | "proposed" | "refused" | "withdrawn";
export const isShown = (consent: Consent): boolean =>
  consent === "none" || consent === "agreed" || consent === "nameless";
/** Only a giver that is to be named, or the network itself. */
export const isNamed = (consent: Consent): boolean => consent === "agreed";

export const answers = ["yes", "nameless", "propose", "no"] as const;
export type Answer = (typeof answers)[number];
/** A no to what was agreed takes it back. */
export const consentAfter = (was: Consent, answer: Answer): Consent =>
  (
    ({
      yes: "agreed",
      nameless: "nameless",
      propose: "proposed",
      no: isShown(was) || was === "withdrawn" ? "withdrawn" : "refused",
    }) as const
  )[answer];

export const remindAfterDays = 14;
export const isSilent = (
  f: { consent: Consent; askedOn: string | null; remindedAt: unknown },
  today: string,
): boolean =>
  f.consent === "asked" &&
  f.askedOn !== null &&
  !f.remindedAt &&
  daysBetween(f.askedOn, today) >= remindAfterDays;
