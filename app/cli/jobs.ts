// `npm run jobs`: one pass of all due work.
import "~/domain/reactions.server";
import { runAll } from "~/jobs/recurring.server";
import { now } from "~/platform/clock";
import { closeDatabase } from "~/platform/db.server";
import { closeTransport } from "~/platform/mail.server";

let failed = 0;
await runAll(now(), (name, done) => {
  if (done instanceof Error) {
    failed++;
    console.error(`${name}: ${done.message}`);
  } else console.log(`${name}: ${done}`);
});
closeTransport();
await closeDatabase();
process.exitCode = failed ? 1 : 0;
