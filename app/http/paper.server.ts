// A document as an answer: a download of ours to be opened elsewhere, never run in our pages.
import { nfd } from "~/platform/nfc";
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

/**
 * The name under which a file is saved, in both ways that browsers read it: in full (RFC 8187), and in ASCII for whoever
 * knows that alone.
 */
export function saved(how: "inline" | "attachment", name: string): string {
  const whole = name.replace(/[\p{Cc}\p{Cs}]/gu, "");
  const ending = /\.[a-z0-9]{1,5}$/i.exec(whole)?.[0] ?? "";
  const stem = whole.slice(0, whole.length - ending.length);
  const ascii =
    nfd(stem)
      .replace(/[^\x20-\x7e]|["\\%;]/g, "")
      .trim() || "fil";
  const full = encodeURIComponent(whole).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${ascii}${ending}"; filename*=UTF-8''${full}`;
}

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
      "Content-Disposition": saved(inline && shown.has(kind) ? "inline" : "attachment", name),
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
