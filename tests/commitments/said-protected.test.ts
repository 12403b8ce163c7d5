// Whom a row of somebody's list protects: whoever it says so of, and nobody is made open by what is said of another.
import { describe, expect, it } from "vitest";
import { columnsOf } from "~/domain/commitments/moving-in/columns";
import { protects, readRows, type Known, type Seat } from "~/domain/commitments/moving-in/rules";

const known: Known[] = ["Falu kommun", "Kvinnojouren Gryning"].map((name, i) => ({
  id: String(i),
  name,
  hasForm: false,
  protectedDefault: name !== "Falu kommun",
  heldUntil: null,
}));
const usual: Record<string, string> = {
  Organisation: "Falu kommun",
  Representant: "Anna Berg",
  Mejl: "anna@falu.example",
  Ersättare: "Bo Ek",
  "Mejl ersättare": "bo@falu.example",
  Chef: "Eva Alm",
};
function read(head: readonly string[], cells: readonly string[]) {
  const { rows, ignored } = readRows([head, cells], known, "2026-11-29");
  const row = rows[0];
  if (!row) throw new Error("no row");
  const hidden = (["representative", "deputy"] satisfies Seat[]).filter((s) => protects(row, s));
  return { ...row, hidden, ignored };
}
const of = (change: Record<string, string>) => {
  const all = { ...usual, ...change };
  return read(Object.keys(all), Object.values(all));
};
const both = ["representative", "deputy"];

describe("“ej skyddad”", () => {
  it("is said of one, in that one's own cell, and takes nothing from another", () => {
    const row = of({ Representant: "Anna Berg (skyddade uppgifter)", Ersättare: "Bo Ek (ej skyddad)" });
    expect(row).toMatchObject({
      representative: "Anna Berg",
      deputy: "Bo Ek",
      protected: true,
      hidden: ["representative"],
      errors: [],
    });
    expect(
      of({ Representant: "Anna Berg, inte skyddad", Ersättare: "Bo Ek – sekretessmarkerad" }),
    ).toMatchObject({ representative: "Anna Berg", deputy: "Bo Ek", hidden: ["deputy"] });
  });
  it("opens one in a shelter, and nobody else there", () => {
    const shelter = { Organisation: "Kvinnojouren Gryning" };
    expect(of({ ...shelter, Ersättare: "Bo Ek (ej skyddad)" })).toMatchObject({
      protected: true,
      hidden: ["representative"],
    });
    expect(of({ ...shelter, Kommentar: "Ersättaren är ej skyddad" }).hidden).toEqual(["representative"]);
    expect(of({ ...shelter, Kommentar: "Ej skyddade uppgifter" })).toMatchObject({
      protected: false,
      hidden: [],
    });
    expect(of({ ...shelter, Kommentar: "Bo är ej skyddad" }).hidden).toEqual(both);
    expect(of({ ...shelter, "Skyddad ersättare": "ej skyddad" }).hidden).toEqual(["representative"]);
    expect(of({ ...shelter, Chef: "Eva Alm (ej skyddad)" })).toMatchObject({
      manager: "Eva Alm",
      hidden: both,
      errors: [],
    });
    expect(of({ ...shelter, Representant: "Anna Berg (ej skyddad)", Ersättare: "" })).toMatchObject({
      protected: false,
    });
  });
  it.each([
    ["Representanten är skyddad, ersättaren är inte skyddad", ["representative"]],
    ["Ersättaren: ej skyddad. Representanten har skyddade uppgifter", ["representative"]],
    ["Adressen är inte hemlig adress men personen är skyddsmarkerad", both],
    ["Ej längre skyddad adress, däremot sekretessmarkering", both],
    ["Skyddade uppgifter, ej hemlig adress", both],
    ["Ersättaren är ej skyddad", []],
    ["Inga skyddade uppgifter", []],
    ["Oskyddad cykelväg", []],
  ])("in a comment: %s", (said, hidden) => expect(of({ Kommentar: said }).hidden).toEqual(hidden));
  it("in a cell that also says yes is a yes", () =>
    expect(of({ Representant: "Anna Berg (ej hemlig adress, men skyddade uppgifter)" })).toMatchObject({
      representative: "Anna Berg",
      hidden: both,
    }));
});

describe("a column for protection", () => {
  it.each(["Skyddad representant", "Representant skyddad", "Representant, skyddade uppgifter"])(
    "“%s” is the representative's, and is not dropped",
    (heading) => {
      for (const said of ["Ja", "x", "1", "sekretess", "vet ej", "2024-01-01"])
        expect(of({ [heading]: said }), said).toMatchObject({
          representative: "Anna Berg",
          protected: true,
          ignored: [],
        });
      for (const said of ["", "Nej", "-", "ej skyddad"])
        expect(of({ [heading]: said }), said).toMatchObject({ protected: false, ignored: [], errors: [] });
    },
  );
  it("of each person decides for that person", () => {
    const each = (first: string, second: string) =>
      of({ "Skyddad representant": first, "Ersättare skyddad": second }).hidden;
    expect(each("ja", "nej")).toEqual(["representative"]);
    expect(each("nej", "ja")).toEqual(["deputy"]);
    expect(each("ja", "")).toEqual(both);
  });
  it("twice, after each person, is one each; standing otherwise it is the row's", () => {
    const after = ["Organisation", "Representant", "Mejl", "Skyddad", "Ersättare", "Mejl", "Skyddad", "Chef"];
    const row = (first: string, second: string) =>
      read(after, ["Falu kommun", "Anna Berg", "a@f.example", first, "Bo Ek", "b@f.example", second, "Eva"]);
    expect(row("nej", "ja")).toMatchObject({ hidden: ["deputy"], ignored: [], errors: [] });
    expect(row("ja", "nej").hidden).toEqual(["representative"]);
    expect(row("", "x").hidden).toEqual(both);
    const before = [
      "Organisation",
      "Skyddad",
      "Representant",
      "Mejl",
      "Skyddad",
      "Ersättare",
      "Mejl",
      "Chef",
    ];
    const other = (first: string, second: string) =>
      read(before, ["Falu kommun", first, "Anna Berg", "a@f.example", second, "Bo Ek", "b@f.example", "Eva"]);
    expect(other("ja", "nej").hidden).toEqual(both);
    expect(other("nej", "ja").hidden).toEqual(both);
  });
  it("over two lines, and one that holds the name itself", () => {
    const head = [
      ["Organisation", "Representant", null, null, "Ersättare", null, null, "Chef"],
      [null, "Namn", "Mejl", "Skyddad", "Namn", "Mejl", "Skyddad", null],
    ];
    const cells = ["Falu kommun", "Anna Berg", "a@f.example", "x", "Bo Ek", "b@f.example", "nej", "Eva Alm"];
    const { rows } = readRows([...head, cells], known, "2026-11-29");
    expect(rows[0]).toMatchObject({ representative: "Anna Berg", protected: true, open: ["deputy"] });
    expect(
      read(
        ["Organisation", "Representant (skyddad)", "Mejl", "Chef"],
        ["Falu kommun", "Anna Berg", "a@f.example", "Eva Alm"],
      ),
    ).toMatchObject({ representative: "Anna Berg", protected: true, errors: [] });
  });
  it("beside an address keeps the address", () =>
    expect(of({ "Skyddad mejl": "ja" })).toMatchObject({
      representativeEmail: "anna@falu.example",
      hidden: both,
      ignored: [],
    }));
  it("is no organisation, and the other way round", () =>
    expect(columnsOf([["Organisation (skyddad adress?)", "Representant", "Skyddad"]])).toMatchObject({
      at: { organisation: 0, representative: 1 },
      protection: [{ at: 2, whose: null }],
    }));
});

it.each(["skyddsmarkerad", "Skyddsmarkering", "adresskydd", "spärrmarkerad", "personskydd"])(
  "“%s” is said of somebody protected",
  (said) => {
    expect(of({ Representant: `Anna Berg (${said})` })).toMatchObject({
      representative: "Anna Berg",
      hidden: both,
    });
    expect(of({ Kommentar: `ej ${said}` }).hidden).toEqual([]);
  },
);
it.each([
  "Anonym",
  "hemlig person",
  "(hemligt)",
  "dold",
  "[skyddad]",
  "Personen har skyddade uppgifter",
  "*skyddad*",
])("“%s” instead of a name is a protected person without one", (said) =>
  expect(of({ Representant: said })).toMatchObject({ representative: "", hidden: both, errors: [] }),
);

describe("who is nobody", () => {
  it.each(["Vakant", "VAKANT tills vidare", "N.N.", "-", "ej utsedd", "Utses senare", "(ej skyddad)", "?"])(
    "“%s” is neither a deputy, a representative nor a manager",
    (said) => {
      expect(of({ Ersättare: said })).toMatchObject({
        deputy: "",
        deputyEmail: "",
        protected: false,
        errors: [],
        warnings: expect.arrayContaining(["Ersättare saknas"]) as string[],
      });
      expect(of({ Representant: said }).errors.join()).toMatch(/Representant saknas/);
      expect(of({ Chef: said })).toMatchObject({ manager: "", errors: ["Ansvarig chef saknas"] });
    },
  );
  it("a manager whose details are said to be protected is asked about, not shown", () => {
    for (const said of ["(skyddad)", "Eva Ek (skyddad)", "sekretess"])
      expect(of({ Chef: said }).errors.join(), said).toMatch(/^Chef: i listan står att uppgifterna är skydd/);
    expect(of({ "Skyddad chef": "ja" }).errors.join()).toMatch(/uppgifterna är skyddade/);
    expect(of({ "Skyddad chef": "nej" })).toMatchObject({ manager: "Eva Alm", errors: [] });
  });
});

it("what no paper can write is asked about, in titles and numbers as in names", () => {
  const titles = {
    Titel: "課長",
    "Titel ersättare": "課長",
    "Telefon ersättare": "☎ 1",
    "Chefens telefon": "☎",
  };
  for (const [heading, said] of Object.entries(titles))
    expect(of({ [heading]: said }).errors.join(), heading).toMatch(/tecken som inte går att skriva ut/);
});
