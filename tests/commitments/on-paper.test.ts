// Signed by pen or by telephone: the day of the signature is the day on which the manager signed, and each manager has their own.
import { beforeAll, describe, expect, it } from "vitest";
import { commitmentView } from "~/domain/commitments/queries.server";
import { sealDue } from "~/domain/commitments/sealing/commands.server";
import { linkPaper } from "~/domain/commitments/sealing/pages.server";
import { verifyReference } from "~/domain/commitments/sealing/queries.server";
import { sealedDocument } from "~/domain/commitments/sealing/document.server";
import { attachPaper } from "~/domain/commitments/signing/paper.server";
import { organisationPage } from "~/domain/organisations/queries.server";
import { verifyRecords } from "~/domain/records/verify.server";
import { addDays, longDate } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { Refusal } from "~/platform/refusal";
import { sealedInput, textOf } from "../sealing/paper";
import { asAccount, makeWorld, sentToManager, signer, signWith, strategist, type World } from "../world";

let w: World;
const two = (org: string) => ({
  sameManager: "",
  deputyManager: { name: "Bo Ek", email: `chef2@${org}.example` },
});
const penned = (signedName: string, signedOn: string, signedTitle = "Chef") => ({
  signedName,
  signedTitle,
  signedOn,
});
const later = async <T>(days: number, work: () => Promise<T>): Promise<T> => {
  setClock(new Date(now().getTime() + days * 86_400_000));
  try {
    return await work();
  } finally {
    setClock(null);
  }
};
type Paper = Parameters<typeof attachPaper>[2];
const layIn = async (id: string, signatures: Paper["signatures"], more: Partial<Paper> = {}) =>
  attachPaper(
    await asAccount("commitment.paper", w.networkId, strategist),
    id,
    { signatures, method: "paper", ...more },
    null,
  );
const refused = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (e: unknown) => (e instanceof Refusal ? [e.kind, e.errors] : String(e)),
  );
const flat = (bytes: Buffer) => textOf(bytes).replace(/\s+/g, " ");
const view = async (id: string) =>
  commitmentView(await asAccount("commitment.see", w.networkId, strategist), id);
const sealed = async (id: string) => {
  await sealDue(now());
  return flat((await linkPaper(await asAccount("file.see", w.networkId, strategist), id, true)).bytes);
};
const letterOf = (id: string, kind: string, to: string) =>
  db.letter.findFirstOrThrow({
    where: { kind, to, event: { subjectId: id, kind: "commitment.attachPaper" } },
  });
beforeAll(async () => {
  w = await makeWorld();
});

describe("a paper that is laid in some days after it was signed", () => {
  it("is signed on the pen's day everywhere, and changes the seats on the day it was laid in", async () => {
    const first = today();
    const id = await sentToManager(w, "leksand");
    await later(4, async () => {
      const last = today();
      await layIn(id, { both: penned("Karin Chef", first) });
      const sentence = `Undertecknad ${longDate(first)}, gäller från ${longDate(last)}`;
      const seats = await db.holding.findMany({ where: { organisationId: w.orgs.leksand?.id } });
      expect(seats.map((h) => h.fromOn)).toEqual([last, last]);
      const page = await view(id);
      expect(page.effect.words).toBe(sentence);
      expect(page.signedAt).toBe(longDate(first));
      expect(page.signers.map((s) => [s.signedAt, s.note])).toEqual([[longDate(first), null]]);
      expect((await verifyReference(page.reference)).signedOn).toBe(first);
      for (const [kind, to] of [
        ["notice", "brevlada@dalarna.example"],
        ["signedFiller", "registrator@leksand.example"],
      ] as const)
        expect((await letterOf(id, kind, to)).text).toContain(sentence);
      const { timeline } = organisationPage(
        await asAccount("organisation.see", w.networkId, strategist),
        w.orgs.leksand?.slug ?? "",
        null,
      );
      expect(timeline.map((l) => l.more).join("\n")).toContain(sentence);
      const paper = await sealed(id);
      expect(paper).toContain(sentence);
      expect(paper).toContain(`Dag ${longDate(first)}`);
      expect(paper).toContain(`Inlagt av länsstyrelsen ${longDate(last)} kl.`);
      expect(paper).not.toContain(`Undertecknad ${longDate(last)}`);
    });
    expect((await verifyRecords()).faults).toEqual([]);
  });
  it("holds from its own day with a reason", async () => {
    const first = today();
    const id = await sentToManager(w, "mora");
    await later(3, async () => {
      await layIn(id, { both: penned("Karin Chef", addDays(first, 1)) }, { backdateWhy: "Posten dröjde." });
      expect((await view(id)).effect.words).toBe(
        `Undertecknad ${longDate(addDays(first, 1))}, gäller från ${longDate(first)}`,
      );
    });
  });
  it("is signed on the day of the last manager, by pen or by code", async () => {
    const first = today();
    const id = await sentToManager(w, "falu", two("falu"));
    await later(2, async () => signWith(await signer("chef@falu.example")));
    await later(5, async () => {
      await layIn(id, { deputy: penned("Bo Ek", first) });
      expect((await view(id)).effect.words).toBe(
        `Undertecknad ${longDate(addDays(first, 2))}, gäller från ${longDate(today())}`,
      );
    });
  });
  it("is of a day that has been, and of the right year", async () => {
    const id = await sentToManager(w, "jour", two("jour"));
    const days = (rep: string, deputy: string) =>
      layIn(id, { representative: penned("Anna", rep), deputy: penned("Bo", deputy) });
    expect(await refused(days(today(), addDays(today(), 1)))).toEqual([
      "invalid",
      { "signatures.deputy.signedOn": ["Dagen har inte varit än."] },
    ]);
    expect(await refused(days(addDays(today(), -370), today()))).toEqual([
      "invalid",
      {
        "signatures.representative.signedOn": [
          "Dagen är mer än ett år innan blanketten skickades. Kontrollera året.",
        ],
      },
    ]);
    expect(await db.signature.count({ where: { commitmentId: id, state: "signed" } })).toBe(0);
  });
  it("that was sealed before keeps what its paper says", async () => {
    const [, phone] = sealedInput.signers;
    expect(phone && flat(await sealedDocument({ ...sealedInput, signers: [phone] }, 0, now()))).toMatch(
      /Inlagt av länsstyrelsen 12 november 2026 kl. 16.42 Anteckning Underskrivet 2026-11-10/,
    );
  });
});

describe("one paper for two managers", () => {
  it("has each of them sign as whose manager they are, on their own day", async () => {
    const first = today();
    const id = (await db.commitment.findFirstOrThrow({ where: { organisationId: w.orgs.jour?.id } })).id;
    await later(3, async () => {
      await layIn(id, {
        representative: penned("Anna Berg", addDays(first, 1), "Kommundirektör"),
        deputy: penned("Bo Ek", addDays(first, 2), "Rektor"),
      });
      const { signers, effect } = await view(id);
      expect(signers.map((s) => [s.seats, s.signedName, s.signedTitle, s.signedAt])).toEqual([
        ["representative", "Anna Berg", "Kommundirektör", longDate(addDays(first, 1))],
        ["deputy", "Bo Ek", "Rektor", longDate(addDays(first, 2))],
      ]);
      expect(effect.words).toContain(`Undertecknad ${longDate(addDays(first, 2))}`);
      expect(await sealed(id)).toMatch(
        /Chef för representanten Namn och titel Anna Berg.*Chef för ersättaren Namn och titel Bo Ek/,
      );
      const terms = await db.managerTerm.findMany({
        where: { organisationId: w.orgs.jour?.id },
        orderBy: { seat: "desc" },
      });
      expect(terms.map((t) => [t.seat, t.name, t.email])).toEqual([
        ["representative", "Anna Berg", "chef@jour.example"],
        ["deputy", "Bo Ek", "chef2@jour.example"],
      ]);
    });
  });
  it("is not laid in where another is waited for by now", async () => {
    const id = await sentToManager(w, "leksand", { ...two("leksand"), startOn: addDays(today(), 30) });
    const both = { representative: penned("Anna", today()), deputy: penned("Bo", today()) };
    expect(await refused(layIn(id, { representative: both.representative }))).toEqual(["conflict", {}]);
    await signWith(await signer("chef@leksand.example"));
    expect(await refused(layIn(id, both))).toEqual(["conflict", {}]);
    await layIn(id, { deputy: both.deputy });
    expect((await view(id)).signers.map((s) => s.signedName)).toEqual(["Karin Chef", "Bo"]);
    expect(await refused(layIn(id, { deputy: both.deputy }))).toEqual(["conflict", {}]);
  });
});
