// What material is by its content, whatever its name says; null for everything that we do not take.
import { kindByContent, type MaterialKind } from "./files.server";

const office: readonly [kind: MaterialKind, type: string, part: string][] = [
  ["docx", "wordprocessingml.document", "word/document.xml"],
  ["xlsx", "spreadsheetml.sheet", "xl/workbook.xml"],
  ["pptx", "presentationml.presentation", "ppt/presentation.xml"],
];
const open: Record<string, MaterialKind> = { text: "odt", spreadsheet: "ods", presentation: "odp" };
/** Parts that hold macros or controls, in both families. */
const active = /(^|\/)(vbaProject[^/]*|vbaData\.xml|activeX\/.*)$|^(Basic|Scripts)\//i;
const largestPart = 1024 * 1024;

/** Bytes of all its parts together, as a zip says itself; it is not unpacked. Infinity: no zip. */
export async function unpackedSize(bytes: Uint8Array): Promise<number> {
  const { unzipSync } = await import("fflate");
  let size = 0;
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        size += originalSize;
        return false;
      },
    });
  } catch {
    return Infinity;
  }
  return size;
}

async function kindOfZip(bytes: Buffer): Promise<MaterialKind | null> {
  const { strFromU8, unzipSync } = await import("fflate");
  const names = new Set<string>();
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.add(name);
        return (name === "[Content_Types].xml" || name === "mimetype") && originalSize <= largestPart;
      },
    });
  } catch {
    return null;
  }
  if ([...names].some((name) => active.test(name))) return null;
  const types = parts["[Content_Types].xml"] && strFromU8(parts["[Content_Types].xml"]);
  if (types !== undefined) {
    if (/macroEnabled|vbaProject/i.test(types)) return null;
    return (
      office.find(
        ([, type, part]) =>
          types.includes(`application/vnd.openxmlformats-officedocument.${type}.main+xml`) && names.has(part),
      )?.[0] ?? null
    );
  }
  const type =
    parts.mimetype &&
    /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)\s*$/.exec(
      strFromU8(parts.mimetype),
    )?.[1];
  return (type && names.has("content.xml") && open[type]) || null;
}

/** What Windows writes at 0x80–0x9f, where Latin-1 has nothing; a space where it has nothing either. */
const windows = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
/** "ANSI", as Notepad called it; null where the bytes are none, or hardly words. */
function ansi(bytes: Buffer): string | null {
  let foreign = 0;
  const text = bytes.toString("latin1").replace(/[\x80-\xff]/g, (c) => {
    foreign++;
    return c < "\xa0" ? (windows[c.charCodeAt(0) - 0x80] ?? " ").replace(" ", "\0") : c;
  });
  return foreign > bytes.length / 2 ? null : text;
}
function decoded(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
/** Text in whichever of the ways that programs here save it. UTF-16 without its mark is known by its empty halves. */
function textOf(bytes: Buffer): string | null {
  const [first, second] = [bytes[0], bytes[1]];
  if (first === 0xff && second === 0xfe) return decoded(bytes, "utf-16le");
  if (first === 0xfe && second === 0xff) return decoded(bytes, "utf-16be");
  if (bytes.length % 2 === 0 && bytes.includes(0)) {
    let [even, odd] = [0, 0];
    for (let i = 0; i < bytes.length; i += 2) {
      if (bytes[i] === 0) even++;
      if (bytes[i + 1] === 0) odd++;
    }
    if (Math.max(even, odd) > bytes.length / 4) return decoded(bytes, odd > even ? "utf-16le" : "utf-16be");
  }
  return decoded(bytes, "utf-8") ?? ansi(bytes);
}
/** Words without control characters, that no program would take for markup or rich text. */
const isText = (text: string): boolean =>
  text.trim() !== "" &&
  !/[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]/.test(text) &&
  !/^\s*(<|\{\\rtf|%!)/.test(text) &&
  !/<(html|svg|script|iframe|body)\b/i.test(text);

export interface Material {
  kind: MaterialKind;
  bytes: Buffer;
}
/** What is handed in, as it is kept: text in UTF-8, whichever way it came, so that everybody can read it; all else untouched. */
export async function asMaterial(bytes: Buffer): Promise<Material | null> {
  const known = kindByContent(bytes);
  if (known) return { kind: known, bytes };
  if (bytes.subarray(0, 4).toString("latin1") === "PK\x03\x04") {
    const kind = await kindOfZip(bytes);
    return kind && { kind, bytes };
  }
  const text = textOf(bytes);
  if (text === null || !isText(text)) return null;
  const utf8 = Buffer.from(text);
  return { kind: "txt", bytes: decoded(bytes, "utf-8") === null || bytes.includes(0) ? utf8 : bytes };
}
