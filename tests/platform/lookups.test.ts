// The two tables that only grow are looked up by an index: what has happened to something, and the letters that a link went out in.
import { expect, it } from "vitest";
import { rows } from "~/platform/db.server";

const planOf = (sql: string, ...values: string[]): string[] =>
  rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values)
    .map((step) => step.detail.replace("COVERING ", ""))
    .filter((detail) => /^(SCAN|SEARCH) /.test(detail));

it.each([
  ["what has happened to something", "SELECT data FROM Event WHERE kind = ? AND subjectId = ?", "Event"],
  [
    "whether something has, for each link",
    "SELECT 1 FROM Event e WHERE e.subjectId = ? AND e.kind = ? LIMIT 1",
    "e",
  ],
  [
    "the latest letter of a link",
    "SELECT x.state FROM Letter x WHERE x.linkId = ? AND x.kind = ? ORDER BY x.createdAt DESC LIMIT 1",
    "x",
  ],
])("%s is found without reading all of the table", (_, sql, table) => {
  const by =
    table === "x" ? "Letter_linkId_idx (linkId=?)" : "Event_subjectId_kind_idx (subjectId=? AND kind=?)";
  expect(planOf(sql, "a", "b")).toEqual([`SEARCH ${table} USING INDEX ${by}`]);
});
