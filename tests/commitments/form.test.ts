import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftSchema, emptyDraft, faults, questions } from "~/domain/commitments/schema";
import { addressSlip, looksLikePersonnummer } from "~/domain/commitments/slips";
import { readRows } from "~/domain/commitments/moving-in/rules";
import { Malformed, nested } from "~/http/form";
import { wholeAddress } from "~/platform/swedish";

const options = { onBehalf: false, today: "2026-11-23" };
const full = () =>
  draftSchema.parse({
    ...emptyDraft(),
    representative: { name: "Åsa Blom", email: "asa@leksand.se" },
    deputy: { name: "Per Öst", email: "per@leksand.se" },
    manager: { name: "Karin Chef", email: "chef@leksand.se" },
    sameManager: true,
    channels: [{ name: "Ledningsgruppen", purpose: "both", frequency: "varje månad" }],
    startOn: "2026-12-01",
    filler: { name: "Rut", email: "rut@leksand.se" },
  });

describe("the form", () => {
  it("passes when everything is there", () => expect(faults(full(), "first", options)).toEqual({}));
  it("wants a deputy or the deliberate choice to name one later", () => {
    const d = { ...full(), deputy: emptyDraft().deputy };
    expect(faults(d, "first", options)["deputy.name"]).toBeDefined();
    expect(faults({ ...d, deputyLater: true }, "first", options)).toEqual({});
  });
  it("refuses the same person twice", () =>
    expect(
      faults({ ...full(), deputy: full().representative }, "first", options)["deputy.name"]?.[0],
    ).toMatch(/samma person/));
  it("asks about a shared mailbox and does not refuse", () => {
    const d = { ...full(), deputy: { ...full().deputy, email: "ASA@leksand.se" } };
    expect(faults(d, "first", options)).toEqual({});
    expect(questions(d, "first")).toHaveLength(1);
    expect(questions({ ...d, confirmed: questions(d, "first").map((q) => q.key) }, "first")).toEqual([]);
  });
  it("wants a day that has not been", () =>
    expect(faults({ ...full(), startOn: "2026-11-22" }, "first", options).startOn?.[0]).toMatch(
      /redan varit/,
    ));
  it("wants only the deputy and the deputy's manager for a changed deputy", () => {
    const d = {
      ...emptyDraft(),
      deputy: full().deputy,
      deputyManager: full().manager,
      startOn: "2026-12-01",
      filler: full().filler,
    };
    expect(faults(d, "deputy", options)).toEqual({});
  });
  it("refuses a personnummer in names and channels", () => {
    const d = full();
    d.representative.name = "Åsa 19810203-1234";
    d.channels[0]!.name = "Ring 8102031234";
    expect(Object.keys(faults(d, "first", options))).toEqual(["representative.name", "channels.0.name"]);
  });
});

describe("slips of the pen", () => {
  it("asks about a known misspelling and å ä ö", () => {
    expect(addressSlip("a@gmial.com")?.suggestion).toBe("a@gmail.com");
    expect(addressSlip("a@älvdalen.se")?.suggestion).toBe("a@alvdalen.se");
    expect(addressSlip("a@leksand.se")).toBeNull();
  });
  it("refuses an address that is not whole with one sentence, and asks nothing about it", () => {
    for (const email of ["ada@falu", "a@leksandse", "a@b,se", "a@älvdalen"]) {
      const d = draftSchema.parse({
        ...full(),
        representative: { name: "Åsa Blom", email },
        deputy: { name: "Per Öst", email },
        manager: { name: "Karin Chef", email },
      });
      for (const path of ["representative.email", "deputy.email", "manager.email"]) {
        const said = [...(faults(d, "first", options)[path] ?? [])];
        const asked = questions(d, "first").filter((q) => q.path === path);
        expect([said, asked], email).toEqual([[wholeAddress], []]);
      }
    }
  });
  it("knows a personnummer however it is written, and leaves telephone numbers alone", () => {
    for (const text of [
      "810203-1234",
      "19810203-1234",
      "8102031234",
      "1981 02 03 1234",
      "810263-1234",
      "nr 810203+1234 ja",
    ])
      expect(looksLikePersonnummer(text), text).toBe(true);
    for (const text of ["0240-555 01", "801-2652-16", "2026-03-01", "070-123 45 67", "819903-1234"])
      expect(looksLikePersonnummer(text), text).toBe(false);
  });
  it("finds every well-formed personnummer in any text", () => {
    const number = fc
      .tuple(
        fc.integer({ min: 1900, max: 2026 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 0, max: 9999 }),
      )
      .map(
        ([y, m, d, n]) =>
          `${y}${String(m).padStart(2, "0")}${String(d).padStart(2, "0")}-${String(n).padStart(4, "0")}`,
      );
    fc.assert(fc.property(number, (n) => looksLikePersonnummer(`före ${n} efter`)));
  });
});

describe("a posted form", () => {
  it("walks along no name that every object inherits", () => {
    const hostile =
      "hasOwnProperty.call=1&toString.call=1&__proto__.x=1&constructor.prototype.x=1&a.valueOf.b=1&a.0.x=1&email=x@y.example";
    expect(() => nested(new URLSearchParams(hostile))).not.toThrow();
    const read = nested(
      new URLSearchParams("hasOwnProperty.call=1&toString.call=1&__proto__.x=1&email=x@y.example"),
    );
    expect({ ...read }).toEqual({ email: "x@y.example" });
    expect(Object.getPrototypeOf(read)).toBeNull();
    expect(typeof Object.prototype.hasOwnProperty.call).toBe("function");
    expect(Object.prototype.toString.call({})).toBe("[object Object]");
  });
  it("refuses names that contradict each other, and more than any page sends", () => {
    for (const text of [
      "a=1&a.b=2",
      "a.b=2&a=1",
      "a.0=1&a.x=2",
      "a.9999999=1",
      "a.1001=1",
      Array.from({ length: 60_000 }, (_, i) => `n${i}=`).join("&"),
      `${"a".repeat(300)}=1`,
    ])
      expect(() => nested(new URLSearchParams(text)), text.slice(0, 20)).toThrow(Malformed);
  });
  it("goes no deeper than any page does", () => {
    const deep = (levels: number) => nested(new URLSearchParams([[Array(levels).fill("a").join("."), "x"]]));
    expect(JSON.stringify(deep(6))).toContain('"x"');
    expect({ ...deep(7) }).toEqual({});
  });
  it("nests names and keeps lists", () => {
    const form = new FormData();
    for (const [k, v] of [
      ["a.b", "1"],
      ["channels.0.name", "x"],
      ["channels.1.name", "y"],
      ["tags[]", "t"],
    ] as const)
      form.append(k, v);
    expect(nested(form)).toEqual({ a: { b: "1" }, channels: [{ name: "x" }, { name: "y" }], tags: ["t"] });
  });
  it("cannot reach the prototype", () => {
    const form = new FormData();
    form.append("__proto__.x", "1");
    form.append("constructor.prototype.x", "1");
    nested(form);
    expect(({} as { x?: string }).x).toBeUndefined();
  });
});

describe("rows from Excel", () => {
  const known = [
    { id: "l", name: "Leksands kommun", hasForm: false, protectedDefault: false, heldUntil: null },
    { id: "s", name: "Säters kommun", hasForm: false, protectedDefault: false, heldUntil: null },
    { id: "f", name: "Falu kommun", hasForm: true, protectedDefault: false, heldUntil: null },
  ];
  const head = [
    "Organisation",
    "Representant",
    "Mejladress",
    "Ersättare",
    "Mejl ersättare",
    "Ansvarig chef",
    "Titel",
    "Mejl/telefon chef",
    "Blankett inkom",
    "Kommentar",
  ];
  const row = (...cells: string[]) => readRows([["Länsgruppen"], head, cells], known, "2026-11-23").rows[0]!;
  it("reads a row by its headings, whatever stands above", () => {
    expect(
      row(
        "SÄTERS KOMMUN",
        "Lena Vår",
        "lena@sater.se",
        "VAKANT",
        "",
        "Nils Ström",
        "Chef",
        "0240-1",
        "2024-05-05",
        "",
      ),
    ).toMatchObject({
      organisationId: "s",
      deputy: "",
      manager: "Nils Ström",
      managerPhone: "0240-1",
      managerTitle: "Chef",
      startOn: "",
      cameInOn: "2024-05-05",
      errors: [],
    });
  });
  it.each([
    [["Okänd kommun", "A B", "a@b.se", "", "", "C", "", "", "2024-05-05"], /finns inte/],
    [["Falu kommun", "A B", "a@b.se", "", "", "C", "", "", "2024-05-05"], /redan en blankett/],
    [["Leksands kommun", "", "", "", "", "C", "", "", "2024-05-05"], /Representant saknas/],
    [["Leksands kommun", "A", "a@b.se; c@d.se", "", "", "C", "", "", "2024-05-05"], /bara en mejladress/],
    [["Leksands kommun", "A", "hos kommunen", "", "", "C", "", "", "2024-05-05"], /inte hel/],
    [["Leksands kommun", "A", "a@b.se", "", "", "", "", "", "2024-05-05"], /chef saknas/],
    [["Leksands kommun", "A", "a@b.se", "", "", "C", "", "", "våren"], /går inte att läsa/],
    [["Leksands kommun", "A", "a@b.se", "", "", "C", "", "", "2027-01-01"], /inte varit/],
  ])("%j", (cells, sentence) => expect(row(...cells).errors.join()).toMatch(sentence));
});
