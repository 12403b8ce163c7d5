// Dates and small furniture of the bare server.
import type { ReactNode } from "react";

export const place = "/dalarna/lansgruppen";
const zone = "Europe/Stockholm";
const formatter = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat("sv-SE", options);
const day = formatter({ timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
const long = formatter({ timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
const short = formatter({ timeZone: "UTC", day: "numeric", month: "long" });
const longThere = formatter({ timeZone: zone, day: "numeric", month: "long", year: "numeric" });
const clock = formatter({ timeZone: zone, hour: "2-digit", minute: "2-digit", hour12: false });

const at = (on: string) => new Date(`${on}T12:00:00Z`);
export const dayOf = (moment: string): string => day.format(new Date(moment));
/** The day of the one who measures, so that both servers speak of the same. */
export const today = (): string => process.env.BARE_TODAY ?? day.format(new Date());
export const addDays = (on: string, days: number): string =>
  new Date(at(on).getTime() + days * 86_400_000).toISOString().slice(0, 10);
export const longDate = (on: string): string => long.format(at(on));
export const shortDate = (on: string): string => short.format(at(on));
export const longMoment = (moment: string): string => {
  const d = new Date(moment);
  return `${longThere.format(d)} kl. ${clock.format(d).replace(":", ".")}`;
};

export type Tone = "ok" | "wait" | "gap" | "info";
const signs: Record<Tone, string> = {
  ok: "M2.5 6.5 5 9l4.5-6",
  wait: "M6 2.5V6l2.5 2M6 .9a5.1 5.1 0 1 0 .01 0",
  gap: "M6 1v6M6 9.6v.8",
  info: "M6 5v5.5M6 1.8v.8",
};
export const Tag = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span className={`tag ${tone}`}>
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path
        d={signs[tone]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
    {children}
  </span>
);
