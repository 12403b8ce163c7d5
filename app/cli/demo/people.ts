// The demo's persons are made up; their addresses end in .example. The organisations are real.
import { must } from "~/platform/must";
const given = [
  "Åsa",
  "Per",
  "Karin",
  "Nils",
  "Märta",
  "Olle",
  "Sofia",
  "Lars",
  "Fatima",
  "Göran",
  "Ylva",
  "José",
  "Hanna",
  "Örjan",
  "Siv",
  "Björn",
  "Lena",
  "Tove",
  "Ulla",
  "Kerstin",
  "Zeynep",
  "Ingrid",
  "Eva",
  "Maja",
  "Anna",
  "Stefan",
  "Birgitta",
  "Mikael",
  "Elin",
  "Johan",
];
const family = [
  "Blom",
  "Öst",
  "Dahlman",
  "Äng",
  "Sjöö",
  "Hedman",
  "Vår",
  "Lindh",
  "Ek",
  "Frisk",
  "Wikner",
  "Rask",
  "Norén",
  "Höst",
  "Stolt",
  "Skog",
  "Sommar",
  "Åkerblom",
  "Bäck",
  "Modig",
  "Ström",
  "Perséus",
  "Öman",
  "Hed",
];
const titles = [
  "Enhetschef",
  "Utvecklare",
  "Kvinnofridssamordnare",
  "Socialsekreterare",
  "Folkhälsostrateg",
  "Verksamhetsutvecklare",
  "Samordnare",
  "Handläggare",
];
const chiefs = ["Socialchef", "Verksamhetschef", "Förvaltningschef", "Områdeschef", "Enhetschef"];

export interface Made {
  name: string;
  title: string;
  email: string;
}
const inTurn = (of: readonly string[], n: number): string =>
  must(of[n % of.length], "a list with words in it");
let turn = 0;
/** The next person at a domain; the same order every time. */
export function someone(domain: string, role: "holder" | "chief" = "holder"): Made {
  const i = turn++;
  const [first, last] = [inTurn(given, i * 7), inTurn(family, i * 5 + Math.floor(i / 24))];
  const plain = (t: string) => t.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return {
    name: `${first} ${last}`,
    title: inTurn(role === "chief" ? chiefs : titles, i),
    email: `${plain(first)}.${plain(last)}@${domain}`,
  };
}
export const restart = (): void => {
  turn = 0;
};

/** Who can sign in to the demo. */
export const logins = [
  { email: "strateg@lansstyrelsen.example", who: "Länsstrateg för Länsgruppen i Dalarna" },
  { email: "admin@lansstyrelsen.example", who: "Administratör" },
  {
    email: "samordnare@norradalarna.example",
    who: "Representant för tre kommuner (Mora, Orsa och Älvdalen)",
  },
  { email: "ny@region.example", who: "Ny representant för Region Dalarna, som inte har läst överlämningen" },
  { email: "ersattare@vansbro.example", who: "Ersättare för Vansbro kommun" },
] as const;
