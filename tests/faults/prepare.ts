// A county whose organisations have all begun to replace their representative: drafted and sent by the product's own
// commands; the letters wait in the outbox until the server that is going to be killed sends them.
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import "~/domain/reactions.server";
import { networkById, ownPermit, permit, type NetworkPermit } from "~/domain/access/permits.server";
import type { Permission } from "~/domain/access/matrix";
import { saveDraft } from "~/domain/commitments/commands.server";
import { begin, send } from "~/domain/commitments/drafting/commands.server";
import { moveIn } from "~/domain/commitments/moving-in/commands.server";
import { preview } from "~/domain/commitments/moving-in/judged.server";
import { draftSchema } from "~/domain/commitments/schema";
import { appointStaff, createCounty, createNetwork } from "~/domain/network/commands.server";
import { addOrganisation } from "~/domain/organisations/commands.server";
import { addDays } from "~/platform/calendar";
import { now, today } from "~/platform/clock";
import { closeDatabase, db } from "~/platform/db.server";

export interface Prepared {
  database: string;
  mailbox: string;
  networkId: string;
  organisations: string[];
  may: <P extends Permission>(permission: P) => NetworkPermit<P>;
}

/** A migrated database in a data folder of its own, where this process works from now on. */
export function freshDatabase(): string {
  const folder = mkdtempSync(join(tmpdir(), "lansgrupp-faults-"));
  const database = join(folder, "lansgrupp.db");
  Object.assign(process.env, {
    DATA_DIR: folder,
    DATABASE_URL: `file:${database}`,
    SESSION_SECRET: "q7Zt1vN0xLr8Yd3KpWc6HsJmB4eGfUaQ2iTo9RbX",
  });
  delete process.env.SMTP_URL;
  execFileSync(process.execPath, ["prisma/prisma.mjs", "migrate", "deploy"], { stdio: "ignore" });
  return database;
}

/** A county with this many organisations, each with a representative. */
export async function makeCounty(count: number): Promise<Prepared> {
  const database = freshDatabase();
  const mailbox = "brevlada@dalarna.example";
  const cli = ownPermit("installation.manage", "cli", "faults");
  const county = await createCounty(cli, {
    code: "20",
    slug: "dalarna",
    name: "Dalarnas län",
    genitive: "Dalarnas",
    authority: "Länsstyrelsen i Dalarnas län",
  });
  const networkId = await createNetwork(cli, county, {
    slug: "lansgruppen",
    name: "Länsgruppen",
    template: "lansgrupp" as const,
    shortName: "Länsgruppen",
    purpose: "Samverka.",
    formedYear: null,
    mailbox,
    diaryNumber: null,
    termMonths: null,
  });
  const email = "strateg@dalarna.example";
  await appointStaff(cli, networkId, {
    name: "Stina Strateg",
    email,
    role: "strategist",
    fromOn: today(),
    untilOn: null,
  });
  const account = await db.account.findUniqueOrThrow({ where: { email } });
  const may = <P extends Permission>(permission: P) =>
    permit(
      permission,
      {
        account: { id: account.id, email, sessionId: "", strength: "email", name: null },
        link: null,
        now: now(),
      },
      networkById(networkId),
    ) as NetworkPermit<P>;
  const organisations: string[] = [];
  for (let i = 0; i < count; i++)
    organisations.push(
      (
        await addOrganisation(may("organisation.manage"), {
          name: `Organisation ${i}`,
          kind: "agency",
          municipalityCode: null,
          principal: null,
        })
      ).id,
    );
  const start = addDays(today(), -400);
  for (let from = 0; from < count; from += 200) {
    const { rows } = preview(
      may("moveIn.use"),
      organisations
        .slice(from, from + 200)
        .map((_, i) => [
          `Organisation ${from + i}`,
          `Gamla Personen ${from + i}`,
          `gammal${from + i}@o.example`,
          "",
          "",
          `Chef ${from + i}`,
          start,
        ]),
    );
    await moveIn(may("moveIn.use"), rows);
  }
  return { database, mailbox, networkId, organisations, may };
}

export async function beginAll(count: number): Promise<{ database: string; mailbox: string }> {
  const { database, mailbox, organisations, may } = await makeCounty(count);
  for (const [i, organisationId] of organisations.entries()) {
    const id = await begin(may("replacement.start"), organisationId, "representative", true);
    const draft = draftSchema.parse({
      representative: { name: `Nya Personen ${i}`, email: `ny${i}@o.example` },
      manager: { name: `Chef ${i}`, email: `chef${i}@o.example` },
      startOn: today(),
      channels: [{ name: "Ledningsgruppen", purpose: "both", frequency: "varje månad" }],
    });
    await saveDraft(may("commitment.fill"), id, draft, 1);
    await send(may("commitment.fill"), id, 2);
  }
  await closeDatabase();
  return { database, mailbox };
}
