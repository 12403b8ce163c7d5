import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changesIn,
  comers,
  nextYears,
  presence,
  queueOf,
  reminderDue,
  turns,
  waiting,
  whenText,
} from "~/domain/meetings/rules";
import { addDays, daysBetween, isoWeek } from "~/platform/calendar";
import { easter, holidays, pointedOut } from "~/platform/holidays";

describe("a day", () => {
  it("is written as people say it", () => {
    expect(whenText({ heldOn: "2027-03-11", fromTime: "09:00", toTime: "16:00" })).toBe(
      "torsdag 11 mars 2027 kl. 09.00–16.00 (v.\u00a010)",
    );
    expect(whenText({ heldOn: "2027-01-03", fromTime: "09:00", toTime: "10:30" })).toContain("(v.\u00a053)");
  });
  it("is pointed out when it is red, an eve, a weekend or squeezed in", () => {
    expect([2024, 2025, 2026, 2027, 2038].map(easter)).toEqual([
      "2024-03-31",
      "2025-04-20",
      "2026-04-05",
      "2027-03-28",
      "2038-04-25",
    ]);
    expect(holidays(2027).get("2027-05-06")).toBe("Kristi himmelsfärdsdag");
    expect(holidays(2026).get("2026-06-19")).toBe("midsommarafton");
    expect(holidays(2026).get("2026-10-31")).toBe("alla helgons dag");
    expect(pointedOut("2027-05-07")).toBe("en klämdag");
    expect(pointedOut("2026-01-05")).toBe("trettondagsafton");
    expect(pointedOut("2027-03-13")).toBe("en lördag");
    expect(pointedOut("2027-03-11")).toBeNull();
  });
  it("has the same week and weekday a year later, also after a year with 53 weeks", () => {
    expect(
      ["2026-03-05", "2026-03-12", "2026-11-12", "2026-12-31", "2025-12-29", "2027-01-01"].map(nextYears),
    ).toEqual(["2027-03-11", "2027-03-18", "2027-11-18", "2027-12-30", "2027-01-04", "2027-12-31"]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (n) => {
        const on = addDays("1990-01-01", n);
        const later = nextYears(on);
        expect(daysBetween(on, later) % 7).toBe(0);
        expect([isoWeek(on), Math.min(isoWeek(on), 52)]).toContain(isoWeek(later));
        expect(daysBetween(on, later)).toBeGreaterThanOrEqual(357);
        expect(daysBetween(on, later)).toBeLessThanOrEqual(371);
      }),
    );
  });
});

describe("reminders", () => {
  it("go 7 and 2 days before the last answer day, and stop after it", () => {
    const due = (today: string) => reminderDue(today, "2027-03-10", "2027-02-01");
    expect([
      due("2027-03-02"),
      due("2027-03-03"),
      due("2027-03-07"),
      due("2027-03-08"),
      due("2027-03-10"),
      due("2027-03-11"),
    ]).toEqual([null, 7, 7, 2, 2, null]);
  });
  it("go on days after the one of asking only", () => {
    const due = (today: string, askedOn: string) => reminderDue(today, "2027-03-10", askedOn);
    expect([
      due("2027-03-03", "2027-03-02"),
      due("2027-03-03", "2027-03-03"),
      due("2027-03-05", "2027-03-04"),
      due("2027-03-08", "2027-03-04"),
      due("2027-03-08", "2027-03-08"),
      due("2027-03-10", "2027-03-09"),
    ]).toEqual([7, null, null, 2, null, null]);
  });
});

describe("turns in the room", () => {
  it("are kept by whoever has one, given in order, and freed for the next", () => {
    const first = turns([], ["p:a", "p:b", "p:c"]);
    expect(first.map((t) => t.number)).toEqual([1, 2, 3]);
    expect(waiting(first, "p:c", 2)).toBe(1);
    const then = turns(first, ["p:c", "p:b", "p:d"]);
    expect(then).toEqual([
      { personKey: "p:b", number: 2 },
      { personKey: "p:c", number: 3 },
      { personKey: "p:d", number: 4 },
    ]);
    expect([
      waiting(then, "p:b", 2),
      waiting(then, "p:c", 2),
      waiting(then, "p:d", 2),
      waiting(then, "p:d", null),
    ]).toEqual([0, 0, 1, 0]);
  });
  it("are in no row for whoever has none: that is to wait, not to have a place", () => {
    const full = turns([], ["p:a", "p:b"]);
    expect([
      waiting(full, "p:x", 2),
      waiting(full, "p:x", 1),
      waiting(full, "p:x", 9),
      waiting(full, "p:x", null),
    ]).toEqual([1, 2, 1, 0]);
  });
  it("are one a person, whatever number of organisations, and nobody overtakes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f"), { maxLength: 8 }), {
          maxLength: 12,
        }),
        (rounds) => {
          let held = turns([], []);
          for (const wanting of rounds) {
            const next = turns(held, wanting);
            expect(next.map((t) => t.personKey).sort()).toEqual([...new Set(wanting)].sort());
            expect(new Set(next.map((t) => t.number)).size).toBe(next.length);
            for (const t of held) {
              const now = next.find((x) => x.personKey === t.personKey);
              if (now) expect(now.number).toBe(t.number);
            }
            for (const t of next)
              if (!held.some((x) => x.personKey === t.personKey))
                expect(held.every((x) => x.number < t.number)).toBe(true);
            held = next;
          }
        },
      ),
    );
  });
  it("are counted for those who come", () => {
    const who = {
      organisationId: "o",
      representativeId: "r",
      deputyId: "d",
      standInName: "Ulla  Ek",
      standInEmail: "Ulla@Ö.example",
      standInPersonId: null,
    };
    expect(comers({ ...who, choice: "representative" })).toEqual(["p:r"]);
    expect(comers({ ...who, choice: "both" })).toEqual(["p:r", "p:d"]);
    expect(comers({ ...who, choice: "standIn" })).toEqual(["e:ulla@xn--nda.example"]);
    expect(comers({ ...who, choice: "standIn", standInEmail: null })).toEqual(["n:o:ulla ek"]);
    expect(comers({ ...who, choice: "nobody" })).toEqual([]);
    expect(comers({ ...who, choice: null })).toEqual([]);
    expect(comers({ ...who, choice: "deputy", deputyId: null })).toEqual([]);
  });
  it("say of an answer how far its first waiting person has to the room", () => {
    const who = {
      organisationId: "o",
      representativeId: "r",
      deputyId: "d",
      standInName: null,
      standInEmail: null,
      standInPersonId: null,
      choice: "both" as const,
      mode: "room" as const,
    };
    const all = turns([], ["p:r", "p:x", "p:d"]);
    expect([
      queueOf(all, who, 3),
      queueOf(all, who, 2),
      queueOf(all, { ...who, choice: "representative" }, 2),
      queueOf(all, { ...who, mode: "link" }, 2),
      queueOf(all, { ...who, representativeId: null, deputyId: null }, 2),
    ]).toEqual([0, 1, 0, 0, 0]);
  });
});

it("half days are halves, and an absence is none", () => {
  expect([
    presence({ who: "deputy", morning: true, afternoon: true }),
    presence({ who: "standIn", morning: false, afternoon: true }),
    presence({ who: "absentNoticed", morning: true, afternoon: true }),
  ]).toEqual([1, 0.5, 0]);
});

it("what changed is said first", () => {
  const before = { heldOn: "2027-03-11", fromTime: "09:00", toTime: "16:00", place: "Falun", link: null };
  expect(changesIn(before, before)).toEqual([]);
  expect(changesIn(before, { ...before, heldOn: "2027-03-18", place: "Borlänge" })).toEqual([
    "Ny dag: torsdag 18 mars 2027, tidigare 11 mars 2027.",
    "Ny plats: Borlänge.",
  ]);
});
