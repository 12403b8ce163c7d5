// What was posted, read as it arrives: the one way to every form. Whoever sends more than a form may hold is stopped
// where the limit is passed, so that it costs them more than us; what is refused is an answer, never a fault.
import { nfc } from "~/platform/nfc";
import { Busboy, type BusboyFileStream } from "@fastify/busboy";
import { Readable } from "node:stream";
import type { FieldErrors } from "~/platform/refusal";
import { formLimits } from "~/platform/sizes";
import type { Entry } from "./form";

/** A sentence as an answer: the page around it is drawn where a page is asked for. */
export const fail = (status: number, message: string): Response =>
  new Response(message, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });

const unreadable = () =>
  fail(400, "Det som skickades går inte att läsa. Läs in sidan igen och försök på nytt.");
const noForm = () => fail(415, "Det som skickades är inget formulär. Läs in sidan igen och försök på nytt.");
const mega = (bytes: number) => Math.floor(bytes / 1024 / 1024);
const back = "Gå tillbaka med webbläsarens bakåtknapp, då står det du skrev kvar.";
const tooMuch = (files: boolean) =>
  fail(
    413,
    files
      ? `Filer och text får vara högst ${mega(formLimits.all)} MB tillsammans. ${back}`
      : `Ett formulär får innehålla högst ${mega(formLimits.text)} MB text. ${back} Korta texten och skicka igen.`,
  );

interface Posted {
  stream: Readable;
  type: string;
  /** Bytes to come, where the sender says so. */
  length: number | null;
}
/** The request as the server got it; of one that was made by hand (a test, a page within a page) its own body. */
function postedOf(request: Request, incoming: Readable | undefined): Posted {
  const length = request.headers.get("Content-Length");
  return {
    stream:
      incoming ??
      (request.body
        ? Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0])
        : Readable.from([])),
    type: request.headers.get("Content-Type") ?? "",
    length: length === null ? null : Number(length),
  };
}

/**
 * Gives every chunk to `take` until the end. What is left after a refusal is thrown away as it arrives, so that the
 * sender hears the answer; a sender who leaves is a form that cannot be read.
 */
async function arriving(
  { stream, length }: Posted,
  most: number,
  take: (chunk: Buffer) => void,
): Promise<void> {
  const files = most > formLimits.text;
  if (length !== null && !(length <= most)) {
    stream.resume();
    throw tooMuch(files);
  }
  if (stream.readableEnded) return;
  if (stream.destroyed) throw unreadable();
  let size = 0;
  let stopped: (reason: unknown) => void = () => {};
  const onData = (chunk: Buffer) => {
    try {
      size += chunk.length;
      if (size > most) throw tooMuch(files);
      take(chunk);
    } catch (error) {
      stopped(error);
    }
  };
  const gone = () => stopped(unreadable());
  try {
    await new Promise<void>((done, fail) => {
      stopped = fail;
      stream.on("data", onData).once("end", done).once("error", gone).once("close", gone);
    });
  } finally {
    stream.off("data", onData).off("close", gone);
    stream.resume();
  }
}

const ampersand = 0x26;
function count(chunk: Buffer, byte: number, most: number): number {
  let found = 0;
  for (let at = chunk.indexOf(byte); at !== -1 && found <= most; at = chunk.indexOf(byte, at + 1)) found++;
  return found;
}
async function text(posted: Posted): Promise<Entry[]> {
  const chunks: Buffer[] = [];
  let fields = 1;
  await arriving(posted, formLimits.text, (chunk) => {
    fields += count(chunk, ampersand, formLimits.fields);
    if (fields > formLimits.fields) throw unreadable();
    chunks.push(chunk);
  });
  return [...new URLSearchParams(Buffer.concat(chunks).toString("utf8"))];
}

/** Browsers write these three of a name's characters so; all else as it stands. */
const written: Record<string, string> = { "%22": '"', "%0D": "", "%0A": "" };
/** The last part of a path, in the characters and the composition that names are kept in. */
const nameOf = (sent: string): string =>
  nfc((sent.split(/[/\\]/).pop() ?? "").replace(/%(22|0D|0A)/gi, (c) => written[c.toUpperCase()] ?? c));

/** A form with files: `most` bytes of each and one more are kept, so that memory is bounded whatever is sent. */
async function parts(posted: Posted, type: string, most: number | null): Promise<Entry[]> {
  const entries: Entry[] = [];
  let parser: InstanceType<typeof Busboy>;
  try {
    parser = new Busboy({
      headers: { "content-type": type },
      limits: {
        parts: formLimits.fields,
        files: formLimits.files,
        fieldSize: formLimits.text + 1,
        headerPairs: 20,
        headerSize: 8 * 1024,
      },
      isPartAFile: (_, __, filename) => filename !== undefined,
      preservePath: true,
    });
  } catch {
    posted.stream.resume();
    throw unreadable();
  }
  const stopped: { by: Response | null } = { by: null };
  let characters = 0;
  const stop = (answer: Response) => {
    stopped.by ??= answer;
  };
  const whole = new Promise<void>((done) => {
    parser
      .on("field", (name: string | undefined, value) => {
        characters += value.length;
        if (name === undefined) stop(unreadable());
        else if (characters > formLimits.text) stop(tooMuch(false));
        else entries.push([name, value]);
      })
      .on("file", (name: string | undefined, file, filename, _, mime) => {
        const at = entries.push([name ?? "", ""]) - 1;
        kept(file, (most ?? 0) + 1, (bytes) => {
          entries[at] = [name ?? "", new File([bytes], nameOf(filename), { type: mime })];
        });
        if (name === undefined) stop(unreadable());
      })
      .once("partsLimit", () => stop(unreadable()))
      .once("filesLimit", () => stop(unreadable()))
      .once("finish", done)
      .on("error", () => {
        stop(unreadable());
        done();
      });
  });
  await arriving(posted, most === null ? formLimits.text : formLimits.all, (chunk) => {
    parser.write(chunk);
    if (stopped.by) throw stopped.by;
  }).catch((error: unknown) => {
    parser.destroy();
    throw error;
  });
  parser.end();
  await whole;
  if (stopped.by) throw stopped.by;
  return entries;
}
function kept(file: BusboyFileStream, most: number, done: (bytes: Buffer<ArrayBuffer>) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  file
    .on("data", (chunk: Buffer) => {
      if (size < most) chunks.push(chunk.subarray(0, most - size));
      size += chunk.length;
    })
    .on("error", () => {})
    .once("end", () => done(Buffer.concat(chunks)));
}

/**
 * The names and values of a posted form, in their order.
 * @param most how many bytes of a file are kept; null where the page takes none
 * @throws Response 400, 413, 415
 */
export async function readForm(
  request: Request,
  incoming: Readable | undefined,
  most: () => Promise<number | null>,
): Promise<Entry[]> {
  const posted = postedOf(request, incoming);
  const kind = (/^[^;]*/.exec(posted.type)?.[0] ?? "").trim().toLowerCase();
  const encoding = request.headers.get("Content-Encoding") ?? "identity";
  if (encoding === "identity") {
    if (kind === "application/x-www-form-urlencoded") return text(posted);
    if (kind === "multipart/form-data") return parts(posted, posted.type, await most());
    // A button pressed by a script sends nothing at all.
    if (kind === "" && (posted.length ?? 0) === 0 && !request.headers.has("Transfer-Encoding")) return [];
  }
  posted.stream.resume();
  throw noForm();
}

/** What is wrong with files as such, whatever the page wants with them. */
export function fileErrors(entries: readonly Entry[], largestFile: number | undefined): FieldErrors {
  const errors: FieldErrors = {};
  if (largestFile === undefined) return errors;
  for (const [name, file] of entries) {
    if (typeof file === "string" || file.name === "") continue;
    if (file.size === 0) errors[name] = [`Filen ”${file.name}” är tom. Välj en annan fil.`];
    if (file.size > largestFile)
      errors[name] = [
        `Filen ”${file.name}” är större än ${String(largestFile / 1024 / 1024)} MB. Gör den mindre och välj den igen.`,
      ];
  }
  return errors;
}
