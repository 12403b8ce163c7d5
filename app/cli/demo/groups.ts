// The demo county's working groups: one that goes on and meets soon, one with a vacant place, one that has ended with a result.
import { endGroup, givePlace, startGroup } from "~/domain/groups/commands.server";
import { groupSchema, placeSchema } from "~/domain/groups/schema";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { carry } from "~/jobs/postman.server";
import { db } from "~/platform/db.server";
import { atDay, byAccount, day } from "./actors";

export async function makeGroups(networkId: string, strategist: string): Promise<void> {
  const manager = () => byAccount("group.manage", networkId, strategist);
  const group = async (at: number, input: Record<string, unknown>, places: readonly [string, Record<string, unknown>][]) => {
    atDay(at, 10);
    const id = await startGroup(await manager(), groupSchema.parse({ startOn: day(at), ...input }));
    for (const [name, place] of places) await givePlace(await manager(), id, placeSchema.parse({ organisationId: (await db.organisation.findFirstOrThrow({ where: { name } })).id, who: "representative", ...place }));
    return id;
  };
  const ended = await group(-300, { name: "Kartläggning av stödinsatser", purpose: "Samla vilka stödinsatser som finns i varje kommun.", expected: "En lista per kommun.", plannedEndOn: day(-90) }, [["Borlänge kommun", {}], ["Gagnefs kommun", {}]]);
  atDay(-85, 14);
  await endGroup(await manager(), ended, { version: 1, result: "Listan är klar och ligger hos varje kommun. Den visar att stöd till våldsutövare saknas i fyra kommuner." });
  await group(-40, { name: "Trygga barnsamtal", purpose: "Ta fram en gemensam mall för samtal med barn som har upplevt våld.", plannedEndOn: day(200) }, [["Mora kommun", {}], ["Hedemora kommun", { who: "vacant" }]]);
  const honour = await group(-120, { name: "Hedersrelaterat våld och förtryck", purpose: "Ta fram en gemensam rutin för skola och socialtjänst när en elev inte kommer tillbaka efter ett lov.", expected: "En rutin som alla kommuner kan använda, och en halvdags utbildning.", plannedEndOn: day(150) },
    [["Falu kommun", {}], ["Region Dalarna", { who: "colleague", name: "Elin Sandö", email: "elin.sando@region.example" }], ["Mora kommun", {}], ["Malung-Sälens kommun", { who: "deputy" }]]);
  atDay(-4, 9);
  const meeting = await createMeeting(await byAccount("meeting.manage", networkId, strategist), meetingSchema.parse({ kind: "group", groupId: honour, title: "Rutinen: andra utkastet", heldOn: day(11), fromTime: "13:00", toTime: "15:00", link: "https://mote.lansstyrelsen.example/heder", answerByOn: day(6) }));
  await convene(await byAccount("meeting.manage", networkId, strategist), meeting, 1);
  await carry();
}
