// What ends is told by its last day, the same on the badge, in the to-do list and in what has happened.
import { describe, expect, it } from "vitest";
import { standingText } from "~/domain/commitments/texts";
import { told } from "~/domain/organisations/timeline";
import { through } from "~/platform/calendar";

describe("a period until a day", () => {
  it("is told by the last day in it", () => {
    expect(through("2027-01-01")).toBe("31 december 2026");
    expect(through("2028-03-01")).toBe("29 februari 2028");
  });
  it("runs out the same day on the badge and in what has happened", () => {
    const untilOn = "2027-01-02";
    const badge = standingText({ standing: "expiring", date: untilOn });
    expect(badge).toBe("Perioden går ut 1 januari 2027");
    expect(told("renewal.asked", { untilOn }, { person: null, leaver: null })?.more).toBe(badge);
  });
});
