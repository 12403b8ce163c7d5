// One person with seats in three organisations leaves once, and is heard of once; who is named on a form hears when it is signed.
import { createElement, Fragment } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { findLink, makeLink } from "~/domain/access/tokens.server";
import { db, transact } from "~/platform/db.server";
import { now, today } from "~/platform/clock";
import { saveDraft } from "~/domain/commitments/commands.server";
import { begin, send } from "~/domain/commitments/drafting/commands.server";
import { draftForm } from "~/domain/commitments/queries.server";
import { notePage } from "~/domain/handover/queries.server";
import { todoList } from "~/domain/network/todo.server";
import { leave } from "~/domain/seats/commands.server";
import { alsoLeaving, replaceView } from "~/domain/seats/queries.server";
import { grouped, todoItem } from "~/routes/network/todo-words";
import { addDays, longDate } from "~/platform/calendar";
import {
  asAccount,
  asLink,
  browser,
  draftFor,
  linkTo,
  makeWorld,
  proveLink,
  sentToManager,
  signed,
  signer,
  signWith,
  strategist,
  withContact,
  type World,
} from "../world";

let w: World;
const towns = ["falu", "leksand", "mora"] as const;
const coordinator = { name: "Märta Sjöö", email: "samordnare@norra.example" };
const notices = async (after: number) =>
  (
    await db.letter.findMany({
      where: { kind: "notice", to: "brevlada@dalarna.example", eventSeq: { gt: after } },
      orderBy: { eventSeq: "asc" },
    })
  ).map((l) => l.subject);
const sofar = async () => (await db.event.findFirstOrThrow({ orderBy: { seq: "desc" } })).seq;
const seats = async () =>
  db.holding.findMany({
    where: { person: { emailKey: coordinator.email }, seat: "representative" },
    orderBy: { organisation: { sortKey: "asc" } },
  });
beforeAll(async () => {
  w = await makeWorld();
  for (const town of towns) await signed(w, town, { representative: coordinator });
});

describe("a change for all three", () => {
  it("is heard of once when it is begun and once when it is sent", async () => {
    const before = await sofar();
    const start = await asAccount("replacement.start", w.networkId, coordinator.email);
    const id = await begin(start, w.orgs.falu?.id ?? "", "representative", false);
    const fill = await asAccount("commitment.fill", w.networkId, coordinator.email);
    const view = await draftForm(fill, id);
    const draft = draftFor("falu", {
      representative: { name: "Ny Samordnare", email: "ny@norra.example" },
      deputy: undefined,
      alsoIn: view.alsoIn.map((a) => ({ ...a, chosen: "on" })),
      startOn: addDays(today(), 20),
    });
    await saveDraft(fill, id, draft, view.version);
    await send(fill, id, (await draftForm(fill, id)).version);
    expect(await notices(before)).toEqual([
      "Falu kommun har börjat byta representant",
      "Falu kommun, Leksands kommun och Mora kommun väntar på chefernas underskrift",
    ]);
    expect(await db.signature.count({ where: { state: "pending" } })).toBe(3);
    for (const c of await db.commitment.findMany({ where: { state: "awaitingSignature" } }))
      await db.commitment.update({ where: { id: c.id }, data: { state: "withdrawn" } });
  });
});

describe("leaving all three without a successor", () => {
  it("is said once and heard of once", async () => {
    const p = await asAccount("seat.leave", w.networkId, coordinator.email);
    const [first, ...others] = await seats();
    const offered = alsoLeaving(p, first?.id ?? "");
    expect(offered.map((o) => o.organisation)).toEqual(["Leksands kommun", "Mora kommun"]);
    const before = await sofar();
    const lastOn = addDays(today(), 10);
    const given = { holdingId: first?.id ?? "", lastOn, alsoIn: others.map((h) => h.id) };
    const six = await Promise.allSettled(Array.from({ length: 6 }, () => leave(p, given, browser)));
    expect(six.filter((x) => x.status === "fulfilled")).toHaveLength(1);
    expect((await seats()).map((h) => h.untilOn)).toEqual(towns.map(() => addDays(lastOn, 1)));
    expect(await notices(before)).toEqual([
      "Falu kommun, Leksands kommun och Mora kommun: representanten slutar utan efterträdare",
    ]);
    expect(await db.event.count({ where: { kind: "seat.left", seq: { gt: before } } })).toBe(3);
    const last = longDate(lastOn);
    const told = await db.letter.findMany({ where: { to: coordinator.email, kind: "leaver" } });
    // One letter; its link leads to a note for each of them. The day is the last one, nobody follows.
    expect(told.map((l) => l.subject)).toEqual([
      `Ditt uppdrag i länsgruppen slutar ${last}: Falu kommun, Leksands kommun och Mora kommun`,
    ]);
    const [letter] = told;
    expect(letter?.text).toContain(`Din sista dag är ${last}.`);
    expect(letter?.text).toContain("På sidan finns en överlämning för varje organisation.");
    expect(letter?.text).not.toMatch(/byter representant|efterträdare|Märta/);
    const link = await linkTo("handover", coordinator.email, w.orgs.falu?.id);
    expect(letter?.linkId).toBe(link.id);
    const note = await notePage(asLink("handover.write", link));
    expect(note.others.map((o) => o.organisation)).toEqual(["Leksands kommun", "Mora kommun"]);
    for (const { at } of note.others)
      expect((await findLink(at.split("/").at(-1) ?? "", "handover", now()))?.state).toBe("works");
    const notice = await db.letter.findFirstOrThrow({
      where: { kind: "notice", subject: { contains: "utan efterträdare" } },
    });
    expect(notice.text).not.toContain("hade också");
  });
  it("is one row in the to-do list", async () => {
    const { todo } = todoList(await asAccount("todo.see", w.networkId, strategist));
    const leaving = grouped(todo).filter((t) => t.kind === "leaving");
    expect(leaving.map((t) => t.organisation)).toEqual(["Falu kommun, Leksands kommun och Mora kommun"]);
    const place = { countySlug: "dalarna", slug: "lansgruppen" };
    const buttons = renderToStaticMarkup(
      createElement(Fragment, null, ...leaving.map((t) => todoItem(t, place, "").action)),
    );
    for (const town of towns) expect(buttons).toContain(`/${w.orgs[town]?.slug ?? ""}/byt-representant"`);
  });
  it("never ends the seat of somebody else", async () => {
    const p = await asAccount("seat.leave", w.networkId, strategist);
    const deputies = await db.holding.findMany({ where: { seat: "deputy", untilOn: null } });
    const [one] = deputies;
    const rep = (await seats()).find((h) => h.organisationId !== one?.organisationId);
    const given = { holdingId: one?.id ?? "", lastOn: today(), why: "Fel", alsoIn: [rep?.id ?? ""] };
    await expect(leave(p, given, browser)).rejects.toMatchObject({ kind: "notFound" });
  });
});

describe("a contact's link", () => {
  it("offers to say that somebody leaves: the county board is told, nothing ends", async () => {
    await signed(w, "jour");
    await withContact(w, "jour");
    const link = {
      purpose: "replace" as const,
      networkId: w.networkId,
      organisationId: w.orgs.jour?.id ?? "",
      email: "registrator@jour.example",
    };
    await transact((tx) => makeLink(tx, link, now(), []));
    const p = asLink("seat.leave", await linkTo("replace", "registrator@jour.example"));
    const view = await replaceView(p as never, browser);
    expect(view.seats.map((s) => [s.mayEnd, s.tells])).toEqual([
      [true, true],
      [true, true],
    ]);
    await proveLink(p);
    const before = await sofar();
    const given = { holdingId: view.seats[0]?.holdingId ?? "", lastOn: addDays(today(), 5) };
    await leave(p, given, browser);
    await expect(leave(p, given, browser)).rejects.toMatchObject({ kind: "conflict" });
    expect(await notices(before)).toEqual(["Kvinnojourer i Dalarna: representanten ska sluta"]);
    expect((await db.holding.findUniqueOrThrow({ where: { id: given.holdingId } })).untilOn).toBeNull();
  });
});

describe("who is named on a form", () => {
  it("hears when it is signed and from which day, the first manager too", async () => {
    const on = addDays(today(), 12);
    await sentToManager(w, "mora", {
      representative: { name: "Eva Nord", email: "eva@mora.example" },
      sameManager: "",
      deputyManager: { name: "Bo Ek", email: "chef2@mora.example" },
      startOn: on,
    });
    await signWith(await signer("chef@mora.example"));
    expect(await db.letter.count({ where: { kind: { startsWith: "named" }, to: "eva@mora.example" } })).toBe(
      0,
    );
    await signWith(await signer("chef2@mora.example"));
    for (const to of ["eva@mora.example", "per.ost@mora.example", "chef@mora.example"]) {
      const all = await db.letter.findMany({ where: { to, subject: { contains: "är undertecknat" } } });
      const told = all.filter((l) => l.text.includes(longDate(on)));
      expect([to, told.length]).toEqual([to, 1]);
    }
  });
});
