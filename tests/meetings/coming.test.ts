// Before the day an organisation's page shows the meetings ahead, what it has answered and who comes.
import { afterAll, beforeAll, expect, it } from "vitest";
import { givePlace, startGroup } from "~/domain/groups/commands.server";
import { groupSchema, placeSchema } from "~/domain/groups/schema";
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

const manager = (network = w.networkId, who = strategist) => asAccount("meeting.manage", network, who);
const make = async (heldOn: string, by = manager(), groupId?: string) =>
  createMeeting(
    await by,
    meetingSchema.parse({
      kind: groupId ? "group" : "ordinary",
      title: `Möte ${heldOn}`,
      heldOn,
      fromTime: "09:00",
      toTime: "15:00",
      place: "Falun",
      link: "https://mote.example/1",
      groupId,
    }),
  );
const called = async (heldOn: string, by = manager(), groupId?: string): Promise<string> => {
  const made = await make(heldOn, by, groupId);
  await convene(await by, made, 1);
  return made;
};

let id: string;
beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  for (const name of ["leksand", "falu", "mora"]) await signed(w, name);
  id = await make("2027-02-20");
  await make("2027-03-20");
  await convene(await manager(), id, 1);
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

it("shows those that the organisation is called to, of this network and its own groups, the next one first", async () => {
  at("2027-04-01");
  const later = await called("2027-06-10");
  const next = await called("2027-05-10");
  await called("2027-05-11", manager(w.gavleNetworkId, "strateg@gavleborg.example"));
  const staff = await asAccount("group.manage", w.networkId, strategist);
  const group = await startGroup(
    staff,
    groupSchema.parse({ name: "Skolan", purpose: "Arbete i skolan", startOn: "2027-04-01" }),
  );
  await givePlace(staff, group, placeSchema.parse({ organisationId: org("falu").id, who: "representative" }));
  const grouped = await called("2027-05-20", manager(), group);
  const shown = async (name: string) => (await meetings(name)).map((m) => m.id);
  expect(await shown("leksand")).toEqual([next, later]);
  expect(await shown("falu")).toEqual([next, grouped, later]);
});
