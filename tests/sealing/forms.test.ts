// The papers that are printed.
import { describe, expect, it } from "vitest";
import { blankForm, filledForm, membersList } from "~/domain/commitments/sealing/document.server";
import { at, content, letterhead, pdfinfo, qpdf, structure, textOf } from "./paper";

const flat = (text: string) => text.replace(/\s+/g, " ");

describe("the blank form", () => {
  it("has the paper form's fields, the six duties and what the organisation gives", async () => {
    const bytes = await blankForm(letterhead, at);
    expect(qpdf(bytes).status).toBe(0);
    expect(pdfinfo(bytes)).toMatch(/Pages: +2/);
    const text = flat(textOf(bytes));
    for (const label of [
      "Organisation",
      "Representant",
      "Mejladress",
      "Ersättare",
      "Interna kontaktvägar",
      "Underskrift av ansvarig chef",
      "Namn",
      "Titel",
      "Mejl/telefon",
      "Datum",
      letterhead.mailbox,
    ])
      expect(text).toContain(label);
    for (const d of letterhead.terms.duties) expect(text).toContain(`${d.name}. ${d.text}`);
    expect(text).toContain(letterhead.terms.gives);
    expect(structure(bytes)).toContain('H1 (block)\n    "Uppdragsblankett"');
  });
});

describe("the filled form", () => {
  it("holds what was filled in, the reference, and one line to sign on per manager", async () => {
    const managers = [
      { seats: "representative", name: "Karin Chef", title: "Kommundirektör", email: "chef@malung.example" },
      { seats: "deputy", name: "Bo Ek", phone: "0250-1" },
    ];
    const bytes = await filledForm({ ...letterhead, content, reference: "LG-7K3M-9QXT-2HVB", managers }, at);
    expect(qpdf(bytes).status).toBe(0);
    const text = flat(textOf(bytes));
    for (const words of [
      "Åsa Öberg-Ähl",
      "Łukasz Đorđević",
      "Kommunens ledningsgrupp, varje månad (sprida och samla in)",
      "LG-7K3M-9QXT-2HVB",
      "Karin Chef",
      "Bo Ek",
      "Underskrift: Chef för representanten",
      "Underskrift: Chef för ersättaren",
    ])
      expect(text).toContain(words);
    expect(text).not.toContain("Enkel elektronisk");
  });
  it("may be long: many channels break onto further pages and nothing is lost", async () => {
    const channels = Array.from({ length: 12 }, (_, i) => ({
      name: `Kontaktväg nummer ${i} ${"med ett långt namn ".repeat(6)}`,
      purpose: "both" as const,
      frequency: "varje kvartal",
    }));
    const bytes = await filledForm({ ...letterhead, content: { ...content, channels }, reference: null }, at);
    expect(qpdf(bytes).status).toBe(0);
    const text = flat(textOf(bytes));
    for (let i = 0; i < 12; i++) expect(text).toContain(`Kontaktväg nummer ${i} `);
    expect(text).toContain("Datum");
  });
});

describe("the members' list", () => {
  it("prints 300 organisations with the headings on every page", async () => {
    const rows = Array.from({ length: 300 }, (_, i) => ({
      organisation: `Organisation ${i}`,
      representative: "Åsa Blom",
      deputy: "Vakant",
    }));
    const bytes = await membersList({ ...letterhead, on: "2026-11-12", rows }, at);
    expect(qpdf(bytes).status).toBe(0);
    const pages = textOf(bytes).split("\f").slice(0, -1);
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages) expect(page).toMatch(/Organisation +Representant +Ersättare/);
    expect(textOf(bytes)).toContain("Organisation 299");
    expect(structure(bytes).match(/\/Scope \/Column/g)).toHaveLength(3);
  });
});
