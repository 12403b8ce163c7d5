// How long a form holds is said as its paper says it, from where it is filled in to the receipt.
import { beforeAll, expect, it } from "vitest";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { linkForm, sentView } from "~/domain/commitments/queries.server";
import { filledPaper } from "~/domain/commitments/sealing/pages.server";
import { signView } from "~/domain/commitments/signing/queries.server";
import { termLine, untilLine } from "~/domain/commitments/texts";
import { changeSettings } from "~/domain/network/commands.server";
import { untilOf } from "~/domain/commitments/rules";
import { ContentFacts } from "~/routes/commitments/views/document";
import { Done } from "~/routes/signing/views/done";
import { addMonths, through } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { textOf } from "../sealing/paper";
import {
  asAccount,
  asLink,
  browser,
  drafted,
  linkTo,
  makeWorld,
  sentToManager,
  signer,
  signWith,
  strategist,
  type World,
} from "../world";

let w: World;
const filling = async (org: string) =>
  asLink("commitment.fill", await linkTo("fill", `registrator@${org}.example`, w.orgs[org]?.id));
const says = () => `Till och med ${through(addMonths(today(), 6))}`;
const standing = "Gäller tills vidare";
beforeAll(async () => {
  w = await makeWorld();
});

it("says until further notice where the network has no period", async () => {
  await drafted(w, "leksand");
  const view = await linkForm(await filling("leksand"));
  expect(termLine(view.kind, view.term)).toBe(standing);
  expect(termLine("deputy", { months: 6, periodEnd: null })).toBe(standing);
  expect(termLine("deputy", { months: 6, periodEnd: "2028-01-01" })).toBe("Till och med 31 december 2027");
});
it("says the last day where it has one: where it is checked, read, signed and received, as the paper does", async () => {
  const p = await asAccount("network.manage", w.networkId, strategist);
  const { name, shortName, purpose, formedYear, mailbox, diaryNumber, meetingsAYear } =
    await db.network.findUniqueOrThrow({ where: { id: w.networkId } });
  const kept = { name, shortName, purpose, formedYear, mailbox, diaryNumber, meetingsAYear };
  await changeSettings(p, { ...kept, termMonths: 6, quiet: [] });
  await drafted(w, "mora");
  const view = await linkForm(await filling("mora"));
  expect(termLine(view.kind, view.term)).toBe("Gäller i sex månader");
  expect(untilLine(untilOf(view.kind, today(), view.term))).toBe(says());
  const id = await sentToManager(w, "falu");
  const manager = await signer("chef@falu.example");
  const read = await signView(manager, browser);
  const sent = await sentView(await filling("falu"));
  const pages = [read, sent].map(({ content, untilOn }) =>
    renderToStaticMarkup(createElement(ContentFacts, { content: content ?? read.content, untilOn })),
  );
  await signWith(manager);
  const receipt = { ...(await signView(manager, browser)), token: "t" };
  pages.push(renderToStaticMarkup(createElement(Done, { view: receipt })));
  const staff = await asAccount("commitment.see", w.networkId, strategist);
  pages.push(textOf((await filledPaper(staff, id, true)).bytes).replace(/\s+/g, " "));
  for (const page of pages) {
    expect(page).toContain(says());
    expect(page).not.toContain(standing);
  }
});
