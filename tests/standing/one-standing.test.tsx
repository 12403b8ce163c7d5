// One standing: whatever has happened, table, to-do list, map, matrix, exports, status and the organisation's own page say the
// same word of an organisation, and every count is the number of rows that say it. Histories are drawn by lot.
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { setClock } from "~/platform/clock";
import { acts, at, everySurface, makeIt, names } from "./surfaces";

beforeAll(async () => {
  at("2026-11-20");
  await makeIt();
});
afterAll(() => setClock(null));

it("through histories drawn by lot", async () => {
  const often = ["sign", "sign", "sign", "leave", "decline", "send", "days"] as const;
  const step = fc.tuple(
    fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[]), ...often),
    fc.constantFrom(...names),
  );
  const seen = new Set<string>();
  for (const [i, [act, name]] of fc.sample(step, { numRuns: 75, seed: 24 }).entries()) {
    await acts[act](name);
    if (i % 5 === 0) for (const s of Object.values(await everySurface())) seen.add(s);
  }
  expect(seen.size, [...seen].join()).toBeGreaterThan(6);
}, 300_000);
