// The log holds nobody's secret: every door that a token opens is in it without the token.
import { describe, expect, it } from "vitest";
import { loggedPath } from "~/platform/log.server";
import routes from "~/routes";

describe("a logged address", () => {
  const doors = (routes as { path?: string }[])
    .map((r) => r.path ?? "")
    .filter((p) => /:(token|reference)/.test(p));
  it("has no token, whichever door it opens", () => {
    expect(doors.length).toBeGreaterThan(15);
    for (const door of doors)
      expect(
        loggedPath(
          `/${door
            .replace(/:(token|reference)/, "Hemligt-123_x")
            .replace(":purpose", "sign")
            .replace(/:[a-z]+/g, "annat")}?q=sokt`,
        ),
        door,
      ).not.toMatch(/Hemligt|sokt/);
    expect(loggedPath("/lank-utgangen/attend/Hemligt")).not.toContain("Hemligt");
  });
  // The router opens a door in capitals and with its letters escaped, too.
  it("has no token however the door is written", () => {
    for (const door of [
      "/Svar/",
      "/BLANKETT/",
      "/%73var/",
      "/svar%2F",
      "//underskrift/",
      "/lank-utgangen/Fill/",
    ])
      expect(loggedPath(`${door}Hemligt-123_x/kontrollera?q=sokt`), door).not.toMatch(/Hemligt|sokt/);
    expect(loggedPath("/svar/%E0%A4%A/Hemligt")).toBe("/…");
    expect(loggedPath("/dalarna/lansgruppen/m%C3%B6ten")).toBe("/dalarna/lansgruppen/möten");
  });
});
