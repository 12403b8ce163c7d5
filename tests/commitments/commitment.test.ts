// A commitment from draft to seat, on the real database.
import { beforeAll, describe, expect, it } from "vitest";
import Database from "better-sqlite3";
import { kindOf } from "../setup/outcome";
import {
  asAccount,
  asLink,
  browser,
  drafted,
  draftFor,
  linkTo,
  makeWorld,
  sentToManager,
  signed,
  signer,
  signWith,
  strategist,
  type World,
} from "../world";
import { receive, saveDraft, stop } from "~/domain/commitments/commands.server";
import { copyForm } from "~/domain/commitments/drafting/commands.server";
import { draftForm } from "~/domain/commitments/queries.server";
import {
  confirmManager,
  decline,
  misdirect,
  requestSignatureCode,
  sign,
} from "~/domain/commitments/signing/commands.server";
import { signersOf } from "~/domain/commitments/signers.server";
import { signView } from "~/domain/commitments/signing/queries.server";
import { addDays } from "~/platform/calendar";
import { setClock, today } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { recurring } from "~/jobs/recurring.server";
import { now } from "~/platform/clock";

let w: World;
const job = (name: string) => recurring.find((j) => j.name === name)!.run(now());

beforeAll(async () => {
  w = await makeWorld();
});

describe("signing", () => {
  let id: string;
  it("freezes and hashes what was sent, and seats both on the day", async () => {
    id = await signed(w, "leksand");
    const c = await db.commitment.findUniqueOrThrow({
      where: { id },
      include: { holdings: true, steps: true },
    });
    expect(c.state).toBe("active");
    expect(c.contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(c.holdings.map((h) => [h.seat, h.fromOn, h.untilOn]).sort()).toEqual([
      ["deputy", today(), null],
      ["representative", today(), null],
    ]);
    expect(c.steps.map((s) => s.step)).toEqual(["start", "send", "complete", "activate"]);
  });
  it("never lets raw SQL edit a sent commitment, a signature or the steps", () => {
    const raw = new Database(env.databasePath);
    for (const sql of [
      `UPDATE "Commitment" SET content = '{}' WHERE id = '${id}'`,
      `UPDATE "Commitment" SET startOn = '2020-01-01' WHERE id = '${id}'`,
      `UPDATE "Commitment" SET signedAt = NULL WHERE id = '${id}'`,
      `DELETE FROM "Commitment" WHERE id = '${id}'`,
    ])
      expect(() => raw.exec(sql), sql).toThrow(/never/);
    expect(() => raw.exec(`UPDATE "Signature" SET signedName = 'X' WHERE commitmentId = '${id}'`)).toThrow(
      /never changed/,
    );
    expect(() => raw.exec(`UPDATE "CommitmentStep" SET why = 'x'`)).toThrow(/append-only/);
    expect(() => raw.exec(`DELETE FROM "Event"`)).toThrow(/append-only/);
    raw.close();
  });
  it("says that it is signed already, whoever presses twice", async () => {
    const p = asLink("commitment.sign", await linkTo("sign", "chef@leksand.example"));
    expect(await kindOf(signWith(p))).toBe("conflict");
    expect((await signView(p, browser)).signature.state).toBe("signed");
  });
  it("counts a double click once", async () => {
    await sentToManager(w, "falu", {
      startOn: addDays(today(), 2),
      manager: { name: "Dubbel Chef", email: "dubbel@falu.example" },
    });
    const p = await signer("dubbel@falu.example");
    const answers = await Promise.all([kindOf(signWith(p)), kindOf(signWith(p)), kindOf(signWith(p))]);
    expect(answers.sort()).toEqual(["conflict", "conflict", "done"]);
    const c = await db.commitment.findFirstOrThrow({ where: { organisationId: w.orgs.falu!.id } });
    expect(
      await db.letter.count({
        where: { commitmentId: c.id, kind: "notice", subject: { contains: "undertecknat" } },
      }),
    ).toBe(1);
    await stop(await asAccount("commitment.stop", w.networkId, strategist), c.id, "Bara ett prov");
  });
  it("is received once", async () => {
    const p = await asAccount("commitment.receive", w.networkId, strategist);
    const answers = await Promise.all([kindOf(receive(p, id, "")), kindOf(receive(p, id, ""))]);
    expect(answers.sort()).toEqual(["conflict", "done"]);
    expect((await db.commitment.findUniqueOrThrow({ where: { id } })).diaryNumber).toBe("801-2652-16");
  });
});

describe("the manager's other answers", () => {
  it("needs the code for every act", async () => {
    await sentToManager(w, "falu");
    const p = asLink("commitment.sign", await linkTo("sign", "chef@falu.example"));
    for (const act of [
      sign(p, { name: "K", title: "C", declaration: "on" }, browser),
      decline(p, { why: "nej" }, browser),
      misdirect(p, { name: "X", email: "x@falu.example" }, browser),
    ])
      expect(await kindOf(act)).toBe("invalid");
    expect(
      await db.signature.count({
        where: { commitment: { organisationId: w.orgs.falu!.id }, state: "pending" },
      }),
    ).toBe(1);
  });
  it("writes to the right manager only when the address is confirmed", async () => {
    await misdirect(
      await signer("chef@falu.example"),
      { name: "Rätt Chef", email: "ratt@falu.example" },
      browser,
    );
    expect(await db.letter.count({ where: { to: "ratt@falu.example" } })).toBe(0);
    const named = await db.signature.findFirstOrThrow({ where: { email: "ratt@falu.example" } });
    // The strategist is warned of a domain that nobody at the organisation has, until somebody has said that it is right.
    await transact((tx) =>
      tx.signature.update({
        where: { id: named.id },
        data: { email: "ratt@annan.example", emailKey: "ratt@annan.example" },
      }),
    );
    const c = await db.commitment.findUniqueOrThrow({ where: { id: named.commitmentId } });
    const warned = async () => (await signersOf(c, null)).find((s) => s.id === named.id)?.domainUnknown;
    expect(await warned()).toBe(true);
    await confirmManager(
      await asAccount("commitment.confirmManager", w.networkId, strategist),
      named.id,
      "ratt@annan.example",
    );
    expect(await warned()).toBe(false);
    await transact((tx) =>
      tx.signature.update({
        where: { id: named.id },
        data: { email: "ratt@falu.example", emailKey: "ratt@falu.example" },
      }),
    );
    await transact((tx) =>
      tx.link.updateMany({
        where: { signatureId: named.id },
        data: { email: "ratt@falu.example", emailKey: "ratt@falu.example" },
      }),
    );
  });
  it("ends the form when declined, and a new draft is copied from it", async () => {
    await decline(await signer("ratt@falu.example"), { why: "Fel ersättare" }, browser);
    const link = await linkTo("fill", "registrator@falu.example", w.orgs.falu!.id);
    const old = link.commitmentId!;
    expect((await db.commitment.findUniqueOrThrow({ where: { id: old } })).state).toBe("declined");
    const copy = await copyForm(asLink("commitment.fill", link), old);
    const view = await draftForm(
      asLink("commitment.fill", await linkTo("fill", "registrator@falu.example", w.orgs.falu!.id)),
      copy,
    );
    expect(view.draft.representative.name).toBe("Åsa Blom");
    expect(view.draft.manager.email).toBe("ratt@falu.example");
  });
});

describe("two managers", () => {
  it("waits for both", async () => {
    const id = await sentToManager(w, "mora", {
      sameManager: "",
      deputyManager: { name: "Andra Chefen", email: "chef2@mora.example" },
      startOn: addDays(today(), 5),
    });
    await signWith(await signer("chef@mora.example"));
    expect((await db.commitment.findUniqueOrThrow({ where: { id } })).state).toBe("awaitingSignature");
    await signWith(await signer("chef2@mora.example"));
    expect((await db.commitment.findUniqueOrThrow({ where: { id } })).state).toBe("signed");
  });
  it("changes the seats on the day, not before", async () => {
    const held = () => db.holding.count({ where: { organisationId: w.orgs.mora!.id } });
    await job("commitments.activate");
    expect(await held()).toBe(0);
    setClock(new Date(now().getTime() + 5 * 86_400_000));
    await job("commitments.activate");
    expect(await held()).toBe(2);
    setClock(null);
  });
  it("can be stopped before its day, and stays as it was signed", async () => {
    const id = await signed(w, "jour", { startOn: addDays(today(), 9) });
    const before = await db.commitment.findUniqueOrThrow({ where: { id } });
    await stop(await asAccount("commitment.stop", w.networkId, strategist), id, "Fel län");
    const after = await db.commitment.findUniqueOrThrow({ where: { id } });
    expect([after.state, after.content, after.contentHash]).toEqual([
      "returned",
      before.content,
      before.contentHash,
    ]);
    await copyForm(await asAccount("commitment.fill", w.networkId, strategist), id);
  });
});

describe("drafts", () => {
  it("keeps what was saved last and refuses a stale window", async () => {
    const id = await drafted(w, "falu", { startOn: addDays(today(), 3) });
    const p = asLink("commitment.fill", await linkTo("fill", "registrator@falu.example", w.orgs.falu!.id));
    await saveDraft(p, id, draftFor("falu", { startOn: addDays(today(), 4) }), 1);
    expect(await kindOf(saveDraft(p, id, draftFor("falu"), 1))).toBe("conflict");
    expect((await draftForm(p, id)).draft.startOn).toBe(addDays(today(), 4));
  });
  it("is nobody else's: staff do not find it", async () => {
    const link = await linkTo("fill", "registrator@falu.example", w.orgs.falu!.id);
    expect(
      await kindOf(
        draftForm(await asAccount("commitment.fill", w.networkId, strategist), link.commitmentId!),
      ),
    ).toBe("notFound");
  });
  it("lapses after 30 days and forgets what was typed", async () => {
    const link = await linkTo("fill", "registrator@falu.example", w.orgs.falu!.id);
    setClock(new Date(now().getTime() + 31 * 86_400_000));
    await job("commitments.lapse");
    setClock(null);
    expect(await db.commitment.findUniqueOrThrow({ where: { id: link.commitmentId! } })).toMatchObject({
      state: "lapsed",
      content: "{}",
      fillerEmail: null,
    });
  });
});

describe("reminders", () => {
  it("come after 5 days and then every 3, renew the link, rest in quiet periods and end with the strategist", async () => {
    const february = `${Number(today().slice(0, 4)) + 1}-02-01`;
    const eight = Date.parse(`${february}T08:00:00Z`);
    setClock(new Date(eight));
    await sentToManager(w, "falu", { manager: { name: "Karin Chef", email: "tyst@falu.example" } });
    const sent: string[] = [];
    for (let day = 0; day <= 30; day++) {
      setClock(new Date(eight + day * 86_400_000));
      const before = await db.letter.count({ where: { kind: "remindSignature", to: "tyst@falu.example" } });
      await job("signatures.remind");
      if ((await db.letter.count({ where: { kind: "remindSignature", to: "tyst@falu.example" } })) > before)
        sent.push(today());
    }
    expect(sent).toEqual([5, 8, 11, 14].map((days) => addDays(february, days)));
    const signature = await db.signature.findFirstOrThrow({ where: { email: "tyst@falu.example" } });
    expect(signature.escalatedAt).not.toBeNull();
    const link = await db.link.findFirstOrThrow({ where: { signatureId: signature.id } });
    expect(link.expiresAt.toISOString() > addDays(february, 28)).toBe(true);
    setClock(null);
  });
  it("sends no code by opening the link", async () => {
    const p = asLink("commitment.sign", await linkTo("sign", "tyst@falu.example"));
    await signView(p, browser);
    expect(await db.code.count({ where: { linkId: p.link!.id } })).toBe(0);
    await requestSignatureCode(p, browser);
    expect(await db.code.count({ where: { linkId: p.link!.id } })).toBe(1);
  });
});
