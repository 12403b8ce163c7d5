// The pure rules of inquiries over anything that can be drawn: whom a question is put to, what is kept, what is summed.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apart, bins, others, summary } from "~/domain/inquiries/figures";
import {
  astray,
  asked,
  faults,
  keeps,
  numberOf,
  withTheirs,
  type Question,
  type Said,
} from "~/domain/inquiries/rules";

const base = { label: "x", hint: null, required: true, options: [] as string[], onlyIf: null };
/** Up to eight questions, each perhaps on condition of any question: also of a later one, of itself, or of a choice that is not there. */
const drawnQuestions = fc
  .array(
    fc.record({
      kind: fc.constantFrom("one", "several", "text", "number", "scale", "file"),
      on: fc.option(fc.tuple(fc.nat(7), fc.constantFrom("a", "b", "z"))),
      required: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((all) =>
    all.map(({ kind, on, required }, i): Question => ({
      ...base,
      required,
      id: `q${i}`,
      kind: kind,
      options: kind === "one" || kind === "several" ? ["a", "b"] : [],
      onlyIf: on && { question: `q${on[0]}`, value: on[1] },
    })),
  );
const valid = drawnQuestions.map((all) =>
  all.map((q, i) =>
    astray(all.slice(0, i + 1).map((x, k) => (k < i ? { ...x, onlyIf: null } : x)))
      ? { ...q, onlyIf: null }
      : q,
  ),
);
function someAnswer(q: Question): fc.Arbitrary<string[]> {
  if (q.kind === "one") return fc.constantFrom(["a"], ["b"]);
  return q.kind === "several" ? fc.subarray(["a", "b"]) : fc.constantFrom(["3"], ["ord"]);
}
const saidTo = (questions: readonly Question[]): fc.Arbitrary<Said> =>
  fc.record(
    Object.fromEntries(questions.map((q) => [q.id, fc.oneof(fc.constant([] as string[]), someAnswer(q))])),
  );
const both = valid.chain((questions) => saidTo(questions).map((said) => ({ questions, said })));

describe("conditions", () => {
  it("put a question exactly to those who were put the earlier one and chose so", () => {
    fc.assert(
      fc.property(both, ({ questions, said }) => {
        const put = new Set(asked(questions, said).map((q) => q.id));
        for (const q of questions)
          expect(put.has(q.id)).toBe(
            !q.onlyIf || (put.has(q.onlyIf.question) && said[q.onlyIf.question]!.includes(q.onlyIf.value)),
          );
      }),
    );
  });
  it("name a choice of an earlier question, or are found", () => {
    fc.assert(
      fc.property(drawnQuestions, (questions) => {
        const wrong = questions.filter(
          (q, i) =>
            q.onlyIf &&
            !questions
              .slice(0, i)
              .some((x) => x.id === q.onlyIf!.question && x.options.includes(q.onlyIf!.value)),
        );
        expect(astray(questions)).toEqual(wrong[0] ?? null);
      }),
    );
  });
  it("make nothing required and keep nothing of what was not asked", () => {
    fc.assert(
      fc.property(both, ({ questions, said }) => {
        const put = asked(questions, said).map((q) => q.id);
        expect(Object.keys(faults(questions, said, true)).every((k) => put.includes(k.slice(2)))).toBe(true);
        expect(keeps(questions, said, true).map((q) => q.id)).toEqual(put);
        for (const q of questions)
          if (put.includes(q.id) && q.required && said[q.id]!.length === 0)
            expect(faults(questions, said, true)[`q.${q.id}`]).toHaveLength(1);
      }),
    );
  });
});

describe("a colleague's words", () => {
  it("are in the answer afterwards, and nothing that stood there is lost", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (own, theirs) => {
        const [joined] = withTheirs({ ...base, id: "q", kind: "text" }, [own], [theirs]);
        expect([joined!.includes(own), joined!.includes(theirs)]).toEqual([true, true]);
        expect(withTheirs({ ...base, id: "q", kind: "text" }, [joined!], [joined!])).toEqual([joined]);
      }),
    );
    expect(withTheirs({ ...base, id: "q", kind: "several" }, ["a"], ["b", "a"])).toEqual(["a", "b"]);
    expect(withTheirs({ ...base, id: "q", kind: "one" }, ["a"], ["b"])).toEqual(["b"]);
    expect(withTheirs({ ...base, id: "q", kind: "text" }, ["A\n\nB"], ["B"])).toEqual(["A\n\nB"]);
  });
});

describe("sums", () => {
  const several: Question = { ...base, id: "q", kind: "several", options: ["a", "b", "c"] };
  it("count each organisation once, and no more than have answered", () => {
    fc.assert(
      fc.property(fc.array(fc.subarray(["a", "b", "c"])), (all) => {
        const s = summary(
          several,
          all.map((values, i) => ({ organisationId: `${i}`, sort: "agency", values })),
        );
        expect(s.answered).toBe(all.filter((v) => v.length > 0).length);
        expect(s.bars.every((b) => b.count <= s.answered)).toBe(true);
        expect(s.bars.reduce((n, b) => n + b.count, 0)).toBe(all.flat().length);
      }),
    );
    expect([numberOf("1 200,5"), faults([{ ...several, kind: "number" }], { q: ["1 200,5"] }, true)]).toEqual(
      [1200.5, {}],
    );
  });
  it("put every number in one step, at most ten of them, in order and side by side", () => {
    const number = fc.oneof(
      fc.integer({ min: -999_999_999, max: 999_999_999 }),
      fc.integer({ min: -99_999_999, max: 99_999_999 }).map((n) => n / 10_000),
      fc.integer({ min: 0, max: 12 }),
    );
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 60 }), (values) => {
        const steps = bins(values);
        expect(steps.reduce((n, b) => n + b.count, 0)).toBe(values.length);
        expect(steps.length).toBeLessThanOrEqual(10);
        for (const [i, b] of steps.entries()) if (i > 0) expect(b.from).toBeCloseTo(steps[i - 1]!.to, 6);
        expect(steps[0]!.count > 0 && steps.at(-1)!.count > 0).toBe(true);
      }),
    );
    expect(bins([0, 3, 14, 31, 19]).map((b) => `${b.label}: ${b.count}`)).toEqual([
      "0–4: 2",
      "5–9: 0",
      "10–14: 1",
      "15–19: 1",
      "20–24: 0",
      "25–29: 0",
      "30–34: 1",
    ]);
  });
  it("show members no sort of fewer than three, not even by what is left when the others are taken away", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom("municipality", "agency", "region", "university", "civilSociety", "collaboration"),
          fc.nat(9),
        ),
        (counts) => {
          const names = apart(new Map(Object.entries(counts)));
          if (!names) return;
          const shown = new Map<string, number>();
          for (const [sort, n] of Object.entries(counts))
            if (n > 0) shown.set(names.get(sort)!, (shown.get(names.get(sort)!) ?? 0) + n);
          expect(Math.min(...shown.values())).toBeGreaterThanOrEqual(3);
          expect([...shown.values()].reduce((a, b) => a + b, 0)).toBe(
            Object.values(counts).reduce((a, b) => a + b, 0),
          );
        },
      ),
    );
    expect([
      ...apart(
        new Map([
          ["municipality", 9],
          ["agency", 2],
          ["region", 1],
        ]),
      )!.values(),
    ]).toEqual([others, others, "municipality"]);
    expect(
      apart(
        new Map([
          ["municipality", 9],
          ["region", 1],
        ]),
      ),
    ).toBe(null);
  });
});
