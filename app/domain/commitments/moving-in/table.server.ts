// A list as cells: an uploaded workbook or CSV, or pasted rows. A day in a workbook is the day that stands there, whatever zone the server is in.
import { unpackedSize } from "~/platform/file-kinds.server";
import { invalid } from "~/platform/refusal";
import { textOf } from "~/platform/decode";
import { columnsOf, type Cells } from "./columns";
import { excelDay } from "./days";

const [mostBytes, mostRows, longestCell] = [2_000_000, 1000, 2000];

export interface Table {
  cells: Cells[];
  /** Sheets of the workbook that are not read. */
  otherSheets: string[];
}

/** Throws field errors. */
export async function readTable(bytes: Buffer | null, pasted: string): Promise<Table> {
  if (bytes && bytes.length > mostBytes) throw invalid({ file: ["Filen är för stor, högst 2 MB"] });
  const workbook = bytes?.subarray(0, 2).toString() === "PK";
  const table =
    bytes && workbook ? await fromWorkbook(bytes) : await fromText(bytes ? textOf(bytes) : pasted);
  if (table.cells.some((row) => row.some((cell) => (cell?.length ?? 0) > longestCell)))
    throw invalid({
      [bytes ? "file" : "rows"]: ["En cell i listan har mer än 2 000 tecken. Korta texten och försök igen."],
    });
  if (table.cells.length > mostRows)
    throw invalid({
      [bytes ? "file" : "rows"]: ["Listan har fler än 1 000 rader. Dela den och hämta in en del i taget."],
    });
  return table;
}

/** A thousand rows are far below it. */
const largestUnpacked = 40 * 1024 * 1024;
async function fromWorkbook(bytes: Buffer): Promise<Table> {
  try {
    if ((await unpackedSize(bytes)) > largestUnpacked) throw new Error("a workbook too large to unpack");
    // Loaded when the first workbook comes: most processes never read one.
    const { default: readXlsxFile } = await import("read-excel-file/node");
    const sheets = (await readXlsxFile(bytes)).map((s) => ({
      name: s.sheet,
      cells: s.data.map((r) => r.map(text)),
    }));
    const chosen = sheets.find((s) => columnsOf(s.cells).line >= 0) ?? sheets[0];
    return {
      cells: chosen?.cells ?? [],
      otherSheets: sheets.filter((s) => s !== chosen && s.cells.length > 0).map((s) => s.name),
    };
  } catch {
    throw invalid({ file: ["Filen gick inte att läsa. Spara den som xlsx eller CSV och försök igen"] });
  }
}
/** A dated cell is an instant of the clock that stands in it, as if it were UTC. */
function text(cell: unknown): string | null {
  if (cell === null || cell === undefined) return null;
  if (cell instanceof Date) return excelDay(cell.getTime() / 86_400_000 + 25_569);
  if (typeof cell === "string") return cell;
  return typeof cell === "number" || typeof cell === "boolean" ? String(cell) : null;
}

async function fromText(given: string): Promise<Table> {
  const { default: Papa } = await import("papaparse");
  // A line that begins with an empty cell begins with its tab.
  const { data } = Papa.parse<string[]>(
    given
      .replace(/^\uFEFF/, "")
      .replace(/^[\r\n]+/, "")
      .trimEnd(),
    {
      delimitersToGuess: ["\t", ";", ","],
      skipEmptyLines: "greedy",
    },
  );
  return { cells: data, otherSheets: [] };
}
