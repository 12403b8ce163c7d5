// Before the day an organisation's page shows the meetings ahead, what it has answered and who comes.
import { afterAll, beforeAll, expect, it } from "vitest";
import { answer } from "~/domain/meetings/answering/commands.server";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { answerSchema, meetingSchema } from "~/domain/meetings/schema";
import { organisationPage } from "~/domain/organisations/queries.server";
import { startOfDay } from "~/platform/calendar";
import { setClock } from "~/platform/clock";
import { must } from "~/platform/must";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
const at = (on: string, hour = 10) => setClock(new Date(startOfDay(on).getTime() + hour * 3_600_000));
const org = (name: string) => must(w.orgs[name], name);
const say = async (id: string, organisation: string, more: Record<string, string>) =>
  answer(
    await asAccount("meeting.answer", w.networkId, strategist),
    id,
    answerSchema.parse({ organisationId: org(organisation).id, mode: "room", ...more }),
  );
const meetings = async (name: string, who = strategist, on: string | null = null) =>
  organisationPage(await asAccount("organisation.see", w.networkId, who), org(name).slug, on).meetings;

let id: string;
beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  for (const name of ["leksand", "falu", "mora"]) await signed(w, name);
  const manager = await asAccount("meeting.manage", w.networkId, strategist);
  const make = (heldOn: string) =>
    createMeeting(
      manager,
      meetingSchema.parse({
        kind: "ordinary",
        title: `Möte ${heldOn}`,
        heldOn,
        fromTime: "09:00",
        toTime: "15:00",
        place: "Falun",
        link: "https://mote.example/1",
      }),
    );
  id = await make("2027-02-20");
  await make("2027-03-20");
  await convene(manager, id, 1);
});
afterAll(() => setClock(null));

it("shows each answer as it is, and who comes, until the meeting is over", async () => {
  await say(id, "leksand", { choice: "representative" });
  await say(id, "falu", {
    choice: "standIn",
    standInName: "Eva Vikarie",
    standInEmail: "eva@falu.example",
    mode: "link",
  });
  await say(id, "mora", { choice: "nobody" });
  expect(await meetings("leksand")).toMatchObject([
    { id, choice: "representative", who: "Åsa Blom", mode: "room", answeredOn: "2027-02-01", askable: true },
  ]);
  expect(await meetings("falu")).toMatchObject([{ choice: "standIn", who: "Eva Vikarie", mode: "link" }]);
  expect(await meetings("mora")).toMatchObject([{ choice: "nobody", who: null }]);
  expect(await meetings("jour")).toMatchObject([{ choice: null, who: null, askable: false }]);
  expect(await meetings("leksand", "asa.blom@leksand.example")).toHaveLength(1);
  expect(await meetings("leksand", strategist, "2027-01-01")).toEqual([]);
  at("2027-02-20", 12);
  expect(await meetings("leksand")).toHaveLength(1);
  at("2027-02-20", 16);
  expect(await meetings("leksand")).toEqual([]);
});
