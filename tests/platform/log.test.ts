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
});
