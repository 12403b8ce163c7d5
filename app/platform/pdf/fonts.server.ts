// Source Sans 3 for PDFs. The package ships it as WOFF in pieces by script; each piece is unpacked
// and parsed once, and the parsed font is what every document embeds from: parsing is what costs.
import { nfc } from "../nfc";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { must } from "~/platform/must";
import { unprintable } from "../printable";

export type Weight = 400 | 600;
const scripts = ["latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext"] as const;
type Script = (typeof scripts)[number];

/** What of fontkit's font we ask for. */
export interface ParsedFont {
  unitsPerEm: number;
  hasGlyphForCodePoint(code: number): boolean;
  layout(text: string): {
    glyphs: { path: { toSVG(): string } }[];
    positions: { xAdvance: number; xOffset: number; yOffset: number }[];
    advanceWidth: number;
  };
}
export interface Run {
  name: string;
  text: string;
}

function bytesOf(script: Script, weight: Weight): Buffer {
  const file = `@fontsource/source-sans-3/files/source-sans-3-${script}-${weight}-normal.woff`;
  let path: string;
  try {
    path = createRequire(import.meta.url).resolve(file);
  } catch {
    path = join(process.cwd(), "node_modules", file);
  }
  return unpacked(readFileSync(path));
}

/** WOFF 1.0 (W3C Recommendation, section 3) to plain sfnt: fontkit inflates a table anew for every glyph otherwise. */
function unpacked(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const power = Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + count * 16);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(16 << power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(count * 16 - (16 << power), 10);
  const tables: Buffer[] = [];
  let offset = head.length;
  for (let i = 0; i < count; i++) {
    const entry = 44 + i * 20;
    const [at, packed, full] = [
      woff.readUInt32BE(entry + 4),
      woff.readUInt32BE(entry + 8),
      woff.readUInt32BE(entry + 12),
    ];
    const raw = woff.subarray(at, at + packed);
    const table = packed < full ? inflateSync(raw) : raw;
    woff.copy(head, 12 + i * 16, entry, entry + 4);
    head.writeUInt32BE(woff.readUInt32BE(entry + 16), 16 + i * 16);
    head.writeUInt32BE(offset, 20 + i * 16);
    head.writeUInt32BE(full, 24 + i * 16);
    const padding = Buffer.alloc((4 - (full % 4)) % 4);
    tables.push(table, padding);
    offset += full + padding.length;
  }
  return Buffer.concat([head, ...tables]);
}

const parsed = new Map<string, ParsedFont>();
let parse: ((bytes: Buffer) => ParsedFont) | null = null;
/** Fifteen megabytes that a server which writes no documents can do without. */
const forget = setTimeout(() => parsed.clear(), 5000).unref();
/** pdfkit brings the parser; it is handed over with every document. */
export const takeParser = (parser: (bytes: Buffer) => ParsedFont): void => {
  parse ??= parser;
  forget.refresh();
};

/** The parsed piece with this name ("latin-400"). */
export function fontOf(name: string): ParsedFont {
  let font = parsed.get(name);
  if (!font) {
    const at = name.lastIndexOf("-");
    const parser = must(parse, "the parser: readyFonts comes first");
    font = parser(bytesOf(name.slice(0, at) as Script, Number(name.slice(at + 1)) as Weight));
    parsed.set(name, font);
  }
  return font;
}

/** What is sealed says exactly what was signed, or is not sealed. */
export function mustBePrintable(text: string): void {
  const not = unprintable(text);
  if (not.length > 0) throw new Error(`A sealed paper cannot write ${not.join(" ")}`);
}
const canWrite = (name: string, sign: string): boolean => {
  const code = sign.codePointAt(0) ?? 0;
  return code < 0x20 || fontOf(name).hasGlyphForCodePoint(code);
};
const pieces = (weight: Weight) => scripts.map((s) => `${s}-${weight}`);
/** A sign that no piece has: its letter without the accent, or a question mark. Never a box. */
function instead(sign: string, weight: Weight): string {
  if (/\p{M}|\p{Default_Ignorable_Code_Point}|\p{C}/u.test(sign)) return "";
  const bare = sign.normalize("NFKD").replace(/\p{M}/gu, "");
  const can = (s: string) => pieces(weight).some((name) => canWrite(name, s));
  return bare && Array.from(bare).every(can) ? bare : "?";
}

/** Splits a text where it leaves the Latin piece ("Łukasz"): each run has a piece that can write it; an accent goes with its letter. */
export function runsOf(text: string, weight: Weight): Run[] {
  const runs: Run[] = [];
  const add = (sign: string): boolean => {
    const last = runs.at(-1);
    const own = last && /\p{M}/u.test(sign) && canWrite(last.name, sign) ? last.name : null;
    const name = own ?? pieces(weight).find((piece) => canWrite(piece, sign));
    if (!name) return false;
    if (last?.name === name) last.text += sign;
    else runs.push({ name, text: sign });
    return true;
  };
  for (const sign of Array.from(nfc(text)))
    if (!add(sign)) for (const other of Array.from(instead(sign, weight))) add(other);
  return runs;
}
