// What an organisation would do next about a duty. Pure.
import { paths } from "~/paths";
import type { OpenForm, Standing } from "~/domain/commitments/rules";
import { levelOf, type Duty, type Facts } from "./rules";

export interface Behind {
  key: string;
  what: string;
  href: string | null;
  day: string;
  state: string;
  /** It has been closed: nothing is to be done about it. */
  over?: boolean;
}
const mend = "Rätta blanketten och skicka den igen";
export const askManager = "Be chefen skriva under";
/** The same to the manager who is asked. */
export const signYourself = "Skriv under blanketten. Du har fått den i ett eget mejl";
const finish = "Gör klart blanketten";
/** What an organisation does where no form is under way for it; nothing where it is the day that is waited for. */
const standingNext: Partial<Record<Standing, string>> = {
  vacant: "Utse en representant",
  leaving: "Utse en representant",
  declined: mend,
  returned: mend,
  unanswered: askManager,
  awaitingSignature: askManager,
  begun: finish,
  invited: "Fyll i blanketten",
  noForm: "Fyll i blanketten",
  deputyMissing: "Utse en ersättare",
  deputyLeaving: "Utse en ersättare",
  expired: "Se över uppgifterna i blanketten",
  expiring: "Se över uppgifterna i blanketten",
};
/** What is done about the form that is under way, by whoever can. */
const formNext: Record<OpenForm["state"], string | null> = {
  draft: finish,
  awaitingSignature: askManager,
  declined: mend,
  returned: mend,
  signed: null,
};
/** What is said to whoever can go on with the form under way, if there is one. */
export const ownNext = (standing: Standing, underway: OpenForm["state"] | null): string | null =>
  underway ? formNext[underway] : (standingNext[standing] ?? null);
/** What an organisation does about its form or an empty seat: one that is being written or put right is its writer's own, so others are told of the seat. */
const seatNext = (standing: Standing, underway: OpenForm["state"] | null): string | null =>
  ownNext(standing, underway === "awaitingSignature" || underway === "signed" ? underway : null);

/** The one thing that would bring the duty further; null where nothing waits. */
export function nextOf(
  duty: Duty,
  { facts }: { facts: Facts },
  behind: readonly Behind[],
  { place, slug, thisYear }: { place: { countySlug: string; slug: string }; slug: string; thisYear: boolean },
): { words: string; href: string } | null {
  if (!thisYear) return null;
  const waiting = (words: string) => {
    const states = ["Har inte", "Inte börjat", "Har börjat", "Sista dagen"];
    const found = behind.find((b) => !b.over && states.some((state) => b.state.startsWith(state)));
    return found?.href ? { words: `${words}: ${found.what}`, href: found.href } : null;
  };
  const level = levelOf(duty, facts);
  if (duty === "seat") {
    const words = seatNext(facts.standing, facts.underway ?? null);
    return words ? { words, href: paths.organisation(place, slug) } : null;
  }
  if (duty === "takePart") return { words: "Se årets möten", href: paths.meetings(place) };
  if (duty === "groups")
    return level === "open" || level === "partly"
      ? {
          words: "Fyll den vakanta platsen",
          href: behind.find((b) => b.state === "Vakant")?.href ?? paths.groups(place),
        }
      : null;
  return waiting("Svara");
}
