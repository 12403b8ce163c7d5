// Refuses to start production on settings that are not fit for it, naming each fault.
import { openSeal } from "~/domain/commitments/sealing/certificate.server";
import { productionFaults } from "~/platform/production.server";
import { capital, counted } from "~/platform/swedish";

/** A command beside the service needs what the service needs. */
const command = process.argv[2];
const faults = productionFaults();
if (process.env.SEAL_P12?.trim() && !faults.some((fault) => fault.includes("SEAL_P12")))
  await openSeal().catch(() =>
    faults.push(
      "SEAL_P12 går inte att öppna med SEAL_P12_PASSWORD, eller saknar en RSA-nyckel med sitt certifikat.",
    ),
  );
if (faults.length > 0) {
  console.error(
    `${command ? `${command} körs inte: datamappen används i drift.` : "Länsgrupp startar inte i drift."} ${capital(counted(faults.length, "inställning", "inställningar"))} behöver ändras:\n${faults.map((f) => `  – ${f}`).join("\n")}\n${command ? "Ange samma inställningar som tjänsten har, till exempel ENV_FILE=/etc/lansgrupp.env. " : ""}Läs mer i docs/drift.md.`,
  );
  process.exit(78);
}
