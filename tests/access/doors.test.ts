// Every door as nobody, as every role, and as the next county's strategist. A new door that no row names fails.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sessionCookie, startSite, type Site } from "../setup/server";
import {
  asAccount,
  linkTo,
  makeWorld,
  movedIn,
  sentToManager,
  sessionFor,
  signed,
  strategist,
  withContact,
  type World,
} from "../world";
import { askForLink } from "~/domain/access/requests/commands.server";
import { linkToken } from "~/domain/access/tokens.server";
import { begin } from "~/domain/commitments/drafting/commands.server";
import { addDays } from "~/platform/calendar";
import { now, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import routes from "~/routes";

const everybody = ["nobody", "strategist", "representative", "deputy", "neighbour", "administrator"] as const;
type Who = (typeof everybody)[number];
let w: World;
let site: Site;
const cookies: Partial<Record<Who, string>> = {};
const ids: Record<string, string> = {};

/** Address → what a GET answers to whom. "open": 200 to everybody; a number is everybody's; signIn is 302/303 to the sign-in page. */
const inside = (change: Partial<Record<Who, number>>) => ({
  nobody: 303,
  strategist: 403,
  representative: 403,
  deputy: 403,
  neighbour: 404,
  administrator: 403,
  ...change,
});
const staffOnly = inside({ strategist: 200 });
const members = inside({ strategist: 200, representative: 200, deputy: 200 });
const postOnly = 302;
const signedInAlready = {
  nobody: 200,
  strategist: 302,
  representative: 302,
  deputy: 302,
  neighbour: 302,
  administrator: 302,
};
const table: Record<string, number | Partial<Record<Who, number>>> = {
  "": 200,
  "logga-in": signedInAlready,
  "logga-in/kod?mejl=a@b.example": signedInAlready,
  "logga-ut": postOnly,
  mitt: {
    nobody: 303,
    strategist: 302,
    representative: 302,
    deputy: 302,
    neighbour: 302,
    administrator: 302,
  },
  "mitt/mejl": {
    nobody: 303,
    strategist: 200,
    representative: 200,
    deputy: 200,
    neighbour: 200,
    administrator: 200,
  },
  administration: {
    nobody: 303,
    strategist: 403,
    representative: 403,
    deputy: 403,
    neighbour: 403,
    administrator: 200,
  },
  "demo/brev": 200,
  "demo/brev/:letter": 200,
  "demo/brev/:called/moten.ics": 200,
  "incheckning/:checkIn": 200,
  "dalarna/lansgruppen/moten/:meeting/incheckning": staffOnly,
  "dalarna/lansgruppen/moten/:meeting/incheckning.pdf": staffOnly,
  "dalarna/lansgruppen/moten/:meeting/utskrifter": staffOnly,
  "dalarna/lansgruppen/moten/:meeting/namnskyltar.pdf": staffOnly,
  "dalarna/lansgruppen/moten/arets-siffror": staffOnly,
  "dalarna/lansgruppen/moten/arets-siffror.pdf": staffOnly,
  verifiera: 200,
  "verifiera/:reference": 200,
  tillganglighet: 200,
  "om-kakor": 200,
  personuppgifter: 200,
  hjalp: 200,
  "andra-sprak": 200,
  "lank-utgangen/sign/:token": 200,
  "blankett/:fill": 200,
  "blankett/:fill/kontrollera": 303,
  "blankett/:sentFill/skickad": 200,
  "blankett/:sentFill/blankett.pdf": 200,
  "underskrift/:sign": 200,
  "underskrift/:sign/kod": 200,
  "underskrift/:sign/underskrift": 303,
  "underskrift/:sign/avbojande": 303,
  "underskrift/:sign/fel-chef": 303,
  "underskrift/:sign/kvitto": 200,
  "underskrift/:sign/undertecknad.pdf": 200,
  "byte/:replace": 200,
  "byte/:replace/ny-blankett": postOnly,
  "byte/:replace/slutar": 303,
  "byte/:replace/ersattaren-tjanstgor": 200,
  dalarna: 302,
  "dalarna/lansgruppen": 200,
  "dalarna/lansgruppen/blankett.pdf": 200,
  "dalarna/lansgruppen/be-om-lank": 200,
  "dalarna/lansgruppen/lagesbild.pdf": staffOnly,
  "dalarna/lansgruppen/medlemslista.pdf": members,
  "dalarna/lansgruppen/medlemslista": members,
  "dalarna/lansgruppen/organisationer": members,
  "dalarna/lansgruppen/filer/:file": members,
  "dalarna/lansgruppen/uppdrag/:commitment/blankett.pdf": members,
  "dalarna/lansgruppen/uppdrag/:commitment": members,
  "dalarna/lansgruppen/att-gora": staffOnly,
  "dalarna/lansgruppen/besked": staffOnly,
  "dalarna/lansgruppen/mejl/:id/igen": postOnly,
  "dalarna/lansgruppen/organisationer/ny": staffOnly,
  "dalarna/lansgruppen/organisationer/leksands-kommun": members,
  "dalarna/lansgruppen/organisationer/leksands-kommun/slutar?plats=:holding": inside({
    strategist: 200,
    representative: 200,
    deputy: 404,
  }),
  "dalarna/lansgruppen/organisationer/leksands-kommun/ersattaren-tjanstgor": staffOnly,
  "dalarna/lansgruppen/organisationer/leksands-kommun/inbjudan": staffOnly,
  "dalarna/lansgruppen/organisationer/leksands-kommun/uppgifter": staffOnly,
  "dalarna/lansgruppen/organisationer/leksands-kommun/kontaktvagar": members,
  "dalarna/lansgruppen/organisationer/leksands-kommun/bekraftelse": staffOnly,
  "bekrafta/:confirm": 200,
  "dalarna/lansgruppen/organisationer/leksands-kommun/overlamning": members,
  "overlamning/:handover": 200,
  "laget/:standing": 200,
  "laget/:standing/laget.pdf": 200,
  "dalarna/lansgruppen/organisationer/leksands-kommun/byt-representant": members,
  "dalarna/lansgruppen/inbjudningar": staffOnly,
  "dalarna/lansgruppen/inbjudningar/:id/ny": postOnly,
  "dalarna/lansgruppen/skyddad/:id": staffOnly,
  "dalarna/lansgruppen/skyddad/:unprotected/markera": staffOnly,
  "dalarna/lansgruppen/uppdrag/:draft/utkast": inside({ strategist: 200, representative: 404, deputy: 404 }),
  "dalarna/lansgruppen/uppdrag/:draft/kontrollera": inside({
    strategist: 200,
    representative: 404,
    deputy: 404,
  }),
  "dalarna/lansgruppen/uppdrag/:commitment/mottagande": postOnly,
  "dalarna/lansgruppen/uppdrag/:commitment/stopp": staffOnly,
  "dalarna/lansgruppen/uppdrag/:commitment/aterkallelse": staffOnly,
  "dalarna/lansgruppen/uppdrag/:commitment/tidigare-dag": staffOnly,
  "dalarna/lansgruppen/uppdrag/:commitment/papper": staffOnly,
  "dalarna/lansgruppen/uppdrag/:commitment/ny-fran-denna": postOnly,
  "dalarna/lansgruppen/uppdrag/:commitment/bilaga": postOnly,
  "dalarna/lansgruppen/uppdrag/:commitment/stampel": postOnly,
  "dalarna/lansgruppen/uppdrag/:movedIn/ratta": staffOnly,
  "dalarna/lansgruppen/uppdrag/:movedIn/ta-bort": staffOnly,
  "dalarna/lansgruppen/underskrifter/:id/paminnelse": postOnly,
  "svar/:attend": 200,
  "svar-tid/:poll": 200,
  "dalarna/lansgruppen/moten/tider/ny": staffOnly,
  "dalarna/lansgruppen/moten/tider/:asked": staffOnly,
  "dalarna/lansgruppen/moten/tider/:asked/svar": inside({ representative: 200, deputy: 200 }),
  "kalender/:feed.ics": 200,
  "dalarna/lansgruppen/moten.ics": 200,
  "dalarna/lansgruppen/moten": members,
  "dalarna/lansgruppen/moten/nytt": staffOnly,
  "dalarna/lansgruppen/moten/ar": staffOnly,
  "dalarna/lansgruppen/moten/prenumerera": members,
  "dalarna/lansgruppen/moten/narvaro": staffOnly,
  "dalarna/lansgruppen/moten/narvaro.csv": staffOnly,
  "dalarna/lansgruppen/moten/narvaro.xlsx": staffOnly,
  "dalarna/lansgruppen/moten/:meeting": members,
  "dalarna/lansgruppen/moten/:meeting/andra": staffOnly,
  "dalarna/lansgruppen/moten/:meeting/kallelse": staffOnly,
  "dalarna/lansgruppen/moten/:meeting/installt": staffOnly,
  "dalarna/lansgruppen/moten/:meeting/svar?organisation=leksands-kommun": members,
  "dalarna/lansgruppen/moten/:meeting/narvaro": staffOnly,
  "dalarna/lansgruppen/moten/:meeting/narvarolista.pdf": staffOnly,
  "dalarna/lansgruppen/moten/:meeting/dagordning": staffOnly,
  "dalarna/lansgruppen/moten/:meeting/dagordning/ny": staffOnly,
  "dalarna/lansgruppen/moten/:meeting/forslag": inside({ representative: 200, deputy: 200 }),
  "dalarna/lansgruppen/moten/inkomna-svar": staffOnly,
  "dalarna/lansgruppen/moten/vi-kom-overens-om": inside({
    strategist: 200,
    representative: 200,
    deputy: 200,
  }),
  "dalarna/lansgruppen/moten/:meeting/minnesanteckningar.pdf": inside({
    strategist: 200,
    representative: 404,
    deputy: 404,
  }),
  "dalarna/lansgruppen/moten/:meeting/minnesanteckningar": inside({
    strategist: 200,
    representative: 404,
    deputy: 404,
  }),
  "dalarna/lansgruppen/moten/:meeting/minnesanteckningar/skriv": staffOnly,
  "dalarna/lansgruppen/moten/:meeting/minnesanteckningar/jamfor": inside({
    strategist: 200,
    representative: 404,
    deputy: 404,
  }),
  "dalarna/lansgruppen/pa-hemmaplan": members,
  "dalarna/lansgruppen/pa-hemmaplan/:effort": members,
  "dalarna/lansgruppen/pa-hemmaplan/ny": staffOnly,
  "dalarna/lansgruppen/pa-hemmaplan/:effort/andra": staffOnly,
  "dalarna/lansgruppen/pa-hemmaplan/:effort/filer/:effortFile": members,
  "dalarna/lansgruppen/pa-hemmaplan/:effort/svar.csv": staffOnly,
  "dalarna/lansgruppen/pa-hemmaplan/:effort/svar.xlsx": staffOnly,
  "dalarna/lansgruppen/laget": staffOnly,
  "dalarna/lansgruppen/laget/laget.csv": staffOnly,
  "dalarna/lansgruppen/laget/laget.xlsx": staffOnly,
  "dalarna/lansgruppen/laget/leksands-kommun": members,
  "dalarna/lansgruppen/laget/leksands-kommun/laget.pdf?ar=2026": members,
  "dalarna/lansgruppen/samla-in": members,
  "dalarna/lansgruppen/samla-in/ny": staffOnly,
  "dalarna/lansgruppen/samla-in/:inquiry": inside({ strategist: 200, representative: 302, deputy: 302 }),
  "dalarna/lansgruppen/samla-in/:inquiry/svar/leksands-kommun": members,
  "dalarna/lansgruppen/samla-in/:inquiry/resultat": inside({
    strategist: 200,
    representative: 404,
    deputy: 404,
  }),
  "bidra/:contribute": 200,
  "dalarna/lansgruppen/lardomar": members,
  "dalarna/lansgruppen/lardomar/ny": staffOnly,
  "dalarna/lansgruppen/lardomar/lardomar.xlsx": staffOnly,
  "dalarna/lansgruppen/lardomar/lardomar.csv": staffOnly,
  "dalarna/lansgruppen/lardomar/:finding": members,
  "dalarna/lansgruppen/lardomar/:finding/andra": staffOnly,
  "dalarna/lansgruppen/samla-in/:inquiry/rapport.pdf": inside({
    strategist: 200,
    representative: 404,
    deputy: 404,
  }),
  "dalarna/lansgruppen/samla-in/:inquiry/svar.csv": staffOnly,
  "dalarna/lansgruppen/samla-in/:inquiry/svar.xlsx": staffOnly,
  "dalarna/lansgruppen/samla-in/:inquiry/svar/leksands-kommun/fil/:inquiryFile": inside({
    strategist: 404,
    representative: 200,
    deputy: 200,
  }),
  "dalarna/lansgruppen/fragor-att-lyfta": members,
  "dalarna/lansgruppen/fragor-att-lyfta/ny": members,
  "dalarna/lansgruppen/fragor-att-lyfta/fragor.xlsx": staffOnly,
  "dalarna/lansgruppen/fragor-att-lyfta/fragor.csv": staffOnly,
  "dalarna/lansgruppen/fragor-att-lyfta/:question": members,
  "dalarna/lansgruppen/fragor-att-lyfta/:question/andra": staffOnly,
  "dalarna/lansgruppen/kommunbesok": staffOnly,
  "dalarna/lansgruppen/kommunbesok/nytt": staffOnly,
  "dalarna/lansgruppen/kommunbesok/besok.csv": staffOnly,
  "dalarna/lansgruppen/kommunbesok/besok.xlsx": staffOnly,
  "dalarna/lansgruppen/kommunbesok/:visit": staffOnly,
  "dalarna/lansgruppen/kommunbesok/:visit/andra": staffOnly,
  "dalarna/lansgruppen/kommunbesok/:visit/underlag.pdf": staffOnly,
  "dalarna/lansgruppen/sprida": members,
  "dalarna/lansgruppen/sprida/:spread": inside({ strategist: 200, representative: 302, deputy: 302 }),
  "dalarna/lansgruppen/sprida/ny": staffOnly,
  "dalarna/lansgruppen/sprida/:spread/svar.csv": staffOnly,
  "dalarna/lansgruppen/sprida/:spread/svar.xlsx": staffOnly,
  "dalarna/lansgruppen/sprida/:spread/andra": staffOnly,
  "dalarna/lansgruppen/sprida/:spread/paket/leksands-kommun": members,
  "dalarna/lansgruppen/sprida/:spread/paket/leksands-kommun/blad.pdf": members,
  "dalarna/lansgruppen/sprida/:spread/paket/leksands-kommun/bild.png": members,
  "las/:read": 200,
  "las/:read/material/:spreadFile": 200,
  "dalarna/lansgruppen/arbetsgrupper": members,
  "dalarna/lansgruppen/arbetsgrupper/:group": members,
  "dalarna/lansgruppen/arbetsgrupper/ny": staffOnly,
  "dalarna/lansgruppen/arbetsgrupper/:group/andra": staffOnly,
  "dalarna/lansgruppen/arbetsgrupper/:group/plats": staffOnly,
  "dalarna/lansgruppen/arbetsgrupper/:group/avslut": staffOnly,
  "dalarna/lansgruppen/arbetsgrupper/arbetsgrupper.csv": staffOnly,
  "dalarna/lansgruppen/arbetsgrupper/arbetsgrupper.xlsx": staffOnly,
  "dalarna/lansgruppen/arbetsgrupper/:group/medverkan": members,
  "dalarna/lansgruppen/arbetsgrupper/:group/inbjudan": staffOnly,
  "dalarna/lansgruppen/arbetsgrupper/:group/milstolpar/ny": staffOnly,
  "svar/:attend/material/:material": 200,
  "dalarna/lansgruppen/material": 200,
  "dalarna/lansgruppen/material/nytt": staffOnly,
  "dalarna/lansgruppen/material/:material/om": staffOnly,
  "dalarna/lansgruppen/material/:material": {
    nobody: 303,
    strategist: 200,
    representative: 200,
    deputy: 200,
    neighbour: 404,
    administrator: 404,
  },
  "dalarna/lansgruppen/flytta-in": staffOnly,
  "dalarna/lansgruppen/mejladresser": staffOnly,
  "dalarna/lansgruppen/installningar": inside({ strategist: 200, administrator: 200, neighbour: 404 }),
};
/** Which of the table's addresses a route's pattern is walked by. */
const shape = (address: string) => address.split("?")[0]!.split("/");
const fits = (pattern: string, address: string) => {
  const [p, a] = [pattern === "" ? [""] : pattern.split("/"), shape(address)];
  return (
    p.length === a.length && p.every((part, i) => part === a[i] || (part.startsWith(":") && a[i] !== ""))
  );
};
beforeAll(async () => {
  w = await makeWorld();
  ids.commitment = await signed(w, "leksand");
  await withContact(w, "leksand");
  await askForLink(
    await asAccount("linkRequest.use", w.networkId, strategist),
    w.orgs.leksand!.id,
    "registrator@leksand.example",
  );
  await sentToManager(w, "falu");
  ids.draft = await begin(
    await asAccount("commitment.fill", w.networkId, strategist),
    w.orgs.mora!.id,
    "whole",
    true,
  );
  const token = async (purpose: "fill" | "sign" | "replace", email: string) =>
    (await linkToken((await linkTo(purpose, email)).id))!.token;
  ids.sign = await token("sign", "chef@falu.example");
  ids.sentFill = await token("fill", "registrator@falu.example");
  ids.replace = await token("replace", "registrator@leksand.example");
  const { invite } = await import("~/domain/organisations/invitations/commands.server");
  await invite(await asAccount("invitation.send", w.networkId, strategist), [
    { organisationId: w.orgs.jour!.id, email: "ny@jour.example" },
  ]);
  ids.fill = await token("fill", "ny@jour.example");
  const seat = { organisationId: w.orgs.leksand!.id, seat: "representative" };
  ({ id: ids.holding, personId: ids.unprotected } = await db.holding.findFirstOrThrow({ where: seat }));
  ids.movedIn = await movedIn(w);
  const { sealDue } = await import("~/domain/commitments/sealing/commands.server");
  await sealDue(now());
  ids.file = (await db.file.findFirstOrThrow({ where: { commitmentId: ids.commitment } })).id;
  const { carry } = await import("~/jobs/postman.server");
  await carry();
  ids.letter = (await db.demoLetter.findFirstOrThrow()).id;
  ids.reference = (await db.commitment.findUniqueOrThrow({ where: { id: ids.commitment } })).reference;
  const { convene, createMeeting } = await import("~/domain/meetings/commands.server");
  const { meetingSchema } = await import("~/domain/meetings/schema");
  const manager = await asAccount("meeting.manage", w.networkId, strategist);
  ids.meeting = await createMeeting(
    manager,
    meetingSchema.parse({
      kind: "ordinary",
      title: "Vårens möte",
      heldOn: addDays(today(), 20),
      fromTime: "09:00",
      toTime: "16:00",
      place: "Falun",
    }),
  );
  await convene(manager, ids.meeting, 1);
  const { renewCheckIn } = await import("~/domain/meetings/check-in/commands.server");
  const { checkInToken } = await import("~/domain/meetings/check-in/address.server");
  await renewCheckIn(await asAccount("attendance.take", w.networkId, strategist), ids.meeting);
  ids.checkIn = checkInToken(ids.meeting)!;
  await carry();
  ids.called = (await db.demoLetter.findFirstOrThrow({ where: { calendar: { not: null } } })).id;
  const { giveEffort } = await import("~/domain/efforts/commands.server");
  ids.effort = await giveEffort(await asAccount("effort.manage", w.networkId, strategist), {
    title: "Insatsen",
    text: "Gör den.",
    lastOn: addDays(today(), 30),
    to: "all",
    organisations: [],
    minutesItemId: null,
  });
  const { report } = await import("~/domain/efforts/commands.server");
  await report(await asAccount("effort.report", w.networkId, "asa.blom@leksand.example"), ids.effort, {
    organisationId: w.orgs.leksand!.id,
    state: "begun",
    answer: "På gång.",
    file: new File(["Rutinen"], "rutin.txt"),
  });
  ids.effortFile = (await db.effortFile.findFirstOrThrow()).id;
  const inquiries = await import("~/domain/inquiries/commands.server");
  const asking = await asAccount("inquiry.manage", w.networkId, strategist);
  ids.inquiry = await inquiries.draftInquiry(asking, {
    title: "Frågor",
    why: "Vi vill veta.",
    lastOn: addDays(today(), 30),
  });
  await inquiries.addQuestion(asking, ids.inquiry, {
    kind: "text",
    label: "Vad behöver ni?",
    hint: null,
    required: true,
    options: [],
  });
  await inquiries.addQuestion(asking, ids.inquiry, {
    kind: "file",
    label: "Er rutin?",
    hint: null,
    required: false,
    options: [],
  });
  await inquiries.sendInquiry(asking, ids.inquiry, { to: "all", organisations: [] });
  const asked = await db.inquiryQuestion.findFirstOrThrow({
    where: { inquiryId: ids.inquiry, kind: "file" },
  });
  await inquiries.saveAnswer(
    await asAccount("inquiry.answer", w.networkId, "asa.blom@leksand.example"),
    ids.inquiry,
    w.orgs.leksand!.id,
    { gor: "spara", q: {}, file: { [asked.id]: new File(["Rutinen"], "rutin.txt") } },
  );
  ids.inquiryFile = (await db.file.findFirstOrThrow({ where: { role: "inquiry" } })).id;
  await inquiries.changeShare(
    await asAccount("inquiry.answer", w.networkId, "asa.blom@leksand.example"),
    ids.inquiry,
    w.orgs.leksand!.id,
    "ny-lank",
  );
  ids.contribute = (await linkToken(
    (await db.inquiryShare.findFirstOrThrow({ where: { inquiryId: ids.inquiry, linkId: { not: null } } }))
      .linkId!,
  ))!.token;
  const { liftFinding } = await import("~/domain/findings/commands.server");
  ids.finding = await liftFinding(await asAccount("finding.manage", w.networkId, strategist), {
    kind: "need",
    title: "Lärdomen",
    text: "Vi behöver mer tid.",
    organisationId: w.orgs.leksand!.id,
    answer: null,
    meetingId: null,
  });
  const { proposeQuestion } = await import("~/domain/questions/commands.server");
  ids.question = await proposeQuestion(
    await asAccount("question.propose", w.networkId, "asa.blom@leksand.example"),
    {
      level: "heads",
      title: "Frågan",
      background: "Därför.",
      organisationId: null,
      meetingId: null,
      named: false,
    },
  );
  const { planVisit } = await import("~/domain/visits/commands.server");
  ids.visit = await planVisit(await asAccount("visit.manage", w.networkId, strategist), {
    organisationId: w.orgs.leksand!.id,
    visitOn: today(),
    whom: null,
    lines: null,
    questions: [],
  });
  const { giveSpread } = await import("~/domain/spread/commands.server");
  ids.spread = await giveSpread(await asAccount("spread.manage", w.networkId, strategist), {
    title: "Att sprida",
    why: "Viktigt.",
    text: "Läs.",
    targets: "alla",
    lastOn: addDays(today(), 30),
    to: "all",
    organisations: [],
  });
  ids.read = (await linkToken(
    (
      await db.spreadShare.findFirstOrThrow({
        where: { itemId: ids.spread, organisationId: w.orgs.leksand!.id },
      })
    ).linkId!,
  ))!.token;
  const { startGroup } = await import("~/domain/groups/commands.server");
  ids.group = await startGroup(await asAccount("group.manage", w.networkId, strategist), {
    name: "Gruppen",
    purpose: "En rutin",
    expected: null,
    startOn: today(),
    plannedEndOn: null,
  });
  const { saveMinutes } = await import("~/domain/meetings/minutes/commands.server");
  await saveMinutes(await asAccount("minutes.write", w.networkId, strategist), ids.meeting, {
    gor: "spara",
    text: "Utkast",
    version: 0,
  });
  const { addMaterial } = await import("~/domain/material/commands.server");
  const { materialSchema } = await import("~/domain/material/schema");
  ids.material = await addMaterial(
    await asAccount("material.manage", w.networkId, strategist),
    materialSchema.parse({
      audience: "network",
      meetingId: ids.meeting,
      file: new File(["Lägesbild"], "lage.txt"),
    }),
  );
  ids.spreadFile = await addMaterial(
    await asAccount("material.manage", w.networkId, strategist),
    materialSchema.parse({
      audience: "network",
      spreadItemId: ids.spread,
      file: new File(["Affischen"], "affisch.txt"),
    }),
  );
  const { askDueManagers } = await import("~/domain/confirmations/asking.server");
  const { addMonths } = await import("~/platform/calendar");
  await askDueManagers(new Date(`${addMonths(today(), 12)}T12:00:00Z`));
  ids.confirm = (await linkToken(
    (await db.confirmation.findFirstOrThrow({ where: { organisationId: w.orgs.leksand!.id } })).linkId!,
  ))!.token;
  const { leave } = await import("~/domain/seats/commands.server");
  const leaving = await signed(w, "jour").then(() =>
    db.holding.findFirstOrThrow({ where: { organisationId: w.orgs.jour!.id, seat: "representative" } }),
  );
  await leave(
    await asAccount("seat.leave", w.networkId, strategist),
    { holdingId: leaving.id, lastOn: addDays(today(), 30), why: "Slutar" },
    "",
  );
  ids.handover = (await linkToken((await db.handoverNote.findFirstOrThrow()).linkId!))!.token;
  const { sendToManager } = await import("~/domain/standing/sending.server");
  await sendToManager(await asAccount("standing.send", w.networkId, strategist), w.orgs.leksand!.slug);
  ids.standing = (await linkToken((await linkTo("standing", "chef@leksand.example")).id))!.token;
  ids.attend = (await linkToken(
    (await db.attendee.findFirstOrThrow({ where: { meetingId: ids.meeting } })).linkId!,
  ))!.token;
  const { createPoll } = await import("~/domain/meetings/polls/commands.server");
  const { pollSchema } = await import("~/domain/meetings/polls/schema");
  ids.asked = await createPoll(
    manager,
    pollSchema.parse({
      title: "Extra möte",
      options: [20, 27].map((d) => ({ heldOn: addDays(today(), d), fromTime: "09:00", toTime: "12:00" })),
    }),
  );
  ids.poll = (await linkToken((await db.pollInvitee.findFirstOrThrow()).linkId!))!.token;
  ids.token = ids.sign;
  ids.id = "none";
  for (const [who, email] of [
    ["strategist", strategist],
    ["representative", "asa.blom@leksand.example"],
    ["deputy", "per.ost@leksand.example"],
    ["neighbour", "strateg@gavleborg.example"],
    ["administrator", "admin@dalarna.example"],
  ] as const)
    cookies[who] = sessionCookie(await sessionFor(email));
  const { makeFeed, feedToken } = await import("~/domain/meetings/feeds/commands.server");
  await makeFeed(await asAccount("me.see", w.networkId, "asa.blom@leksand.example"));
  const feed = await db.feed.findFirstOrThrow();
  ids.feed = feedToken(feed.id, feed.nonce);
  site = await startSite();
});
afterAll(() => site?.stop());

const get = (address: string, who: Who) =>
  fetch(`${site.base}/${address.replace(/:([a-zA-Z]+)/g, (_, name: string) => ids[name] ?? "none")}`, {
    redirect: "manual",
    headers: cookies[who] ? { Cookie: cookies[who] } : {},
  });

describe("every door", () => {
  it("stands in the table", () => {
    const patterns = (routes as { path?: string; index?: boolean; children?: unknown }[]).map(
      (r) => r.path ?? "",
    );
    const missing = patterns.filter(
      (p) =>
        !Object.keys(table).some((address) =>
          fits(p.replace(":county/:network", "dalarna/lansgruppen"), address),
        ),
    );
    expect(missing).toEqual([]);
  });
  for (const [address, expected] of Object.entries(table)) {
    it(`/${address}`, async () => {
      const answers: Partial<Record<Who, number>> = {};
      const toldToSignIn: Who[] = [];
      for (const who of everybody) {
        const answer = await get(address, who);
        answers[who] = answer.status;
        const page = answer.headers.get("Content-Type")?.includes("text/html") ? await answer.text() : "";
        if (/>\s*Logga in\s*</.test(page)) toldToSignIn.push(who);
      }
      expect(toldToSignIn.filter((who) => who !== "nobody")).toEqual([]);
      expect(answers).toEqual(
        typeof expected === "number" ? Object.fromEntries(everybody.map((who) => [who, expected])) : expected,
      );
    });
  }
  it("leads on from a county to its networks, in any letters, and knows no county without one", async () => {
    expect((await get("Dalarna", "nobody")).headers.get("Location")).toBe("/dalarna/lansgruppen");
    expect((await get("atlantis", "nobody")).status).toBe(404);
    expect(await (await get("atlantis", "nobody")).text()).toContain("Sidan finns inte");
  });
  it("marks the page one is on in the menu, below it and under Mer as well", async () => {
    const at: [string, Who, string][] = [
      ["dalarna/lansgruppen/att-gora", "strategist", "Att göra"],
      ["dalarna/lansgruppen/organisationer/leksands-kommun/uppgifter", "strategist", "Organisationer"],
      ["dalarna/lansgruppen/uppdrag/:commitment", "strategist", "Organisationer"],
      ["dalarna/lansgruppen/mejladresser", "strategist", "Organisationer"],
      ["dalarna/lansgruppen/laget/leksands-kommun", "strategist", "Läget"],
      ["dalarna/lansgruppen/moten/:meeting/dagordning", "strategist", "Möten"],
      ["dalarna/lansgruppen/kommunbesok/:visit", "strategist", "Kommunbesök"],
      ["dalarna/lansgruppen/installningar", "strategist", "Inställningar"],
      ["dalarna/lansgruppen/organisationer", "representative", "Organisationer"],
      ["dalarna/lansgruppen/organisationer/leksands-kommun", "representative", "Min organisation"],
      [
        "dalarna/lansgruppen/organisationer/leksands-kommun/overlamning",
        "representative",
        "Min organisation",
      ],
      ["dalarna/lansgruppen/laget/leksands-kommun", "representative", "Min organisation"],
      ["dalarna/lansgruppen/lardomar/:finding", "representative", "Lärdomar"],
      ["mitt/mejl", "representative", "Min organisation"],
      ["administration", "administrator", "Administration"],
    ];
    for (const [address, who, label] of at) {
      const html = (await (await get(address, who)).text()).split("</nav>", 1).join("");
      const marked = [...html.matchAll(/<a [^>]*aria-current="page"[^>]*>([^<]*)</g)].map((m) => m[1]);
      expect([...new Set(marked)], address).toEqual([label]);
    }
  });
  it("changes nothing by GET or HEAD, however often a scanner opens the links", async () => {
    const before = JSON.stringify([
      await db.event.count(),
      await db.letter.count(),
      await db.code.count(),
      await db.link.findMany(),
      await db.commitment.findMany(),
      await db.signature.findMany(),
      await db.answer.count(),
      await db.pollAnswer.count(),
      await db.materialOpening.count(),
      await db.attendee.findMany(),
      await db.checkIn.count(),
      await db.attendance.count(),
      await db.confirmation.findMany(),
      await db.handoverNote.findMany(),
      await db.holding.findMany(),
    ]);
    for (const address of Object.keys(table).filter((a) =>
      /^(blankett|underskrift|byte|lank|svar|svar-tid|incheckning|bekrafta|overlamning|laget)/.test(a),
    )) {
      await get(address, "nobody");
      await fetch(
        `${site.base}/${address.replace(/:([a-zA-Z]+)/g, (_, name: string) => ids[name] ?? "none")}`,
        { method: "HEAD", redirect: "manual" },
      );
    }
    expect(
      JSON.stringify([
        await db.event.count(),
        await db.letter.count(),
        await db.code.count(),
        await db.link.findMany(),
        await db.commitment.findMany(),
        await db.signature.findMany(),
        await db.answer.count(),
        await db.pollAnswer.count(),
        await db.materialOpening.count(),
        await db.attendee.findMany(),
        await db.checkIn.count(),
        await db.attendance.count(),
        await db.confirmation.findMany(),
        await db.handoverNote.findMany(),
        await db.holding.findMany(),
      ]),
    ).toBe(before);
  });
});

describe("every write", () => {
  const post = (address: string, who: Who, headers: Record<string, string> = { Origin: site.base }) =>
    fetch(`${site.base}/${address}`, {
      method: "POST",
      redirect: "manual",
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        ...(cookies[who] ? { Cookie: cookies[who] } : {}),
        ...headers,
      },
      body: "why=x",
    });
  it("comes from a page of ours", async () => {
    for (const headers of [
      {},
      { Origin: "https://evil.example" },
      { Origin: "null" },
      { Referer: "https://evil.example/" },
    ])
      expect((await post("logga-in", "nobody", headers as Record<string, string>)).status).toBe(403);
  });
  it("is refused to whoever has no permit, on every staff address", async () => {
    const before = await db.event.count();
    for (const address of Object.keys(table).filter(
      (a) => a.startsWith("dalarna/") && a.includes("uppdrag/"),
    )) {
      for (const who of ["neighbour", "administrator"] as const) {
        const { status } = await post(
          address.replace(/:([a-zA-Z]+)/g, (_, name: string) => ids[name] ?? "none").split("?")[0]!,
          who,
        );
        expect([403, 404, 405], `${who} ${address} ${status}`).toContain(status);
      }
    }
    expect(await db.event.count()).toBe(before);
  });
  it("leads whoever never had a session to sign in, and keeps nothing", async () => {
    const away = await post(`dalarna/lansgruppen/uppdrag/${ids.draft}/utkast`, "nobody");
    expect(away.status).toBe(303);
    expect(away.headers.get("location")).toMatch(/\/logga-in\?nasta=[^&]*$/);
    expect(await db.parkedForm.count()).toBe(0);
  });
  it("gives a clear 409 page to the second of two", async () => {
    const answers = await Promise.all([
      post(`dalarna/lansgruppen/uppdrag/${ids.commitment}/mottagande`, "strategist"),
      post(`dalarna/lansgruppen/uppdrag/${ids.commitment}/mottagande`, "strategist"),
    ]);
    expect(answers.map((a) => a.status).sort()).toEqual([303, 409]);
    const page = await answers.find((a) => a.status === 409)!.text();
    expect(page).toContain("Någon hann före");
    expect(page).toContain("Blanketten är redan mottagen");
  });
});

describe("headers", () => {
  it("let nothing run or load from elsewhere", async () => {
    const answer = await get("dalarna/lansgruppen", "nobody");
    const csp = answer.headers.get("content-security-policy")!;
    expect(csp).toContain("default-src 'self'");
    expect(csp).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/);
    expect(csp).toContain("frame-ancestors 'none'");
    expect(answer.headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
    expect(answer.headers.get("x-powered-by")).toBeNull();
    expect(await answer.text()).not.toMatch(/(src|href)="https?:\/\/(?!localhost)/);
    const again = await get("dalarna/lansgruppen", "nobody");
    expect(again.headers.get("content-security-policy")).not.toBe(csp);
  });
  it("sets cookies that no script reads", async () => {
    const set = (
      await fetch(`${site.base}/logga-in`, {
        method: "POST",
        redirect: "manual",
        headers: { Origin: site.base, "Content-Type": "application/x-www-form-urlencoded" },
        body: "email=a%40b.example",
      })
    ).headers.getSetCookie();
    expect(set.length).toBeGreaterThan(0);
    for (const cookie of set) expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
  });
  it("serves a document as an attachment that cannot run", async () => {
    const answer = await get("dalarna/lansgruppen/filer/:file", "strategist");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment/);
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });
});
