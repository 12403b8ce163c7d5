// Files as people have them, made here: of every kind that is taken, and of some that are not.
import { deflateSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { Paper } from "~/platform/pdf/paper.server";
import { now } from "~/platform/clock";

const zip = (parts: Record<string, string>) =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))),
  );
const types = (type: string, more = "") =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/x" ContentType="${type}"/>${more}</Types>`;
export const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const paragraphs = (lines: readonly string[]) =>
  lines
    .map(
      (l) =>
        `<w:p><w:r><w:t xml:space="preserve">${l.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</w:t></w:r></w:p>`,
    )
    .join("");

export const docx = (lines: readonly string[], more: Record<string, string> = {}, type = wordType): Buffer =>
  zip({
    "[Content_Types].xml": types(type),
    "word/document.xml": `<w:document xmlns:w="x"><w:body>${paragraphs(lines)}</w:body></w:document>`,
    ...more,
  });
export const xlsx = (): Buffer =>
  zip({
    "[Content_Types].xml": types(
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    ),
    "xl/workbook.xml": "<workbook/>",
  });
export const pptx = (): Buffer =>
  zip({
    "[Content_Types].xml": types(
      "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    ),
    "ppt/presentation.xml": "<p/>",
  });
export const odf = (what: string, more: Record<string, string> = {}): Buffer =>
  zip({ mimetype: `application/vnd.oasis.opendocument.${what}`, "content.xml": "<office/>", ...more });
/** A zip of no kind that we take; it may say that it is one. */
export const plainZip = (type?: string): Buffer =>
  zip({ "readme.txt": "hej", ...(type ? { "[Content_Types].xml": types(type) } : {}) });
export const text = (said: string): Buffer => Buffer.from(said, "utf8");
export const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

export async function pdf(lines: readonly string[]): Promise<Buffer> {
  const paper = await Paper.open({ title: "Underlag", author: "Länsstyrelsen", at: now() });
  paper.heading(1, "Underlag");
  for (const line of lines) paper.text(line);
  return paper.finish("Underlag");
}
export const upload = (bytes: Buffer, name: string): File => new File([new Uint8Array(bytes)], name);

/** A document of `megabytes` of the same letter, which is some kilobytes on the wire. */
export const bomb = (megabytes: number): Buffer =>
  Buffer.from(
    zipSync(
      {
        "[Content_Types].xml": strToU8(types(wordType)),
        "word/document.xml": Buffer.alloc(megabytes * 1024 * 1024, "A"),
      },
      { level: 9 },
    ),
  );
/** A document that says it is small, and is not. */
export function liar(megabytes: number): Buffer {
  const bytes = bomb(megabytes);
  const name = Buffer.from("word/document.xml");
  for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) {
    if (bytes.readUInt32LE(at - 46) === 0x02014b50) bytes.writeUInt32LE(1000, at - 46 + 24);
    if (bytes.readUInt32LE(at - 30) === 0x04034b50) bytes.writeUInt32LE(1000, at - 30 + 22);
  }
  return bytes;
}
/** A PDF whose page is `megabytes` of spaces, packed. */
export function pdfBomb(megabytes: number): Buffer {
  const content = deflateSync(Buffer.alloc(megabytes * 1024 * 1024, " "), { level: 9 });
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
  ]
    .map((o, i) => `${i + 1} 0 obj\n${o}\nendobj\n`)
    .join("");
  return Buffer.concat([
    Buffer.from(`%PDF-1.7\n${objects}4 0 obj\n<</Filter/FlateDecode/Length ${content.length}>>\nstream\n`),
    content,
    Buffer.from("\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n"),
  ]);
}
