// The words for a seat that somebody leaves, and for whoever goes in. Pure.
import { longDate, through } from "~/platform/calendar";
import { button } from "~/platform/marks";
import { listed } from "~/platform/swedish";
import { list, otherSeat, paragraphs, seat, theSeat, type Group, type Letter } from "../texts";

export const leaverSigned = (
  g: Group,
  organisations: readonly string[],
  c: { seat: string; untilOn: string; successor: boolean; today: string; note?: string | null },
): Letter => ({
  subject: `Ditt uppdrag i ${g.within} slutar ${through(c.untilOn)}: ${listed(organisations)}`,
  text: paragraphs(
    `${c.successor ? `${listed(organisations)} byter ${seat(c.seat)} i ${g.within}.` : `Ditt uppdrag för ${listed(organisations)} i ${g.within} slutar.`} Din sista dag ${c.untilOn > c.today ? "är" : "var"} ${through(c.untilOn)}. Efter den dagen kan du inte logga in för ${listed(organisations)}.`,
    c.note,
    `Tack för ditt arbete i ${g.within}. Stämmer det inte? Svara på det här mejlet.`,
    g.authority,
  ),
});
/** To whoever leaves one of the two seats and has the other. `goesIn`: the deputy's, until somebody new is named. */
export const oneSeatEnds = (
  g: Group,
  organisations: readonly string[],
  c: { seat: string; untilOn: string; today: string; goesIn: boolean },
): Letter => ({
  subject: `Du slutar som ${seat(c.seat)} i ${g.within} ${through(c.untilOn)}: ${listed(organisations)}`,
  text: paragraphs(
    `Din sista dag som ${seat(c.seat)} för ${listed(organisations)} i ${g.within} ${c.untilOn > c.today ? "är" : "var"} ${through(c.untilOn)}. Du fortsätter som ${otherSeat(c.seat)}${c.goesIn ? " och går in tills någon ny är utsedd" : ""}.`,
    "Stämmer det inte? Svara på det här mejlet.",
    g.authority,
  ),
});
export const coverBegins = (
  g: Group,
  organisations: readonly string[],
  given: { fromOn: string; untilOn: string; seatVacant: boolean; today: string; address: string },
): Letter => ({
  subject: `Du går in för ${listed(organisations)} i ${g.within} från ${longDate(given.fromOn)}`,
  text: paragraphs(
    `Du är ersättare för ${listed(organisations)}. ${goesIn(given, organisations.length > 1)}`,
    "Logga in med den här mejladressen, så ser du vad som väntar.",
    button("Se vad som väntar", given.address),
    g.authority,
  ),
});
/** A vacancy is told with its day: what is to come is not so today. */
function goesIn(
  given: { fromOn: string; untilOn: string; seatVacant: boolean; today: string },
  several: boolean,
): string {
  if (!given.seatVacant)
    return `Du tjänstgör från ${longDate(given.fromOn)} till och med ${through(given.untilOn)}.`;
  const places = several ? "Platserna" : "Platsen";
  const vacant = several ? "vakanta" : "vakant";
  return given.fromOn > given.today
    ? `${places} som representant blir ${vacant} ${longDate(given.fromOn)}. Från den dagen går du in, tills någon ny är utsedd.`
    : `${places} som representant är ${vacant} sedan ${longDate(given.fromOn)}. Du går in tills någon ny är utsedd.`;
}
interface Left {
  seats: readonly string[];
  who: string;
  untilOn: string;
  today: string;
}
/** `goesOn`: the seats that whoever leaves has beside those, and keeps. */
export const left = (
  organisations: readonly string[],
  c: Left & { held: readonly string[]; goesOn: readonly string[] },
): Letter => {
  const { subject, text } = leaves(organisations, c);
  return {
    subject,
    text: paragraphs(
      text,
      c.goesOn.length > 0 && `Den som slutar fortsätter som:\n\n${list(c.goesOn)}`,
      c.held.length > 0 && `Den som lämnar hade också:\n\n${list(c.held)}`,
    ),
  };
};
/** To the manager of the seat and the organisation's contact. `ask`: where a link is asked for; none: the letter's own. */
export const vacated = (g: Group, organisations: readonly string[], c: Left, ask: string): Letter => {
  const { subject, text } = leaves(organisations, c);
  return {
    subject,
    text: paragraphs(
      text,
      `Ni kan utse någon ny redan nu. Ansvarig chef skriver under, precis som första gången. ${ask ? "Be om en länk för varje organisation." : "Länken är personlig och gäller i 14 dagar."}`,
      ask ? button("Be om en länk", ask) : button("Utse en ny"),
      `${g.authority} har fått besked. Stämmer det inte? Svara på det här mejlet.`,
      g.authority,
    ),
  };
};
function leaves(organisations: readonly string[], c: Left): Letter {
  const [only] = c.seats;
  const of = c.seats.every((s) => s === only) ? seat(only ?? "") : "representant och ersättare";
  const becomes = c.untilOn > c.today ? "blir" : "är";
  const places = organisations.length > 1 ? "platserna" : "platsen";
  const vacant = organisations.length > 1 ? "vakanta" : "vakant";
  return {
    subject: `${listed(organisations)}: ${of === seat(only ?? "") ? theSeat(only ?? "").toLowerCase() : of} slutar utan efterträdare`,
    text: `${c.who} slutar som ${of} för ${listed(organisations)}. Sista dagen är ${through(c.untilOn)}. Ingen efterträdare är utsedd, så ${places} ${becomes} ${vacant} från ${longDate(c.untilOn)}.`,
  };
}
export const saidToLeave = (
  organisation: string,
  c: { seat: string; who: string; untilOn: string },
): Letter => ({
  subject: `${organisation}: ${theSeat(c.seat).toLowerCase()} ska sluta`,
  text: paragraphs(
    `Kontaktpersonen för ${organisation} säger att ${c.who} slutar som ${seat(c.seat)}. Sista dagen är ${through(c.untilOn)}.`,
    "Platsen är inte avslutad. Fråga organisationen om en efterträdare, eller avsluta platsen på organisationens sida.",
  ),
});
export const covered = (g: Group, organisation: string, c: { fromOn: string; untilOn: string }): Letter => ({
  subject: `${organisation}: ersättaren tjänstgör`,
  text: paragraphs(
    `Ersättaren för ${organisation} tjänstgör från ${longDate(c.fromOn)} till och med ${through(c.untilOn)}.`,
  ),
});
interface Over {
  fromOn: string;
  untilOn: string;
  today: string;
}
/** Of a deputy's time that ends before what was told: to the county board. */
export const coverOver = (organisation: string, c: Over): Letter => ({
  subject: `${organisation}: ersättaren ${c.fromOn > c.today ? "går inte in" : "tjänstgör inte längre"}`,
  text: `Ersättaren för ${organisation} skulle tjänstgöra från ${longDate(c.fromOn)} till och med ${through(c.untilOn)}. ${overNow(c)}`,
});
/** To the deputy. */
export const coverEnds = (g: Group, organisation: string, c: Over): Letter => ({
  subject: `Du ${c.fromOn > c.today ? "går inte in" : "tjänstgör inte längre"} för ${organisation} i ${g.within}`,
  text: paragraphs(
    `Du skulle tjänstgöra för ${organisation} från ${longDate(c.fromOn)} till och med ${through(c.untilOn)}. ${overNow(c)} Du är ersättare som förut.`,
    "Stämmer det inte? Svara på det här mejlet.",
    g.authority,
  ),
});
const overNow = (c: Over): string =>
  c.fromOn > c.today ? "Det gäller inte längre." : `Det avslutades ${longDate(c.today)}.`;
