// A real clamd on a unix socket, with a signature database of our own: it knows one test file and nothing else.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { realTime } from "../setup/real-time";

/** What our signatures call harmful: by a string in the file, or by the whole file's hash. */
export const harmful = "LANSGRUPP-TESTFIL-SOM-AR-SKADLIG";
export const harmfulFile = "Den här filen är skadlig i sin helhet.";

export interface Clamd {
  socket: string;
  stop(): Promise<void>;
}
export async function startClamd(): Promise<Clamd> {
  const folder = mkdtempSync(join(tmpdir(), "lansgrupp-clamd-"));
  const socket = join(folder, "s");
  const whole = Buffer.from(harmfulFile);
  writeFileSync(join(folder, "own.ndb"), `Lansgrupp.Test:0:*:${Buffer.from(harmful).toString("hex")}\n`);
  writeFileSync(
    join(folder, "own.hdb"),
    `${createHash("md5").update(whole).digest("hex")}:${whole.length}:Lansgrupp.Whole\n`,
  );
  writeFileSync(
    join(folder, "clamd.conf"),
    `DatabaseDirectory ${folder}\nLocalSocket ${socket}\nForeground yes\nOfficialDatabaseOnly no\nStreamMaxLength 30M\nMaxThreads 2\n`,
  );
  const child = spawn("clamd", ["--config-file", join(folder, "clamd.conf")], {
    stdio: "ignore",
    env: { ...realTime(), PATH: `${process.env.PATH}:/usr/sbin` },
  });
  const gone = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  const answers = () =>
    new Promise<boolean>((resolve) => {
      const s = connect(socket, () => s.write("zPING\0"));
      s.on("data", (d) => {
        s.destroy();
        resolve(String(d).startsWith("PONG"));
      });
      s.on("error", () => resolve(false));
    });
  for (let i = 0; !(await answers()); i++) {
    if (child.exitCode !== null || i > 300) throw new Error("clamd did not start");
    await new Promise((r) => setTimeout(r, 100));
  }
  return {
    socket,
    async stop() {
      child.kill("SIGTERM");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
