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
import { addDays, addMonths } from "~/platform/calendar";
import { now, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import routes from "~/routes";
import { everybody, table, type Who } from "./doors-table";

let w: World;
let site: Site;
const cookies: Partial<Record<Who, string>> = {};
const ids: Record<string, string> = {};

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
  // A month later where the day lies in a quiet period.
  for (const months of [12, 13]) await askDueManagers(new Date(`${addMonths(today(), months)}T12:00:00Z`));
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
afterAll(() => site.stop());

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
    expect(page).toMatch(/Ingenting ändrades[^]*<a href="[^"]*mottagande">Läs in sidan igen<\/a>/);
    expect(page).toContain("Ni har redan tagit emot blanketten");
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
