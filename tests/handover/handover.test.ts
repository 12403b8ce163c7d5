// The handover: who is asked for a note and who reads it, the first page until it is read, and what becomes of places.
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { renewExpired } from "~/domain/access/requests/commands.server";
import { findLink, linkToken } from "~/domain/access/tokens.server";
import { stop } from "~/domain/commitments/commands.server";
import { givePlace, startGroup } from "~/domain/groups/commands.server";
import { groupSchema, placeSchema } from "~/domain/groups/schema";
import type { Choice } from "~/domain/groups/rules";
import { markRead, passPlaces, writeNote } from "~/domain/handover/commands.server";
import { firstPage, handoverPage, notePage } from "~/domain/handover/queries.server";
import { weedNotes } from "~/domain/handover/recurring.server";
import { noteSchema } from "~/domain/handover/schema";
import { leave } from "~/domain/seats/commands.server";
import { giveEffort, report } from "~/domain/efforts/commands.server";
import { effortSchema } from "~/domain/efforts/schema";
import { openThings } from "~/domain/handover/open.server";
import { closesOn } from "~/domain/handover/rules";
import { recurring } from "~/jobs/recurring.server";
import { addDays, startOfDay } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { closeDatabase, db } from "~/platform/db.server";
import { loggedPath } from "~/platform/log.server";
import { button, toKeep } from "~/platform/marks";
import { asAccount, asLink, asNobody, linkTo, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let group: string;
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const asa = "asa.blom@leksand.example";
const per = "per.ost@leksand.example";
const nya = "nya.nina@leksand.example";
const nina = { name: "Nya Nina", email: nya };
const writer = async (email = asa) => asLink("handover.write", await linkTo("handover", email));
const page = async (email: string) =>
  handoverPage(await asAccount("handover.see", w.networkId, email), w.orgs.leksand!.slug);
const write = async (know = "Ring skolan i god tid.", contacts = "") =>
  writeNote(await writer(), noteSchema.parse({ know, contacts }));
const change = (startOn: string, more = {}) =>
  signed(w, "leksand", { representative: nina, startOn, ...more });
const activate = () => recurring.find((j) => j.name === "commitments.activate")!.run(now());
const give = async (who: string) =>
  givePlace(
    await asAccount("group.manage", w.networkId, strategist),
    group,
    placeSchema.parse({ organisationId: w.orgs.leksand!.id, who }),
  );
const places = async () =>
  (
    await db.groupPlace.findMany({
      where: { groupId: group },
      include: { person: true },
      orderBy: { fromOn: "asc" },
    })
  ).map((p) => [p.person?.name ?? null, p.fromOn, p.untilOn]);
const seat = async (email: string) =>
  db.holding.findFirstOrThrow({
    where: { organisationId: w.orgs.leksand!.id, person: { email } },
    orderBy: { fromOn: "desc" },
  });
const choose = async (who: string, holder: string, choice: Choice) =>
  passPlaces(
    await asAccount("handover.see", w.networkId, who),
    w.orgs.leksand!.slug,
    (await seat(holder)).id,
    { [group]: choice },
  );
const begins = async (email: string) => firstPage(await asAccount("me.see", w.networkId, email));

let made = 0;
beforeEach(async () => {
  // Seats are never emptied: each case has a county of its own.
  await closeDatabase();
  const path = join(process.env.DATA_DIR!, `${++made}.db`);
  copyFileSync(process.env.TEMPLATE_DATABASE!, path);
  process.env.DATABASE_URL = `file:${path}`;
  at("2027-02-01");
  w = await makeWorld();
  await signed(w, "leksand");
  await signed(w, "falu");
  group = await startGroup(
    await asAccount("group.manage", w.networkId, strategist),
    groupSchema.parse({ name: "Hedersvåld", purpose: "x", startOn: "2027-02-01" }),
  );
  at("2027-02-10");
});
afterAll(() => {
  setClock(null);
  delete process.env.DATABASE_URL;
});

describe("the note", () => {
  it("is asked for in the letter that tells the leaver, lives thirty days past the last day, and a GET counts as nothing", async () => {
    await change("2027-03-01");
    const letter = await db.letter.findFirstOrThrow({ where: { to: asa, kind: "leaver:representative" } });
    expect(letter.text).toContain("Skriv gärna några rader");
    expect(letter.text).toContain("Din sista dag är 28 februari 2027.");
    expect(letter.text).toContain(`\n\n${toKeep(button("Skriv till din efterträdare"))}\n\n`);
    const link = await linkTo("handover", asa);
    const token = (await linkToken(link.id))!.token;
    expect((await findLink(token, "handover", startOfDay("2027-03-31")))!.state).toBe("works");
    expect((await findLink(token, "handover", startOfDay("2027-04-02")))!.state).toBe("expired");
    expect(loggedPath(`/overlamning/${token}`)).toBe("/overlamning/…");
    await notePage(await writer());
    expect((await db.link.findUniqueOrThrow({ where: { id: link.id } })).pressedAt).toBeNull();
    expect((await page(per)).notes).toMatchObject([{ writtenOn: null, know: null }]);
  });
  it("is read by the successor and the deputy; the strategist sees that it is there, no other organisation anything", async () => {
    await change("2027-03-01");
    await write("Ring skolan i god tid.", "Kommunikatören");
    at("2027-03-01");
    await activate();
    for (const email of [nya, per])
      expect((await page(email)).notes).toMatchObject([
        { who: "Åsa Blom", know: "Ring skolan i god tid.", contacts: "Kommunikatören" },
      ]);
    const seen = await page(strategist);
    expect(seen.notes).toMatchObject([{ writtenOn: "2027-02-10", know: null, contacts: null }]);
    expect(JSON.stringify(seen)).not.toMatch(/skolan|Kommunikatören/);
    await expect(page("asa.blom@falu.example")).rejects.toThrow("finns inte");
    // After the account has ended the link still works, and what is open is the organisation's own.
    await giveEffort(await asAccount("effort.manage", w.networkId, strategist), {
      title: "Faluns egen",
      text: "Gör.",
      lastOn: "2027-05-01",
      to: "chosen",
      organisations: [w.orgs.falu!.id],
      minutesItemId: null,
    });
    await giveEffort(await asAccount("effort.manage", w.networkId, strategist), {
      title: "Allas",
      text: "Gör.",
      lastOn: "2027-05-01",
      to: "all",
      organisations: [],
      minutesItemId: null,
    });
    expect((await notePage(await writer())).open.map((t) => t.title)).toEqual(["Allas"]);
    await write("Och ring rektorn.");
    expect((await page(nya)).notes[0]!.know).toBe("Och ring rektorn.");
    expect(JSON.stringify(await db.event.findMany())).not.toContain("rektorn");
  });
  it("is open for sixty days past the last day, and not on the day after", async () => {
    expect(closesOn("2027-03-01")).toBe("2027-04-30");
    await change("2027-03-01");
    const permit = await writer();
    at("2027-04-29");
    await writeNote({ ...permit, today: "2027-04-29" }, noteSchema.parse({ know: "Ring.", contacts: "" }));
    await expect(
      writeNote({ ...permit, today: "2027-04-30" }, noteSchema.parse({ know: "Ring.", contacts: "" })),
    ).rejects.toMatchObject({ kind: "gone" });
  });
  it("is asked for where a protected person comes to the other seat, who is somebody else", async () => {
    await signed(w, "leksand", {
      representative: { name: "Nya Nina", email: nya },
      deputy: { name: "Hemliga Hanna", email: "hanna@leksand.example", protected: "on" },
      startOn: "2027-03-01",
    });
    expect(
      (await db.handoverNote.findMany({ select: { holdingId: true } })).map((n) => n.holdingId).sort(),
    ).toEqual([(await seat(asa)).id, (await seat(per)).id].sort());
  });
  it("shows home work that is begun as open", async () => {
    const { id } = w.orgs.leksand!;
    const effort = await giveEffort(
      await asAccount("effort.manage", w.networkId, strategist),
      effortSchema.parse({ title: "Rutinen", text: "t", lastOn: "2027-04-01", to: "all" }),
    );
    const open = () =>
      openThings(
        w.networkId,
        w.orgs.leksand!,
        { countySlug: "dalarna", slug: "lansgruppen" },
        { today: "2027-02-10", now: startOfDay("2027-02-10") },
      ).map((t) => t.key);
    for (const [state, there] of [
      ["begun", true],
      ["done", false],
    ] as const) {
      await report(await asAccount("effort.report", w.networkId, asa), effort, {
        organisationId: id,
        state,
        answer: "x",
      });
      expect([state, open().includes(`effort:${effort}`)]).toEqual([state, there]);
    }
  });
  it("is not asked for where the leaver goes on in the other seat", async () => {
    await signed(w, "leksand", {
      representative: { name: "Per Öst", email: per },
      deputy: { name: "Åsa Blom", email: asa },
      startOn: "2027-03-01",
    });
    expect(await db.handoverNote.count()).toBe(0);
  });
  it("is asked of a protected person without naming one, and of whoever leaves without a successor", async () => {
    await signed(w, "mora", {
      representative: { name: "Hemliga Hanna", email: "hanna@mora.example", protected: "on" },
    });
    const h = await db.holding.findFirstOrThrow({
      where: { organisationId: w.orgs.mora!.id, seat: "representative" },
    });
    await leave(
      await asAccount("seat.leave", w.networkId, "hanna@mora.example"),
      { holdingId: h.id, lastOn: "2027-02-20" },
      "",
    );
    const note = await db.handoverNote.findFirstOrThrow({ where: { holdingId: h.id } });
    expect(await db.letter.findFirstOrThrow({ where: { linkId: note.linkId } })).toMatchObject({
      to: "",
      personId: h.personId,
    });
    const link = (await findLink((await linkToken(note.linkId!))!.token, "handover", now()))!.link;
    await writeNote(asLink("handover.write", link), noteSchema.parse({ know: "Hej" }));
    const seen = JSON.stringify(
      handoverPage(await asAccount("handover.see", w.networkId, "per.ost@mora.example"), w.orgs.mora!.slug),
    );
    expect(seen).toContain("Representanten (skyddad person)");
    expect(seen).not.toMatch(/Hanna|hanna@/);
  });
  it("has a fresh link when the old one has run out, but not for ever", async () => {
    await change("2027-03-01");
    await write();
    const old = await linkTo("handover", asa);
    const token = (await linkToken(old.id))!.token;
    at("2027-04-15");
    await renewExpired(asNobody("link.renew"), "handover", token);
    const fresh = await linkTo("handover", asa);
    expect(fresh.id).not.toBe(old.id);
    expect((await notePage(asLink("handover.write", fresh))).know).toBe("Ring skolan i god tid.");
    at("2027-05-01");
    await expect(notePage(asLink("handover.write", { ...fresh }))).rejects.toThrow("gått ut");
  });
  it("is taken back when the form is stopped before its day, and weeded after a year", async () => {
    const id = await change("2027-03-01");
    await stop(await asAccount("commitment.stop", w.networkId, strategist), id, "Fel person");
    at("2027-02-11");
    expect(await db.link.count({ where: { purpose: "handover", revokedAt: null } })).toBe(0);
    await change("2027-03-02");
    await write();
    at("2028-03-01");
    expect(await weedNotes(now())).toBe(0);
    at("2028-03-02");
    expect(await weedNotes(now())).toBe(1);
    expect(await db.handoverNote.findFirstOrThrow()).toMatchObject({
      know: null,
      contacts: null,
      linkId: null,
    });
    expect(await weedNotes(now())).toBe(0);
  });
  it("wants words, and no personnummer", () => {
    expect(noteSchema.safeParse({ know: "  " }).success).toBe(false);
    expect(noteSchema.safeParse({ know: "Om 19121212-1212" }).success).toBe(false);
  });
});

describe("the first page", () => {
  it("is where a new holder begins until it is read; the welcome leads to it", async () => {
    expect(await begins(asa)).toBe("/dalarna/lansgruppen/organisationer/leksands-kommun/overlamning");
    await markRead(await asAccount("handover.see", w.networkId, asa));
    expect(await begins(asa)).toBeNull();
    await change("2027-03-01");
    at("2027-03-01");
    await activate();
    expect((await db.letter.findFirstOrThrow({ where: { to: nya, kind: "welcome" } })).text).toContain(
      "/organisationer/leksands-kommun/overlamning",
    );
    expect(await begins(nya)).toContain("/overlamning");
    expect(await page(nya)).toMatchObject({
      unread: true,
      own: true,
      seats: [
        { now: { who: "Nya Nina" }, before: { who: "Åsa Blom", untilOn: "2027-03-01" } },
        { now: { who: "Per Öst" } },
      ],
    });
    expect((await page(nya)).unread).toBe(true);
    await markRead(await asAccount("handover.see", w.networkId, nya));
    expect([await begins(nya), (await page(nya)).unread]).toEqual([null, false]);
  });
});

describe("a leaver's places", () => {
  it("go to the deputy or become vacant on the day, as chosen before it, with history kept", async () => {
    await give("representative");
    await change("2027-03-01");
    expect((await page(strategist)).leaving).toMatchObject([
      { who: "Åsa Blom", untilOn: null, places: [{ choice: "successor" }] },
    ]);
    await choose(per, asa, "other");
    expect(await places()).toEqual([["Åsa Blom", "2027-02-10", null]]);
    at("2027-03-01");
    await activate();
    expect(await places()).toEqual([
      ["Åsa Blom", "2027-02-10", "2027-03-01"],
      ["Per Öst", "2027-03-01", null],
    ]);
    // After the day it is put right from today.
    at("2027-03-10");
    expect((await page(nya)).leaving).toMatchObject([
      { who: "Åsa Blom", places: [{ group: "Hedersvåld", choice: "other", now: "Per Öst" }] },
    ]);
    expect(await choose(nya, asa, "other")).toBe(0);
    await choose(nya, asa, "vacant");
    expect((await places()).slice(1)).toEqual([
      ["Per Öst", "2027-03-01", "2027-03-10"],
      [null, "2027-03-10", null],
    ]);
    at("2027-03-12");
    await choose(strategist, asa, "successor");
    expect((await places()).at(-1)).toEqual(["Nya Nina", "2027-03-12", null]);
  });
  it("go to the successor where nothing is chosen, also one who comes to a seat that was vacant", async () => {
    await give("representative");
    const h = await seat(asa);
    await leave(
      await asAccount("seat.leave", w.networkId, asa),
      { holdingId: h.id, lastOn: "2027-02-20" },
      "",
    );
    expect(await places()).toEqual([
      ["Åsa Blom", "2027-02-10", "2027-02-21"],
      [null, "2027-02-21", null],
    ]);
    await choose(asa, asa, "other");
    expect((await places()).at(-1)).toEqual(["Per Öst", "2027-02-21", null]);
    await choose(asa, asa, "successor");
    expect((await places()).at(-1)).toEqual([null, "2027-02-21", null]);
    at("2027-03-05");
    await change("2027-03-05");
    expect(await places()).toEqual([
      ["Åsa Blom", "2027-02-10", "2027-02-21"],
      [null, "2027-02-21", "2027-03-05"],
      ["Nya Nina", "2027-03-05", null],
    ]);
  });
  it("stay vacant for whoever comes where that was chosen, and pass at once where the change comes before the day that was said", async () => {
    await give("representative");
    const h = await seat(asa);
    await leave(
      await asAccount("seat.leave", w.networkId, asa),
      { holdingId: h.id, lastOn: "2027-02-28" },
      "",
    );
    await change("2027-02-20");
    at("2027-02-20");
    await activate();
    expect(await places()).toEqual([
      ["Åsa Blom", "2027-02-10", "2027-02-20"],
      ["Nya Nina", "2027-02-20", null],
    ]);
    const n = await seat(nya);
    await leave(
      await asAccount("seat.leave", w.networkId, nya),
      { holdingId: n.id, lastOn: "2027-02-24" },
      "",
    );
    await choose(strategist, nya, "vacant");
    at(addDays("2027-02-24", 5));
    await signed(w, "leksand", { startOn: "2027-03-01" });
    expect((await places()).at(-1)).toEqual([null, "2027-02-25", null]);
  });
  it("are the organisation's own to choose", async () => {
    await give("representative");
    const h = await seat(asa);
    await expect(
      passPlaces(
        await asAccount("handover.see", w.networkId, "asa.blom@falu.example"),
        w.orgs.leksand!.slug,
        h.id,
        { [group]: "vacant" },
      ),
    ).rejects.toThrow("finns inte");
    await expect(asAccount("handover.see", w.gavleNetworkId, strategist)).rejects.toThrow();
    expect(await db.placeChoice.count()).toBe(0);
  });
});
