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
  return type && names.has("content.xml") ? open[type]! : null;
}

/** UTF-8 without control characters, that no program would take for markup or rich text. */
function isText(bytes: Buffer): boolean {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return false;
  }
  return (
    text.trim() !== "" &&
    !/[\x00-\x08\x0b\x0e-\x1f\x7f]/.test(text) &&
    !/^\s*(<|\{\\rtf|%!)/.test(text) &&
    !/<(html|svg|script|iframe|body)\b/i.test(text)
  );
}

export async function materialKind(bytes: Buffer): Promise<MaterialKind | null> {
  const known = kindByContent(bytes);
  if (known) return known;
  if (bytes.subarray(0, 4).toString("latin1") === "PK\x03\x04") return kindOfZip(bytes);
  return isText(bytes) ? "txt" : null;
}
