// Lists as they come: headings, days and columns in the ways that people write them. Read in New York, as on the server of somebody else.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { columnsOf } from "~/domain/commitments/moving-in/columns";
import { readDay } from "~/domain/commitments/moving-in/days";
import { readRows, type Known } from "~/domain/commitments/moving-in/rules";
import { readTable } from "~/domain/commitments/moving-in/table.server";

const zone = process.env.TZ;
afterAll(() => {
  process.env.TZ = zone;
});
const names = [
  "Dubbel kommun",
  "Högskolan Dalarna",
  "Avesta kommun",
  "Łódź–Stockholms vänförening Đặng",
  "Kvinnojouren Gryning",
];
const known: Known[] = names.map((name, i) => ({
  id: String(i),
  name,
  hasForm: false,
  protectedDefault: false,
  heldUntil: null,
}));
const today = "2026-11-28";
const list = async (file: string) =>
  readRows((await readTable(readFileSync(`tests/data/lists/${file}`), "")).cells, known, today);
const rows = (head: string[], ...cells: string[][]) => readRows([head, ...cells], known, today);

describe.each(["Europe/Stockholm", "UTC", "America/New_York", "Pacific/Auckland"])("in %s", (tz) => {
  beforeAll(() => {
    process.env.TZ = tz;
  });
  it("a dated cell is its own day, at midnight and at 23.30", async () => {
    const { rows: read } = await list("dates.xlsx");
    expect(read.map((r) => [r.startOn, r.errors])).toEqual([
      ["2026-03-01", []],
      ["2026-03-01", []],
    ]);
  });
  it("a serial number without a format is a day", async () =>
    expect((await list("serial.xlsx")).rows[0]).toMatchObject({ startOn: "2026-03-01", errors: [] }));
});

describe("the lists that failed", () => {
  it("knows Mail as an address", async () =>
    expect(await list("mail-head.xlsx")).toMatchObject({
      ignored: [],
      rows: [{ representativeEmail: "asa.oberg@du.example", deputyEmail: "orjan.as@du.example", errors: [] }],
    }));
  it("knows the manager's address from the others", async () => {
    for (const file of ["chefens-epost.xlsx", "kommun-startdatum.xlsx"])
      expect(await list(file)).toMatchObject({
        ignored: [],
        rows: [
          {
            organisationId: "0",
            representativeEmail: "asa@dubbel.example",
            manager: "Bo Alm",
            managerEmail: "chef@dubbel.example",
            startOn: "2026-03-01",
            errors: [],
          },
        ],
      });
  });
  it("reads days as text whole, and asks about one that could be two", async () => {
    const { rows: read } = await list("dates2.xlsx");
    expect(read[0]).toMatchObject({ startOn: "2026-03-01", errors: [] });
    expect(read[1]).toMatchObject({
      startOn: "2026-03-01",
      errors: ["Organisationen står på flera rader"],
    });
    expect(read[2]!.errors.join()).toMatch(/”01\/03\/2026” kan vara 1 mars 2026 eller 3 januari 2026/);
  });
  it("passes over row numbers, with a heading, with an empty one and without", async () => {
    for (const file of ["nr-min.xlsx", "nr-without-head.csv"]) {
      const { rows: read, ignored } = await list(file);
      expect(ignored).toEqual([]);
      for (const r of read) expect(r).toMatchObject({ startOn: "2026-03-01", errors: [] });
    }
    const cells = ["Avesta kommun", "Kim Ek", "kim@a.example", "", "", "Bo Alm", "2026-03-01"];
    expect(readRows([["1", ...cells]], known, today).rows[0]).toMatchObject({
      organisationId: "2",
      errors: [],
    });
    expect(
      rows(
        ["Nr", "Organisation", "Representant", "Mejl", "Ersättare", "Mejl", "Chef", "Datum"],
        ["1", ...cells],
      ),
    ).toMatchObject({ ignored: [], rows: [{ organisationId: "2", errors: [] }] });
  });
  it("pasted rows whose first line begins with an empty cell keep it", async () => {
    const { cells } = await readTable(null, "\tOrganisation\tRepresentant\n1\tAvesta kommun\tKim Ek\n");
    expect(cells).toEqual([
      ["", "Organisation", "Representant"],
      ["1", "Avesta kommun", "Kim Ek"],
    ]);
  });
});

describe("headings", () => {
  it.each([
    [["Myndighet", "Repr.", "E-postadress", "Suppleant", "E-post", "Ansvarig chef", "Mail", "Fr.o.m."], []],
    [
      [
        "Kommun/organisation",
        "Representant",
        "E-mail *",
        "Ersättare",
        "E-mail (arbete)",
        "Chef",
        "Tfn",
        "Från",
      ],
      [],
    ],
  ])("%j are understood", (head, ignored) => {
    const columns = columnsOf([head]);
    expect(columns.ignored).toEqual(ignored);
    expect(columns.at).toMatchObject({
      organisation: 0,
      representative: 1,
      representativeEmail: 2,
      deputy: 3,
      deputyEmail: 4,
      manager: 5,
      startOn: 7,
    });
  });
  it("over two lines, merged, with empty ones between", () => {
    const read = readRows(
      [
        ["Medlemslista", null, null, null, null, null, null, null],
        [null, null, null, null, null, null, null, null],
        ["Organisation", "Representant", null, "Ersättare", null, "Chef", null, "Gäller från"],
        [null, "Namn", "Mejl", "Namn", "Mejl", "Namn", "Telefon", null],
        [null, null, null, null, null, null, null, null],
        [
          "Avesta kommun",
          "Kim Ek",
          "kim@a.example",
          "Bo Ek",
          "bo@a.example",
          "Eva Alm",
          "0226-1",
          "1 mars 2026",
        ],
      ],
      known,
      today,
    );
    expect(read).toMatchObject({
      ignored: [],
      rows: [
        {
          line: 6,
          representative: "Kim Ek",
          deputyEmail: "bo@a.example",
          manager: "Eva Alm",
          managerPhone: "0226-1",
          startOn: "2026-03-01",
          errors: [],
        },
      ],
    });
  });
  it("both addresses after the names are one each", () =>
    expect(
      columnsOf([["Organisation", "Representant", "Ersättare", "Mejl", "Mejl", "Chef"]]).at,
    ).toMatchObject({ representative: 1, deputy: 2 }));
  it("what is not understood is named", () => {
    const { ignored } = rows(
      ["Organisation", "Representant", "Mejl", "Chef", "Kommentar", "", "Slutdatum"],
      ["Avesta kommun", "Kim Ek", "kim@a.example", "Bo Alm", "x", "y", "2027-01-01"],
    );
    expect(ignored).toEqual(["Kommentar", "Slutdatum", "kolumn F utan rubrik"]);
  });
  it("says which day is which, and nothing that the list does not say", () => {
    const head = ["Organisation", "Representant", "Mejl", "Chef"];
    const cells = ["Avesta kommun", "Kim Ek", "kim@a.example", "Bo Alm"];
    expect(rows([...head, "Blankett inkom"], [...cells, "2024-05-05"]).rows[0]).toMatchObject({
      startOn: "",
      cameInOn: "2024-05-05",
      errors: [],
    });
    expect(rows([...head, "Undertecknad"], [...cells, "2024-05-05"]).rows[0]).toMatchObject({
      startOn: "",
      paperSignedOn: "2024-05-05",
    });
    expect(rows(head, cells).rows[0]).toMatchObject({
      startOn: "",
      errors: [],
      warnings: expect.arrayContaining(["Från vilken dag är okänt"]) as string[],
    });
  });
  it("takes no value that is too long, and cuts none", () => {
    const [row] = rows(
      ["Organisation", "Representant", "Mejl", "Chef"],
      ["Avesta kommun", "K".repeat(121), "kim@a.example", "Bo Alm"],
    ).rows;
    expect(row!.representative).toHaveLength(121);
    expect(row!.errors).toEqual(["Representantens namn är längre än 120 tecken"]);
  });
});

describe("days", () => {
  it.each([
    "2026-03-01",
    "2026-3-1",
    "2026.03.01",
    "2026/03/01",
    "20260301",
    "2026-03-01 00:00:00",
    "2026-03-01 23:30",
    "2026-03-01T23:30:00",
    "1 mars 2026",
    "1 mar. 2026",
    "den 1 mars 2026",
    "1:a mars 2026",
    "söndag 1 mars 2026",
    "sön 1 mars 2026 kl. 09.00",
    "1.3.2026",
    "01.03.2026",
    "1/3 2026",
    "1/3-2026",
    "46082",
    "46082.979166",
    "46081.9999999",
  ])("%s is the first of March", (text) => expect(readDay(text)).toEqual({ on: "2026-03-01" }));
  it("one that can be read in one way only is read", () => {
    expect(readDay("25/03/2026")).toEqual({ on: "2026-03-25" });
    expect(readDay("03/25/2026")).toEqual({ on: "2026-03-25" });
    expect(readDay("03-03-2026")).toEqual({ on: "2026-03-03" });
  });
  it.each(["26-03-01", "260301", "1/3-26", "1 mars 26", "01/03/26"])("%s is asked about", (text) =>
    expect(readDay(text)).toMatchObject({ ask: expect.stringMatching(/fyra siffror/) as string }),
  );
  it.each(["våren 2022", "2026-02-30", "1 marsmånad", "99999", "2026"])("%s is no day", (text) =>
    expect(readDay(text)).toMatchObject({ ask: expect.stringMatching(/går inte att läsa/) as string }),
  );
  it.each(["", "-", "–", "okänt", "?"])("“%s” is unknown", (text) =>
    expect(readDay(text)).toEqual({ unknown: true }),
  );
});

describe("a protected person", () => {
  const head = ["Organisation", "Representant", "Mejl", "Ersättare", "Mejl", "Chef", "Skyddad"];
  it("is told by the row, in whatever cell it stands, and “(skyddad)” is no name", () => {
    const of = (...cells: string[]) => rows(head, cells).rows[0]!;
    const cells = ["kontakt@g.example", "Eva Ek", "eva@g.example", "Bo Alm"];
    expect(of("Kvinnojouren Gryning (skyddad adress!)", "(skyddad)", ...cells, "")).toMatchObject({
      organisationId: "4",
      representative: "",
      deputy: "Eva Ek",
      protected: true,
      errors: [],
    });
    expect(of("Kvinnojouren Gryning", "Sara Ek (skyddade uppgifter)", ...cells, "")).toMatchObject({
      representative: "Sara Ek",
      protected: true,
    });
    expect(of("Kvinnojouren Gryning", "Sara Ek", ...cells, "ja")).toMatchObject({ protected: true });
    expect(of("Kvinnojouren Gryning", "Sara Ek", ...cells, "nej")).toMatchObject({ protected: false });
    expect(of("Kvinnojouren Gryning", "Sara Ek", ...cells, "")).toMatchObject({ protected: false });
  });
  it.each([
    "skyddad",
    "skyddat namn",
    "Skyddade uppgifter",
    "skyddad identitet",
    "skyddas",
    "sekretessmarkerad",
    "SEKRETESS",
    "kvarskriven i Falun",
    "fingerade personuppgifter",
    "hemlig adress",
    "konfidentiellt",
  ])("is so by “%s”, in its own cell, in brackets, and instead of the name", (said) => {
    const of = (...cells: string[]) =>
      rows([...head, "Kommentar"], ["Kvinnojouren Gryning", ...cells]).rows[0];
    const rest = ["kontakt@g.example", "", "", "Bo Alm", ""];
    expect(of("Sara Ek", ...rest, said)).toMatchObject({ representative: "Sara Ek", protected: true });
    expect(of(`Sara Ek (${said})`, ...rest, "")).toMatchObject({
      representative: "Sara Ek",
      protected: true,
    });
    expect(of(`(${said})`, ...rest, "")).toMatchObject({ representative: "", protected: true });
    expect(of(said, ...rest, "")).toMatchObject({ representative: "", protected: true });
  });
  it.each(["Sara Skyddberg", "Eva Hemlig", "Skydd mot våld", "Mats Fingal"])("is not so by “%s”", (name) => {
    const cells = ["Kvinnojouren Gryning", name, "kontakt@g.example", "", "", "Bo Alm", ""];
    expect(rows(head, cells).rows[0]).toMatchObject({ representative: name, protected: false });
  });
  it("is suggested by the organisation, unless the row says that it is not so", () => {
    const shelter = known.map((k) => ({ ...k, protectedDefault: true }));
    const cells = ["Kvinnojouren Gryning", "Sara Ek", "sara@g.example", "", "", "Bo Alm"];
    expect(readRows([head, [...cells, ""]], shelter, today).rows[0]!.protected).toBe(true);
    expect(readRows([head, [...cells, "ej skyddad"]], shelter, today).rows[0]!.protected).toBe(false);
  });
});
