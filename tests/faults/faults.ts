// `npm run faults`: one JSON line a figure. `-- --quick` is the short form, `-- --seed 7` repeats a run.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { clocks } from "./clock";
import { killing } from "./kills";
import { racing } from "./races";
import { troubling } from "./smtp";
import { sealing } from "./seals";
import { diverging } from "./standing";
import type { Figure } from "./random";
import { build } from "../../app/cli/setup.mjs";

const { values } = parseArgs({ options: { quick: { type: "boolean" }, seed: { type: "string" } } });
const quick = values.quick ?? false;
const seed = Number(values.seed ?? Math.floor(performance.timeOrigin) % 1_000_000);
const how = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}, Node ${process.versions.node}${quick ? "; quick" : ""}`;
const tell = (figures: Figure[]) => { for (const f of figures) console.log(JSON.stringify(f)); };

await (build as () => Promise<void>)();
tell(await killing({ replacements: quick ? 40 : 1000, kills: quick ? 8 : 100, seed, how }));
tell(await sealing({ flips: quick ? 50 : 1000, others: quick ? 5 : 100, seed, how }));
tell(await racing({ rounds: quick ? 4 : 43, how }));
tell(clocks({ how }));
tell(await diverging({ histories: quick ? 100 : 1000, seed, how }));
tell(await troubling({ letters: quick ? 40 : 1000, how }));
process.exit(0);
