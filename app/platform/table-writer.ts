// The process that writes a table (table.server.ts): the order on standard input, the file on standard output.
import { constants, setPriority } from "node:os";
import Database from "better-sqlite3";
import Papa from "papaparse";
import writeExcelFile from "write-excel-file/node";
import { teachDays } from "./days.server";
import type { TableColumn, TableOrder } from "./table.server";

// Pages go before files, also on a machine with few cores.
setPriority(constants.priority.PRIORITY_LOW);

type Row = Record<string, string | number | null>;

/** A cell that a spreadsheet would run as a formula is kept as text. */
const tame = (text: string) => (/^[=+\-@＝＋－＠\t\r\n]/u.test(text) ? `'${text}` : text);
const said = (c: TableColumn, value: string | number): string => c.words?.[String(value)] ?? String(value);

function csvCell(c: TableColumn, value: string | number | null): string {
  if (value === null) return "";
  if (c.type === "number") return String(value).replace(".", ",");
  return c.type === "date" ? String(value) : tame(said(c, value));
}
function excelCell(c: TableColumn, value: string | number): object {
  if (c.type === "number") return { type: Number, value: Number(value) };
  if (c.type === "date") return { type: Date, value: new Date(`${value}T00:00:00Z`), format: "yyyy-mm-dd" };
  return { type: String, value: said(c, value) };
}

/** Semicolons, a byte order mark and CRLF: what a Swedish Excel takes for a table. */
function* csv(order: TableOrder, rows: Iterable<Row>): Generator<string> {
  const line = (cells: string[][]) => `${Papa.unparse(cells, { delimiter: ";", newline: "\r\n" })}\r\n`;
  yield `\uFEFF${line([order.columns.map((c) => c.head)])}`;
  for (const row of rows) yield line([order.columns.map((c) => csvCell(c, row[c.key] ?? null))]);
}

/** Cells that say the same are the same object: sixty thousand rows have few different ones. */
async function xlsx(order: TableOrder, rows: Iterable<Row>): Promise<Buffer> {
  const known = new Map<string, object>();
  const cell = (c: TableColumn, value: string | number | null) => {
    if (value === null) return null;
    const key = `${c.key} ${value}`;
    let made = known.get(key);
    if (!made) known.set(key, (made = excelCell(c, value)));
    return made;
  };
  const data: (object | null)[][] = [
    order.columns.map((c) => ({ type: String, value: c.head, fontWeight: "bold" })),
  ];
  for (const row of rows) data.push(order.columns.map((c) => cell(c, row[c.key] ?? null)));
  return await writeExcelFile(data as never, {
    sheet: order.sheet,
    columns: order.columns.map((c) => ({ width: c.width })),
    stickyRowsCount: 1,
  }).toBuffer();
}

let text = "";
for await (const chunk of process.stdin.setEncoding("utf8")) text += chunk as string;
const order = JSON.parse(text) as TableOrder;
const database = new Database(order.database, { readonly: true, fileMustExist: true });
teachDays(database);
// The driver wants the values of ?1, ?2 by their number.
const rows = database
  .prepare(order.sql)
  .iterate(Object.fromEntries(order.values.map((v, i) => [i + 1, v]))) as Iterable<Row>;
const write = (part: string | Buffer) =>
  new Promise<void>((written, failed) =>
    process.stdout.write(part, (error) => (error ? failed(error) : written())),
  );
if (order.format === "xlsx") await write(await xlsx(order, rows));
else for (const part of csv(order, rows)) await write(part);
