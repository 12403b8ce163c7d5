// One person or two: one rule, read by the register, the letters and the handover.
import { beforeAll, describe, expect, it } from "vitest";
import { sameName, sameness } from "~/domain/people/rules";
import { db } from "~/platform/db.server";
import { today } from "~/platform/clock";
import { makeWorld, signed, type World } from "../world";

let w: World;
beforeAll(async () => {
  w = await makeWorld();
});
const jour = { name: "Siv Skydd", email: "siv@jour.example", protected: "on" };
const lettersTo = async (org: string, kind: string) =>
  (await db.letter.findMany({ where: { organisationId: w.orgs[org]?.id, kind: { startsWith: kind } } }))
    .length;
const representatives = async (org: string) =>
  db.holding.findMany({
    where: { organisationId: w.orgs[org]?.id, seat: "representative" },
    include: { person: { include: { identity: true, account: true } } },
    orderBy: { fromOn: "asc" },
  });

it("goes by the name; another address is a move", () => {
  const at = (name: string, email: string) => ({ name, email });
  expect(sameness(at("Åsa Blom", "asa@x.se"), at("åsa  blom", "ASA@x.se"))).toBe("same");
  expect(sameness(at("Åsa Blom", "asa@x.se"), at("Åsa Blom", "asa@y.se"))).toBe("newAddress");
  expect(sameness(at("Åsa Blom", "lada@x.se"), at("Per Öst", "lada@x.se"))).toBe("other");
  expect([sameName("Åsa Blom", " åsa  BLOM"), sameName("Åsa Blom", "Åsa Blomqvist")]).toEqual([true, false]);
});

describe("a protected representative who is renewed", () => {
  it("goes on: she is not told that she leaves, and nothing is handed over", async () => {
    await signed(w, "jour", { representative: jour });
    const [first] = await representatives("jour");
    await signed(w, "jour", { representative: jour });
    expect(await lettersTo("jour", "leaver")).toBe(0);
    expect(await db.handoverNote.count({ where: { organisationId: w.orgs.jour?.id } })).toBe(0);
    expect((await representatives("jour")).map((h) => [h.id, h.untilOn])).toEqual([[first?.id, null]]);
    const notice = await db.letter.findFirstOrThrow({
      where: { organisationId: w.orgs.jour?.id, kind: "notice", event: { kind: "commitment.complete" } },
      orderBy: { createdAt: "desc" },
    });
    expect(notice.text).toContain("Samma personer fortsätter");
    expect(notice.text).not.toContain("Siv");
  });
  it("and is the same person when the mark comes later, with her name put away", async () => {
    await signed(w, "leksand");
    await signed(w, "leksand", {
      representative: { name: "Åsa Blom", email: "asa.blom@leksand.example", protected: "on" },
    });
    const all = await representatives("leksand");
    expect(all).toHaveLength(1);
    expect(all[0]?.person).toMatchObject({
      protected: true,
      name: "Skyddad person",
      email: null,
      emailKey: null,
    });
    expect(all[0]?.person.identity).toMatchObject({ name: "Åsa Blom", email: "asa.blom@leksand.example" });
    expect(await lettersTo("leksand", "leaver")).toBe(0);
  });
});

describe("a person with a new address", () => {
  it("keeps the seat, and is told at both addresses, as is the county board", async () => {
    await signed(w, "falu");
    const [before] = await representatives("falu");
    await signed(w, "falu", { representative: { name: "Åsa Blom", email: "asa.ny@falu.example" } });
    const all = await representatives("falu");
    expect(all.map((h) => [h.id, h.fromOn, h.untilOn])).toEqual([[before?.id, today(), null]]);
    expect(all[0]?.person).toMatchObject({
      email: "asa.ny@falu.example",
      account: { email: "asa.ny@falu.example" },
    });
    const told = await db.letter.findMany({
      where: { organisationId: w.orgs.falu?.id, kind: { startsWith: "mov" } },
    });
    expect(told.map((l) => l.to).sort()).toEqual(["asa.blom@falu.example", "asa.ny@falu.example"]);
    expect(await lettersTo("falu", "leaver")).toBe(0);
    expect(await lettersTo("falu", "welcome")).toBe(2);
    const notice = await db.letter.findFirstOrThrow({
      where: { organisationId: w.orgs.falu?.id, kind: "notice", event: { kind: "commitment.complete" } },
      orderBy: { createdAt: "desc" },
    });
    expect(notice.text).toContain("Åsa Blom fortsätter och har en ny mejladress");
  });
  it("also where she is protected", async () => {
    await signed(w, "mora", { representative: { ...jour, email: "siv@mora.example" } });
    await signed(w, "mora", { representative: { ...jour, email: "siv.ny@mora.example" } });
    const all = await representatives("mora");
    expect(all).toHaveLength(1);
    expect(all[0]?.person.identity?.email).toBe("siv.ny@mora.example");
    expect(await lettersTo("mora", "leaver")).toBe(0);
    expect(await lettersTo("mora", "moved")).toBe(1);
  });
});
