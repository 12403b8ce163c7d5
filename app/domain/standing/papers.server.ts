// The year of one organisation on one sheet, for its manager.
import { longDate } from "~/platform/calendar";
import { notFound } from "~/platform/refusal";
import { Paper } from "~/platform/pdf/paper.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { standingPage } from "./queries.server";
import { dutyWords, figureHint } from "./texts";

export async function standingSheet(permit: NetworkPermit<"standing.see">, slug: string, year: string | null): Promise<{ bytes: Buffer; name: string; kind: "pdf" }> {
  const p = standingPage(permit, slug, year);
  if (p.duties.length === 0) throw notFound();
  const paper = await Paper.open({ title: `Läget i korthet ${p.year} – ${p.organisation}`, author: p.authority, at: permit.now });
  paper.overline(`${p.authority} · ${p.network}`);
  paper.heading(1, `Läget i korthet ${p.year}`);
  paper.text(`${p.organisation}. ${p.toOn.endsWith("-12-31") ? `Hela ${p.year}` : `Till och med ${longDate(p.toOn)}`}.`, { size: 12 });
  paper.text("Bladet visar de sex åtagandena i uppdraget, lästa ur möten, grupper, insatser, utskick och blanketter.", { muted: true });
  paper.table(["Åtagande", "Läge", "Underlag", "Senast"], p.duties.map((d) => {
    const last = d.behind.filter((b) => b.day <= p.toOn).at(-1);
    return [dutyWords[d.duty], d.word, d.figure ? `${d.figure} ${figureHint[d.duty]}` : "–", last ? `${last.what}: ${last.state.toLowerCase()}` : "–"];
  }), [20, 20, 22, 38]);
  const next = p.duties.filter((d) => d.next && d.level !== "met" && d.duty !== "takePart");
  if (next.length > 0) {
    paper.heading(2, "Det här väntar");
    paper.list(next.map((d) => ({ label: "•", runs: [{ text: `${dutyWords[d.duty]}: `, bold: true }, { text: d.next!.words }] })));
  }
  paper.text("Underlaget till varje rad finns på organisationens sida, under Läget i korthet.", { muted: true });
  return { bytes: await paper.finish(`${p.organisation} · ${p.network}`), name: `laget-i-korthet-${p.slug}-${p.year}.pdf`, kind: "pdf" };
}
