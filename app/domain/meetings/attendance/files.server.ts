// Attendance as a table to take away: one row an organisation and meeting.
import type { NetworkPermit } from "~/domain/access/permits.server";
import type { Table } from "~/platform/table.server";
import { nobodyToCall, wasVacant } from "../texts";
import { heatSql, type Who } from "./queries.server";

const words: Record<Who | "nobody" | "none", string> = {
  representative: "Representanten",
  deputy: "Ersättaren",
  standIn: "Någon annan",
  absentNoticed: "Anmält förhinder",
  absent: "Uteblev utan besked",
  vacant: wasVacant,
  nobody: nobodyToCall,
  none: "Inte markerad",
};

/** Counted as in `attendanceOverview`, by `isCounted`: in SQL, for the process that writes the table reads the database itself. */
export function attendanceTable(permit: NetworkPermit<"attendance.see">, fromYear: string): Table {
  const first = /^20\d\d$/.test(fromYear) ? fromYear : String(Number(permit.today.slice(0, 4)) - 1);
  return {
    sheet: "Närvaro",
    sql: `SELECT organisation, title, heldOn, coalesce(who, CASE WHEN NOT askable THEN 'nobody' WHEN taken THEN 'none' END) AS who, CASE WHEN taken AND (halves > 0 OR askable AND who IS NOT 'vacant') THEN halves / 2.0 END AS presence
      FROM (SELECT *, EXISTS (SELECT 1 FROM Attendance x WHERE x.meetingId = h.meetingId) AS taken FROM (${heatSql}) h)`,
    values: [permit.network.id, `${first}-01-01`, permit.today, permit.today],
    columns: [
      { key: "organisation", head: "Organisation", width: 32, type: "text" },
      { key: "title", head: "Möte", width: 28, type: "text" },
      { key: "heldOn", head: "Dag", width: 12, type: "date" },
      { key: "who", head: "Vem", width: 22, type: "text", words },
      { key: "presence", head: "Närvaro", width: 10, type: "number" },
    ],
  };
}
