// A picture the size of a slide, drawn from words: the letters are outlines of the same font as the PDFs, so no font is
// asked of whoever shows it. The renderer is loaded when the first picture is made.
import { must } from "~/platform/must";
import { fontOf, runsOf, type Weight } from "./pdf/fonts.server";
import { readyFonts } from "./pdf/paper.server";
import { squaresOf } from "./qr";

export interface Slide {
  above: string;
  title: string;
  why: string;
  below: string;
  /** Where the code leads; null: no code. */ address: string | null;
}
const [wide, high, edge] = [1920, 1080, 120];

const widthOf = (text: string, weight: Weight, size: number): number =>
  runsOf(text, weight).reduce((sum, run) => {
    const font = fontOf(run.name);
    return sum + (font.layout(run.text).advanceWidth / font.unitsPerEm) * size;
  }, 0);

/** Words in lines no wider than `width`. */
function lines(text: string, weight: Weight, size: number, width: number): string[] {
  const made: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = made.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, weight, size) <= width)
      made[made.length - 1] = `${last} ${word}`;
    else made.push(word);
  }
  return made;
}

/** A line as outlines, its baseline at (x, y). */
function outline(text: string, weight: Weight, size: number, x: number, y: number, fill: string): string {
  let at = x;
  let drawn = "";
  for (const run of runsOf(text, weight)) {
    const font = fontOf(run.name);
    const scale = size / font.unitsPerEm;
    const { glyphs, positions } = font.layout(run.text);
    for (const [i, glyph] of glyphs.entries()) {
      const p = must(positions[i], "a place for each glyph");
      drawn += `<path transform="translate(${(at + p.xOffset * scale).toFixed(1)} ${y}) scale(${scale} ${-scale})" d="${glyph.path.toSVG()}"/>`;
      at += p.xAdvance * scale;
    }
  }
  return `<g fill="${fill}">${drawn}</g>`;
}

/** The largest size at which the text has room; what still has none is cut with three dots. */
function fit(
  text: string,
  weight: Weight,
  sizes: readonly number[],
  width: number,
  height: number,
): { size: number; set: string[] } {
  for (const size of sizes) {
    const set = lines(text, weight, size, width);
    if (set.length * size * 1.2 <= height && set.every((line) => widthOf(line, weight, size) <= width))
      return { size, set };
  }
  const size = Math.min(...sizes);
  const set = lines(text, weight, size, width).slice(0, Math.max(1, Math.floor(height / (size * 1.2))));
  return { size, set: [...set.slice(0, -1), `${set.at(-1) ?? ""} …`] };
}

/** A PNG, 1920 × 1080. */
export async function slide({ above, title, why, below, address }: Slide): Promise<Buffer> {
  await readyFonts();
  const { renderAsync } = await import("@resvg/resvg-js");
  const code = address ? squaresOf(address) : null;
  const room = wide - 2 * edge - (code ? 420 : 0);
  const head = fit(title, 600, [112, 100, 88, 76, 66], room, 400);
  const body = fit(why, 400, [52, 46, 40, 36], room, 320);
  let y = 330;
  let drawn = outline(above, 600, 36, edge + 76, 152, "#ffffff");
  for (const line of head.set) {
    drawn += outline(line, 600, head.size, edge, y, "#123f35");
    y += head.size * 1.15;
  }
  y += 34;
  for (const line of body.set) {
    drawn += outline(line, 400, body.size, edge, y, "#1f2624");
    y += body.size * 1.35;
  }
  const foot = fit(below, 400, [36, 32, 28], wide - 2 * edge, 44);
  drawn += outline(foot.set.join(" "), 400, foot.size, edge, high - 70, "#56605c");
  const side = code ? 360 / code.length : 0;
  const squares = code
    ? code
        .map((line, r) =>
          line
            .map((on, c) =>
              on
                ? `<rect x="${wide - edge - 360 + c * side}" y="${300 + r * side}" width="${side + 0.4}" height="${side + 0.4}"/>`
                : "",
            )
            .join(""),
        )
        .join("")
    : "";
  const mark = `<circle cx="${edge + 26}" cy="140" r="23" fill="none" stroke="#f0c36a" stroke-width="5"/><g fill="#fff"><circle cx="${edge + 26}" cy="127" r="5"/><circle cx="${edge + 14}" cy="147" r="5"/><circle cx="${edge + 38}" cy="147" r="5"/></g>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}"><rect width="${wide}" height="${high}" fill="#fbfaf7"/><rect width="${wide}" height="204" fill="#123f35"/>${mark}${drawn}<rect x="${edge}" y="${high - 134}" width="${wide - 2 * edge}" height="2" fill="#c9d3ce"/>${squares}</svg>`;
  // On a thread of its own: other pages go on meanwhile.
  return Buffer.from((await renderAsync(svg, { font: { loadSystemFonts: false } })).asPng());
}
