// A process of its own, started by text.server.ts for one file: bytes on stdin, text on stdout.
// It may be fed anything; its caller takes its time, its memory and its rights.
import { readFileSync } from "node:fs";

const [kind] = process.argv.slice(2);
const most = 400_000;
const largestPart = 40 * 1024 * 1024;
const entities = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const plain = (xml) =>
  xml.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (all, hex, number, name) => {
    const code = hex ? parseInt(hex, 16) : Number(number);
    return name ? entities[name.toLowerCase()] : code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });

async function fromDocx(bytes) {
  const { strFromU8, unzipSync } = await import("fflate");
  const wanted = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!wanted.includes(name)) return false;
      if (originalSize > largestPart) throw new Error("too large");
      return true;
    },
  });
  if (!parts[wanted[0]]) throw new Error("no document");
  let text = "";
  for (const name of wanted) {
    if (!parts[name]) continue;
    for (const [, said, mark] of strFromU8(parts[name]).matchAll(
      /<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<(\/w:p|w:tab|w:br|w:cr)[\s/>]/g,
    )) {
      text += mark === undefined ? plain(said) : mark === "/w:p" || mark === "w:br" ? "\n" : " ";
      if (text.length > most) return text;
    }
  }
  return text;
}

async function fromPdf(bytes) {
  const { getDocumentProxy } = await import("unpdf");
  const document = await getDocumentProxy(new Uint8Array(bytes), {
    stopAtErrors: false,
    maxImageSize: 1,
    disableFontFace: true,
    verbosity: 0,
  });
  let text = "";
  for (let number = 1; number <= Math.min(document.numPages, 1000) && text.length <= most; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    for (const item of items) text += (item.str ?? "") + (item.hasEOL ? "\n" : "");
    text += "\n";
    page.cleanup();
  }
  return text;
}

try {
  const bytes = readFileSync(0);
  const text =
    kind === "pdf"
      ? await fromPdf(bytes)
      : kind === "docx"
        ? await fromDocx(bytes)
        : new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  // The NUL shows that all of it came.
  process.stdout.write(
    `${text
      .slice(0, most)
      .normalize("NFC")
      .replace(/[\0\u00ad\ufeff]/g, "")
      .replace(/[^\S\n]+/g, " ")
      .replace(/\s*\n\s*/g, "\n")
      .trim()}\0`,
    () => process.exit(0),
  );
} catch {
  process.exit(1);
}
