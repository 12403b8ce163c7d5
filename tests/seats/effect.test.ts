// From which day a form holds: never before the last signature, unless the county board says why.
import { beforeAll, describe, expect, it } from "vitest";
import { backdate, attachPaper } from "~/domain/commitments/signing/paper.server";
import { commitmentView } from "~/domain/commitments/queries.server";
import { signView } from "~/domain/commitments/signing/queries.server";
import { sealedDocument } from "~/domain/commitments/sealing/document.server";
import { addOrganisation } from "~/domain/organisations/commands.server";
import { organisationPage } from "~/domain/organisations/queries.server";
import { addDays, longDate } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { recurring } from "~/jobs/recurring.server";
import { sealedInput, textOf } from "../sealing/paper";
import {
  asAccount,
  browser,
  makeWorld,
  sentToManager,
  signed,
  signer,
  signWith,
  strategist,
  type World,
} from "../world";

let w: World;
const day = 86_400_000;
const two = (org: string) => ({
  sameManager: "",
  deputyManager: { name: "Bo Ek", email: `chef2@${org}.example` },
});
const seatsOf = async (org: string) =>
  (
    await db.holding.findMany({
      where: { organisationId: w.orgs[org]?.id },
      orderBy: [{ seat: "asc" }, { fromOn: "asc" }],
    })
  ).map((h) => [h.seat, h.fromOn, h.untilOn]);
/** Days later; the test that moves the clock moves it back. */
const later = async <T>(days: number, work: () => Promise<T>): Promise<T> => {
  setClock(new Date(now().getTime() + days * day));
  try {
    return await work();
  } finally {
    setClock(null);
  }
};
beforeAll(async () => {
  w = await makeWorld();
});

describe("a form that is signed after its day", () => {
  it("changes the seats on the day of the last signature, and says so everywhere", async () => {
    const first = today();
    const id = await sentToManager(w, "leksand", two("leksand"));
    expect(
      await db.letter.count({ where: { subject: "Leksands kommun väntar på chefernas underskrift" } }),
    ).toBe(1);
    await later(2, async () => signWith(await signer("chef@leksand.example")));
    expect(await seatsOf("leksand")).toEqual([]);
    await later(5, async () => {
      const p = await signer("chef2@leksand.example");
      await signWith(p);
      const last = today();
      expect(last).toBe(addDays(first, 5));
      const sentence = `Undertecknad ${longDate(last)}, gäller från den dagen`;
      expect(await seatsOf("leksand")).toEqual([
        ["deputy", last, null],
        ["representative", last, null],
      ]);
      const view = await commitmentView(await asAccount("commitment.see", w.networkId, strategist), id);
      expect(view.effect).toEqual({ startOn: first, changesOn: last, words: sentence });
      expect(view.content?.startOn).toBe(first);
      expect((await signView(p, browser)).effect.words).toBe(sentence);
      for (const [kind, to] of [
        ["notice", "brevlada@dalarna.example"],
        ["signedFiller", "registrator@leksand.example"],
      ] as const) {
        const letter = await db.letter.findFirstOrThrow({
          where: { kind, to, event: { kind: "commitment.complete" } },
        });
        expect(letter.text).toContain(sentence);
        expect(letter.text).toContain(`På blanketten står ${longDate(first)}`);
      }
      const page = organisationPage(
        await asAccount("organisation.see", w.networkId, strategist),
        w.orgs.leksand?.slug ?? "",
        null,
      );
      expect(page.timeline.map((l) => l.more).join("\n")).toContain(sentence);
      expect(page.forms[0]?.startOn).toBe(last);
    });
  });
  it("keeps its own day where that is later", async () => {
    const on = addDays(today(), 9);
    const id = await sentToManager(w, "falu", { startOn: on });
    await later(3, async () => signWith(await signer("chef@falu.example")));
    expect(await db.commitment.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: "signed",
      changesOn: on,
    });
    // Found however late: the seats change on the day, not when the work ran.
    await later(20, async () => {
      await recurring.find((j) => j.name === "commitments.activate")?.run(now());
    });
    expect((await seatsOf("falu")).map(([, from]) => from)).toEqual([on, on]);
  });
  it("is backdated by the strategist alone, with a reason that is kept", async () => {
    const first = today();
    const id = await sentToManager(w, "mora");
    await later(4, async () => {
      await backdate(
        await asAccount("commitment.paper", w.networkId, strategist),
        id,
        "Hon har suttit sedan dess.",
      );
      await signWith(await signer("chef@mora.example"));
    });
    expect((await seatsOf("mora")).map(([, from]) => from)).toEqual([first, first]);
    const steps = await db.commitmentStep.findMany({ where: { commitmentId: id, step: "backdate" } });
    expect(steps.map((s) => s.why)).toEqual(["Hon har suttit sedan dess."]);
  });
  it("holds from the day a paper comes in, or from its own day with a reason", async () => {
    const first = today();
    const paper = {
      signatures: { both: { signedName: "Karin Chef", signedTitle: "Chef", signedOn: first } },
      method: "paper",
    } as const;
    const id = await sentToManager(w, "jour");
    await later(3, async () => {
      await attachPaper(
        await asAccount("commitment.paper", w.networkId, strategist),
        id,
        { ...paper, backdateWhy: "Papperet låg i posten." },
        null,
      );
    });
    expect((await seatsOf("jour")).map(([, from]) => from)).toEqual([first, first]);
  });
  it("says it on the sealed paper, which keeps its day", async () => {
    const text = textOf(
      await sealedDocument(
        { ...sealedInput, signedAt: new Date("2026-12-05T09:00:00Z"), changesOn: "2026-12-05" },
        0,
        now(),
      ),
    );
    expect(text).toContain("Undertecknad 5 december 2026, gäller från den dagen");
    expect(text).toContain("1 december 2026");
  });
});

describe("whoever began the same day", () => {
  it("is followed the day after, also by a whole new form", async () => {
    w.orgs.orsa = await addOrganisation(await asAccount("organisation.manage", w.networkId, strategist), {
      name: "Orsa kommun",
      kind: "municipality",
      municipalityCode: null,
      principal: null,
    });
    await signed(w, "orsa");
    await signed(w, "orsa", { representative: { name: "Ny Person", email: "ny@orsa.example" } });
    await later(1, async () => {
      await recurring.find((j) => j.name === "commitments.activate")?.run(now());
    });
    expect((await seatsOf("orsa")).filter(([seat]) => seat === "representative")).toEqual([
      ["representative", today(), addDays(today(), 1)],
      ["representative", addDays(today(), 1), null],
    ]);
  });
});
