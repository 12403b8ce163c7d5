// A document as an answer: a download of ours to be opened elsewhere, never run in our pages.
import { mediaTypes, type FileKind } from "~/platform/files.server";

export const paperResponse = ({ bytes, name, kind }: { bytes: Buffer; name: string; kind: FileKind }): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": mediaTypes[kind], "Content-Length": String(bytes.length), "Cache-Control": "private, no-store",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "Content-Disposition": `attachment; filename="${name.normalize("NFD").replace(/[^\x20-\x7e]|["\\]/g, "")}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });
