// One change in three organisations is one row to receive; whoever is named hears, protected or not.
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { receive, saveDraft } from "~/domain/commitments/commands.server";
import { begin, send } from "~/domain/commitments/drafting/commands.server";
import { draftForm } from "~/domain/commitments/queries.server";
import { todoList } from "~/domain/network/todo.server";
import { carry } from "~/jobs/postman.server";
import { addDays, longDate } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { grouped, todoItem } from "~/routes/network/todo-words";
import { asAccount, draftFor, makeWorld, signed, signer, signWith, strategist, type World } from "../world";

let w: World;
const towns = ["falu", "leksand", "mora"] as const;
const coordinator = { name: "Märta Sjöö", email: "samordnare@norra.example" };
const hanna = "hemlig@norra.example";
const place = { countySlug: "dalarna", slug: "lansgruppen" };
const rows = async (kind: string) =>
  grouped(todoList(await asAccount("todo.see", w.networkId, strategist)).todo).filter((t) => t.kind === kind);
const on = () => addDays(today(), 20);
beforeAll(async () => {
  w = await makeWorld();
  for (const town of towns) {
    const id = await signed(w, town, { representative: coordinator });
    await receive(await asAccount("commitment.receive", w.networkId, strategist), id, "");
  }
  // Another organisation's form waits too, and is no part of the change.
  await signed(w, "jour", { startOn: on() });
  const start = await asAccount("replacement.start", w.networkId, coordinator.email);
  const id = await begin(start, w.orgs.falu?.id ?? "", "representative", false);
  const fill = await asAccount("commitment.fill", w.networkId, coordinator.email);
  const view = await draftForm(fill, id);
  const draft = draftFor("falu", {
    representative: { name: "Hemliga Hanna", email: hanna, protected: "on" },
    deputy: undefined,
    alsoIn: view.alsoIn.map((a) => ({ ...a, chosen: "on" })),
    startOn: on(),
  });
  await saveDraft(fill, id, draft, view.version);
  await send(fill, id, (await draftForm(fill, id)).version);
  for (const town of towns) await signWith(await signer(`chef@${town}.example`));
});

describe("whoever is named and is protected", () => {
  it("hears when it is signed and from which day; the address stands in the form's secret alone", async () => {
    const letters = await db.letter.findMany({ where: { kind: "named:representative", to: "" } });
    expect(letters).toHaveLength(3);
    expect(JSON.stringify(letters)).not.toMatch(/hanna|hemlig@/i);
    await carry();
    const got = await db.demoLetter.findMany({ where: { to: hanna } });
    expect(got).toHaveLength(3);
    for (const { text } of got) expect(text).toContain(longDate(on()));
  });
});

describe("one change in three organisations", () => {
  it("is one row, received by one press with one diary number", async () => {
    const [other, row, ...more] = await rows("receive");
    expect([row?.organisation, more]).toEqual(["Falu kommun, Leksands kommun och Mora kommun", []]);
    if (!row || !other) return;
    const html = renderToStaticMarkup(todoItem(row, place, "1-2-3").action as React.ReactElement);
    const forms = await db.commitment.findMany({ where: { groupId: { not: null } } });
    for (const { id } of forms) expect(html).toContain(`/uppdrag/${id}`);
    expect(html).toContain("Ta emot alla");
    expect(html).toContain('name="all" value="ja"');
    const permit = await asAccount("commitment.receive", w.networkId, strategist);
    expect(await receive(permit, row.commitmentId ?? "", "1-2-3", { all: true })).toBe(3);
    expect((await rows("receive")).map((r) => r.key)).toEqual([other.key]);
    const after = await db.commitment.findMany({ where: { groupId: { not: null } } });
    expect(after.map((c) => [c.diaryNumber, c.receivedAt !== null])).toEqual(
      towns.map(() => ["1-2-3", true]),
    );
    await expect(receive(permit, row.commitmentId ?? "", "1-2-3", { all: true })).rejects.toMatchObject({
      kind: "conflict",
    });
  });
});
