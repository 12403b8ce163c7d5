// Refuses to start production on settings that are not fit for it, naming each fault.
import { productionFaults } from "~/platform/production.server";

const faults = productionFaults();
if (faults.length > 0) {
  console.error(
    `Länsgrupp startar inte i drift. ${faults.length === 1 ? "En inställning" : `${faults.length} inställningar`} behöver ändras:\n${faults.map((f) => `  – ${f}`).join("\n")}\nLäs mer i docs/drift.md.`,
  );
  process.exit(78);
}
