// Meetings with attendance of every organisation, four a year back from today, or closer.
import Database from "better-sqlite3";
import { addDays, todayOn } from "../../app/platform/calendar";
import { nanoid } from "../../app/platform/ids";

/** Returns the first year. */
export function seedMeetings(
  path: string,
  networkId: string,
  now: Date,
  count: number,
  everyDays = 88,
): string {
  const database = new Database(path);
  const organisations = database
    .prepare("SELECT organisationId FROM Membership WHERE networkId = ?")
    .pluck()
    .all(networkId) as string[];
  const meeting = database.prepare(
    "INSERT INTO Meeting (id, networkId, kind, title, state, version, heldOn, fromTime, toTime, audience, createdAt, convenedAt) VALUES (?, ?, 'ordinary', ?, 'convened', 2, ?, '09:00', '16:00', 'representatives', ?, ?)",
  );
  const attendance = database.prepare(
    "INSERT INTO Attendance (id, meetingId, networkId, organisationId, who, morning, afternoon, mode, version, at) VALUES (?, ?, ?, ?, ?, ?, ?, 'room', 1, ?)",
  );
  const at = now.toISOString();
  let first = todayOn(now);
  database.transaction(() => {
    for (let i = 0; i < count; i++) {
      const id = nanoid(14);
      first = addDays(todayOn(now), -7 - i * everyDays);
      meeting.run(id, networkId, `Möte ${i}`, first, at, at);
      organisations.forEach((organisationId, k) => {
        const who = ["representative", "representative", "deputy", "absentNoticed", "standIn", "absent"][
          (i + k) % 6
        ]!;
        const came = who.startsWith("absent") ? 0 : 1;
        attendance.run(nanoid(14), id, networkId, organisationId, who, came, came && (i + k) % 7 ? 1 : 0, at);
      });
    }
  })();
  database.exec("ANALYZE");
  database.close();
  return first.slice(0, 4);
}
