// The demo county's working groups: one that goes on with a convener, milestones and what waits for an answer, one with a vacant place, one that has ended with a result.
import { changeGroup, endGroup, givePlace, startGroup } from "~/domain/groups/commands.server";
import { askForPlace, inviteToGroup } from "~/domain/groups/joining/commands.server";
import { saveMilestone, tickMilestone } from "~/domain/groups/milestones/commands.server";
import { groupSchema, placeSchema } from "~/domain/groups/schema";
import { addMaterial } from "~/domain/material/commands.server";
import { materialSchema } from "~/domain/material/schema";
import { saveMinutes } from "~/domain/meetings/minutes/commands.server";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { carry } from "~/jobs/postman.server";
import { db } from "~/platform/db.server";
import { must } from "~/platform/must";
import { atDay, byAccount, day, thursday } from "./actors";

/** What a group does: who convenes it, what it met about, how far it has come, and who wants in. */
async function work(networkId: string, strategist: string, id: string): Promise<void> {
  const manager = () => byAccount("group.manage", networkId, strategist);
  const meetings = () => byAccount("meeting.manage", networkId, strategist);
  const seat = (name: string) =>
    db.holding.findFirstOrThrow({
      where: { networkId, organisation: { name }, seat: "representative", untilOn: null },
      include: { person: { include: { account: true } } },
    });
  const falu = await seat("Falu kommun");
  const group = await db.workingGroup.findUniqueOrThrow({ where: { id } });
  atDay(-119, 9);
  await changeGroup(await manager(), id, groupSchema.parse({ ...group, convenerId: falu.personId }));
  for (const [title, at] of [
    ["Alla har läst det första utkastet", -60],
    ["Rutinen är prövad i två skolor", -5],
    ["Rutinen går ut till kommunerna", 45],
  ] as const)
    await saveMilestone(await manager(), id, null, { title, dueOn: day(at), version: 0 });
  const metOn = thursday(-77) - 1;
  atDay(metOn - 13, 9);
  const held = await createMeeting(
    await meetings(),
    meetingSchema.parse({
      kind: "group",
      groupId: id,
      title: "Rutinen: första utkastet",
      heldOn: day(metOn),
      fromTime: "13:00",
      toTime: "15:00",
      place: "Falun, Länsresidenset",
    }),
  );
  await convene(await meetings(), held, 1);
  atDay(-73, 10);
  await saveMinutes(await byAccount("minutes.write", networkId, strategist), held, {
    gor: "publicera",
    version: 0,
    text: `Vi läste det första utkastet.\n\nVi kom överens om: Rutinen prövas i två skolor.\n\nUppgift: Fråga två skolor om de vill pröva rutinen. Ansvarig: Falu kommun. Senast: ${day(-20)}\n\nUppgift: Samla vårdens kontaktvägar. Ansvarig: Region Dalarna. Senast: ${day(20)}`,
  });
  const add = async (input: Record<string, unknown>) =>
    addMaterial(
      await byAccount("material.manage", networkId, strategist),
      materialSchema.parse({ groupId: id, ...input }),
    );
  await add({
    title: "Rutinen, första utkastet",
    audience: "group",
    file: new File(["Utkast till rutin när en elev inte kommer tillbaka efter ett lov.\n"], "rutin.txt"),
  });
  await add({
    title: "Nationella kompetensteamets stödtelefon",
    audience: "network",
    url: "https://hedersfortryck.example/stodtelefon",
  });
  atDay(-61, 15);
  const first = await db.groupMilestone.findFirstOrThrow({
    where: { groupId: id },
    orderBy: { dueOn: "asc" },
  });
  await tickMilestone(
    await byAccount("group.lead", networkId, must(falu.person.account, "an account").email),
    id,
    first.id,
    true,
  );
  atDay(-3, 11);
  await inviteToGroup(await manager(), id, {
    organisations: [(await seat("Orsa kommun")).organisationId],
    words: "Ni har prövat en egen rutin som vi gärna lär av.",
  });
  const asker = await seat("Rättviks kommun");
  atDay(-1, 14);
  await askForPlace(
    await byAccount("group.join", networkId, must(asker.person.account, "an account").email),
    id,
    {
      organisationId: asker.organisationId,
      who: "later",
      words: "Vår skolchef arbetar med samma fråga.",
    },
  );
}

export async function makeGroups(networkId: string, strategist: string): Promise<void> {
  const manager = () => byAccount("group.manage", networkId, strategist);
  const group = async (
    at: number,
    input: Record<string, unknown>,
    places: readonly [string, Record<string, unknown>][],
  ) => {
    atDay(at, 10);
    const id = await startGroup(await manager(), groupSchema.parse({ startOn: day(at), ...input }));
    for (const [name, place] of places)
      await givePlace(
        await manager(),
        id,
        placeSchema.parse({
          organisationId: (await db.organisation.findFirstOrThrow({ where: { name } })).id,
          who: "representative",
          ...place,
        }),
      );
    return id;
  };
  const ended = await group(
    -300,
    {
      name: "Kartläggning av stödinsatser",
      purpose: "Samla vilka stödinsatser som finns i varje kommun.",
      expected: "En lista per kommun.",
      plannedEndOn: day(-90),
    },
    [
      ["Borlänge kommun", {}],
      ["Gagnefs kommun", {}],
    ],
  );
  atDay(-85, 14);
  await endGroup(await manager(), ended, {
    version: 1,
    result:
      "Listan är klar och ligger hos varje kommun. Den visar att stöd till våldsutövare saknas i fyra kommuner.",
  });
  await group(
    -40,
    {
      name: "Trygga barnsamtal",
      purpose: "Ta fram en gemensam mall för samtal med barn som har upplevt våld.",
      plannedEndOn: day(200),
    },
    [
      ["Mora kommun", {}],
      ["Hedemora kommun", { who: "vacant" }],
    ],
  );
  const honour = await group(
    -120,
    {
      name: "Hedersrelaterat våld och förtryck",
      purpose:
        "Ta fram en gemensam rutin för skola och socialtjänst när en elev inte kommer tillbaka efter ett lov.",
      expected: "En rutin som alla kommuner kan använda, och en halvdags utbildning.",
      plannedEndOn: day(150),
    },
    [
      ["Falu kommun", {}],
      ["Region Dalarna", { who: "colleague", name: "Elin Sandö", email: "elin.sando@region.example" }],
      ["Mora kommun", {}],
      ["Malung-Sälens kommun", { who: "deputy" }],
    ],
  );
  await work(networkId, strategist, honour);
  atDay(-4, 9);
  const meeting = await createMeeting(
    await byAccount("meeting.manage", networkId, strategist),
    meetingSchema.parse({
      kind: "group",
      groupId: honour,
      title: "Rutinen: andra utkastet",
      heldOn: day(thursday(11) - 1),
      fromTime: "13:00",
      toTime: "15:00",
      link: "https://mote.lansstyrelsen.example/heder",
      answerByOn: day(6),
    }),
  );
  await convene(await byAccount("meeting.manage", networkId, strategist), meeting, 1);
  await carry();
}
