// Protected persons: hidden by the data layer, not by the views.
import { beforeAll, describe, expect, it } from "vitest";
import Database from "better-sqlite3";
import {
  asAccount,
  asLink,
  browser,
  linkTo,
  makeWorld,
  sentToManager,
  signer,
  signWith,
  strategist,
  type World,
} from "../world";
import { commitmentView } from "~/domain/commitments/queries.server";
import { signView } from "~/domain/commitments/signing/queries.server";
import { mailAddresses, memberRows } from "~/domain/network/addresses.server";
import { organisationPage } from "~/domain/organisations/queries.server";
import { letters } from "~/domain/notifications/queries.server";
import { reveal } from "~/domain/people/protected.server";
import { carry } from "~/jobs/postman.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";

let w: World;
let id: string;
const hidden = { name: "Sara Hemlig", email: "hemlig@jour.example", phone: "070-000 00 00", protected: "on" };
beforeAll(async () => {
  w = await makeWorld();
  id = await sentToManager(w, "jour", { representative: hidden, association: "" });
});

describe("a protected person", () => {
  it("is shown to the manager only after the code", async () => {
    const p = asLink("commitment.sign", await linkTo("sign", "chef@jour.example"));
    expect(JSON.stringify(await signView(p, browser))).not.toContain("Hemlig");
    await signer("chef@jour.example");
    expect((await signView(p, browser)).content.representative?.name).toBe("Sara Hemlig");
    expect(JSON.stringify(await signView(p, "another-browser"))).not.toContain("Hemlig");
    await signWith(p);
  });
  it("stands in no row but those kept apart, and in the login", () => {
    const raw = new Database(env.databasePath, { readonly: true });
    const tables = raw
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
      .pluck()
      .all() as string[];
    const where = tables.filter((t) =>
      /Hemlig|hemlig@/i.test(JSON.stringify(raw.prepare(`SELECT * FROM "${t}"`).all())),
    );
    raw.close();
    expect(where.sort()).toEqual(["Account", "CommitmentSecret", "ProtectedIdentity"]);
  });
  it("is absent from every page and list, also the strategist's", async () => {
    const pages = [
      await commitmentView(await asAccount("commitment.see", w.networkId, strategist), id),
      organisationPage(await asAccount("organisation.see", w.networkId, strategist), w.orgs.jour!.slug, null),
      memberRows(await asAccount("addresses.see", w.networkId, strategist)),
      mailAddresses(await asAccount("addresses.see", w.networkId, strategist), "bada"),
      letters(await asAccount("letters.see", w.networkId, strategist)),
    ];
    for (const page of pages) expect(JSON.stringify(page)).not.toMatch(/hemlig/i);
    expect(mailAddresses(await asAccount("addresses.see", w.networkId, strategist), "bada").leftOut).toBe(1);
    expect(JSON.stringify(pages[0])).toContain("Skyddad person");
  });
  it("gets the letters all the same, and nobody else's letter names them", async () => {
    await carry();
    const sent = await db.demoLetter.findMany();
    expect(sent.some((l) => l.to === hidden.email && /Välkommen/.test(l.subject))).toBe(true);
    expect(sent.filter((l) => l.to !== hidden.email).some((l) => /hemlig/i.test(l.text + l.subject))).toBe(
      false,
    );
  });
  it("is revealed to the strategist with a reason, and that is logged", async () => {
    const person = await db.person.findFirstOrThrow({ where: { protected: true } });
    const p = await asAccount("protected.reveal", w.networkId, strategist);
    await expect(reveal(p, person.id, "")).rejects.toThrow();
    expect((await reveal(p, person.id, "Ringer om mötet")).name).toBe("Sara Hemlig");
    expect(await db.event.count({ where: { kind: "protected.revealed", subjectId: person.id } })).toBe(1);
    expect(await db.reveal.findMany({ where: { personId: person.id } })).toMatchObject([
      { why: "Ringer om mötet", accountId: p.account!.id },
    ]);
    const gavle = await asAccount("protected.reveal", w.gavleNetworkId, "strateg@gavleborg.example");
    await expect(reveal(gavle, person.id, "Nyfiken på länet")).rejects.toThrow();
  });
});
