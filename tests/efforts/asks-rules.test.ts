// Days of whatever is asked of organisations: efforts, what is spread, inquiries.
import { describe, expect, it } from "vitest";
import { askStanding, isEmpty, isAwaited, reminderDue } from "~/domain/asks/rules";

describe("reminders", () => {
  it("are due a week before the last day and two days after", () => {
    expect(
      ["2027-03-02", "2027-03-03", "2027-03-10", "2027-03-11", "2027-03-12", "2027-06-10", "2027-06-11"].map(
        (d) => reminderDue(d, "2027-03-10", "2027-03-02"),
      ),
    ).toEqual([null, "before", "before", null, "after", "after", null]);
    // Of what was asked within the week there is none before the last day.
    expect(
      ["2027-03-03", "2027-03-10", "2027-03-12"].map((d) => reminderDue(d, "2027-03-10", "2027-03-03")),
    ).toEqual([null, null, "after"]);
    expect([
      askStanding({ lastOn: "2027-03-10", closedAt: null }, "2027-03-10"),
      askStanding({ lastOn: "2027-03-10", closedAt: null }, "2027-03-11"),
    ]).toEqual(["running", "passed"]);
  });
});

describe("an organisation with nobody to ask", () => {
  it("is never awaited; its part is empty until it is settled", () => {
    const states = ["waiting", "begun", "done"];
    const of = (rule: (s: { state: string; askable: number }) => boolean) =>
      [1, 0].map((askable) => states.filter((state) => rule({ state, askable })));
    expect(of(isAwaited)).toEqual([["waiting", "begun"], []]);
    expect(of(isEmpty)).toEqual([[], ["waiting", "begun"]]);
  });
});
