// One JSON object a line: what the product makes of a day and a time in the zone that TZ names.
import { feedText, requestText, type Entry } from "~/platform/calendar-entry.server";
import { addDays, isoWeek, startOfDay, todayOn, zonedInstant } from "~/platform/calendar";
import { nextYears, reminderDue } from "~/domain/meetings/rules";

const edges = [
  "2026-10-25",
  "2027-03-28",
  "2027-10-31",
  "2028-02-29",
  "2028-03-26",
  "2026-12-31",
  "2027-12-31",
];
for (const edge of edges)
  for (let offset = -4; offset <= 4; offset++)
    for (const time of ["00:00", "01:30", "03:30", "09:00", "16:00", "23:30"]) {
      const on = addDays(edge, offset);
      const e: Entry = {
        uid: "a@x",
        sequence: 0,
        heldOn: on,
        fromTime: time,
        toTime: "23:45",
        summary: "Möte",
        location: null,
        description: "",
        url: null,
        cancelled: false,
        at: new Date("2027-01-01T12:00:00Z"),
      };
      const begins = startOfDay(on);
      console.log(
        JSON.stringify({
          on,
          time,
          instant: zonedInstant(on, time).toISOString(),
          entry: requestText({
            ...e,
            method: "request",
            organizer: { name: "L", email: "l@x.example" },
            attendee: { name: "A", email: "a@x.example" },
          }),
          feed: feedText("Möten", [e]),
          begins: begins.toISOString(),
          back: todayOn(zonedInstant(on, time)),
          minus7: addDays(on, -7),
          minus2: addDays(on, -2),
          year: nextYears(on),
          week: isoWeek(on),
          due: Array.from({ length: 32 }, (_, i) => reminderDue(addDays(on, i - 30), on, addDays(on, -40))),
        }),
      );
    }
