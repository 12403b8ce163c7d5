// The words of the weekly letter. Pure.
import { page } from "~/platform/marks";
import { counted } from "~/platform/swedish";
import type { DigestGroup } from "./rules";

export const weekdays = ["måndag", "tisdag", "onsdag", "torsdag", "fredag"] as const;
/** What `thatCanWait` is around, in the words of the page where it is chosen. */
export const whatWaits = [
  "nytt på hemmaplan",
  "nytt att sprida",
  "nytt att samla in",
  "påminnelser i god tid",
  "besked om arbetsgrupper",
  "frågor om era lärdomar",
  "svar på frågor ni har lyft",
  "publicerade minnesanteckningar",
] as const;
const small = (text: string) => `-- \n${text}`;
/** At the foot of a letter that could have waited. */
export const offer = (address: string): string =>
  small(`Vill du ha ett mejl i veckan i stället? ${page(address)}`);

interface Group {
  shortName: string;
  within: string;
  nameWithin: string;
  authority: string;
  name: string;
}
export function digest(
  g: Group,
  parts: readonly DigestGroup[],
  choice: string,
): { subject: string; text: string } {
  const all = parts.flatMap((p) => p.lines);
  return {
    subject: `Veckans mejl från ${g.within}: ${counted(all.length, "sak", "saker")}`,
    text: [
      `Det här har kommit till dig i ${g.nameWithin} sedan förra mejlet.`,
      ...parts.flatMap((p) => [
        p.heading,
        p.lines.map((l) => `– ${l.title}${l.address ? `: ${page(l.address)}` : ""}`).join("\n"),
      ]),
      g.authority,
      small(`Vill du ha varje mejl direkt i stället? ${page(choice)}`),
    ].join("\n\n"),
  };
}
