// What an organisation would do next about a duty. Pure.
import { paths } from "~/paths";
import type { Standing } from "~/domain/commitments/rules";
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
/** What an organisation does about its form; nothing where it is the day that is waited for. */
export const seatNext: Partial<Record<Standing, string>> = {
  vacant: "Utse en representant",
  leaving: "Utse en representant",
  declined: "Rätta blanketten och skicka den igen",
  returned: "Rätta blanketten och skicka den igen",
  unanswered: "Be chefen skriva under",
  awaitingSignature: "Be chefen skriva under",
  begun: "Gör klart blanketten",
  invited: "Fyll i blanketten",
  noForm: "Fyll i blanketten",
  deputyMissing: "Utse en ersättare",
  deputyLeaving: "Utse en ersättare",
  expired: "Se över uppgifterna i blanketten",
  expiring: "Se över uppgifterna i blanketten",
};

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
    const words = seatNext[facts.standing];
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
