// `npm run admin`: the first administrator, a county, a network, a strategist. Asks for what is not given.
//   npm run admin -- administratör --namn "Adam Ljung" --mejl adam@lansstyrelsen.se
//   npm run admin -- län --kod 20            (name and address after the list of counties)
//   npm run admin -- nätverk --lan dalarna --brevlada kvinnofrid.dalarna@lansstyrelsen.se
//   npm run admin -- nätverk --lan halland --mall natverk --namn "ANDT-nätverket i Halland" --syfte "…" --brevlada andt@lansstyrelsen.se
//   npm run admin -- strateg --lan dalarna --namn "Stina Strömbäck" --mejl stina@lansstyrelsen.se
import "~/domain/reactions.server";
import Papa from "papaparse";
import { readFileSync } from "node:fs";
import { stdin, stdout } from "node:process";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { ownPermit } from "~/domain/access/permits.server";
import { appointStaff, createCounty, createNetwork } from "~/domain/network/commands.server";
import templates from "~/domain/network/templates.json";
import { countySchema, networkSchema, networkTemplates, staffSchema } from "~/domain/network/schema";
import { installation } from "~/domain/network/settings.server";
import { closeDatabase } from "~/platform/db.server";
import { today } from "~/platform/clock";
import { only } from "~/platform/must";
import { Refusal } from "~/platform/refusal";
import { clean, slugOf } from "~/platform/swedish";
import { z } from "zod";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: Object.fromEntries(
    ["namn", "mejl", "kod", "lan", "natverk", "brevlada", "adress", "syfte", "arende", "fran", "mall"].map(
      (name) => [name, { type: "string" as const }],
    ),
  ),
});
const prompt = stdin.isTTY ? createInterface({ input: stdin, output: stdout }) : null;
/** A given value, an answer, or the usual one. */
async function ask(name: string, question: string, usual = ""): Promise<string> {
  const given = values[name];
  if (typeof given === "string") return clean(given);
  const answer = prompt ? (await prompt.question(`${question}${usual ? ` [${usual}]` : ""}: `)).trim() : "";
  return clean(answer) || usual;
}

const permit = ownPermit("installation.manage", "cli", "admin");
type Row = { code: string; name: string; genitive: string; seat: string; sportsWeek: string };
const counties = () =>
  Papa.parse<Row>(readFileSync("prisma/data/counties.csv", "utf8").trim(), { header: true }).data;

const acts: Record<string, { words: string; run: () => Promise<string> }> = {
  administratör: {
    words: "en administratör",
    async run() {
      const given = staffSchema.parse({
        name: await ask("namn", "Namn"),
        email: await ask("mejl", "Mejladress"),
        role: "administrator",
        fromOn: today(),
      });
      await appointStaff(permit, null, given);
      return `${given.name} är administratör och loggar in med ${given.email}.`;
    },
  },
  län: {
    words: "ett län",
    async run() {
      const code = await ask("kod", "Länskod, till exempel 20");
      const known = counties().find((c) => c.code === code.padStart(2, "0"));
      if (!known)
        return Promise.reject(
          new Error(
            `Det finns inget län med koden ${code}. Koderna: ${counties()
              .map((c) => `${c.code} ${c.name}`)
              .join(", ")}`,
          ),
        );
      const given = countySchema.parse({
        code: known.code,
        name: known.name,
        genitive: known.genitive,
        slug: await ask("adress", "Adress på webbplatsen", slugOf(known.name.replace(/s? län$/, ""))),
        authority: `Länsstyrelsen i ${known.name}`,
        sportsWeek: known.sportsWeek,
      });
      await createCounty(permit, given);
      return `${given.name} finns på /${given.slug}.`;
    },
  },
  nätverk: {
    words: "ett nätverk",
    async run() {
      const { counties: all } = installation(permit);
      const named = await ask(
        "lan",
        `Län (${all.map((c) => slugOf(c.name.replace(/s? län$/, ""))).join(", ")})`,
      );
      const county = all.find((c) => c.code === named || slugOf(c.name).startsWith(slugOf(named)));
      if (!county) throw new Error("Lägg upp länet först.");
      const template = await ask(
        "mall",
        `Mall (${networkTemplates.map(([key, label]) => `${key}: ${label}`).join(", ")})`,
        /^länsgrupp/i.test(values.namn ?? "Länsgrupp") ? "lansgrupp" : "natverk",
      );
      const { usual } = templates[networkSchema.shape.template.parse(template)];
      const name = await ask("namn", "Nätverkets namn", usual.name);
      const given = networkSchema.parse({
        template,
        name,
        shortName: name.split(" ")[0],
        slug: await ask("adress", "Adress", usual.slug || slugOf(name.split(" ")[0] ?? "")),
        purpose: await ask("syfte", "Vad nätverket är till för", usual.purpose),
        mailbox: await ask("brevlada", "Funktionsbrevlåda"),
        diaryNumber: await ask("arende", "Nätverkets ärende (kan lämnas tomt)"),
        formedYear: "",
        termMonths: "",
      });
      await createNetwork(permit, county.id, given);
      return `${given.name} i ${county.name} finns.`;
    },
  },
  strateg: {
    words: "en länsstrateg",
    async run() {
      const { networks } = installation(permit);
      const named = await ask(
        "lan",
        `Län (${networks.map((n) => n.countySlug).join(", ")})`,
        only(networks)?.countySlug ?? "",
      );
      const within = networks.filter((n) => n.countySlug === named);
      const network = within.length === 1 ? within[0] : within.find((n) => n.slug === values.natverk);
      if (!network) throw new Error("Ange ett nätverk som finns, med --lan och --natverk.");
      const given = staffSchema.parse({
        name: await ask("namn", "Namn"),
        email: await ask("mejl", "Mejladress"),
        role: "strategist",
        fromOn: await ask("fran", "Från vilken dag", today()),
      });
      await appointStaff(permit, network.id, given);
      return `${given.name} är länsstrateg för ${network.name} och loggar in med ${given.email}.`;
    },
  },
};

/** What went wrong, for whoever typed the command. */
function sentencesOf(error: unknown): string[] {
  if (error instanceof z.ZodError) return error.issues.map((i) => i.message);
  if (!(error instanceof Refusal)) return [(error as Error).message];
  return [...Object.values(error.errors).flat(), error.kind === "invalid" ? "" : error.message].filter(
    Boolean,
  );
}

try {
  let which = positionals[0]?.toLowerCase() ?? "";
  if (!which && prompt)
    which = (await prompt.question(`Vad vill du lägga till? (${Object.keys(acts).join(", ")}): `))
      .trim()
      .toLowerCase();
  const act = acts[which] ?? acts[Object.keys(acts).find((k) => slugOf(k) === slugOf(which)) ?? ""];
  if (!act)
    throw new Error(
      `Skriv vad du vill lägga till: ${Object.entries(acts)
        .map(([k, a]) => `npm run admin -- ${k} (${a.words})`)
        .join(", ")}`,
    );
  console.log(await act.run());
} catch (error) {
  console.error(sentencesOf(error).join("\n"));
  process.exitCode = 1;
} finally {
  prompt?.close();
  await closeDatabase();
}
