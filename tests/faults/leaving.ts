// SIGTERM to the documented command, at moments drawn by lot, while ten forms and ten files are on their way: each is answered and saved.
import Database from "better-sqlite3";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { closeDatabase } from "~/platform/db.server";
import { startMailServer } from "../setup/mailserver";
import { productionEnv, runCommand, twentyPosts } from "../setup/production";
import { freePort, sessionCookie } from "../setup/server";
import { sessionFor } from "../world";
import { machineClock } from "../setup/own-clock";
import { makeCounty } from "./prepare";
import { seeded, type Figure } from "./random";

export async function leaving({
  rounds,
  seed,
  how,
}: {
  rounds: number;
  seed: number;
  how: string;
}): Promise<Figure[]> {
  const random = seeded(seed);
  // start:production takes no other clock than the machine's, and no work away.
  machineClock();
  const { database } = await makeCounty(1);
  const cookie = sessionCookie(await sessionFor("strateg@dalarna.example"));
  await closeDatabase();
  const native = new Database(database, { readonly: true });
  const saved = native
    .prepare(
      `SELECT (SELECT count(*) FROM Letter WHERE kind = 'signInCode' AND "to" LIKE '%@sigterm.example') + (SELECT count(*) FROM MaterialVersion)`,
    )
    .pluck();
  const mail = await startMailServer();
  let [cut, late] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const port = await freePort();
    const site = runCommand(process.execPath, ["app/cli/start.mjs", "--production"], {
      ...productionEnv(port, mail.url),
      DATABASE_URL: `file:${database}`,
      SESSION_SECRET: process.env.SESSION_SECRET,
    });
    await site.says(/"listening"/);
    const before = saved.get() as number;
    const { posts, files } = twentyPosts(port, cookie, `${seed} ${round}`);
    const all = [...posts, ...files];
    await Promise.all(all.map((p) => p.sent));
    // Half of the rounds with everything sent, half with the rest still to come.
    const rests = () => Promise.all(all.map((p) => p.rest()));
    if (round % 2 === 0) await rests();
    await pause(random() * 60);
    const began = performance.now();
    site.process.kill("SIGTERM");
    if (round % 2 === 1) {
      await pause(random() * 1000);
      await rests();
    }
    const answers = await Promise.all(all.map((p) => p.answer));
    const { code } = await site.gone;
    if (code !== 0 || performance.now() - began > 8000) late++;
    const answered = answers.filter((a) => a.startsWith("HTTP/1.1 303")).length;
    cut += all.length - Math.min(answered, (saved.get() as number) - before);
  }
  native.close();
  await mail.close();
  // What start:production leaves there would keep `npm start` in this checkout from the demo.
  rmSync(dirname(database), { recursive: true });
  return [
    {
      name: "requests_cut_by_sigterm",
      value: cut + late,
      unit: "count",
      goal: "= 0",
      holds: cut + late === 0,
      how: `SIGTERM to start:production ${rounds} times, each with ten forms and ten files on their way; ${cut} not answered or not saved, ${late} times not gone within eight seconds; seed ${seed}; ${how}`,
    },
  ];
}
