// The words of meetings: labels and letters. "Kallelse" to members, "inbjudan" to guests.
import { button } from "~/platform/marks";
import { longDate, weekdayDate } from "~/platform/calendar";
import { counted, listed } from "~/platform/swedish";
import { clock, whenText, type Choice, type MeetingKind, type MeetingState, type Mode } from "./rules";

export const meetingKinds: Record<MeetingKind, string> = {
  ordinary: "Ordinarie möte",
  extra: "Extra möte",
  group: "Arbetsgruppsmöte",
};
export const modes: Record<Mode, string> = { room: "På plats", link: "Digitalt" };
export const choices: Record<Choice, string> = {
  representative: "Representanten kommer",
  deputy: "Ersättaren kommer",
  both: "Båda kommer",
  standIn: "Någon annan kommer",
  nobody: "Ingen kan komma",
};
/** An organisation's answer in a list, beside who comes. */
export const answerWords: Record<Choice, string> = {
  ...choices,
  representative: "Kommer",
  nobody: "Kan inte",
};

/** A coming vacancy in the year: the seat's last day with somebody, and the first without. */
export const vacancyText = (x: {
  organisation: string;
  seat: "representative" | "deputy";
  begins: boolean;
}): string =>
  `${x.organisation}: ${x.seat === "deputy" ? "ersättarens" : "representantens"} ${x.begins ? "plats blir vakant" : "sista dag"}`;

export interface Said {
  subject: string;
  text: string;
}
interface About {
  title: string;
  heldOn: string;
  fromTime: string;
  toTime: string;
  gatherTime: string | null;
  place: string | null;
  access: string | null;
  link: string | null;
  answerByOn: string | null;
  message: string | null;
}
interface Group {
  authority: string;
  /** Inside a sentence. */
  nameWithin: string;
}
const paragraphs = (...parts: (string | false | null | undefined)[]) =>
  parts.filter((p): p is string => Boolean(p)).join("\n\n");

/** Where and when, one fact a line. */
export const facts = (m: About): string =>
  [
    `När: ${whenText(m)}`,
    m.gatherTime && `Samling med fika från ${clock(m.gatherTime)}`,
    m.place && `Plats: ${m.place}`,
    m.access,
    m.link && `Digitalt: ${m.link}`,
  ]
    .filter(Boolean)
    .join("\n");
const answerBy = (m: About) =>
  m.answerByOn
    ? `Svara senast ${weekdayDate(m.answerByOn)}. Du behöver inte logga in.`
    : "Svara här. Du behöver inte logga in.";
const short = (m: About) => `${m.title} ${longDate(m.heldOn)}`;

/** Lines of material, as materialInLetter writes them. */
const beforehand = (material: readonly string[]) =>
  material.length > 0 && `Material inför mötet:\n\n${material.join("\n")}`;

export const convened = (
  g: Group,
  m: About,
  who: { roles: readonly string[] },
  material: readonly string[] = [],
): Said => ({
  subject: `Kallelse: ${short(m)}`,
  text: paragraphs(
    `${g.authority} kallar till ${m.title} i ${g.nameWithin}. Du är kallad som ${listed(who.roles)}.`,
    facts(m),
    m.message,
    beforehand(material),
    answerBy(m),
    button("Svara på kallelsen"),
    "Kan du inte själv? Då svarar du att ersättaren eller någon annan kommer i stället.",
    g.authority,
  ),
});
export const deputyAsked = (
  g: Group,
  m: About,
  who: { roles: readonly string[] },
  material: readonly string[] = [],
): Said => ({
  subject: `Du är kallad i stället: ${short(m)}`,
  text: paragraphs(
    `Du är kallad till ${m.title} i ${g.nameWithin} som ${listed(who.roles)}. Representanten kommer inte, så du går in.`,
    facts(m),
    m.message,
    beforehand(material),
    "Kan du inte komma? Säg till här.",
    button("Svara på kallelsen"),
    g.authority,
  ),
});
export const standInAsked = (
  g: Group,
  m: About,
  organisation: string,
  material: readonly string[] = [],
): Said => ({
  subject: `Inbjudan: ${short(m)}`,
  text: paragraphs(
    `${organisation} har sagt att du kommer för dem till ${m.title} i ${g.nameWithin}.`,
    facts(m),
    m.message,
    beforehand(material),
    "Kan du inte komma? Säg till här.",
    button("Svara på inbjudan"),
    g.authority,
  ),
});
export const guestInvited = (g: Group, m: About, material: readonly string[] = []): Said => ({
  subject: `Inbjudan: ${short(m)}`,
  text: paragraphs(
    `${g.authority} bjuder in dig till ${m.title} i ${g.nameWithin}.`,
    facts(m),
    m.message,
    beforehand(material),
    answerBy(m),
    button("Svara på inbjudan"),
    g.authority,
  ),
});
export const moved = (g: Group, m: About, changes: readonly string[]): Said => ({
  subject: `Ändrat möte: ${short(m)}`,
  text: paragraphs(
    changes.join("\n"),
    `Det gäller ${m.title} i ${g.nameWithin}.`,
    facts(m),
    "Ditt svar ligger kvar. Passar det inte längre? Ändra det här.",
    button("Ändra ditt svar"),
    g.authority,
  ),
});
export const cancelled = (g: Group, m: About, why: string | null): Said => ({
  subject: `Inställt möte: ${short(m)}`,
  text: paragraphs(
    `${m.title} ${weekdayDate(m.heldOn)} är inställt.`,
    why,
    "Du behöver inte göra något. Mötet försvinner ur din kalender.",
    g.authority,
  ),
});
export const withdrawn = (g: Group, m: About): Said => ({
  subject: `Du behöver inte komma: ${short(m)}`,
  text: paragraphs(
    `Du är inte längre kallad till ${m.title} ${weekdayDate(m.heldOn)}. Mötet försvinner ur din kalender.`,
    g.authority,
  ),
});
/** What has become of a meeting, in every list of them. */
export function meetingStands(m: {
  state: MeetingState;
  over: boolean;
}): readonly [words: string, tone: "gap" | "wait" | "info" | "ok"] {
  const past = m.over;
  if (m.state === "cancelled") return ["Inställt", "gap"];
  if (m.state === "planned") return [past ? "Kallelsen skickades aldrig" : "Planerat, inte kallat", "wait"];
  return past ? ["Har varit", "info"] : ["Kallat", "ok"];
}

/** Where no answer is nobody's silence. */
export const nobodyToCall = "Ingen att kalla";
export const wasVacant = "Platsen var vakant";

export const reminder = (g: Group, m: About, silent: readonly string[]): Said => ({
  subject: `Kommer ni? ${short(m)}`,
  text: paragraphs(
    silent.length > 0
      ? `Vi har inte fått svar från ${listed(silent)} om ${m.title}.`
      : `Vi har inte fått ditt svar om ${m.title}.`,
    facts(m),
    answerBy(m),
    button("Svara på kallelsen"),
    g.authority,
  ),
});
export const placeFree = (g: Group, m: About): Said => ({
  subject: `Du har fått plats: ${short(m)}`,
  text: paragraphs(
    `En plats i rummet har blivit ledig, och den är din. Välkommen till ${m.title}.`,
    facts(m),
    "Kommer du inte? Säg till här, så får nästa platsen.",
    button("Ändra ditt svar"),
    g.authority,
  ),
});
export const placeLost = (g: Group, m: About & { places: number | null }, queue: number): Said => ({
  subject: `Du står i kö: ${short(m)}`,
  text: paragraphs(
    `Rummet har nu ${counted(m.places ?? 0, "plats", "platser")}, och fler än så vill komma till ${m.title}. Du står på plats ${queue} i kön och får ett mejl om det blir en plats ledig. Du behöver inte göra något.`,
    facts(m),
    m.link
      ? "Vill du vara med digitalt i stället? Ändra ditt svar här."
      : "Vill du inte stå kvar i kön? Ändra ditt svar här.",
    button("Ändra ditt svar"),
    g.authority,
  ),
});
