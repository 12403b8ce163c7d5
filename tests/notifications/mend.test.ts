// A letter that asks somebody to mend a form leads to where it is mended.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findLink, linkToken } from "~/domain/access/tokens.server";
import { saveDraft, stop } from "~/domain/commitments/commands.server";
import { begin, send } from "~/domain/commitments/drafting/commands.server";
import { commitmentView } from "~/domain/commitments/queries.server";
import { confirmManager, decline, misdirect } from "~/domain/commitments/signing/commands.server";
import { carry } from "~/jobs/postman.server";
import { addDays } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import {
  asAccount,
  browser,
  draftFor,
  linkTo,
  makeWorld,
  sentToManager,
  signed,
  signer,
  strategist,
  type World,
} from "../world";

let w: World;
const rightOne = { name: "Rätt Chef", email: "ratt@region.example" };
const inDays = (days: number) => setClock(new Date(now().getTime() + days * 86_400_000));
beforeAll(async () => {
  w = await makeWorld();
});
afterAll(() => setClock(null));

async function letterTo(to: string, kind: string) {
  await carry();
  const { messageId } = await db.letter.findFirstOrThrow({
    where: { to, kind },
    orderBy: { createdAt: "desc" },
  });
  return db.demoLetter.findFirstOrThrow({ where: { messageId } });
}
/** The address of the button that says so. */
const behind = (html: string, label: string) =>
  new RegExp(`<a href="([^"]*)"[^>]*>${label}</a>`).exec(html)?.[1] ?? "";

describe("whoever filled in by a link", () => {
  it("mends what was declined on the same link, which lives anew", async () => {
    await sentToManager(w, "falu", { startOn: addDays(today(), 60) });
    const filler = "registrator@falu.example";
    const link = await linkTo("fill", filler);
    inDays(13);
    await decline(await signer("chef@falu.example"), { why: "Fel ersättare" }, browser);
    const letter = await letterTo(filler, "declined");
    const { token = "" } = (await linkToken(link.id)) ?? {};
    expect(behind(letter.html, "Rätta blanketten")).toMatch(new RegExp(`/${token}$`));
    inDays(25);
    expect((await findLink(token, "fill", now()))?.state).toBe("works");
    expect(letter.text).toContain("Fel ersättare");
    // What there is to do stands before the name of whoever writes.
    expect(letter.text).toMatch(/Rätta blanketten: http\S+\n\nLänsstyrelsen i Dalarnas län\s*$/);
  });
  it("is told why it was stopped and where it is mended; the manager who had signed has nothing to mend", async () => {
    const id = await signed(w, "jour", { startOn: addDays(today(), 9) });
    await stop(await asAccount("commitment.stop", w.networkId, strategist), id, "Fel län");
    const letter = await letterTo("registrator@jour.example", "stopped");
    expect(letter.text).toContain("Anledningen är:\n\nFel län\n\nRätta blanketten och skicka den igen.");
    const { token = "" } = (await linkToken((await linkTo("fill", "registrator@jour.example")).id)) ?? {};
    expect(behind(letter.html, "Rätta blanketten")).toMatch(new RegExp(`/${token}$`));
    const signerId = (await db.signature.findFirstOrThrow({ where: { commitmentId: id } })).id;
    const told = await letterTo("chef@jour.example", `stopped:${signerId}`);
    expect(told.text).toContain("Anledningen är:\n\nFel län\n\nDu behöver inte göra något.");
    expect(told.html).not.toContain("Rätta blanketten");
  });
  it("confirms whom a wrong manager named on the same link, which lives anew", async () => {
    await sentToManager(w, "mora", { startOn: addDays(today(), 60) });
    const filler = "registrator@mora.example";
    inDays(13);
    await misdirect(await signer("chef@mora.example"), rightOne, browser);
    const letter = await letterTo(filler, "misdirected");
    const { token = "" } = (await linkToken((await linkTo("fill", filler)).id)) ?? {};
    expect(behind(letter.html, "Bekräfta adressen")).toMatch(new RegExp(`/${token}$`));
    inDays(25);
    expect((await findLink(token, "fill", now()))?.state).toBe("works");
  });
});

describe("whoever filled in signed in", () => {
  it("mends it on the form's own page", async () => {
    await signed(w, "leksand");
    inDays(1);
    const asa = "asa.blom@leksand.example";
    const fill = await asAccount("commitment.fill", w.networkId, asa);
    const id = await begin(fill, w.orgs.leksand?.id ?? "", "representative", false);
    const { version } = await db.commitment.findUniqueOrThrow({ where: { id } });
    const draft = draftFor("leksand", {
      representative: { name: "Nina Ny", email: "nina.ny@leksand.example" },
      deputy: undefined,
      startOn: addDays(today(), 9),
      filler: { name: "Åsa Blom", email: asa },
    });
    await saveDraft(fill, id, draft, version);
    await send(fill, id, version + 1);
    await decline(await signer("chef@leksand.example"), { why: "Vänta" }, browser);
    const letter = await letterTo(asa, "declined");
    expect(behind(letter.html, "Rätta blanketten")).toMatch(new RegExp(`^http://localhost:3000/.*/${id}$`));
  });
  it("confirms on the form's own page whom a wrong manager named; nobody else of the organisation does", async () => {
    inDays(1);
    const asa = "asa.blom@leksand.example";
    const fill = await asAccount("commitment.fill", w.networkId, asa);
    const id = await begin(fill, w.orgs.leksand?.id ?? "", "deputy", false);
    const { version } = await db.commitment.findUniqueOrThrow({ where: { id } });
    const draft = draftFor("leksand", {
      representative: undefined,
      deputy: { name: "Dag Ny", email: "dag.ny@leksand.example" },
      deputyManager: { name: "Karin Chef", email: "chef@leksand.example" },
      sameManager: "",
      startOn: addDays(today(), 9),
      filler: { name: "Åsa Blom", email: asa },
    });
    await saveDraft(fill, id, draft, version);
    await send(fill, id, version + 1);
    await misdirect(await signer("chef@leksand.example"), rightOne, browser);
    const letter = await letterTo(asa, "misdirected");
    expect(behind(letter.html, "Bekräfta adressen")).toMatch(new RegExp(`^http://localhost:3000/.*/${id}$`));
    const may = async (email: string) =>
      (await commitmentView(await asAccount("commitment.see", w.networkId, email), id)).may.confirm;
    const per = "per.ost@leksand.example";
    expect([await may(asa), await may(per), await may(strategist)]).toEqual([true, false, true]);
    const named = await db.signature.findFirstOrThrow({
      where: { commitmentId: id, state: "unconfirmed" },
    });
    const confirm = async (email: string) =>
      confirmManager(
        await asAccount("commitment.confirmManager", w.networkId, email),
        named.id,
        rightOne.email,
      );
    await expect(confirm(per)).rejects.toMatchObject({ kind: "notFound" });
    await confirm(asa);
    await letterTo(rightOne.email, "askSignature");
  });
});
