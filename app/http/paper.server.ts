// A document as an answer: a download of ours to be opened elsewhere, never run in our pages.
import { mediaTypes, type FileKind, type TableKind } from "~/platform/files.server";

/** A calendar to subscribe to; asked for again by its reader within the hour. */
export const calendarResponse = (text: string): Response =>
  new Response(text, { headers: { "Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "private, max-age=900", "Content-Disposition": 'inline; filename="moten.ics"' } });

export const paperResponse = ({ bytes, name, kind }: { bytes: Buffer; name: string; kind: FileKind | TableKind }): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": mediaTypes[kind], "Content-Length": String(bytes.length), "Cache-Control": "private, no-store",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "Content-Disposition": `attachment; filename="${name.normalize("NFD").replace(/[^\x20-\x7e]|["\\]/g, "")}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });
