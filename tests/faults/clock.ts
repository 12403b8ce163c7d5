// Days and times around every edge of the calendar, computed by the product in three time zones of the server and
// judged by Python's zoneinfo and icalendar.
import { execFileSync } from "node:child_process";
import type { Figure } from "./random";

const judge = `
import sys, json, datetime as d, zoneinfo, icalendar
z = zoneinfo.ZoneInfo("Europe/Stockholm"); wrong = 0; n = 0
for line in sys.stdin:
    c = json.loads(line); n += 1
    day = d.date.fromisoformat(c["on"]); hh, mm = map(int, c["time"].split(":"))
    at = d.datetime(day.year, day.month, day.day, hh, mm, tzinfo=z).astimezone(d.timezone.utc)
    start = lambda text: next(x for x in icalendar.Calendar.from_ical(text).walk("VEVENT"))["DTSTART"].dt.astimezone(d.timezone.utc)
    ok = d.datetime.fromisoformat(c["instant"].replace("Z", "+00:00")) == at and start(c["entry"]) == at and start(c["feed"]) == at
    begins = d.datetime(day.year, day.month, day.day, tzinfo=z).astimezone(d.timezone.utc)
    ok = ok and d.datetime.fromisoformat(c["begins"].replace("Z", "+00:00")) == begins and c["back"] == c["on"]
    y, week, weekday = day.isocalendar()
    try: later = d.date.fromisocalendar(y + 1, week, weekday)
    except ValueError: later = d.date.fromisocalendar(y + 1, 52, weekday)
    ok = ok and c["year"] == later.isoformat()
    for k, days in (("minus7", -7), ("minus2", -2)): ok = ok and c[k] == (day + d.timedelta(days=days)).isoformat()
    ok = ok and c["week"] == day.isocalendar()[1]
    first = min((x for x in range(0, 30) if c["due"][x] == 7), default=None); ok = ok and first == 30 - 7 and c["due"][28] == 2 and c["due"][31] is None
    wrong += 0 if ok else 1
print(json.dumps([n, wrong]))
`;

export function clocks({ how }: { how: string }): Figure[] {
  let cases = 0,
    wrong = 0;
  for (const TZ of ["UTC", "America/New_York", "Europe/Stockholm"]) {
    const lines = execFileSync(process.execPath, ["--import", "tsx", "tests/faults/clock-cases.ts"], {
      encoding: "utf8",
      env: { ...process.env, TZ, NODE_ENV: "test" },
      maxBuffer: 64_000_000,
    });
    const [n, bad] = JSON.parse(
      execFileSync("/usr/bin/python3", ["-c", judge], { input: lines, encoding: "utf8" }),
    ) as [number, number];
    cases += n;
    wrong += bad;
  }
  return [
    {
      name: "clock_change_wrong_dates",
      value: wrong,
      unit: "count",
      goal: "= 0",
      holds: wrong === 0 && cases > 0,
      how: `${cases} days and times around both changes of the clock, 29 February and New Year: entries, feeds, instants, reminder days, last year's pattern, weeks; server in UTC, New York and Stockholm; judged by Python's zoneinfo and icalendar; ${how}`,
    },
  ];
}
