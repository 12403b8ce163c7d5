// A document as an answer: a download of ours to be opened elsewhere, never run in our pages.
import { writeTable, type Table } from "~/platform/table.server";
import { mediaTypes, type MaterialKind, type TableKind } from "~/platform/files.server";

/** A calendar to subscribe to; asked for again by its reader within the hour. */
export const calendarResponse = (text: string): Response =>
  new Response(text, {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Cache-Control": "private, max-age=900",
      "Content-Disposition": 'inline; filename="moten.ics"',
    },
  });

/** Shown by the browser itself under the sandbox of the answer; all else is saved and opened in its own program. */
const shown = new Set<string>(["png", "jpeg", "txt"]);

export const paperResponse = ({
  bytes,
  name,
  kind,
  inline = false,
}: {
  bytes: Buffer;
  name: string;
  kind: MaterialKind | TableKind;
  inline?: boolean;
}): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": mediaTypes[kind],
      "Content-Length": String(bytes.length),
      "Cache-Control": "private, no-store",
      "Content-Language": "sv",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "Content-Disposition": `${inline && shown.has(kind) ? "inline" : "attachment"}; filename="${name.normalize("NFD").replace(/[^\x20-\x7e]|["\\]/g, "")}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });

/** A table to take away, in the format that the address ends with. */
export async function tableResponse(
  table: Table,
  name: string,
  { url, request }: { url: URL; request: Request },
): Promise<Response> {
  const kind = url.pathname.endsWith(".csv") ? "csv" : "xlsx";
  return paperResponse({
    bytes: await writeTable(table, kind, request.signal),
    name: `${name}.${kind}`,
    kind,
  });
}
