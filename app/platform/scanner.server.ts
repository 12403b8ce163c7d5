// ClamAV: the bytes go to clamd over its socket (INSTREAM) and a verdict comes back. Who has no scanner sets no CLAMAV_SOCKET.
import { connect, type Socket } from "node:net";
import { must } from "~/platform/must";
import { env } from "./env.server";

export type Verdict = "clean" | "infected";
/** No verdict: nobody answers, or clamd could not look at the file. It is asked again. */
export class NoVerdict extends Error {}

const silenceMs = 20_000;
const chunk = 64 * 1024;

function reach(at: string): Socket {
  const address = /^(?:\[([^\]]+)\]|([^/:]+)):(\d+)$/.exec(at);
  return address
    ? connect({ host: address[1] ?? address[2], port: Number(address[3]) })
    : connect({ path: at });
}

/** clamd's answer to the bytes: "stream: OK", "stream: <name> FOUND" or "… ERROR". */
const ask = (at: string, bytes: Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = reach(at);
    let answer = "";
    const end = (error?: Error) => {
      socket.destroy();
      // clamd answers and hangs up on a stream that is too long for it, while we still write.
      if (answer) resolve(answer.replace(/\0[^]*$/, "").trim());
      else reject(new NoVerdict(error?.message ?? "clamd hung up"));
    };
    socket.setTimeout(silenceMs, () => end(new Error("clamd is silent")));
    socket.on("error", end).on("close", () => end());
    socket.on("data", (said: Buffer) => {
      answer += said.toString("utf8");
      if (answer.includes("\0")) end();
    });
    socket.on("connect", () => {
      socket.write("zINSTREAM\0");
      for (let from = 0; from < bytes.length; from += chunk) {
        const part = bytes.subarray(from, from + chunk);
        const length = Buffer.alloc(4);
        length.writeUInt32BE(part.length);
        socket.write(length);
        socket.write(part);
      }
      socket.write(Buffer.alloc(4));
    });
  });

export async function scan(bytes: Buffer): Promise<Verdict> {
  const answer = await ask(must(env.clamavSocket, "CLAMAV_SOCKET"), bytes);
  if (answer === "stream: OK") return "clean";
  if (/^stream: .+ FOUND$/.test(answer)) return "infected";
  throw new NoVerdict(answer.slice(0, 200));
}
