// `npm run verify`: reads through the chain of facts, every file and every sealed paper, and says what is not as it was.
import { verifyRecords } from "~/domain/records/verify.server";
import { closeDatabase } from "~/platform/db.server";

const { events, files, papers, faults } = await verifyRecords();
for (const { about, where, what } of faults) console.error(`${about} ${where}: ${what}`);
console.log(
  `${events} händelser, ${files} filer, ${papers} blanketter: ${faults.length === 0 ? "allt stämmer" : `${faults.length} fel`}`,
);
await closeDatabase();
process.exitCode = faults.length ? 1 : 0;
