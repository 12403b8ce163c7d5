// Two managers: what is filled in counts or is asked about, the first to sign is told of the second, and no block to sign is split.
import { beforeAll, describe, expect, it } from "vitest";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { send } from "~/domain/commitments/drafting/commands.server";
import { linkForm } from "~/domain/commitments/queries.server";
import { prefilled } from "~/domain/commitments/prefill.server";
import { filledPaper, linkPaper } from "~/domain/commitments/sealing/pages.server";
import { blankForm, filledForm, sealedDocument } from "~/domain/commitments/sealing/document.server";
import { questions } from "~/domain/commitments/schema";
import { signView } from "~/domain/commitments/signing/queries.server";
import { savedDraft } from "~/routes/commitments/saved.server";
import { Done } from "~/routes/signing/views/done";
import { now, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { Refusal } from "~/platform/refusal";
import { content, letterhead, sealedInput, textOf } from "../sealing/paper";
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

let w: World;
const another = (org: string) => ({ deputyManager: { name: "Bo Ek", email: `chef2@${org}.example` } });
const two = (org: string) => ({ sameManager: "", ...another(org) });
const errorsOf = (p: Promise<unknown>) =>
  p.then(
    () => null,
    (e: unknown) => (e instanceof Refusal ? e.errors : String(e)),
  );
beforeAll(async () => {
  w = await makeWorld();
});

describe("another manager filled in under a tick that says the same", () => {
  it("is asked about where the form is checked and where it is sent, until it is answered", async () => {
    const id = await drafted(w, "leksand", another("leksand"));
    const p = asLink(
      "commitment.fill",
      await linkTo("fill", "registrator@leksand.example", w.orgs.leksand?.id),
    );
    const version = (await linkForm(p)).version;
    const asked = { "deputyManager.name": [expect.stringContaining("Du har fyllt i Bo Ek")] };
    expect(await errorsOf(send(p, id, version))).toEqual(asked);
    const draft = draftFor("leksand", another("leksand"));
    const posted = { ...draft, version, gor: "kontrollera" as const };
    const view = { kind: "first" as const, onBehalf: false, today: today() };
    const to = { form: "/f", check: "/c" };
    expect(await errorsOf(savedDraft(posted, view, async () => {}, to))).toEqual(asked);
    const [question] = questions(draft, "first");
    const confirmed = { ...posted, confirmed: [question?.key ?? ""] };
    expect(await savedDraft(confirmed, view, async () => {}, to)).toEqual({ to: "/c" });
    expect(await db.signature.count({ where: { commitmentId: id } })).toBe(0);
  });
  it("is not asked about where it is the same manager over again, or nothing", () => {
    const { manager } = draftFor("leksand");
    expect(questions(draftFor("leksand", { deputyManager: manager }), "first")).toEqual([]);
    expect(questions(draftFor("leksand"), "first")).toEqual([]);
    expect(questions(draftFor("leksand", two("leksand")), "first")).toEqual([]);
  });
  it("never leaves out a deputy unasked, nor begins a renewal with what does not count", async () => {
    const [later] = questions(draftFor("leksand", { deputyLater: "on" }), "first");
    expect(later?.path).toBe("deputy.name");
    expect(later?.sentence).toContain("Per Öst");
    await signed(w, "jour");
    const again = prefilled(w.networkId, w.orgs.jour?.id ?? "", "renewal", today(), { email: "" });
    expect(again.sameManager).toBe(true);
    expect(questions({ ...again, manager: { ...again.manager, name: "En Ny Chef" } }, "renewal")).toEqual([]);
  });
});

describe("the first of two managers to sign", () => {
  it("is told that the other shall sign too, and gets a paper that says so", async () => {
    const id = await sentToManager(w, "falu", two("falu"));
    const p = await signer("chef@falu.example");
    await signWith(p);
    const view = await signView(p, browser);
    const shown = (fresh: boolean) =>
      renderToStaticMarkup(createElement(Done, { view: { ...view, token: "t" }, fresh }));
    expect(shown(true)).toContain("Tack. Den andra chefen ska också skriva under");
    expect(shown(true)).not.toContain("Tack, uppdraget är undertecknat");
    expect(shown(false)).toContain("Den andra chefen ska också skriva under");
    const staff = await asAccount("commitment.see", w.networkId, strategist);
    const other = await signer("chef2@falu.example");
    // Whoever has signed has nothing left to sign by pen; the other manager and the county board may print it.
    for (const [paper, lines] of [
      [await linkPaper(p as never, id, false), 0],
      [await linkPaper(other as never, id, false), 1],
      [await filledPaper(staff, id, true), 1],
    ] as const) {
      const text = textOf(paper.bytes).replace(/\s+/g, " ");
      expect(text).toContain("En chef har skrivit under. Den andra chefen ska också skriva under.");
      expect(text).toMatch(/Undertecknat \d+ \S+ \d{4}/);
      expect(text.match(/Underskrift(?!:)/g) ?? []).toHaveLength(lines);
      expect(text.match(/Skicka den undertecknade blanketten/g) ?? []).toHaveLength(lines);
    }
    await signWith(other);
    const text = textOf((await filledPaper(staff, id, true)).bytes);
    expect(text).not.toContain("ska också skriva under");
    expect(text).not.toContain("Skicka den undertecknade blanketten");
  });
});

describe("a block to sign", () => {
  /** The pages on which the words of each block stand: one page each. */
  const splits = (bytes: Buffer, first: RegExp, last: RegExp): string[] =>
    textOf(bytes)
      .split("\f")
      .slice(0, -1)
      .flatMap((page, i) => {
        const [a, b] = [page.match(first)?.length ?? 0, page.match(last)?.length ?? 0];
        return a === b ? [] : [`page ${i + 1}: ${a} begin, ${b} end`];
      });
  const managers = [
    { seats: "representative", name: "Karin Chef", title: "Kommundirektör", email: "chef@malung.example" },
    { seats: "deputy", name: "Bo Ek", phone: "0250-1" },
  ];
  it("stands on one page whatever number and length of channels", async () => {
    for (let n = 1; n <= 12; n++)
      for (const words of [0, 3, 9]) {
        const channels = Array.from({ length: n }, (_, i) => ({
          name: `Kontaktväg ${i} ${"med långt namn ".repeat(words)}`.trim(),
          purpose: "both" as const,
          frequency: "varje kvartal",
        }));
        const of = { ...letterhead, content: { ...content, channels }, reference: "LG-1", managers };
        expect(splits(await filledForm(of, now()), /Underskrift: /g, /Datum/g), `${n} × ${words}`).toEqual(
          [],
        );
      }
  });
  it("and so the blank, and what shows who has signed, however long a note is", async () => {
    expect(splits(await blankForm(letterhead, now()), /Underskrift av ansvarig chef/g, /Datum/g)).toEqual([]);
    for (let n = 0; n <= 500; n += 50) {
      const [one] = sealedInput.signers;
      if (!one) throw new Error("no signer");
      const note = "anteckning ".repeat(n / 11);
      const signers = ["representative", "deputy", "both"].map((seats) => ({ ...one, seats, note }));
      const bytes = await sealedDocument({ ...sealedInput, signers }, 8192, now());
      expect(splits(bytes, /^Chef för|^Ansvarig chef/gm, /Försäkran/g), String(n)).toEqual([]);
    }
  });
});
