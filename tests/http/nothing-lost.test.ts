// What is wrong with a text and what has happened meanwhile, at once: the page that answers has no form to show the text in, and gives it back.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linkToken } from "~/domain/access/tokens.server";
import { withdraw } from "~/domain/commitments/commands.server";
import { startGroup } from "~/domain/groups/commands.server";
import { groupSchema } from "~/domain/groups/schema";
import { answerRequest, askForPlace } from "~/domain/groups/joining/commands.server";
import { joiningOf } from "~/domain/groups/joining/queries.server";
import { leave } from "~/domain/seats/commands.server";
import { paths } from "~/paths";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { must } from "~/platform/must";
import { sessionCookie, startSite, type Site } from "../setup/server";
import { Visitor, type Answer } from "../setup/visitor";
import {
  asAccount,
  browser,
  linkTo,
  makeWorld,
  sentToManager,
  sessionFor,
  signed,
  strategist,
  type World,
} from "../world";

let w: World;
let site: Site;
const place = { countySlug: "dalarna", slug: "lansgruppen" };
const long = `Vi behöver tänka igenom det här & ”lite” till. ${"Mycket är oklart. ".repeat(400)}`.trim();
const given = (answer: Answer) => answer.html.replaceAll("&amp;", "&").split(long).length - 1;
const signedIn = async (email: string) =>
  new Visitor(site.base).holding(sessionCookie(await sessionFor(email)));
const tokenOf = async (purpose: "sign" | "fill", email: string) =>
  must(await linkToken((await linkTo(purpose, email)).id), "the link").token;
beforeAll(async () => {
  w = await makeWorld();
  await signed(w, "leksand");
  site = await startSite();
});
afterAll(() => site.stop());

describe("a text over its limit", () => {
  it("to a request that has been answered already stands on the page that has no such form any more", async () => {
    const manage = await asAccount("group.manage", w.networkId, strategist);
    const id = await startGroup(
      manage,
      groupSchema.parse({ name: "Stöd", purpose: "En gemensam rutin", startOn: today() }),
    );
    const join = await asAccount("group.join", w.networkId, "asa.blom@leksand.example");
    const organisationId = must(w.orgs.leksand, "leksand").id;
    await askForPlace(join, id, { organisationId, who: "representative", words: null });
    const { requests } = joiningOf(await asAccount("group.see", w.networkId, strategist), id);
    const request = must(requests[0], "the request").id;
    const who = await signedIn(strategist);
    const refuse = () =>
      who.post(paths.groupAct(place, id, "medverkan"), [
        ["gor", "sag-nej"],
        ["id", request],
        ["reason", long],
      ]);
    const before = await refuse();
    expect([before.status, given(before), before.html.includes("Det här skrev du")]).toEqual([422, 1, false]);
    await answerRequest(manage, id, request, null);
    const after = await refuse();
    expect([after.status, given(after)]).toEqual([422, 1]);
    expect(after.html).toContain("Det här skrev du");
    expect(after.html).toContain("Det är inte sparat.");
  });
  it("to a seat that has been left already, whose page leads elsewhere, is given back", async () => {
    const { id: organisationId, slug } = must(w.orgs.leksand, "leksand");
    const seat = await db.holding.findFirstOrThrow({ where: { organisationId, seat: "representative" } });
    const who = await signedIn(strategist);
    const ending = { holdingId: seat.id, lastOn: addDays(today(), 9), why: "Hon ringde" };
    await leave(await asAccount("seat.leave", w.networkId, strategist), ending, browser);
    const answer = await who.post(paths.leaveSeat(place, slug, seat.id), [
      ["holdingId", seat.id],
      ["lastOn", "i går"],
      ["why", long],
    ]);
    expect([answer.status, given(answer)]).toEqual([422, 1]);
    expect(answer.html).toContain("Något har ändrats medan du skrev");
  });
  it("by a link that has been taken back, and to what is not one's own any more", async () => {
    const id = await sentToManager(w, "mora", { startOn: addDays(today(), 30) });
    const token = await tokenOf("sign", "chef@mora.example");
    await withdraw(await asAccount("commitment.withdraw", w.networkId, strategist), id, "Fel person");
    const answer = await new Visitor(site.base).post(paths.signDecline(token), [["why", long]]);
    expect([answer.status, given(answer)]).toEqual([410, 1]);
    expect(answer.html).toContain("Länken har dragits tillbaka.");
    const who = await signedIn(strategist);
    await transact((tx) => tx.staffRole.updateMany({ data: { untilOn: today() } }));
    const lost = await who.post(paths.commitmentAct(place, id, "stopp"), [["why", long]]);
    expect([lost.status >= 400, given(lost)]).toEqual([true, 1]);
  });
});
