// The demo county's year: meetings that have been, with answers and attendance; one that is convened, one that is planned.
import { inForceOn } from "~/platform/calendar";
import { addItem, propose } from "~/domain/meetings/agenda/commands.server";
import { itemSchema, proposalSchema } from "~/domain/meetings/agenda/schema";
import { comment, saveMinutes } from "~/domain/meetings/minutes/commands.server";
import { filledIn } from "~/domain/meetings/minutes/queries.server";
import { answer } from "~/domain/meetings/answering/commands.server";
import { closeAttendance, takeAttendance } from "~/domain/meetings/attendance/commands.server";
import { dropIn } from "~/domain/meetings/inbox/commands.server";
import { convene, createMeeting, inviteGuest } from "~/domain/meetings/commands.server";
import { answerSchema, attendanceSchema, meetingSchema } from "~/domain/meetings/schema";
import { answerPoll, createPoll } from "~/domain/meetings/polls/commands.server";
import { pollSchema } from "~/domain/meetings/polls/schema";
import { permit, networkById, type NetworkPermit } from "~/domain/access/permits.server";
import { carry } from "~/jobs/postman.server";
import { now } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { must } from "~/platform/must";
import { atDay, byAccount, day, thursday } from "./actors";
import { makeMaterial } from "./material";

export async function makeMeetings(networkId: string, strategist: string): Promise<void> {
  const manager = () => byAccount("meeting.manage", networkId, strategist);
  const held = async (offset: number, title: string, place: string, more: Record<string, unknown> = {}) => {
    const on = thursday(offset);
    const calledOn = Math.min(on - 30, -12);
    atDay(calledOn, 10);
    const id = await createMeeting(
      await manager(),
      meetingSchema.parse({
        kind: "ordinary",
        title,
        heldOn: day(on),
        fromTime: "09:00",
        toTime: "15:30",
        gatherTime: "08:30",
        place,
        access: "Hörslinga finns i salen. Kom in genom huvudentrén.",
        link: "https://mote.lansstyrelsen.example/lansgruppen",
        answerByOn: day(on - 7),
        ...more,
      }),
    );
    await convene(await manager(), id, 1);
    await carry();
    return { id, on };
  };
  /** Everyone answers by the link of their own letter, as their organisation does things. */
  const answers = async (id: string, at: number, say: (i: number) => Record<string, unknown> | null) => {
    const seats = await db.holding.findMany({
      where: {
        networkId,
        seat: "representative",
        ...inForceOn(day(at)),
      },
      orderBy: { organisation: { sortKey: "asc" } },
    });
    for (const [i, seat] of seats.entries()) {
      const said = say(i);
      if (!said) continue;
      atDay(at, 8 + (i % 9), (i * 7) % 60);
      const attendee = await db.attendee.findFirst({
        where: { meetingId: id, personId: seat.personId, state: "invited" },
      });
      if (!attendee?.linkId) continue;
      const deputy = await db.holding.count({
        where: { networkId, organisationId: seat.organisationId, seat: "deputy", untilOn: null },
      });
      const by = permit(
        "meeting.answer",
        {
          account: null,
          link: {
            id: attendee.linkId,
            purpose: "attend",
            networkId,
            organisationId: seat.organisationId,
            commitmentId: null,
            signatureId: null,
            attendeeId: attendee.id,
            email: "",
          },
          now: now(),
        },
        null,
      ) as NetworkPermit<"meeting.answer">;
      await answer(
        by,
        id,
        answerSchema.parse({
          organisationId: seat.organisationId,
          mode: i % 4 === 3 ? "link" : "room",
          ...said,
          ...(said.choice === "deputy" && deputy === 0 ? { choice: "nobody" } : {}),
        }),
      );
    }
    await carry();
  };
  const attended = async (id: string, on: number) => {
    atDay(on, 9, 5);
    const taker = await byAccount("attendance.take", networkId, strategist);
    const network = must(networkById(networkId), "the network");
    const members = await db.membership.findMany({
      where: { networkId: network.id, kind: "member" },
      orderBy: { organisation: { sortKey: "asc" } },
    });
    for (const [i, { organisationId }] of members.entries()) {
      const sits = async (seat: string) =>
        (await db.holding.count({
          where: {
            networkId,
            organisationId,
            seat,
            ...inForceOn(day(on)),
          },
        })) > 0;
      const a = await db.answer.findFirst({ where: { meetingId: id, organisationId } });
      const whoCame = async () => {
        const choice = a?.choice;
        if ((choice === "representative" || choice === "deputy") && (await sits(choice))) return choice;
        if (choice === "standIn") return "standIn";
        return choice !== "nobody" && i % 3 ? "absent" : "absentNoticed";
      };
      await takeAttendance(
        taker,
        id,
        attendanceSchema.parse({
          organisationId,
          who: await whoCame(),
          name: a?.standInName ?? null,
          part: i % 11 === 4 ? "morning" : "day",
          mode: a?.mode ?? "room",
        }),
      );
    }
    atDay(on, 15, 40);
    await closeAttendance(await byAccount("attendance.take", networkId, strategist), id);
  };
  const usual = (i: number, silent: number) => {
    if (i % silent === silent - 1) return null;
    if (i % 5 === 2) return { choice: "deputy" };
    return { choice: i % 7 === 6 ? "nobody" : "representative" };
  };

  let held1 = { id: "", on: 0 };
  for (const [offset, title, place, silent] of [
    [-255, "Möte om barn och unga", "Länsstyrelsen, Åsgatan 38, Falun", 9],
    [-165, "Möte om återfall i våld", "Region Dalarna, Falun", 6],
    [-62, "Möte om arbetsgruppernas arbete", "Borlänge kommun, Borlänge", 8],
  ] as const) {
    const m = await held(offset, title, place);
    await answers(m.id, m.on - 12, (i) => usual(i, silent));
    await attended(m.id, m.on);
    held1 = m;
  }
  const next = await held(17, "Möte om barns rätt till skydd", "Länsstyrelsen, Åsgatan 38, Falun", {
    places: 12,
    proposeByOn: day(9),
    message:
      "Temat är barns rätt till skydd. Åklagarkammaren berättar om sitt arbete, och vi går igenom vad arbetsgrupperna har kommit fram till.\nTa gärna med ett exempel från er egen organisation.",
  });
  const diets: Record<number, string> = { 1: "vegetariskt", 3: "glutenfritt" };
  await answers(next.id, -4, (i) => {
    if (i > 9) return null;
    if (i === 4)
      return { choice: "standIn", standInName: "Ulla Ek", standInEmail: "ulla.ek@lansgruppen.example" };
    return {
      ...usual(i, 20),
      diet: diets[i] ?? "",
      note: i === 6 ? "Kommer först klockan tio." : "",
    };
  });
  atDay(-3, 11);
  await inviteGuest(await manager(), next.id, { name: "Greta Ahl", email: "greta.ahl@forskning.example" });
  // Somebody has answered "perhaps" to the strategist's own mail, who has dropped the file in.
  const answered = (await db.answer.findMany({ where: { meetingId: next.id } })).map((a) => a.organisationId);
  const silent = await db.holding.findFirstOrThrow({
    where: {
      networkId,
      seat: "representative",
      untilOn: null,
      organisationId: { notIn: answered },
      person: { protected: false },
    },
    include: { person: true },
  });
  const second = await db.attendee.findFirstOrThrow({
    where: { meetingId: next.id, personId: silent.personId },
  });
  const { email } = silent.person;
  await dropIn(await manager(), [
    {
      name: "Kanske: Möte om barns rätt till skydd.ics",
      bytes: Buffer.from(
        `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Exempel//Kalender//SV\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:${second.uid}\r\nSEQUENCE:${second.sequence}\r\nATTENDEE;PARTSTAT=TENTATIVE:mailto:${email}\r\nCOMMENT:Återkommer i veckan\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
      ),
    },
  ]);
  atDay(-2, 9);
  const poll = await createPoll(
    await manager(),
    pollSchema.parse({
      title: "Extra möte om nya handlingsplanen",
      place: "Länsstyrelsen, Åsgatan 38, Falun",
      answerByOn: day(10),
      options: [thursday(24) - 1, thursday(31) - 2, thursday(31)]
        .sort((a, b) => a - b)
        .map((d, i) => ({
          heldOn: day(d),
          fromTime: i ? "13:00" : "09:00",
          toTime: i ? "16:00" : "12:00",
        })),
    }),
  );
  const options = await db.pollOption.findMany({ where: { pollId: poll }, orderBy: { heldOn: "asc" } });
  const invitees = await db.pollInvitee.findMany({ where: { pollId: poll } });
  for (const [i, invitee] of invitees.entries()) {
    if (i % 3 === 2) continue;
    atDay(-1, 8 + (i % 8), i);
    const seat = await db.holding.findFirstOrThrow({
      where: { networkId, personId: invitee.personId, untilOn: null },
    });
    const by = permit(
      "poll.answer",
      {
        account: null,
        link: {
          id: must(invitee.linkId, "the link of a poll"),
          purpose: "poll",
          networkId,
          organisationId: seat.organisationId,
          commitmentId: null,
          signatureId: null,
          pollInviteeId: invitee.id,
          email: "",
        },
        now: now(),
      },
      null,
    ) as NetworkPermit<"poll.answer">;
    await answerPoll(by, poll, {
      organisationId: seat.organisationId,
      values: Object.fromEntries(
        options.map((o, k) => [
          o.id,
          (["yes", "ifNeeded", "no"] as const)[(i + k * (i % 2 ? 1 : 2)) % 4] ?? "yes",
        ]),
      ),
    });
  }
  await papers(networkId, strategist, held1, next.id);
  await makeMaterial(networkId, strategist, held1.id, next.id);
  await createMeeting(
    await manager(),
    meetingSchema.parse({
      kind: "ordinary",
      title: "Möte om våld och hälsa",
      heldOn: day(thursday(108)),
      fromTime: "09:00",
      toTime: "15:30",
      place: "Länsstyrelsen, Åsgatan 38, Falun",
    }),
  );
  await createMeeting(
    await manager(),
    meetingSchema.parse({
      kind: "extra",
      title: "Digitalt avstämningsmöte",
      heldOn: day(thursday(59) - 1),
      fromTime: "13:00",
      toTime: "14:30",
      link: "https://mote.lansstyrelsen.example/avstamning",
    }),
  );
  await carry();
}

const note = (rest: string) => `${rest}

## Barns rätt till skydd

Åklagarkammaren berättade hur de arbetar när barn är vittnen.

**Vi kom överens om:** Varje kommun ser över sin rutin för oro.

**Uppgift:** Ta med ett exempel till nästa möte. **Ansvarig:** alla

**Uppgift:** Visa rutinen för akut placering. **Ansvarig:** Mora kommun, Orsa kommun. **Senast:** ${day(60)}

## Arbetsgrupperna

Gruppen om hedersrelaterat våld visar sitt andra utkast på nästa möte.
`;

/** An agenda with a proposal on its way, and minutes that are out. */
async function papers(
  networkId: string,
  strategist: string,
  held: { id: string; on: number },
  nextId: string,
): Promise<void> {
  atDay(held.on + 3, 10);
  const text = filledIn(await byAccount("minutes.write", networkId, strategist), held.id, "").text;
  await saveMinutes(await byAccount("minutes.write", networkId, strategist), held.id, {
    gor: "spara",
    text: note(text),
    version: 0,
  });
  await saveMinutes(await byAccount("minutes.write", networkId, strategist), held.id, {
    gor: "skicka",
    text: note(text),
    version: 1,
  });
  await carry();
  atDay(held.on + 5, 14);
  await comment(await byAccount("minutes.comment", networkId, "samordnare@norradalarna.example"), held.id, {
    organisationId: (await db.organisation.findFirstOrThrow({ where: { name: "Mora kommun" } })).id,
    text: "Vi sa också att Mora visar sin rutin på nästa möte.",
  });
  atDay(held.on + 14, 9);
  await saveMinutes(await byAccount("minutes.write", networkId, strategist), held.id, {
    gor: "godkann",
    text: `${note(text)}\nMora visar sin rutin på nästa möte.\n`,
    version: 2,
  });
  await saveMinutes(await byAccount("minutes.write", networkId, strategist), held.id, {
    gor: "publicera",
    text: `${note(text)}\nMora visar sin rutin på nästa möte.\n`,
    version: 3,
  });
  await carry();
  atDay(-3, 13);
  for (const item of [
    {
      fromTime: "09:00",
      title: "Välkommen och laget runt",
      purpose: "information",
      presenter: "Länsstyrelsen",
    },
    {
      fromTime: "09:30",
      title: "Barns rätt till skydd",
      purpose: "dialogue",
      presenter: "Åklagarkammaren Falun",
      technique: "Projektor och ljud",
      confirmed: "on",
    },
    {
      fromTime: "13:00",
      title: "Arbetsgrupperna berättar",
      purpose: "information",
      presenter: "Sammankallande i grupperna",
    },
    { fromTime: "14:30", title: "Vad gör vi härnäst?", purpose: "agreement" },
  ])
    await addItem(await byAccount("agenda.manage", networkId, strategist), nextId, itemSchema.parse(item));
  atDay(-1, 9);
  await propose(
    await byAccount("agenda.propose", networkId, "samordnare@norradalarna.example"),
    nextId,
    proposalSchema.parse({
      title: "Gemensam utbildning i Norra Dalarna",
      purpose: "dialogue",
      presenter: "Märta Sjöö",
      organisationId: (await db.organisation.findFirstOrThrow({ where: { name: "Orsa kommun" } })).id,
    }),
  );
  await carry();
}
