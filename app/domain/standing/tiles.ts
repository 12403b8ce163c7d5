// The county's municipalities as tiles that lie as the municipalities do. Outlines under a free licence are not to be had as a
// package (docs/decisions/map.md), and tiles give the small ones the same room as the large. Soft hyphens say where a name may part.
import { must } from "~/platform/must";

export interface Tile {
  code: string;
  name: string;
  column: number;
  row: number;
}
const laid: Record<string, Record<string, readonly [column: number, row: number, name?: string]>> = {
  // Dalarna
  "20": {
    "2039": [2, 1, "Älv\u00addalen"],
    "2034": [3, 1],
    "2023": [1, 2, "Malung-Sälen"],
    "2062": [2, 2],
    "2031": [3, 2],
    "2021": [2, 3, "Vans\u00adbro"],
    "2029": [3, 3, "Lek\u00adsand"],
    "2080": [4, 3],
    "2085": [2, 4, "Lud\u00advika"],
    "2026": [3, 4],
    "2081": [4, 4, "Bor\u00adlänge"],
    "2061": [3, 5, "Smedje\u00adbacken"],
    "2082": [4, 5],
    "2083": [5, 5, "Hede\u00admora"],
    "2084": [5, 6],
  },
};

/** "Leksands kommun" is Leksand on the map. */
const shortName = (organisation: string) => organisation.replace(/ kommun$/, "").replace(/s$/, "");

/** Where each municipality lies. A county that is not laid out by hand has them in the order of their codes, as near a square as may be. */
export function tilesOf(municipalities: readonly { code: string; name: string }[]): Tile[] {
  const county = municipalities[0]?.code.slice(0, 2) ?? "";
  const known = laid[county] ?? {};
  const all = [...municipalities].sort((a, b) => a.code.localeCompare(b.code));
  const wide = Math.max(1, Math.ceil(Math.sqrt(all.length)));
  if (!all.every((m) => known[m.code]))
    return all.map((m, i) => ({
      code: m.code,
      name: shortName(m.name),
      column: (i % wide) + 1,
      row: Math.floor(i / wide) + 1,
    }));
  return all.map((m) => {
    const [column, row, name] = must(known[m.code], "a place on the map");
    return { code: m.code, name: name ?? shortName(m.name), column, row };
  });
}
