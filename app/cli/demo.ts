// The demo county, made by the product's own commands. Without --reset it is made only where no county is.
import "~/domain/reactions.server";
import { makeDemo } from "./demo/county";
import { rows, closeDatabase } from "~/platform/db.server";
import { env } from "~/platform/env.server";

if (env.production) { console.error("Demon finns inte i drift."); process.exit(1); }
const empty = rows("SELECT 1 FROM County LIMIT 1").length === 0;
if (empty) await makeDemo();
await closeDatabase();
