// Who sits where, on any day: held by the database, whatever the code does.
import Database from "better-sqlite3";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kindOf } from "../setup/outcome";
import {
  asAccount,
  asLink,
  asNobody,
  browser,
  draftFor,
  linkTo,
  makeWorld,
  proveLink,
  signed,
  signer,
  signWith,
  strategist,
  withContact,
  type World,
} from "../world";
import { askForLink, renewExpired } from "~/domain/access/requests/commands.server";
import { saveDraft } from "~/domain/commitments/commands.server";
import { beginByLink, begin, send } from "~/domain/commitments/drafting/commands.server";
import { draftForm } from "~/domain/commitments/queries.server";
import { leave, startCover } from "~/domain/seats/commands.server";
import { heldBy } from "~/domain/seats/held.server";
import { holdingsOf, sittingOn } from "~/domain/seats/queries.server";
import { findLink, linkToken, makeLink } from "~/domain/access/tokens.server";
import { addDays, longDate } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { must } from "~/platform/must";
import { env } from "~/platform/env.server";
import { recurring } from "~/jobs/recurring.server";

let w: World;
let raw: Database.Database;

const activate = () => recurring.find((j) => j.name === "commitments.activate")!.run(now());
beforeAll(async () => {
  w = await makeWorld();
  raw = new Database(env.databasePath);
});
afterAll(() => raw.close());

describe("holdings in the database", () => {
  const day = (n: number) => addDays("2026-01-01", n);
  it("never overlap for one seat, whatever is tried", () => {
    raw.exec(
      `INSERT INTO Person (id, countyId, name, sortKey, searchKey) VALUES ('raw', '${w.countyId}', 'Rå', 'ra', 'rå')`,
    );
    const insert = raw.prepare(
      "INSERT INTO Holding (id, networkId, organisationId, seat, personId, fromOn, untilOn) VALUES (?, ?, ?, ?, 'raw', ?, ?)",
    );
    const range = fc.tuple(
      fc.integer({ min: 0, max: 60 }),
      fc.option(fc.integer({ min: 1, max: 20 })),
      fc.constantFrom("representative", "deputy"),
    );
    fc.assert(
      fc.property(fc.array(range, { minLength: 2, maxLength: 12 }), (tries) => {
        raw.exec("SAVEPOINT attempt");
        try {
          const held: { seat: string; from: string; until: string | null }[] = [];
          tries.forEach(([from, length, seat], i) => {
            const h = { seat, from: day(from), until: length === null ? null : day(from + length) };
            const free = !held.some(
              (o) => o.seat === h.seat && o.from < (h.until ?? "9999") && h.from < (o.until ?? "9999"),
            );
            let taken = true;
            try {
              insert.run(`raw-${i}`, w.networkId, w.orgs.falu!.id, seat, h.from, h.until);
            } catch (error) {
              expect(String(error)).toMatch(/overlaps/);
              taken = false;
            }
            expect(taken).toBe(free);
            if (taken) held.push(h);
          });
        } finally {
          raw.exec("ROLLBACK TO attempt; RELEASE attempt");
        }
      }),
      { numRuns: 150 },
    );
  });
  it("refuses an update into another, an end before the beginning, and being deleted", () => {
    const insert = (id: string, from: string, until: string | null) =>
      raw
        .prepare(
          "INSERT INTO Holding (id, networkId, organisationId, seat, personId, fromOn, untilOn) VALUES (?, ?, ?, 'deputy', 'raw', ?, ?)",
        )
        .run(id, w.networkId, w.orgs.gavle!.id, from, until);
    insert("one", day(0), day(10));
    insert("two", day(10), null);
    expect(() => raw.exec(`UPDATE Holding SET untilOn = '${day(11)}' WHERE id = 'one'`)).toThrow(/overlaps/);
    expect(() => raw.exec(`UPDATE Holding SET untilOn = '${day(0)}' WHERE id = 'one'`)).toThrow(
      /well formed/,
    );
    expect(() => raw.exec("UPDATE Holding SET seat = 'chair' WHERE id = 'one'")).toThrow(/well formed/);
    expect(() => raw.exec("DELETE FROM Holding WHERE id = 'one'")).toThrow(/never deleted/);
  });
});

describe("a replacement", () => {
  it("is begun from a link to a known address, and only that", async () => {
    await signed(w, "leksand");
    await withContact(w, "leksand");
    const ask = await asAccount("linkRequest.use", w.networkId, strategist);
    const kept = async () => [await db.letter.count(), await db.link.count(), await db.event.count()];
    const stood = await kept();
    const before = await db.letter.count();
    // A stranger asks in many names, hers among them where she is not known: nothing is kept, and she is not shut out.
    for (let i = 0; i < 6; i++) {
      await askForLink(ask, w.orgs.leksand!.id, `okand${i}@leksand.example`);
      await askForLink(ask, w.orgs.falu!.id, "chef@leksand.example");
    }
    expect(await kept()).toEqual(stood);
    await askForLink(ask, w.orgs.leksand!.id, "chef@leksand.example");
    await askForLink(ask, w.orgs.leksand!.id, "chef@leksand.example");
    expect(await db.letter.count()).toBe(before + 1);
  });
  it("is asked for by whoever has had many letters of other sorts, and five times an hour", async () => {
    const ask = await asAccount("linkRequest.use", w.networkId, strategist);
    const to = "registrator@leksand.example";
    const other = {
      purpose: "poll" as const,
      networkId: w.networkId,
      organisationId: w.orgs.leksand?.id ?? "",
      email: to,
    };
    await transact(async (tx) => {
      for (let i = 0; i < 6; i++) await makeLink(tx, other, now(), []);
    });
    const letters = () => db.letter.count({ where: { to } });
    const before = await letters();
    for (let i = 0; i < 7; i++) {
      await askForLink({ ...ask, now: new Date(ask.now.getTime() + i * 61_000) }, other.organisationId, to);
      if (i === 0) expect(await letters()).toBe(before + 1);
    }
    expect(await letters()).toBe(before + 5);
  });
  it("is nobody's whose address belongs to the organisation no more", async () => {
    const to = "registrator@leksand.example";
    const { token } = must(await linkToken((await linkTo("replace", to)).id), "the link");
    const state = async () => (await findLink(token, "replace", now()))?.state;
    expect(await state()).toBe("works");
    await transact((tx) => tx.contact.updateMany({ where: { email: to }, data: { untilOn: today() } }));
    expect(await state()).toBe("revoked");
    setClock(new Date(now().getTime() + 40 * 86_400_000));
    const anyone = asNobody("link.renew");
    await expect(renewExpired(anyone, "replace", token)).rejects.toMatchObject({ kind: "gone" });
    setClock(null);
    await transact((tx) => tx.contact.updateMany({ where: { email: to }, data: { untilOn: null } }));
  });
  it("tells the strategist when it starts and when it is signed, the leaver and the former manager", async () => {
    const token = await beginByLink(
      asLink("replacement.start", await linkTo("replace", "chef@leksand.example")),
      "representative",
    );
    expect(token).toHaveLength(32);
    const fill = asLink("commitment.fill", await linkTo("fill", "chef@leksand.example"));
    const id = fill.link!.commitmentId!;
    const view = await draftForm(fill, id);
    expect(view.leaver).toBe("Åsa Blom");
    expect(view.draft.channels[0]?.name).toBe("Ledningsgruppen");
    await saveDraft(
      fill,
      id,
      {
        ...view.draft,
        representative: { ...view.draft.representative, name: "Ny Person", email: "ny@leksand.example" },
        manager: { ...view.draft.manager, name: "Ny Chef", email: "nychef@leksand.example" },
        startOn: addDays(today(), 4),
        filler: { name: "Karin Chef", email: "chef@leksand.example" },
      },
      view.version,
    );
    await send(fill, id, (await draftForm(fill, id)).version);
    await signWith(await signer("nychef@leksand.example"));
    const letters = await db.letter.findMany({
      where: { organisationId: w.orgs.leksand!.id, event: { subjectId: { not: "" } } },
      orderBy: { createdAt: "asc" },
    });
    const to = (address: string) => letters.filter((l) => l.to === address).map((l) => l.subject);
    expect(
      to("brevlada@dalarna.example").filter((s) => /börjat byta|byter representant/.test(s)),
    ).toHaveLength(2);
    expect(to("asa.blom@leksand.example").at(-1)).toMatch(/slutar/);
    expect(to("chef@leksand.example").some((s) => /byter representant/.test(s))).toBe(true);
  });
  it("ends the old seat and begins the new one on the day, and history answers for every day", async () => {
    setClock(new Date(now().getTime() + 4 * 86_400_000));
    await activate();
    const all = holdingsOf(w.networkId, w.orgs.leksand!.id);
    const day = today();
    setClock(null);
    expect(sittingOn(all, "representative", addDays(day, -1))?.name).toBe("Åsa Blom");
    expect(sittingOn(all, "representative", day)?.name).toBe("Ny Person");
    expect(sittingOn(all, "deputy", day)?.name).toBe("Per Öst");
    expect(
      (
        await db.commitment.findMany({
          where: { organisationId: w.orgs.leksand!.id, state: { in: ["active", "replaced"] } },
          orderBy: { createdAt: "asc" },
        })
      ).map((c) => c.state),
    ).toEqual(["replaced", "active"]);
    expect(await db.letter.count({ where: { kind: "welcome", to: "ny@leksand.example" } })).toBe(1);
  });
  it("lets only one of two win", async () => {
    await signed(w, "mora");
    const p = await asAccount("replacement.start", w.networkId, strategist);
    const ids = [
      await begin(p, w.orgs.mora!.id, "representative", true),
      await begin(p, w.orgs.mora!.id, "representative", true),
    ];
    const fill = await asAccount("commitment.fill", w.networkId, strategist);
    for (const [i, id] of ids.entries()) {
      const v = await draftForm(fill, id);
      await saveDraft(
        fill,
        id,
        draftFor("mora", {
          representative: { name: `Ny ${i}`, email: `ny${i}@mora.example` },
          manager: { name: "Chef", email: `m${i}@mora.example` },
          deputy: undefined,
        }),
        v.version,
      );
    }
    const answers = await Promise.all(
      ids.map(async (id) => kindOf(send(fill, id, (await draftForm(fill, id)).version))),
    );
    expect(answers.sort()).toEqual(["conflict", "done"]);
  });
});

describe("leaving without a successor", () => {
  it("takes the code on a link, and is told", async () => {
    const link = asLink("seat.leave", await linkTo("replace", "chef@leksand.example"));
    const deputy = await db.holding.findFirstOrThrow({
      where: { organisationId: w.orgs.leksand!.id, seat: "deputy", untilOn: null },
    });
    expect(await kindOf(leave(link, { holdingId: deputy.id, lastOn: today() }, browser))).not.toBe("done");
    await proveLink(link);
    expect(await kindOf(leave(link, { holdingId: deputy.id, lastOn: today() }, "another-browser"))).toBe(
      "invalid",
    );
    expect(await kindOf(leave(link, { holdingId: deputy.id, lastOn: today() }, browser))).toBe("done");
    expect((await db.holding.findUniqueOrThrow({ where: { id: deputy.id } })).untilOn).toBe(
      addDays(today(), 1),
    );
    expect(
      await db.letter.count({ where: { kind: "notice", subject: { contains: "utan efterträdare" } } }),
    ).toBe(1);
  });
  it("wants a reason from the strategist", async () => {
    const p = await asAccount("seat.leave", w.networkId, strategist);
    const holding = await db.holding.findFirstOrThrow({
      where: { organisationId: w.orgs.mora!.id, seat: "deputy" },
    });
    expect(await kindOf(leave(p, { holdingId: holding.id, lastOn: today() }, ""))).toBe("invalid");
    expect(
      await kindOf(leave(p, { holdingId: holding.id, lastOn: today(), why: "Meddelat per telefon" }, "")),
    ).toBe("done");
  });
  it("keeps the seat when the deputy serves for a while", async () => {
    const p = await asAccount("cover.start", w.networkId, strategist);
    expect(
      await kindOf(
        startCover(p, {
          organisationId: w.orgs.mora!.id,
          fromOn: addDays(today(), 30),
          lastOn: addDays(today(), 60),
        }),
      ),
    ).toBe("conflict");
    expect(
      await kindOf(
        startCover(p, { organisationId: w.orgs.mora!.id, fromOn: today(), lastOn: addDays(today(), 60) }),
      ),
    ).toBe("done");
    expect(sittingOn(holdingsOf(w.networkId, w.orgs.mora!.id), "representative", today())?.name).toBe(
      "Åsa Blom",
    );
    // What the deputy holds says the last day, not the first one without.
    const deputy = await db.holding.findFirstOrThrow({
      where: { organisationId: w.orgs.mora!.id, seat: "deputy" },
    });
    expect((await transact((tx) => heldBy(tx, deputy, today()))).map((h) => h.words)).toEqual([
      `Tjänstgör som ersättare till och med ${longDate(addDays(today(), 60))}`,
    ]);
  });
});
