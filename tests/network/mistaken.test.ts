// An organisation that was added by mistake can be removed while nothing has happened to it; a municipality's code is its county's.
import { beforeAll, describe, expect, it } from "vitest";
import {
  addContact,
  addDomain,
  addOrganisation,
  renameOrganisation,
} from "~/domain/organisations/commands.server";
import { invite } from "~/domain/organisations/invitations/commands.server";
import { removalPage, removeOrganisation } from "~/domain/organisations/removing.server";
import { organisationList } from "~/domain/network/queries.server";
import { overviewPage } from "~/domain/standing/queries.server";
import { verifyRecords } from "~/domain/records/verify.server";
import { db, transact } from "~/platform/db.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
const manage = (email = strategist, networkId = w.networkId) =>
  asAccount("organisation.manage", networkId, email);
const add = async (name: string, municipalityCode: string | null = null) =>
  addOrganisation(await manage(), { name, kind: "municipality", municipalityCode, principal: null });

beforeAll(async () => {
  w = await makeWorld();
});

describe("a mistaken organisation", () => {
  it("goes, with what was typed about it, and the log keeps that it was there", async () => {
    const { id, slug } = await add("Fel kommun");
    await renameOrganisation(await manage(), id, "Felaktig kommun");
    await addContact(await manage(), id, { name: "Kim", email: "kim@fel.example" });
    await addDomain(await manage(), id, "fel.example");
    expect(removalPage(await manage(), slug).refused).toBeNull();
    await removeOrganisation(await manage(), slug);
    expect(await db.organisation.count({ where: { id } })).toBe(0);
    expect(await db.contact.count({ where: { organisationId: id } })).toBe(0);
    expect(
      organisationList(await asAccount("network.see", w.networkId, strategist)).map((o) => o.name),
    ).not.toContain("Felaktig kommun");
    expect(await db.event.count({ where: { kind: "organisation.removed", subjectId: id } })).toBe(1);
    expect((await verifyRecords()).faults).toEqual([]);
    await expect(removeOrganisation(await manage(), slug)).rejects.toMatchObject({ kind: "notFound" });
    // The name is free again.
    await add("Felaktig kommun");
  });
  it("stays with its history, which the page and the command name", async () => {
    await signed(w, "leksand");
    const { slug } = w.orgs.leksand!;
    expect(removalPage(await manage(), slug).refused).toMatch(
      /har historik: .*blanketter.*platser.*Låt den lämna nätverket/,
    );
    await expect(removeOrganisation(await manage(), slug)).rejects.toThrow("har historik");
    expect(await db.organisation.count({ where: { slug } })).toBe(1);
    const invited = await add("Inbjuden kommun");
    await invite(await asAccount("invitation.send", w.networkId, strategist), [
      { organisationId: invited.id, email: "reg@inbjuden.example" },
    ]);
    await expect(removeOrganisation(await manage(), invited.slug)).rejects.toThrow(
      /inbjudningar och mejl|mejl/,
    );
  });
  it("is the own network's, and nobody else's", async () => {
    const { slug } = await add("Egen kommun");
    await expect(
      removeOrganisation(await manage("strateg@gavleborg.example", w.gavleNetworkId), slug),
    ).rejects.toMatchObject({ kind: "notFound" });
    await expect(manage("asa.blom@leksand.example")).rejects.toThrow();
  });
});

describe("a municipality's code", () => {
  it("begins with its county's, and is refused at its field otherwise", async () => {
    await expect(add("Gävle kommun", "2180")).rejects.toMatchObject({
      errors: {
        municipalityCode: ["Kommunkoderna i Dalarnas län börjar med 20. 2180 hör till ett annat län"],
      },
    });
    await add("Rättviks kommun", "2031");
  });
  it("is one municipality's: a second is refused at the field, with the first one's name", async () => {
    await add("Borlänge kommun", "2081");
    await expect(add("Borlänge stad", "2081")).rejects.toMatchObject({
      errors: { municipalityCode: ["Borlänge kommun har redan kommunkoden 2081"] },
    });
    const region = { kind: "region", municipalityCode: "2081", principal: null } as const;
    const { id } = await addOrganisation(await manage(), { name: "Region Dalarna", ...region });
    await transact((tx) => tx.organisation.update({ where: { id }, data: { kind: "municipality" } }));
    // Two of one code from before: neither has the tile, and both are beside the map.
    const shown = async () => {
      const { tiles, others } = overviewPage(await asAccount("overview.see", w.networkId, strategist), {
        year: null,
        duty: null,
      });
      const names = (all: { name: string }[]) =>
        all.map((o) => o.name).filter((n) => /Borlänge|Region/.test(n));
      return [names(tiles), names(others).sort()];
    };
    expect(await shown()).toEqual([[], ["Borlänge kommun", "Region Dalarna"]]);
    await transact((tx) => tx.organisation.update({ where: { id }, data: { kind: "region" } }));
    expect(await shown()).toEqual([["Borlänge kommun"], ["Region Dalarna"]]);
  });
});
