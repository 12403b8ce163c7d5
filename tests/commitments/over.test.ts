// A form that came to nothing says so first, wherever it is read: a signature that was given on it counts no more.
import { beforeAll, describe, expect, it } from "vitest";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { stop, withdraw } from "~/domain/commitments/commands.server";
import { filledPaper, linkPaper } from "~/domain/commitments/sealing/pages.server";
import { verifyReference } from "~/domain/commitments/sealing/queries.server";
import { decline } from "~/domain/commitments/signing/commands.server";
import { signView } from "~/domain/commitments/signing/queries.server";
import { Done } from "~/routes/signing/views/done";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { textOf } from "../sealing/paper";
import {
  asAccount,
  asLink,
  browser,
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
type Signer = Awaited<ReturnType<typeof signer>>;
const two = (org: string) => ({
  sameManager: "",
  deputyManager: { name: "Bo Ek", email: `chef2@${org}.example` },
});
const flat = (bytes: Buffer) => textOf(bytes).replace(/\s+/g, " ");
const shown = async (p: Signer, fresh = false) => {
  const view = await signView(p, browser);
  return renderToStaticMarkup(createElement(Done, { view: { ...view, token: "t" }, fresh }));
};
const about = async (id: string) => {
  const p = await asAccount("commitment.see", w.networkId, strategist);
  const text = flat((await filledPaper(p, id, true)).bytes);
  const { reference } = await db.commitment.findUniqueOrThrow({ where: { id } });
  return { text, verified: await verifyReference(reference) };
};
const noLonger = "Din underskrift gäller inte längre";
beforeAll(async () => {
  w = await makeWorld();
});

describe("a form that came to nothing", () => {
  it("declined by the second manager: the first one's page and paper say so", async () => {
    const id = await sentToManager(w, "leksand", two("leksand"));
    const first = await signer("chef@leksand.example");
    await signWith(first);
    expect(await shown(first)).not.toContain(noLonger);
    const second = await signer("chef2@leksand.example");
    await decline(second, { why: "Per ska inte vara ersättare." }, browser);
    for (const fresh of [true, false]) {
      const page = await shown(first, fresh);
      expect(page).toContain("Blanketten är avböjd");
      expect(page).toContain(noLonger);
      expect(page).not.toMatch(/Redan undertecknat|Tack, uppdraget|har fått besked/);
    }
    expect(await shown(second)).toContain("Du har avböjt");
    const paper = flat((await linkPaper(first as never, id, false)).bytes);
    expect(paper).toContain("Blanketten är avböjd och gäller inte.");
    expect(paper).toMatch(/Undertecknat .*Underskriften gäller inte längre\./);
    const { text, verified } = await about(id);
    expect(text).not.toMatch(/Skicka den undertecknade|Ska också skriva under|Datum/);
    expect(verified).toMatchObject({ found: true, signedOn: null, over: "Blanketten är avböjd" });
  });
  it("stopped by the county board: the page, the paper and the check by reference say so", async () => {
    const id = await signed(w, "falu", { startOn: addDays(today(), 20) });
    const p = asLink("commitment.sign", await linkTo("sign", "chef@falu.example"));
    await stop(await asAccount("commitment.stop", w.networkId, strategist), id, "Fel person.");
    const page = await shown(p);
    expect(page).toContain("Blanketten är stoppad");
    expect(page).toContain(noLonger);
    const { text, verified } = await about(id);
    expect(text).toContain("Blanketten är stoppad och gäller inte.");
    expect(text).toContain("Underskriften gäller inte längre.");
    expect(verified).toMatchObject({ signedOn: today(), over: "Blanketten är stoppad" });
  });
  it("taken back before it was signed: nothing is left to sign by pen", async () => {
    const id = await sentToManager(w, "mora");
    await withdraw(await asAccount("commitment.withdraw", w.networkId, strategist), id, "Fel dag.");
    const { text } = await about(id);
    expect(text).toContain("Blanketten är återtagen och gäller inte.");
    expect(text).not.toMatch(/Datum|Skicka den undertecknade/);
  });
});
