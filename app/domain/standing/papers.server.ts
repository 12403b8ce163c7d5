// The year of one organisation on one sheet, for its manager.
import { longDate } from "~/platform/calendar";
import { notFound } from "~/platform/refusal";
import { Paper } from "~/platform/pdf/paper.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { managersPage, standingPage } from "./queries.server";
import type { Duty, Level } from "./rules";
import { dutyWords, figureHint, saidOf } from "./texts";

type Sheet = { bytes: Buffer; name: string; kind: "pdf" };
export const standingSheet = (
  permit: NetworkPermit<"standing.see">,
  slug: string,
  year: string | null,
): Promise<Sheet> => sheetOf(standingPage(permit, slug, year), permit.now);
export const managersSheet = (
  permit: NetworkPermit<"standing.read">,
  year: string | null,
): Promise<Sheet> => {
  const p = managersPage(permit, year);
  return sheetOf(
    { ...p, duties: p.duties.map((d) => ({ ...d, next: d.next === null ? null : { words: d.next } })) },
    permit.now,
  );
};

/** What is long is cut, so that it stays one page for whoever has much to do. */
const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
interface Told {
  year: string;
  toOn: string;
  organisation: string;
  slug: string;
  authority: string;
  network: string;
  duties: {
    duty: Duty;
    level: Level;
    word: string;
    beside: string | null;
    figure: string;
    next: { words: string } | null;
    behind: { what: string; day: string; state: string }[];
  }[];
}

async function sheetOf(p: Told, at: Date): Promise<Sheet> {
  if (p.duties.length === 0) throw notFound();
  const paper = await Paper.open({
    title: `Läget i korthet ${p.year} – ${p.organisation}`,
    author: p.authority,
    at,
  });
  paper.overline(`${p.authority} · ${p.network}`);
  paper.heading(1, `Läget i korthet ${p.year}`);
  paper.text(
    `${p.organisation}. ${p.toOn.endsWith("-12-31") ? `Hela ${p.year}` : `Till och med ${longDate(p.toOn)}`}.`,
    { size: 12 },
  );
  paper.text("Bladet visar de sex åtagandena i uppdraget. Uppgifterna hämtas från möten, grupper och svar.", {
    muted: true,
  });
  paper.table(
    ["Åtagande", "Läge", "Underlag", "Senast"],
    p.duties.map((d) => {
      const last = d.behind.filter((b) => b.day <= p.toOn).at(-1);
      return [
        dutyWords[d.duty],
        saidOf(d),
        d.figure ? `${d.figure} ${figureHint[d.duty]}` : "–",
        last ? `${cut(last.what, 70)}: ${last.state.toLowerCase()}` : "–",
      ];
    }),
    [20, 20, 22, 38],
  );
  const next = p.duties.flatMap(({ duty, level, next: waits }) =>
    waits && level !== "met" && duty !== "takePart" ? [{ duty, words: waits.words }] : [],
  );
  if (next.length > 0) {
    paper.heading(2, "Det här väntar");
    paper.list(
      next.map((d) => ({
        label: "•",
        runs: [{ text: `${dutyWords[d.duty]}: `, bold: true }, { text: cut(d.words, 110) }],
      })),
    );
  }
  paper.text("Underlaget till varje rad finns på organisationens sida, under Läget i korthet.", {
    muted: true,
  });
  return {
    bytes: await paper.finish(`${p.organisation} · ${p.network}`),
    name: `laget-i-korthet-${p.slug}-${p.year}.pdf`,
    kind: "pdf",
  };
}
