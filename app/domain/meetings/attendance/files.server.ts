// Attendance as a file that opens right in a Swedish Excel: one row an organisation and meeting.
import writeExcelFile from "write-excel-file/node";
import Papa from "papaparse";
import { rows } from "~/platform/db.server";
import { decimal } from "~/platform/swedish";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { heatSql, type Who } from "./queries.server";

const words: Record<Who, string> = { representative: "Representanten", deputy: "Ersättaren", standIn: "Någon annan", absentNoticed: "Anmält förhinder", absent: "Uteblev utan besked" };
const heads = ["Organisation", "Möte", "Dag", "Vem", "Närvaro"] as const;
interface Line { organisation: string; title: string; heldOn: string; who: Who | null; halves: number }

const linesOf = (permit: NetworkPermit<"attendance.see">, fromYear: string): Line[] =>
  rows<Line>(heatSql, permit.network.id, `${/^20\d\d$/.test(fromYear) ? fromYear : Number(permit.today.slice(0, 4)) - 1}-01-01`, permit.today);
/** A cell that a spreadsheet would run as a formula is kept as text. */
const tame = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** Semicolons, a byte order mark and CRLF: what a Swedish Excel takes for a table. */
export function attendanceCsv(permit: NetworkPermit<"attendance.see">, fromYear: string): Buffer {
  const body = linesOf(permit, fromYear).map((l) => [tame(l.organisation), tame(l.title), l.heldOn, l.who ? words[l.who] : "", l.who ? decimal(l.halves / 2) : ""]);
  return Buffer.from(`\uFEFF${Papa.unparse({ fields: [...heads], data: body }, { delimiter: ";", newline: "\r\n" })}\r\n`, "utf8");
}

export async function attendanceExcel(permit: NetworkPermit<"attendance.see">, fromYear: string): Promise<Buffer> {
  const text = (value: string) => ({ type: String, value });
  const body = linesOf(permit, fromYear).map((l) => [text(l.organisation), text(l.title), { type: Date, value: new Date(`${l.heldOn}T00:00:00Z`), format: "yyyy-mm-dd" }, l.who ? text(words[l.who]) : null, l.who ? { type: Number, value: l.halves / 2 } : null]);
  const data = [heads.map((value) => ({ type: String, value, fontWeight: "bold" as const })), ...body];
  return (await writeExcelFile(data, { sheet: "Närvaro", columns: [{ width: 32 }, { width: 28 }, { width: 12 }, { width: 22 }, { width: 10 }], stickyRowsCount: 1 }).toBuffer()) as Buffer;
}
