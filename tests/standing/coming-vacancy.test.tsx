// A vacancy within a year is two of its days, and a period that runs out meanwhile is told beside it.
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { yearPage } from "~/domain/meetings/queries.server";
import { organisationList } from "~/domain/network/queries.server";
import { changeSettings } from "~/domain/network/commands.server";
import { todoList } from "~/domain/network/todo.server";
import { leave } from "~/domain/seats/commands.server";
import { seatAct } from "~/domain/commitments/texts";
import { setClock } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { must } from "~/platform/must";
import { OrganisationTable } from "~/routes/network/standing";
import { grouped, todoItem } from "~/routes/network/todo-words";
import { signed } from "../world";
import { activate, at, holdingOf, makeIt, staff, w } from "./surfaces";

const place = { countySlug: "dalarna", slug: "lansgruppen" };
const falu = () => must(w.orgs.falu, "falu");
const row = async () => {
  const { todo } = todoList(await staff("todo.see"));
  return grouped(todo.filter((t) => t.slug === falu().slug && t.kind !== "receive")).map((t) =>
    todoItem(t, place, ""),
  );
};
const year = async () => yearPage(await staff("meeting.see"), "2029");
beforeAll(async () => {
  at("2028-07-06");
  await makeIt();
  const { name, shortName, purpose, formedYear, mailbox, diaryNumber, meetingsAYear } =
    await db.network.findUniqueOrThrow({ where: { id: w.networkId } });
  const kept = { name, shortName, purpose, formedYear, mailbox, diaryNumber, meetingsAYear };
  await changeSettings(await staff("network.manage"), { ...kept, termMonths: 6, quiet: [] });
  await signed(w, "falu", { startOn: "2028-07-06" });
  await activate();
  at("2028-11-20");
});
afterAll(() => setClock(null));

it("a period that runs out is one day in the list of what to do, in the table and in the year", async () => {
  expect((await row()).map((r) => r.text)).toEqual([
    expect.stringContaining("Perioden går ut 5 januari 2029."),
  ]);
  expect((await year()).expiring.map((x) => x.lastOn)).toEqual(["2029-01-05"]);
  const lines = organisationList(await staff("network.see")).filter((l) => l.slug === falu().slug);
  const table = renderToStaticMarkup(<OrganisationTable place={place} lines={lines} staff />);
  expect(table).toContain("Perioden går ut 5 januari 2029");
  expect(table).toContain("2029-01-05");
  expect(table).not.toContain("2029-01-06");
});

it("a vacancy has its last day and its first in the year, and the period stays in the row", async () => {
  const seat = must(await holdingOf("falu", "representative"), "the seat");
  await leave(await staff("seat.leave"), { holdingId: seat.id, lastOn: "2029-01-10", why: "x" }, "");
  expect((await year()).vacancies.map((v) => [v.on, v.begins])).toEqual([
    ["2029-01-10", false],
    ["2029-01-11", true],
  ]);
  expect((await year()).expiring.map((x) => x.lastOn)).toEqual(["2029-01-05"]);
  const rows = await row();
  expect(rows.map((r) => r.text)).toEqual([
    expect.stringMatching(/^Blir vakant 11 januari 2029\..*Perioden går ut 5 januari 2029\.$/),
  ]);
  const act = seatAct("representative", { held: true, leaves: true });
  expect(renderToStaticMarkup(<>{rows.map((r) => r.action)}</>)).toContain(act);
});
