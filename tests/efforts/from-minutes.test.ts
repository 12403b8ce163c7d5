// Home work that a meeting has given: it begins as a task in the minutes.
import { afterAll, beforeAll, expect, it } from "vitest";
import { giveEffort } from "~/domain/efforts/commands.server";
import { effortForm } from "~/domain/efforts/queries.server";
import { effortSchema } from "~/domain/efforts/schema";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { saveMinutes } from "~/domain/meetings/minutes/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { startOfDay } from "~/platform/calendar";
import { setClock } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
const manager = () => asAccount("effort.manage", w.networkId, strategist);
beforeAll(async () => {
  setClock(new Date(startOfDay("2027-02-01").getTime() + 36_000_000));
  w = await makeWorld();
  for (const name of ["leksand", "falu"]) await signed(w, name);
});
afterAll(() => setClock(null));

it("home work comes from a task of the minutes, with its organisations and day, in its own network alone", async () => {
  const meetings = await asAccount("meeting.manage", w.networkId, strategist);
  const m = await createMeeting(
    meetings,
    meetingSchema.parse({
      kind: "ordinary",
      title: "Vintermöte",
      heldOn: "2027-02-02",
      fromTime: "09:00",
      toTime: "16:00",
      place: "Falun",
    }),
  );
  await convene(meetings, m, 1);
  await saveMinutes(await asAccount("minutes.write", w.networkId, strategist), m, {
    text: "Uppgift: Skicka exempel. Ansvarig: Falu kommun. Senast: 2027-03-05",
    gor: "spara",
    version: 0,
  });
  const task = await db.minutesItem.findFirstOrThrow({ where: { kind: "task", networkId: w.networkId } });
  const form = effortForm(await manager(), task.id);
  expect(form.values).toMatchObject({ title: "Skicka exempel", lastOn: "2027-03-05", to: "chosen" });
  expect(form.organisations.filter((o) => o.chosen).map((o) => o.name)).toEqual(["Falu kommun"]);
  // Another county's strategist knows the task's id, and gets no home work from it.
  const effort = effortSchema.parse({
    title: "Skicka exempel",
    text: "Skicka dem.",
    lastOn: "2027-03-05",
    to: "all",
    minutesItemId: task.id,
  });
  const elsewhere = await asAccount("effort.manage", w.gavleNetworkId, "strateg@gavleborg.example");
  await expect(giveEffort(elsewhere, effort)).rejects.toThrow("finns inte");
  await giveEffort(await manager(), effort);
  expect(await db.effort.findMany({ where: { minutesItemId: task.id } })).toMatchObject([
    { networkId: w.networkId },
  ]);
});
