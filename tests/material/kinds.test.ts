// What a file is, by its content; what its text is; and what a hostile one does: nothing.
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { asMaterial } from "~/platform/file-kinds.server";
import { readText, Unreadable } from "~/platform/text.server";
import { fileName, searchQuery, snippetParts, titleOf } from "~/domain/material/rules";
import { bomb, docx, liar, odf, pdf, pdfBomb, plainZip, png, pptx, text, wordType, xlsx } from "./make";

describe("what is taken", () => {
  it("is told by content, whatever it is called", async () => {
    const files: [Buffer, string | null][] = [
      [await pdf(["Hej"]), "pdf"],
      [docx(["Hej"]), "docx"],
      [xlsx(), "xlsx"],
      [pptx(), "pptx"],
      [odf("text"), "odt"],
      [odf("spreadsheet"), "ods"],
      [odf("presentation"), "odp"],
      [png, "png"],
      [Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0]), "jpeg"],
      [text("Räksmörgås\r\n\tpå bordet"), "txt"],
      [text("\uFEFFmed märke"), "txt"],
    ];
    for (const [bytes, kind] of files) expect((await asMaterial(bytes))?.kind).toBe(kind);
  });
  it("is nothing with macros, nothing that a browser runs, nothing else", async () => {
    const refused: [string, Buffer][] = [
      ["macro type", docx(["x"], {}, wordType.replace("document.main", "document.macroEnabled.main"))],
      ["macro part", docx(["x"], { "word/vbaProject.bin": "x" })],
      ["control", docx(["x"], { "word/activeX/activeX1.xml": "x" })],
      [
        "macro type beside",
        docx(["x"], {
          "[Content_Types].xml": `<Types><Override ContentType="${wordType}"/><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`,
        }),
      ],
      ["ODF macro", odf("text", { "Basic/Standard/Module1.xml": "x" })],
      ["ODF script", odf("text", { "Scripts/python/x.py": "x" })],
      ["no document", docx([], { "word/document.xml": "" }, "application/xml")],
      ["only said to be one", plainZip(wordType)],
      ["zip", plainZip()],
      ["broken zip", Buffer.from("PK\x03\x04 nonsense")],
      ["half a zip", docx(["x"]).subarray(0, 60)],
      ["html", text("<!doctype html><p>x")],
      ["html later", text("hej\n<script>alert(1)</script>")],
      ["svg", text("<svg xmlns='http://www.w3.org/2000/svg'/>")],
      ["xml", text("  <?xml version='1.0'?><a/>")],
      ["rtf", text("{\\rtf1 hej}")],
      ["postscript", text("%!PS")],
      ["Greek in bytes of its own", Buffer.from("cce5ebdcebe7f220c5ebebdcf3", "hex")],
      ["control characters", text("a\x00b")],
      ["exe", Buffer.from("MZ\x90\x00")],
      ["old Word", Buffer.from("d0cf11e0a1b11ae1", "hex")],
      ["gif", Buffer.from("GIF89a\x01\x00")],
      ["empty", Buffer.alloc(0)],
      ["blank", text(" \n ")],
    ];
    for (const [what, bytes] of refused) expect(await asMaterial(bytes), what).toBeNull();
  });
  it("keeps text in UTF-8, whichever way it was saved", async () => {
    const words = "Läget – Åsa kör.\r\nRäkor kostar 40 kr\r\n";
    const ansi = Buffer.from(words.replace("–", "\x96"), "latin1");
    const swapped = Buffer.from(`\ufeff${words}`, "utf16le").swap16();
    const saved: [string, Buffer][] = [
      ["ANSI", ansi],
      ["UTF-16 as Notepad writes it", Buffer.from(`\ufeff${words}`, "utf16le")],
      ["UTF-16 the other way", swapped],
      ["UTF-16 without its mark", Buffer.from(words, "utf16le")],
      ["UTF-8", text(words)],
    ];
    for (const [how, bytes] of saved) {
      const taken = await asMaterial(bytes);
      expect([taken?.kind, taken?.bytes.toString("utf8")], how).toEqual(["txt", words]);
    }
    const marked = text(`\ufeff${words}`);
    expect((await asMaterial(marked))?.bytes.equals(marked)).toBe(true);
    const hidden = [Buffer.from("\ufeff<html>", "utf16le"), Buffer.from("<svg>\xe5", "latin1")];
    for (const bytes of hidden) expect(await asMaterial(bytes)).toBeNull();
  });
  it("is never an error, whatever comes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, zip) => {
        await asMaterial(
          Buffer.concat([zip ? docx(["x"]).subarray(0, bytes.length) : Buffer.alloc(0), Buffer.from(bytes)]),
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe("the text", () => {
  it("is read from a PDF, a Word document and plain text", async () => {
    expect(await readText(await pdf(["Barns rätt till skydd i Älvdalen"]), "pdf")).toContain(
      "Barns rätt till skydd i Älvdalen",
    );
    expect(await readText(docx(["Första å & <ö>", "Andra"]), "docx")).toBe("Första å & <ö>\nAndra");
    expect(await readText(text("A\u030Angest\n\n\nsist"), "txt")).toBe("Ångest\nsist");
  });
  it("of a hostile file could not be read, and nobody waits for it", async () => {
    const hostile: [string, Buffer, "pdf" | "docx" | "txt"][] = [
      ["a bomb of 100 MB", bomb(100), "docx"],
      ["one that lies about it", liar(100), "docx"],
      ["a page of 300 MB", pdfBomb(300), "pdf"],
      [
        "a broken PDF",
        text("%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 1 0 R>> endobj trailer<</Root 1 0 R>>"),
        "pdf",
      ],
      ["half a PDF", (await pdf(["x"])).subarray(0, 900), "pdf"],
      ["a document without text", docx([], { "word/document.xml": "" }).subarray(0, 80), "docx"],
      ["not UTF-8", Buffer.from([0xff, 0xfe]), "txt"],
    ];
    for (const [what, bytes, kind] of hostile)
      await expect(readText(bytes, kind), what).rejects.toThrow(Unreadable);
  });
  it("takes no more time and memory than it is given", async () => {
    const long = docx([Array.from({ length: 400_000 }, (_, i) => `ord${i}`).join(" ")]);
    expect((await readText(long, "docx")).length).toBeLessThanOrEqual(400_000);
    await expect(readText(long, "docx", { ms: 1, bytes: 1e12 })).rejects.toThrow(Unreadable);
    await expect(readText(long, "docx", { ms: 20_000, bytes: 1 })).rejects.toThrow(Unreadable);
  });
});

describe("names and searches", () => {
  it("are made from what was typed and nothing else", () => {
    expect([
      titleOf("C:\\Underlag\\Lägesbild_2027.docx"),
      titleOf("utan ändelse"),
      titleOf("../../.pdf"),
    ]).toEqual(["Lägesbild 2027", "utan ändelse", ""]);
    expect([
      fileName("../a/Lägesbild.exe", "pdf"),
      fileName("x\r\nSet-Cookie: a.pdf", "png"),
      fileName("", "jpeg"),
      fileName("A\u030A.docx", "docx"),
    ]).toEqual(["Lägesbild.pdf", "x Set-Cookie: a.png", "fil.jpg", "Å.docx"]);
    // As it was called: signs that some systems do not take, days, joined emoji, many letters.
    const odd = ['Fråga? svar: ja "kallat" <1|2>*', "Möte 2026.11.29", "👩‍👩‍👧 Åsa.Berg", "å".repeat(150)];
    expect(odd.map((name) => fileName(`${name}.PDF`, "pdf"))).toEqual(odd.map((name) => `${name}.pdf`));
    expect([titleOf("Möte 2026.11.29"), titleOf("Möte 2026.11.29.docx")]).toEqual(
      Array(2).fill("Möte 2026.11.29"),
    );
    expect([fileName("lista.csv", "txt"), fileName("lista.csv", "xlsx")]).toEqual([
      "lista.csv",
      "lista.xlsx",
    ]);
    expect([searchQuery('barn" OR (skydd*'), searchQuery("  –?! "), searchQuery("NEAR a")]).toEqual([
      '"barn"* "OR"* "skydd"*',
      null,
      '"NEAR"* "a"*',
    ]);
    expect(snippetParts("…om \u0002Barns\u0003 rätt\ntill \u0002skydd\u0003")).toEqual([
      { text: "…om ", found: false },
      { text: "Barns", found: true },
      { text: " rätt till ", found: false },
      { text: "skydd", found: true },
    ]);
  });
});
