import { describe, expect, it } from "vitest";
import {
  after,
  changesOn,
  collides,
  kinds,
  nextReminder,
  signersOf,
  standingOf,
  states,
  steps,
  untilOf,
  type StandingFacts,
  type State,
  type Step,
} from "~/domain/commitments/rules";
import { addDays } from "~/platform/calendar";

/** The table of the domain page, written a second time: every state × step that may be, and where it leads. */
const allowed: Record<Step, Partial<Record<State | "none", State>>> = {
  start: { none: "draft" },
  save: { draft: "draft" },
  send: { draft: "awaitingSignature" },
  sign: { awaitingSignature: "awaitingSignature" },
  complete: { awaitingSignature: "signed" },
  attachPaper: { draft: "signed", awaitingSignature: "signed" },
  backdate: { awaitingSignature: "awaitingSignature" },
  misdirect: { awaitingSignature: "awaitingSignature" },
  confirmManager: { awaitingSignature: "awaitingSignature" },
  decline: { awaitingSignature: "declined" },
  withdraw: { draft: "withdrawn", awaitingSignature: "withdrawn" },
  stop: { signed: "returned" },
  activate: { signed: "active" },
  replace: { active: "replaced" },
  end: { active: "ended" },
  lapse: { draft: "lapsed" },
  receive: { signed: "signed", active: "active", replaced: "replaced", ended: "ended" },
};

describe("states and steps", () => {
  for (const step of Object.keys(steps) as Step[]) {
    for (const from of ["none", ...states] as const) {
      it(`${step} from ${from}`, () =>
        expect(after(step, from === "none" ? null : from)).toBe(allowed[step][from] ?? null));
    }
  }
  it("knows every step", () => expect(Object.keys(allowed).sort()).toEqual(Object.keys(steps).sort()));
});

describe("signers", () => {
  it("asks the persons' managers, one where they are the same", () => {
    expect(signersOf("first", true, true)).toEqual(["both"]);
    expect(signersOf("first", true, false)).toEqual(["representative", "deputy"]);
    expect(signersOf("first", false, false)).toEqual(["representative"]);
    expect(signersOf("representative", false, true)).toEqual(["representative"]);
  });
  it("asks the deputy's manager only for a changed deputy", () =>
    expect(signersOf("deputy", true, true)).toEqual(["deputy"]));
});

describe("dates", () => {
  it("keeps the period's end at a replacement and sets a new one at a renewal", () => {
    expect(untilOf("representative", "2026-05-01", 24, "2027-01-01")).toBe("2027-01-01");
    expect(untilOf("renewal", "2026-05-01", 24, "2027-01-01")).toBe("2028-05-01");
    expect(untilOf("first", "2026-05-01", null, null)).toBeNull();
  });
  it("never changes seats on a day before the signature, or on the leaver's first day", () => {
    expect(changesOn("2026-05-01", "2026-05-04", null)).toBe("2026-05-04");
    expect(changesOn("2026-05-01", "2026-04-01", "2026-05-01")).toBe("2026-05-02");
  });
  it("reminds after 5 days and then every 3, at most 4", () => {
    const sent = "2026-03-02";
    expect([0, 1, 2, 3, 4].map((n) => nextReminder(sent, n))).toEqual([
      addDays(sent, 5),
      addDays(sent, 8),
      addDays(sent, 11),
      addDays(sent, 14),
      null,
    ]);
  });
  it("lets only one form for a seat be under way", () => {
    expect(kinds.map((a) => kinds.map((b) => collides(a, b)))).toEqual([
      [true, true, true, true],
      [true, true, true, true],
      [true, true, true, false],
      [true, true, false, true],
    ]);
  });
});

describe("standing", () => {
  const fine: StandingFacts = {
    representativeHeld: true,
    deputyHeld: true,
    latest: "active",
    remindersSpent: false,
    hasForm: true,
    untilOn: null,
  };
  const on = "2026-11-23";
  const of = (change: Partial<StandingFacts>) => standingOf({ ...fine, ...change }, on);
  it("says a gap before a wait before that it holds", () => {
    expect(of({})).toBe("active");
    expect(of({ representativeHeld: false, latest: "awaitingSignature" })).toBe("vacant");
    expect(of({ latest: "declined", deputyHeld: false })).toBe("declined");
    expect(of({ latest: "awaitingSignature", deputyHeld: false })).toBe("awaitingSignature");
    expect(of({ latest: "awaitingSignature", remindersSpent: true })).toBe("unanswered");
    expect(of({ deputyHeld: false })).toBe("deputyMissing");
    expect(of({ hasForm: false, latest: null, representativeHeld: false })).toBe("noForm");
  });
  it("tells 60 days ahead that a term ends, and from its day that it has", () => {
    expect(of({ untilOn: addDays(on, 61) })).toBe("active");
    expect(of({ untilOn: addDays(on, 60) })).toBe("expiring");
    expect(of({ untilOn: on })).toBe("expired");
  });
});
