// Plots as SVG in words of their own: no browser code, no styles within, text that keeps its size on a phone and on paper.
// Places along the breadth are shares of it, so nothing is scaled. Colours come by class from the theme; a letter or a number goes with each.
import { escaped } from "./markup";

const pc = (share: number) => `${Math.round(share * 10_000) / 100}%`;
/** Lines of about as many letters as a phone has room for. */
function lines(text: string, most = 42): string[] {
  const made: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = made.at(-1);
    if (last !== undefined && last.length + word.length < most) made[made.length - 1] = `${last} ${word}`;
    else for (let at = 0; at < word.length; at += most) made.push(word.slice(at, at + most));
  }
  return made;
}
const text = (x: string, y: number, words: string, look = "", more = "") =>
  `<text x="${x}" y="${y}"${look && ` class="${look}"`}${more}>${escaped(words)}</text>`;
const svg = (height: number, label: string, inside: string) =>
  `<svg class="plot" width="100%" height="${height}" role="img" aria-label="${escaped(label)}">${inside}</svg>`;
const [lineHeight, barHeight, gap, room] = [20, 18, 14, 0.74];
const letter = (i: number) => String.fromCharCode(65 + (i % 26)) + (i < 26 ? "" : "2");
export const letters = (n: number): string[] => Array.from({ length: n }, (_, i) => letter(i));

export interface PlotBar {
  label: string;
  share: number;
  words: string;
}
/** A bar for each label, below its words. */
export function barPlot(label: string, bars: readonly PlotBar[]): string {
  let y = 0;
  const drawn = bars
    .map((b) => {
      const said = lines(b.label)
        .map((l) => text("0", (y += lineHeight) - 5, l))
        .join("");
      const bar =
        `<rect y="${y}" width="${pc(room)}" height="${barHeight}" class="p-of"/><rect y="${y}" width="${pc(b.share * room)}" height="${barHeight}" class="p-0"/>` +
        text(pc(room), y + 14, b.words, "p-num", ' dx="10"');
      y += barHeight + gap;
      return said + bar;
    })
    .join("");
  return svg(y - gap, label, drawn);
}

export interface PlotRow {
  label: string;
  parts: readonly { share: number; sign: string }[];
}
/** A whole for each row, parted; `look` is the family of colours ("p" kinds, "s" steps from low to high). */
export function stackPlot(label: string, rows: readonly PlotRow[], look: "p" | "s"): string {
  let y = 0;
  const drawn = rows
    .map((r) => {
      const said = lines(r.label)
        .map((l) => text("0", (y += lineHeight) - 5, l))
        .join("");
      let x = 0;
      const parts = r.parts
        .map(({ share, sign }, i) => {
          const at = x;
          x += share;
          return share === 0
            ? ""
            : `<rect x="${pc(at)}" y="${y}" width="${pc(share)}" height="24" class="${look}-${i} p-part"/>${share < 0.07 ? "" : text(pc(at + share / 2), y + 17, sign, `${look}-${i}-text p-mid`)}`;
        })
        .join("");
      y += 24 + gap;
      return said + parts;
    })
    .join("");
  return svg(y - gap, label, drawn);
}

/** For each row a thin bar a sign: where shares do not add up to a whole. */
export function smallPlot(label: string, rows: readonly PlotRow[]): string {
  let y = 0;
  const drawn = rows
    .map((r) => {
      const said = lines(r.label)
        .map((l) => text("0", (y += lineHeight) - 5, l))
        .join("");
      const parts = r.parts
        .map(({ share, sign }) => {
          const bar = `${text("0", y + 13, sign, "p-small")}<svg x="22" y="${y + 2}" width="${pc(0.8)}" height="14"><rect width="100%" height="14" class="p-of"/><rect width="${pc(share)}" height="14" class="p-0"/></svg>`;
          y += 18;
          return bar;
        })
        .join("");
      y += gap;
      return said + parts;
    })
    .join("");
  return svg(y - gap, label, drawn);
}

export interface PlotColumn {
  from: string;
  to: string;
  count: number;
}
/** Columns over an even axis. `centred`: each column is a number of its own and is named below its middle; otherwise the borders are. */
export function columnPlot(
  label: string,
  columns: readonly PlotColumn[],
  mark: { share: number; words: string },
  centred: boolean,
): string {
  const [top, height] = [44, 120];
  const most = Math.max(1, ...columns.map((c) => c.count));
  const w = 1 / columns.length;
  const base = top + height;
  const drawn = columns
    .map((c, i) => {
      const h = Math.round((c.count / most) * height);
      return (
        (c.count
          ? `<rect x="${pc(i * w)}" y="${base - h}" width="${pc(w)}" height="${h}" class="p-0 p-part"/>${text(pc((i + 0.5) * w), base - h - 6, String(c.count), "p-mid p-num")}`
          : "") +
        (centred
          ? text(pc((i + 0.5) * w), base + 20, c.from, "p-mid p-small")
          : text(pc(i * w), base + 20, c.from, `p-small${i ? " p-mid" : ""}`))
      );
    })
    .join("");
  const last = columns.at(-1);
  const end = centred || !last ? "" : text("100%", base + 20, last.to, "p-end p-small");
  const side = mark.share > 0.6 ? "p-end" : "";
  const line = `<line x1="${pc(mark.share)}" x2="${pc(mark.share)}" y1="4" y2="${base}" class="p-mark"/>${text(pc(mark.share), 16, mark.words, `${side} p-small`, ` dx="${side ? -6 : 6}"`)}`;
  return svg(
    base + 28,
    label,
    `${drawn}<line x2="100%" y1="${base}" y2="${base}" class="p-axis"/>${line}${end}`,
  );
}

/** Every number as a dot, a row a kind, with the row's median; `least` and `most` name the ends. */
export function dotPlot(
  label: string,
  rows: readonly { label: string; dots: readonly number[]; middle: number }[],
  least: string,
  most: string,
): string {
  let y = 0;
  const at = (share: number) => pc(0.03 + share * 0.94);
  const drawn = rows
    .map((r) => {
      const said = lines(r.label)
        .map((l) => text("0", (y += lineHeight) - 5, l))
        .join("");
      const row =
        `<line x1="${at(0)}" x2="${at(1)}" y1="${y + 11}" y2="${y + 11}" class="p-axis"/><line x1="${at(r.middle)}" x2="${at(r.middle)}" y1="${y + 3}" y2="${y + 21}" class="p-mark"/>` +
        r.dots.map((d) => `<circle cx="${at(d)}" cy="${y + 11}" r="5" class="p-dot"/>`).join("");
      y += 22 + gap;
      return said + row;
    })
    .join("");
  return svg(
    y + 10,
    label,
    `${drawn}${text("0", y + 4, least, "p-small")}${text("100%", y + 4, most, "p-end p-small")}`,
  );
}
