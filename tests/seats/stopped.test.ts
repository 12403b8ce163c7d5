// A form that is stopped after all had signed: whoever heard that it was signed hears that it holds no longer, each once, and nobody protected is named.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stop } from "~/domain/commitments/commands.server";
import { addContact } from "~/domain/organisations/commands.server";
import { carry } from "~/jobs/postman.server";
import { addDays } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import {
  asAccount,
  makeWorld,
  sentToManager,
  signed,
  signer,
  signWith,
  strategist,
  type World,
} from "../world";

let w: World;
const inDays = (days: number) => setClock(new Date(now().getTime() + days * 86_400_000));
const contact = async (email: string) =>
  addContact(await asAccount("organisation.manage", w.networkId, strategist), w.orgs.leksand?.id ?? "", {
    name: "Kontakt",
    email,
  });
beforeAll(async () => {
  w = await makeWorld();
  await signed(w, "leksand");
  inDays(3);
});
afterAll(() => setClock(null));

describe("a signed form that is stopped", () => {
  it("is taken back to all who heard of it, once each", async () => {
    for (const email of ["kontakt@leksand.example", "eva@leksand.example", "registrator@leksand.example"])
      await contact(email);
    const id = await sentToManager(w, "leksand", {
      representative: { name: "Eva Nord", email: "eva@leksand.example" },
      deputy: { name: "Hemlig Person", email: "hemlig@x.example", protected: "on" },
      manager: { name: "Ny Chef", email: "nychef@leksand.example" },
      startOn: addDays(today(), 30),
    });
    await signWith(await signer("nychef@leksand.example"));
    inDays(1);
    const { seq } = await db.event.findFirstOrThrow({ orderBy: { seq: "desc" } });
    await stop(await asAccount("commitment.stop", w.networkId, strategist), id, "Fel startdag");
    const told = await db.letter.findMany({ where: { eventSeq: { gt: seq } }, orderBy: { to: "asc" } });
    expect(told.map((l) => [l.to, l.kind.replace(/^stopped:[a-z0-9]{14}$/, "stopped:…")])).toEqual([
      ["", "named:deputy"],
      ["asa.blom@leksand.example", "stopped:leaver:representative"],
      ["chef@leksand.example", "stopped:formerManager:representative"],
      ["eva@leksand.example", "named:representative"],
      ["kontakt@leksand.example", "stopped:…"],
      ["nychef@leksand.example", "stopped:…"],
      ["per.ost@leksand.example", "stopped:leaver:deputy"],
      ["registrator@leksand.example", "stopped"],
    ]);
    const text = (to: string) => told.find((l) => l.to === to)?.text ?? "";
    for (const to of ["", "eva@leksand.example"])
      expect(text(to)).toMatch(/Det vi skrev till dig om den gäller inte längre\.\n\nDu är inte utsedd till/);
    for (const to of ["asa.blom@leksand.example", "per.ost@leksand.example"])
      expect(text(to)).toContain(
        "Du har kvar ditt uppdrag som förut.\n\nDu behöver inte skriva någon överlämning.",
      );
    expect(text("chef@leksand.example")).toContain("Du behöver inte göra något.");
    expect(text("kontakt@leksand.example")).toContain("Vill ni fylla i en ny blankett? Be om en länk.");
    // The reason is the organisation's; no letter names anybody.
    expect(told.filter((l) => l.text.includes("Fel startdag")).map((l) => l.to)).toEqual([
      "kontakt@leksand.example",
      "nychef@leksand.example",
      "registrator@leksand.example",
    ]);
    for (const l of told) expect(l.subject + l.text).not.toMatch(/Hemlig|hemlig@|Eva Nord|Åsa|Per Öst/);
    // The protected comer's letter finds its way as the one that it takes back did.
    await carry();
    const hidden = await db.demoLetter.findMany({ where: { to: "hemlig@x.example" } });
    expect(hidden.map((l) => l.subject).sort()).toEqual([
      "Blanketten för Leksands kommun i länsgruppen är stoppad",
      "Uppdraget för Leksands kommun i länsgruppen är undertecknat",
    ]);
  });
  it("is told those who go on, at the address they have", async () => {
    await signed(w, "falu");
    inDays(2);
    const id = await signed(w, "falu", {
      representative: { name: "Åsa Blom", email: "asa.blom@ny.example" },
      startOn: addDays(today(), 9),
    });
    const { seq } = await db.event.findFirstOrThrow({ orderBy: { seq: "desc" } });
    await stop(await asAccount("commitment.stop", w.networkId, strategist), id, "Fel");
    const told = await db.letter.findMany({
      where: { eventSeq: { gt: seq }, kind: { startsWith: "stopped:" }, personId: { not: null } },
      orderBy: { to: "asc" },
    });
    expect(told.map((l) => [l.to, l.kind])).toEqual([
      ["asa.blom@falu.example", "stopped:moves:representative"],
      ["per.ost@falu.example", "stopped:named:deputy"],
    ]);
    for (const l of told) expect(l.text).toContain("Du har kvar ditt uppdrag som förut.");
  });
});
