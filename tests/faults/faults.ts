// `npm run faults`: one JSON line a figure. `-- --quick` is the short form, `-- --seed 7` repeats a run, `-- --only=standing,races` makes some of it.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { clocks } from "./clock";
import { guessing } from "./codes";
import { pressing } from "./forms";
import { killing } from "./kills";
import { leaving } from "./leaving";
import { racing } from "./races";
import { troubling } from "./smtp";
import { tampering } from "./verify";
import { sealing } from "./seals";
import { diverging } from "./standing";
import type { Figure } from "./random";
import { closeDatabase } from "~/platform/db.server";
import { ownClock } from "../setup/own-clock";
import { build } from "../../app/cli/setup.mjs";

const { values } = parseArgs({
  options: { quick: { type: "boolean" }, seed: { type: "string" }, only: { type: "string" } },
});
const quick = values.quick ?? false;
const seed = Number(values.seed ?? Math.floor(performance.timeOrigin) % 1_000_000);
const how = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}, Node ${process.versions.node}${quick ? "; quick" : ""}`;
const told: Figure[] = [];
const tell = (figures: Figure[]) => {
  for (const f of figures) {
    console.log(JSON.stringify(f));
    told.push(f);
  }
};

await build();
const parts: Record<string, () => Figure[] | Promise<Figure[]>> = {
  kills: () => killing({ replacements: quick ? 40 : 1000, kills: quick ? 8 : 100, seed, how }),
  seals: () => sealing({ flips: quick ? 50 : 1000, others: quick ? 5 : 100, seed, how }),
  races: () => racing({ rounds: quick ? 4 : 43, how }),
  leaving: () => leaving({ rounds: quick ? 2 : 40, seed, how }),
  verify: () => tampering({ changes: quick ? 60 : 1000, seed, how }),
  forms: () => pressing({ sample: quick ? 12 : undefined, seed, how }),
  codes: () => guessing({ tries: quick ? 20_000 : 1_000_000, how }),
  clock: () => clocks({ how }),
  standing: () => diverging({ histories: quick ? 100 : 1000, seed, how }),
  smtp: () => troubling({ letters: quick ? 40 : 1000, how }),
};
/** The recurring work that a part is about; the others have none but the letters. */
const work: Record<string, string[]> = {
  kills: ["post.takeBack", "commitments.activate", "commitments.seal"],
  races: ["post.takeBack"],
};
const wanted = values.only?.split(",") ?? Object.keys(parts);
for (const name of wanted)
  if (!parts[name]) throw new Error(`no part ${name}: ${Object.keys(parts).join(", ")}`);
// A part that fails says so in a line and does not keep the others from being tried.
for (const [name, part] of Object.entries(parts)) {
  if (!wanted.includes(name)) continue;
  ownClock(...(work[name] ?? []));
  try {
    tell(await part());
  } catch (error) {
    console.error(error);
    const why = `not tried: ${(error as Error).message}; seed ${seed}; ${how}`;
    tell([{ name, value: null, unit: "", goal: "", holds: false, how: why }]);
    await closeDatabase().catch(() => {});
  }
}
process.exit(told.every((f) => f.holds) ? 0 : 1);
