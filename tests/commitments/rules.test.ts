import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  after,
  changesOn,
  collides,
  kinds,
  nextReminder,
  signersOf,
  standingOf,
  standings,
  states,
  steps,
  untilOf,
  type OpenForm,
  type StandingFacts,
  type State,
  type Step,
} from "~/domain/commitments/rules";
import { standingText, standingWords } from "~/domain/commitments/texts";
import { addDays } from "~/platform/calendar";

/** The table of the domain page, written a second time: every state × step that may be, and where it leads. */
const allowed: Record<Step, Partial<Record<State | "none", State>>> = {
  start: { none: "draft" },
  save: { draft: "draft" },
  send: { draft: "awaitingSignature" },
  sign: { awaitingSignature: "awaitingSignature" },
  complete: { awaitingSignature: "signed" },
  attachPaper: { awaitingSignature: "signed" },
  moveIn: { draft: "active" },
  takeBack: { active: "withdrawn" },
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
    expect(untilOf("representative", "2026-05-01", { months: 24, periodEnd: "2027-01-01" })).toBe(
      "2027-01-01",
    );
    expect(untilOf("renewal", "2026-05-01", { months: 24, periodEnd: "2027-01-01" })).toBe("2028-05-01");
    expect(untilOf("first", "2026-05-01", { months: null, periodEnd: null })).toBeNull();
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
  const held = { held: true, vacantSince: null, leavesOn: null };
  const empty = { held: false, vacantSince: null, leavesOn: null };
  const fine: StandingFacts = {
    representative: held,
    deputy: held,
    forms: [],
    inForce: { startOn: "2026-01-01", untilOn: null },
    invitedOn: null,
  };
  const form = (state: OpenForm["state"], more: Partial<OpenForm> = {}): OpenForm => ({
    id: `${state}${more.kind ?? ""}`,
    kind: "renewal",
    state,
    startOn: "2027-01-01",
    since: "2026-11-01",
    received: false,
    remindersSpent: false,
    deputy: true,
    ...more,
  });
  const on = "2026-11-23";
  const now = (change: Partial<StandingFacts>) => standingOf({ ...fine, ...change }, on);
  const of = (change: Partial<StandingFacts>) => now(change).standing;
  const until = (untilOn: string) => ({ inForce: { startOn: null, untilOn } });
  it("says a gap before a wait before that it holds", () => {
    expect(of({})).toBe("active");
    expect(of({ representative: empty, forms: [form("awaitingSignature")] })).toBe("vacant");
    expect(of({ forms: [form("declined")], deputy: empty })).toBe("declined");
    expect(of({ forms: [form("awaitingSignature")], deputy: empty })).toBe("awaitingSignature");
    expect(of({ forms: [form("awaitingSignature", { remindersSpent: true })] })).toBe("unanswered");
    expect(of({ deputy: empty })).toBe("deputyMissing");
    expect(of({ inForce: null, representative: empty })).toBe("noForm");
    expect(of({ inForce: null, representative: empty, invitedOn: "2026-11-20" })).toBe("invited");
    expect(of({ inForce: null, representative: empty, forms: [form("draft")] })).toBe("begun");
  });
  it("keeps a declined form while it is being corrected, and says beside what is under way", () => {
    const declined = form("declined", { kind: "first" });
    const draft = form("draft", { kind: "first" });
    expect(now({ inForce: null, representative: empty, forms: [draft, declined] })).toMatchObject({
      standing: "declined",
      form: declined,
      beside: draft,
    });
  });
  it("tells 60 days ahead that a term ends, and from its day that it has, unless a signed form renews it", () => {
    expect(of(until(addDays(on, 61)))).toBe("active");
    expect(of(until(addDays(on, 60)))).toBe("expiring");
    expect(of(until(on))).toBe("expired");
    expect(of({ ...until(on), forms: [form("signed")] })).toBe("signed");
    expect(of({ ...until(on), forms: [form("signed", { kind: "deputy" })] })).toBe("expired");
  });
  it("knows a vacancy before it comes, and that a signed form fills it in time", () => {
    const leaving = { held: true, vacantSince: null, leavesOn: "2027-01-01" };
    expect(now({ representative: leaving })).toMatchObject({ standing: "leaving", date: "2027-01-01" });
    expect(of({ deputy: leaving })).toBe("deputyLeaving");
    expect(of({ representative: leaving, forms: [form("awaitingSignature")] })).toBe("leaving");
    expect(of({ representative: leaving, forms: [form("signed", { kind: "representative" })] })).toBe(
      "signed",
    );
    expect(of({ representative: leaving, forms: [form("signed", { startOn: "2027-01-02" })] })).toBe(
      "leaving",
    );
    expect(of({ representative: leaving, forms: [form("signed", { kind: "deputy" })] })).toBe("leaving");
    expect(of({ deputy: leaving, forms: [form("signed", { deputy: false })] })).toBe("deputyLeaving");
  });
  it("has one for whatever facts, and a word that its text with the day begins with", () => {
    const seat = fc.record({
      held: fc.boolean(),
      vacantSince: fc.option(fc.constant("2026-05-01")),
      leavesOn: fc.option(fc.constant("2027-01-01")),
    });
    const forms = fc.array(
      fc
        .record({
          state: fc.constantFrom("draft", "awaitingSignature", "signed", "declined", "returned"),
          kind: fc.constantFrom(...kinds),
          received: fc.boolean(),
          remindersSpent: fc.boolean(),
          deputy: fc.boolean(),
        })
        .map((f) => form(f.state, f as Partial<OpenForm>)),
      { maxLength: 3 },
    );
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.record({
          representative: seat,
          deputy: seat,
          forms,
          inForce: fc.option(
            fc.record({
              startOn: fc.constant("2026-01-01"),
              untilOn: fc.option(fc.constantFrom(on, "2027-01-05")),
            }),
          ),
          invitedOn: fc.option(fc.constant(on)),
        }),
        (facts) => {
          const found = standingOf(facts, on);
          seen.add(found.standing);
          expect(standingText(found).startsWith(standingWords[found.standing].text)).toBe(true);
          if (!facts.representative.held && facts.representative.vacantSince)
            expect(found.standing).toBe("vacant");
          expect(found.beside === null || found.beside !== found.form).toBe(true);
        },
      ),
      { numRuns: 3000, seed: 7 },
    );
    expect([...seen].sort()).toEqual([...standings].sort());
  });
});
