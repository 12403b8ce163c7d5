import { describe, expect, it } from "vitest";
import {
  afterQuiet,
  clockTime,
  isDate,
  isoWeek,
  isQuiet,
  longDate,
  startOfDay,
  todayOn,
  weekdayDate,
} from "~/platform/calendar";
import {
  counted,
  emailKey,
  genitive,
  inSentence,
  listed,
  numeral,
  searchKey,
  slugOf,
} from "~/platform/swedish";
import { sortKey } from "~/platform/sort-key";

describe("Swedish letters", () => {
  it("sorts å ä ö last, as Intl does", () => {
    const names = [
      "Örebro",
      "Ängelholm",
      "Åmål",
      "Zinkgruvan",
      "Avesta",
      "Älvdalen",
      "Orsa",
      "éclair",
      "Érik",
      "Östersund",
      "Aby",
    ];
    const byKey = [...names].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
    expect(byKey).toEqual([...names].sort(new Intl.Collator("sv").compare));
  });
  it("finds Åsa by ÅSA and not by Asa", () => {
    expect(searchKey("Åsa Blom").includes(searchKey("ÅSA"))).toBe(true);
    expect(searchKey("Åsa Blom").includes(searchKey("Asa"))).toBe(false);
  });
  it("compares addresses by NFC and case", () => expect(emailKey(" A\u030Asa@Mora.SE ")).toBe("åsa@mora.se"));
  it("makes addresses, genitives and lists", () => {
    expect(slugOf("Malung-Sälens kommun")).toBe("malung-salens-kommun");
    expect([genitive("Borlänge"), genitive("Orsas")]).toEqual(["Borlänges", "Orsas"]);
    expect(
      [
        "Länsgruppen mot mäns våld mot kvinnor",
        "Nätverket för barn",
        "Barnnätverket",
        "Myndigheterna i samverkan",
        "Dalarna mot våld",
        "Samverkan Dalarna",
        "Region Dalarnas nätverk",
        "NCK",
      ].map(inSentence),
    ).toEqual([
      "länsgruppen mot mäns våld mot kvinnor",
      "nätverket för barn",
      "barnnätverket",
      "myndigheterna i samverkan",
      "Dalarna mot våld",
      "Samverkan Dalarna",
      "Region Dalarnas nätverk",
      "NCK",
    ]);
    expect(listed(["Gagnef", "Orsa", "Säter"])).toBe("Gagnef, Orsa och Säter");
    expect([[], ["Gagnef"], ["Gagnef", "Orsa"]].map(listed)).toEqual(["", "Gagnef", "Gagnef och Orsa"]);
  });
  it("counts with ett and en, and in both numbers", () => {
    expect(counted(1, "möte", "möten")).toBe("ett möte");
    expect(counted(1, "ordinarie möte", "ordinarie möten")).toBe("ett ordinarie möte");
    expect(counted(1, "omgång frågor", "omgångar frågor")).toBe("en omgång frågor");
    expect(counted(4, "möte", "möten")).toBe("fyra möten");
    expect([numeral(1, "möte"), numeral(1, "person"), numeral(3, "möte")]).toEqual(["ett", "en", "tre"]);
    expect(counted(1, "mejlsvar", "mejlsvar")).toBe("ett mejlsvar");
    expect(counted(1, "svar är infört", "svar är införda")).toBe("ett svar är infört");
    expect(counted(1, "organisation", "organisationer")).toBe("en organisation");
    expect(counted(1, "överenskommelse", "överenskommelser")).toBe("en överenskommelse");
    expect(counted(13, "fil", "filer")).toBe("13 filer");
  });
});

describe("the calendar", () => {
  it("knows days in Stockholm over both changes of the clock", () => {
    expect(todayOn(new Date("2027-03-28T22:30:00Z"))).toBe("2027-03-29");
    expect(todayOn(new Date("2027-10-31T22:30:00Z"))).toBe("2027-10-31");
    expect(startOfDay("2027-03-29").toISOString()).toBe("2027-03-28T22:00:00.000Z");
    expect(startOfDay("2027-11-01").toISOString()).toBe("2027-10-31T23:00:00.000Z");
  });
  it("writes dates and times as people read them", () => {
    expect(longDate("2027-03-01")).toBe("1 mars 2027");
    expect(weekdayDate("2027-03-11")).toBe("torsdag 11 mars 2027");
    expect(clockTime(new Date("2026-11-12T15:42:00Z"))).toBe("kl. 16.42");
    expect(isoWeek("2027-01-03")).toBe(53);
  });
  it("knows days that exist", () =>
    expect([isDate("2027-02-29"), isDate("2028-02-29"), isDate("2027-2-1")]).toEqual([false, true, false]));
  it("knows quiet periods over new year", () => {
    const periods = [{ from: "12-20", to: "01-07" }];
    expect([
      isQuiet("2026-12-19", periods),
      isQuiet("2026-12-31", periods),
      isQuiet("2027-01-07", periods),
      afterQuiet("2026-12-24", periods),
    ]).toEqual([false, true, true, "2027-01-08"]);
  });
});
