// The customer's own Excel list, moved in as "finns redan på papper".
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import Papa from "papaparse";
import { asAccount, makeWorld, strategist, type World } from "../world";
import { asText, moveIn, preview, readTable } from "~/domain/commitments/moving-in/commands.server";
import { networkById, ownPermit, type NetworkPermit } from "~/domain/access/permits.server";
import { addOrganisation } from "~/domain/organisations/commands.server";
import { holdingsOf, sittingOn } from "~/domain/seats/queries.server";
import { today } from "~/platform/clock";
import { db } from "~/platform/db.server";

let w: World;
const p = () => asAccount("moveIn.use", w.networkId, strategist);
beforeAll(async () => {
  w = await makeWorld();
  const have = new Set(["Leksands kommun", "Falu kommun", "Mora kommun", "Kvinnojourer i Dalarna"]);
  const { data } = Papa.parse<{ name: string; kind: string }>(
    readFileSync("prisma/data/dalarna-organisations.csv", "utf8").trim(),
    { header: true },
  );
  for (const o of data.filter((x) => !have.has(x.name)))
    await addOrganisation(
      ownPermit(
        "organisation.manage",
        "cli",
        "test",
        networkById(w.networkId),
      ) as NetworkPermit<"organisation.manage">,
      { name: o.name, kind: o.kind, municipalityCode: null, principal: null },
    );
});

describe("the list of 2026", () => {
  it("is read as it is, with clear errors by row, and moved in with its own days", async () => {
    const table = await readTable(readFileSync("tests/data/medlemslista-2026.xlsx"), "");
    const rows = preview(await p(), table);
    const of = (name: string) => rows.find((r) => r.organisation.toLowerCase() === name.toLowerCase())!;
    expect(rows.length).toBeGreaterThanOrEqual(20);
    expect(of("Region Dalarna")).toMatchObject({
      representative: "Anna Dahlström",
      deputy: "Nils Öman",
      manager: "Björn Äng",
      startOn: "2023-01-01",
      errors: [],
    });
    expect(of("SÄTERS KOMMUN").organisationId).not.toBeNull();
    expect(of("Leksands kommun").errors.join()).toMatch(/Representant saknas/);
    expect(of("Polismyndigheten").errors.join()).toMatch(/bara en mejladress/);
    expect(of("Gagnefs kommun").deputy).toBe("");
    const before = await db.letter.count();
    const moved = await moveIn(await p(), table);
    expect(moved).toBe(rows.filter((r) => r.errors.length === 0).length);
    const region = await db.organisation.findFirstOrThrow({ where: { name: "Region Dalarna" } });
    expect(sittingOn(holdingsOf(w.networkId, region.id), "representative", "2024-06-01")?.name).toBe(
      "Anna Dahlström",
    );
    expect(sittingOn(holdingsOf(w.networkId, region.id), "representative", "2022-12-31")).toBeNull();
    // They have been members all the time: nobody is welcomed, and nothing waits to be received.
    expect(await db.letter.count()).toBe(before);
    expect(
      await db.commitment.count({ where: { origin: "moveIn", state: "active", receivedAt: null } }),
    ).toBe(0);
    // The same coordinator, written in three ways, is one person.
    expect(await db.person.count({ where: { emailKey: "marta.sjoo@mora.example" } })).toBe(1);
  });
  it("is not moved in twice", async () => {
    const table = await readTable(readFileSync("tests/data/medlemslista-2026.xlsx"), "");
    await expect(moveIn(await p(), table)).rejects.toThrow();
  });
});

describe("pasted and uploaded text", () => {
  it("takes tabs, semicolons and Windows-1252, without a heading row", async () => {
    const line = ["Falu kommun", "Åsa Öst", "asa@falu.se", "", "", "Björn Chef", "2024-01-01"];
    const semicolons = await readTable(Buffer.from(line.join(";"), "latin1"), "");
    expect(semicolons).toEqual([line]);
    expect(await readTable(null, line.join("\t"))).toEqual([line]);
    expect(await readTable(null, asText([line]))).toEqual([line]);
  });
  it("says what is wrong with a file it cannot read", async () => {
    await expect(readTable(Buffer.from("PK\u0003\u0004not a zip"), "")).rejects.toMatchObject({
      errors: { file: [expect.stringMatching(/gick inte att läsa/)] },
    });
    await expect(readTable(Buffer.alloc(3_000_000), "")).rejects.toMatchObject({
      errors: { file: [expect.stringMatching(/för stor/)] },
    });
  });
  it("keeps a day that has not been out of history", async () => {
    const [row] = preview(await p(), [
      ["Leksands kommun", "A B", "a@b.se", "", "", "C", `${Number(today().slice(0, 4)) + 1}-01-01`],
    ]);
    expect(row!.errors.join()).toMatch(/inte varit/);
  });
});
