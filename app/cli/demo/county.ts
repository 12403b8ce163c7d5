import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { ownPermit, networkById, type NetworkPermit } from "~/domain/access/permits.server";
import { appointStaff, createCounty, createNetwork } from "~/domain/network/commands.server";
import { addOrganisation } from "~/domain/organisations/commands.server";

export async function makeDemo(): Promise<void> {
  const cli = ownPermit("installation.manage", "cli", "demo");
  const countyId = await createCounty(cli, { code: "20", slug: "dalarna", name: "Dalarnas län", genitive: "Dalarnas", authority: "Länsstyrelsen i Dalarnas län" });
  const networkId = await createNetwork(cli, countyId, { slug: "lansgruppen", name: "Länsgruppen mot mäns våld mot kvinnor", shortName: "Länsgruppen", purpose: "Nå målen.", formedYear: 2010, mailbox: "kvinnofrid.dalarna@lansstyrelsen.example", diaryNumber: "801-2652-16", termMonths: null });
  await appointStaff(cli, networkId, { name: "Stina Strateg", email: "strateg@lansstyrelsen.example", role: "strategist", fromOn: cli.today, untilOn: null });
  const permit = ownPermit("organisation.manage", "cli", "demo", networkById(networkId)) as NetworkPermit<"organisation.manage">;
  const { data } = Papa.parse<{ name: string; kind: string; municipality_code: string }>(readFileSync("prisma/data/dalarna-organisations.csv", "utf8").trim(), { header: true });
  for (const o of data) await addOrganisation(permit, { name: o.name, kind: o.kind, municipalityCode: o.municipality_code || null, principal: null });
}
