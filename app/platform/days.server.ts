// `dayOf(at)` in raw SQL: the calendar day in Stockholm of a stored instant. The day of UTC is another one for an hour or two each night.
import type { Database } from "better-sqlite3";
import { todayOn } from "./calendar";
import { sortKey } from "./sort-key";

/** …and `swedish(name)`: a text's place in the order of a Swedish dictionary. */
export function teachDays(connection: Database): void {
  connection.function("swedish", { deterministic: true }, (text) =>
    typeof text === "string" ? sortKey(text) : null,
  );
  connection.function("dayOf", { deterministic: true }, (at) =>
    typeof at === "string" ? todayOn(new Date(at)) : null,
  );
}
