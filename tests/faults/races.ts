// Forty people for ten places at once, and one person eight times at once, over HTTP by the letters' own links. What
// counts is what people are told: a page that names no place in the queue is a place in the room.
import { spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { linkToken } from "~/domain/access/tokens.server";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { closeDatabase, db } from "~/platform/db.server";
import { freePort } from "../setup/server";
import { makeCounty } from "./prepare";
import type { Figure } from "./random";

const [people, places, presses] = [40, 10, 8];

export async function racing({ rounds, how }: { rounds: number; how: string }): Promise<Figure[]> {
  const { may, database } = await makeCounty(people);
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const server = spawn(process.execPath, ["build/server/start.js"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      LANSGRUPP_MODE: "demo",
      LOG_LEVEL: "silent",
      PORT: String(port),
      BASE_URL: base,
      DATABASE_URL: `file:${database}`,
    },
    stdio: "ignore",
  });
  while (
    !(await fetch(`${base}/healthz`).then(
      (r) => r.ok,
      () => false,
    ))
  )
    await pause(50);
  const post = async (token: string, fields: Record<string, string>) =>
    (
      await fetch(`${base}/svar/${token}`, {
        method: "POST",
        redirect: "manual",
        body: new URLSearchParams(fields).toString(),
        headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: base },
      })
    ).status;
  const called = async (limit: number | null) => {
    const id = await createMeeting(
      may("meeting.manage"),
      meetingSchema.parse({
        kind: "extra",
        title: "Trångt möte",
        heldOn: addDays(today(), 20),
        fromTime: "09:00",
        toTime: "12:00",
        place: "Lilla salen",
        link: "https://mote.example/x",
        places: limit === null ? "" : String(limit),
      }),
    );
    await convene(may("meeting.manage"), id, 1);
    const seats = new Map(
      (await db.holding.findMany({ where: { seat: "representative" } })).map((h) => [
        h.personId,
        h.organisationId,
      ]),
    );
    const attendees = await db.attendee.findMany({ where: { meetingId: id } });
    return {
      id,
      seats: await Promise.all(
        attendees.map(async (a) => ({
          organisationId: seats.get(a.personId!)!,
          token: (await linkToken(a.linkId!))!.token,
        })),
      ),
    };
  };

  let overbooked = 0,
    doubled = 0,
    refused = 0;
  for (let round = 0; round < rounds; round++) {
    const { id, seats } = await called(places);
    const answers = await Promise.all(
      seats.map((s) =>
        post(s.token, { organisationId: s.organisationId, choice: "representative", mode: "room" }),
      ),
    );
    refused += answers.filter((status) => status !== 303).length;
    const pages = await Promise.all(seats.map(async (s) => (await fetch(`${base}/svar/${s.token}`)).text()));
    const inRoom = pages.filter(
      (html) => /kommer för Organisation \d+, på plats/.test(html) && !/i kön/.test(html),
    ).length;
    if (inRoom !== places || (await db.roomPlace.count({ where: { meetingId: id } })) !== people)
      overbooked++;
  }
  for (let round = 0; round < rounds; round++) {
    const { id, seats } = await called(null);
    const [one] = seats;
    await Promise.all(
      Array.from({ length: presses }, () =>
        post(one!.token, {
          organisationId: one!.organisationId,
          choice: "standIn",
          standInName: "Ulla Ek",
          standInEmail: `ulla${round}@o.example`,
          mode: "room",
        }),
      ),
    );
    const [rows, facts, letters] = [
      await db.answer.count({ where: { meetingId: id } }),
      await db.event.count({ where: { kind: "answer.given", subjectId: id } }),
      await db.letter.count({ where: { kind: "standInAsked", to: `ulla${round}@o.example` } }),
    ];
    if (rows !== 1 || facts !== 1 || letters !== 1) doubled++;
  }
  server.kill("SIGTERM");
  await new Promise((r) => server.once("exit", r));
  await closeDatabase();
  const about = `${rounds} rounds; ${refused} posts refused; ${how}`;
  return [
    {
      name: "race_overbooked_rounds",
      value: overbooked,
      unit: "rounds",
      goal: "= 0",
      holds: overbooked === 0 && refused === 0,
      how: `${people} people answer at once for ${places} places, over HTTP; ${places} are told they have one; ${about}`,
    },
    {
      name: "race_doubled_rounds",
      value: doubled,
      unit: "rounds",
      goal: "= 0",
      holds: doubled === 0,
      how: `one person posts the same answer ${presses} times at once: one row, one fact, one letter; ${about}`,
    },
  ];
}
