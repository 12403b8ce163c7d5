// Whoever writes for longer than a code holds: what was written stays in its form, and goes with a new code.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, linkToken, makeLink } from "~/domain/access/tokens.server";
import type { Purpose } from "~/domain/access/links";
import { paths } from "~/paths";
import { addDays } from "~/platform/calendar";
import { now, today } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { must } from "~/platform/must";
import { startSite, type Site } from "../setup/server";
import { formsOf, Visitor, type Answer, type Entry } from "../setup/visitor";
import { linkTo, makeWorld, sentToManager, signed, type World } from "../world";

let w: World;
let site: Site;
beforeAll(async () => {
  w = await makeWorld();
  site = await startSite();
}, 60_000);
afterAll(() => site.stop());

const tokenOf = async (purpose: Purpose, email: string) =>
  must(await linkToken((await linkTo(purpose, email)).id), "the link").token;
const codeTo = async (email: string) =>
  codeOf(await db.code.findFirstOrThrow({ where: { emailKey: email }, orderBy: { createdAt: "desc" } }));
const proofEnds = () =>
  transact((tx) =>
    tx.code.updateMany({
      where: { usedAt: { not: null } },
      data: { usedAt: new Date(now().getTime() - 31 * 60_000) },
    }),
  );
/** What the answer's form holds: its texts and ticks, and where it is posted. */
function formIn({ html }: Answer, at: string, field: string) {
  const form = must(
    formsOf(html, at).find((f) => f.fields.some((x) => x.name === field)),
    `a form with ${field}`,
  );
  const sent = form.fields.filter((f) => f.kind !== "button" && (f.kind !== "checkbox" || f.on));
  return {
    action: form.action,
    texts: Object.fromEntries(sent.map((f) => [f.name, f.value])),
    buttons: form.fields.filter((f) => f.kind === "button").map((f) => f.value),
  };
}
const kept = (texts: Record<string, string>, typed: Record<string, string>) =>
  expect(texts).toMatchObject(typed);

interface Late {
  email: string;
  address: string;
  typed: Record<string, string>;
  field: string;
  press: string;
}
/** Proves the link, writes until the code has run out, sends; then asks for another code and sends with a wrong one and the right one. */
async function sentLate({ email, address, typed, field, press }: Late, proving: string): Promise<Answer> {
  const who = new Visitor(site.base);
  await who.get(proving);
  expect((await who.post(proving, [["gor", "skicka"]])).status).toBe(303);
  expect(
    (
      await who.post(proving, [
        ["gor", "kod"],
        ["code", await codeTo(email)],
      ] as Entry[])
    ).status,
  ).toBe(303);
  const first = formIn(await who.get(address), address, field);
  const send = (at: { action: string; texts: Record<string, string> }, more: Record<string, string>) =>
    who.post(at.action, Object.entries({ ...at.texts, ...typed, ...more }));
  await proofEnds();
  const late = await send(first, { gor: press });
  expect([late.status, late.html.includes("Det du skrev står kvar")]).toEqual([422, true]);
  expect(late.html).not.toContain("Något har ändrats");
  const drawn = formIn(late, address, field);
  kept(drawn.texts, typed);
  expect(drawn.buttons).toEqual(["skicka"]);
  const asked = await send(drawn, { gor: "skicka" });
  const withCode = formIn(asked, address, "code");
  expect(asked.status).toBe(200);
  kept(withCode.texts, typed);
  const wrong = await send(withCode, { gor: press, code: "FEL3KOD4" });
  expect([wrong.status, wrong.html.includes('id="f-code-error"')]).toEqual([422, true]);
  kept(formIn(wrong, address, "code").texts, typed);
  return send(formIn(wrong, address, "code"), { gor: press, code: await codeTo(email) });
}

describe("the manager's answer", () => {
  it.each([
    [
      "leksand",
      paths.signing,
      { name: "Karin Chef-Larsson", title: "Chef för allt", declaration: "on" },
      "name",
    ],
    ["falu", paths.signDecline, { why: "Vi behöver tänka mer på vem det ska vara." }, "why"],
    ["mora", paths.signMisdirect, { name: "Rätt Chef", title: "Rektor", email: "ratt@mora.example" }, "name"],
  ] as const)("of %s goes with a new code", async (town, page, typed, field) => {
    const id = await sentToManager(w, town, { startOn: addDays(today(), 20) });
    const email = `chef@${town}.example`;
    const token = await tokenOf("sign", email);
    const address = page(token);
    const done = await sentLate({ email, address, typed, field, press: "svara" }, `${paths.sign(token)}/kod`);
    expect([done.status, done.to]).toEqual([303, paths.signReceipt(token)]);
    const rows = await db.signature.findMany({ where: { commitmentId: id } });
    expect(JSON.stringify(rows)).toContain(Object.values(typed)[0]);
  });
});

describe("by a link to replace", () => {
  it("the last day of a seat goes with a new code", async () => {
    await signed(w, "jour");
    const email = "chef@jour.example";
    const organisationId = must(w.orgs.jour, "jour").id;
    await transact((tx) =>
      makeLink(tx, { purpose: "replace", networkId: w.networkId, organisationId, email }, now(), []),
    );
    const token = await tokenOf("replace", email);
    const seat = await db.holding.findFirstOrThrow({ where: { organisationId, seat: "deputy" } });
    const address = paths.replaceLeave(token, seat.id);
    const lastOn = addDays(today(), 9);
    const done = await sentLate(
      { email, address, typed: { lastOn }, field: "lastOn", press: "slutar" },
      address,
    );
    expect(done.status).toBe(303);
    expect((await db.holding.findUniqueOrThrow({ where: { id: seat.id } })).untilOn).toBe(addDays(lastOn, 1));
  });
});
