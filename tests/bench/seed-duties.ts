// Ten years of the other duties for every organisation: home work, spreading, working groups. Rows alone; no letter was sent.
import Database from "better-sqlite3";
import { addDays, todayOn } from "../../app/platform/calendar";
import { nanoid } from "../../app/platform/ids";

export function seedDuties(path: string, networkId: string, now: Date): number {
  const database = new Database(path);
  const organisations = database
    .prepare("SELECT organisationId FROM Membership WHERE networkId = ?")
    .pluck()
    .all(networkId) as string[];
  const people = database.prepare("SELECT personId FROM Holding LIMIT 300").pluck().all() as string[];
  const at = now.toISOString();
  let rows = 0;
  const put = (table: string, columns: string) => {
    const statement = database.prepare(
      `INSERT INTO "${table}" (${columns}) VALUES (${columns
        .split(",")
        .map(() => "?")
        .join(", ")})`,
    );
    return (...values: unknown[]) => {
      statement.run(...values);
      rows++;
    };
  };
  const [effort, effortShare] = [
    put("Effort", "id, networkId, title, text, lastOn, version, createdAt"),
    put("EffortShare", "id, effortId, networkId, organisationId, state"),
  ];
  const [item, itemShare] = [
    put("SpreadItem", "id, networkId, title, why, text, targets, lastOn, version, createdAt"),
    put("SpreadShare", "id, itemId, networkId, organisationId, state, opened"),
  ];
  const [inquiry, inquiryShare] = [
    put("Inquiry", "id, networkId, title, why, lastOn, state, version, createdAt"),
    put("InquiryShare", "id, inquiryId, networkId, organisationId, state"),
  ];
  const [group, place] = [
    put("WorkingGroup", "id, networkId, name, purpose, startOn, version, createdAt"),
    put("GroupPlace", "id, groupId, networkId, organisationId, personId, fromOn, untilOn"),
  ];
  database.transaction(() => {
    for (let i = 0; i < 80; i++) {
      const [e, s, lastOn] = [nanoid(14), nanoid(14), addDays(todayOn(now), 20 - i * 45)];
      effort(e, networkId, `Insats ${i}`, "x", lastOn, 1, at);
      item(s, networkId, `Utskick ${i}`, "x", "x", "x", lastOn, 1, at);
      const q = nanoid(14);
      inquiry(q, networkId, `Frågor ${i}`, "x", lastOn, "sent", 1, at);
      organisations.forEach((o, k) => {
        inquiryShare(
          nanoid(14),
          q,
          networkId,
          o,
          ["waiting", "begun", "submitted", "submitted"][(i + k) % 4],
        );
        effortShare(
          nanoid(14),
          e,
          networkId,
          o,
          ["waiting", "begun", "done", "done", "notForUs"][(i + k) % 5],
        );
        itemShare(nanoid(14), s, networkId, o, ["waiting", "spread", "spread", "notForUs"][(i + k) % 4], 0);
      });
    }
    for (let i = 0; i < 40; i++) {
      const g = nanoid(14);
      const startOn = addDays(todayOn(now), -i * 90 - 200);
      group(g, networkId, `Grupp ${i}`, "x", startOn, 1, at);
      for (let k = 0; k < 12; k++)
        place(
          nanoid(14),
          g,
          networkId,
          organisations[(i * 12 + k) % organisations.length],
          (i + k) % 5 ? people[(i + k) % people.length] : null,
          startOn,
          i > 3 ? addDays(startOn, 180) : null,
        );
    }
  })();
  database.exec("ANALYZE");
  database.close();
  return rows;
}
