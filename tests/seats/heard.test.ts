// Who hears that a seat is left, and that a form is taken back: the managers and the contacts too, each once, and not whoever did it.
import { beforeAll, describe, expect, it } from "vitest";
import { linkToken, makeLink } from "~/domain/access/tokens.server";
import { withdraw } from "~/domain/commitments/commands.server";
import { copyForm } from "~/domain/commitments/drafting/commands.server";
import { sentView } from "~/domain/commitments/queries.server";
import { decline } from "~/domain/commitments/signing/commands.server";
import { addContact } from "~/domain/organisations/commands.server";
import { todoList } from "~/domain/network/todo.server";
import { leave } from "~/domain/seats/commands.server";
import { carry } from "~/jobs/postman.server";
import { addDays, longDate } from "~/platform/calendar";
import { now, today } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import {
  asAccount,
  asLink,
  browser,
  linkTo,
  makeWorld,
  proveLink,
  sentToManager,
  signed,
  signer,
  signWith,
  strategist,
  type World,
} from "../world";

let w: World;
const idOf = (org: string) => w.orgs[org]?.id ?? "";
const sofar = async () => (await db.event.findFirstOrThrow({ orderBy: { seq: "desc" } })).seq;
const toldSince = async (seq: number, kind: string) =>
  db.letter.findMany({
    where: { eventSeq: { gt: seq }, kind: { startsWith: kind } },
    orderBy: { to: "asc" },
  });
const seatOf = async (org: string, seat: string) =>
  db.holding.findFirstOrThrow({
    where: { organisationId: idOf(org), seat, untilOn: null },
    include: { person: true },
  });
const contact = async (org: string, email: string) =>
  addContact(await asAccount("organisation.manage", w.networkId, strategist), idOf(org), {
    name: "Kontakt",
    email,
  });
const lastOn = () => addDays(today(), 10);
const leaving = async (as: string, org: string, seat: string, why?: string) => {
  const before = await sofar();
  const { id } = await seatOf(org, seat);
  await leave(
    await asAccount("seat.leave", w.networkId, as),
    { holdingId: id, lastOn: lastOn(), why },
    browser,
  );
  return before;
};
const two = (org: string) => ({
  sameManager: "",
  deputyManager: { name: "Bo Ek", email: `chef2@${org}.example` },
});
/** The page behind the button of the letter as it arrived. */
async function behind(messageId: string, label: string) {
  await carry();
  const { html } = await db.demoLetter.findFirstOrThrow({ where: { messageId } });
  return new RegExp(`<a href="([^"]*)"[^>]*>${label}</a>`).exec(html)?.[1] ?? "";
}
beforeAll(async () => {
  w = await makeWorld();
});

describe("a seat that is left without a successor", () => {
  it("is told to its manager and to the contact, with where somebody new is named", async () => {
    await signed(w, "falu", { startOn: addDays(today(), 0) });
    await contact("falu", "kontakt@falu.example");
    const before = await leaving("asa.blom@falu.example", "falu", "representative");
    const told = await toldSince(before, "vacated");
    expect(told.map((l) => l.to)).toEqual(["chef@falu.example", "kontakt@falu.example"]);
    for (const l of told) {
      expect(l.subject).toBe("Falu kommun: representanten slutar utan efterträdare");
      expect(l.text).toContain(`Åsa Blom slutar som representant för Falu kommun. Sista dagen är`);
      expect(l.text).toContain(longDate(lastOn()));
      const { token = "" } = (await linkToken(l.linkId ?? "")) ?? {};
      expect(await behind(l.messageId, "Utse en ny")).toMatch(new RegExp(`/byte/${token}$`));
    }
    // She has her own receipt, and nothing of herself in the third person.
    const hers = await db.letter.findMany({
      where: { to: "asa.blom@falu.example", eventSeq: { gt: before } },
    });
    expect(hers.map((l) => l.kind)).toEqual(["leaver"]);
  });
  it("once where the manager is the contact too, and never to whoever leaves or says it", async () => {
    await signed(w, "leksand", { manager: { name: "Karin Chef", email: "chef@leksand.example" } });
    await contact("leksand", "Chef@Leksand.example");
    await contact("leksand", "per.ost@leksand.example");
    await contact("leksand", "registrator@leksand.example");
    const before = await leaving("per.ost@leksand.example", "leksand", "deputy");
    expect((await toldSince(before, "vacated")).map((l) => l.to)).toEqual([
      "chef@leksand.example",
      "registrator@leksand.example",
    ]);
    // The manager ends the other seat by her link: the contact hears, she does not.
    const link = {
      purpose: "replace" as const,
      networkId: w.networkId,
      organisationId: idOf("leksand"),
      email: "chef@leksand.example",
    };
    await transact((tx) => makeLink(tx, link, now(), []));
    const p = asLink("seat.leave", await linkTo("replace", "chef@leksand.example", idOf("leksand")));
    await proveLink(p);
    const after = await sofar();
    await leave(p, { holdingId: (await seatOf("leksand", "representative")).id, lastOn: lastOn() }, browser);
    expect((await toldSince(after, "vacated")).map((l) => l.to)).toEqual([
      "per.ost@leksand.example",
      "registrator@leksand.example",
    ]);
    // Whoever leaves the same day goes in for nobody.
    const { todo } = todoList(await asAccount("todo.see", w.networkId, strategist));
    const deputyOf = (slug: string) => todo.find((t) => t.kind === "leaving" && t.slug === slug)?.deputy;
    expect(deputyOf(w.orgs.leksand?.slug ?? "")).toBeNull();
    expect(deputyOf(w.orgs.falu?.slug ?? "")).toEqual(expect.any(String));
  });
  it("names no protected person, and one letter is for all the organisations of one contact", async () => {
    const hidden = { name: "Hemlig Person", email: "hemlig@x.example", protected: "on" };
    const deputy = { name: "Dag Dep", email: "dag@region.example" };
    for (const town of ["mora", "jour"]) {
      await signed(w, town, { representative: hidden, deputy });
      await contact(town, "gemensam@region.example");
    }
    const [mora, jour] = [await seatOf("mora", "representative"), await seatOf("jour", "representative")];
    const before = await sofar();
    const staff = await asAccount("seat.leave", w.networkId, strategist);
    await leave(
      staff,
      { holdingId: mora.id, lastOn: lastOn(), why: "Hon ringde", alsoIn: [jour.id] },
      browser,
    );
    const told = await toldSince(before, "vacated");
    expect(told.map((l) => l.to)).toEqual([
      "chef@jour.example",
      "chef@mora.example",
      "gemensam@region.example",
    ]);
    const [, , shared] = told;
    expect(shared?.subject).toContain("Kvinnojourer i Dalarna och Mora kommun");
    expect(await behind(shared?.messageId ?? "", "Be om en länk")).toMatch(/\/be-om-lank$/);
    for (const l of told) {
      expect(l.text).toContain("(skyddad person) slutar som representant");
      expect(l.subject + l.text).not.toMatch(/Hemlig|hemlig@/);
    }
    // The deputy of both hears once, too.
    const deputies = await toldSince(before, "cover");
    expect(deputies.map((l) => [l.to, l.subject.replace(/ i länsgruppen.*/, "")])).toEqual([
      ["dag@region.example", "Du går in för Kvinnojourer i Dalarna och Mora kommun"],
    ]);
    expect(deputies[0]?.text).toContain("Platserna som representant blir vakanta");
  });
});

describe("a form that comes to nothing after one of two managers has signed", () => {
  it("taken back by the county board: each hears why, and whoever filled it in mends it", async () => {
    const id = await sentToManager(w, "falu", { ...two("falu"), startOn: addDays(today(), 30) });
    await signWith(await signer("chef@falu.example"));
    const before = await sofar();
    await withdraw(await asAccount("commitment.withdraw", w.networkId, strategist), id, "Fel ersättare");
    const told = await toldSince(before, "takenBack");
    expect(told.map((l) => l.to)).toEqual([
      "chef2@falu.example",
      "chef@falu.example",
      "kontakt@falu.example",
      "registrator@falu.example",
    ]);
    for (const l of told) expect(l.text).toContain("Anledningen är:\n\nFel ersättare\n\n");
    expect(told.map((l) => /gäller inte längre|fungerar inte längre/.exec(l.text)?.[0])).toEqual([
      "fungerar inte längre",
      "gäller inte längre",
      undefined,
      undefined,
    ]);
    expect(await toldSince(before, "notice")).toEqual([]);
    const fill = asLink("commitment.fill", await linkTo("fill", "registrator@falu.example", idOf("falu")));
    const filler = told.at(-1);
    expect(await behind(filler?.messageId ?? "", "Rätta blanketten")).toContain("/blankett/");
    const view = await sentView(fill);
    expect([view.mayCopy, view.reason]).toEqual([true, "Fel ersättare"]);
    await copyForm(fill, id);
  });
  it("taken back by whoever filled it in: the others and the county board hear, not she", async () => {
    await db.commitment.updateMany({
      where: { organisationId: idOf("falu"), state: "draft" },
      data: { state: "lapsed" },
    });
    const id = await sentToManager(w, "falu", { ...two("falu"), startOn: addDays(today(), 30) });
    await signWith(await signer("chef@falu.example"));
    await contact("falu", "registrator@falu.example");
    const before = await sofar();
    const fill = asLink(
      "commitment.withdraw",
      await linkTo("fill", "registrator@falu.example", idOf("falu")),
    );
    await withdraw(fill, id, "Återtogs av den som fyllde i");
    const told = await toldSince(before, "takenBack");
    expect(told.map((l) => l.to)).toEqual([
      "chef2@falu.example",
      "chef@falu.example",
      "kontakt@falu.example",
    ]);
    expect((await toldSince(before, "notice")).map((l) => [l.to, l.subject])).toEqual([
      ["brevlada@dalarna.example", "Blanketten för Falu kommun är återtagen"],
    ]);
  });
  it("declined by the other: the one who had signed hears", async () => {
    const id = await sentToManager(w, "leksand", { ...two("leksand"), startOn: addDays(today(), 30) });
    await signWith(await signer("chef@leksand.example"));
    const before = await sofar();
    await decline(await signer("chef2@leksand.example"), { why: "Nej" }, browser);
    const told = await db.letter.findMany({
      where: { eventSeq: { gt: before }, to: "chef@leksand.example", commitmentId: id },
    });
    expect(told.map((l) => l.subject)).toEqual(["Blanketten för Leksands kommun är avböjd"]);
  });
});
