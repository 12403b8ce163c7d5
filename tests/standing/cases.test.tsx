// The cases of one standing that were seen to differ, and a vacancy from the moment it is known.
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { receive, saveDraft } from "~/domain/commitments/commands.server";
import { begin, send } from "~/domain/commitments/drafting/commands.server";
import { draftForm } from "~/domain/commitments/queries.server";
import { decline } from "~/domain/commitments/signing/commands.server";
import { yearPage } from "~/domain/meetings/queries.server";
import { organisationList } from "~/domain/network/queries.server";
import { statusPaper } from "~/domain/network/status.server";
import { letters } from "~/domain/notifications/queries.server";
import { invite } from "~/domain/organisations/invitations/commands.server";
import { invitations } from "~/domain/organisations/invitations/queries.server";
import { leave, startCover } from "~/domain/seats/commands.server";
import { giveEffort, setClosed } from "~/domain/efforts/commands.server";
import { effortSchema } from "~/domain/efforts/schema";
import { takeAttendance } from "~/domain/meetings/attendance/commands.server";
import { attendanceOverview } from "~/domain/meetings/attendance/queries.server";
import { yearFiguresPage } from "~/domain/meetings/attendance/year.server";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { attendanceSchema, meetingSchema } from "~/domain/meetings/schema";
import { mailAddresses, memberRows } from "~/domain/network/addresses.server";
import { standingPage } from "~/domain/standing/queries.server";
import { myNetworks, organisationWaits } from "~/domain/network/mine.server";
import { organisationPage } from "~/domain/organisations/queries.server";
import { setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { must } from "~/platform/must";
import { WaitsList } from "~/routes/access/views/waits";
import { SeatPair } from "~/routes/organisations/views/seats";
import { textOf } from "../sealing/paper";
import { asAccount, asMe, browser, draftFor, sentToManager, signed, signer, signWith } from "../world";
import {
  activate,
  acts,
  at,
  everySurface,
  holdingOf,
  makeIt,
  staff,
  todoKindsOf,
  w,
  wordsOf,
  type Name,
} from "./surfaces";

beforeAll(async () => {
  at("2028-02-01");
  await makeIt();
});
afterAll(() => setClock(null));

describe("every surface says the same", () => {
  it("of a vacancy with a form under way, a correction, a received form and an invitation that bounced", async () => {
    const standing = async (name: Name) => (await everySurface())[w.orgs[name]!.slug];
    await signed(w, "leksand");
    const seat = await holdingOf("leksand", "representative");
    await leave(await staff("seat.leave"), { holdingId: seat!.id, lastOn: "2028-02-10", why: "x" }, "");
    at("2028-02-11");
    await acts.replace("leksand");
    expect(await standing("leksand")).toBe("vacant");

    await sentToManager(w, "falu");
    await decline(await signer("chef@falu.example"), { why: "Fel person" }, browser);
    expect(await standing("falu")).toBe("declined");
    await acts.correct("falu");
    expect(await standing("falu")).toBe("declined");
    expect(await todoKindsOf("falu")).toContain("declined");

    const id = await signed(w, "mora", { startOn: "2028-03-01" });
    expect(await standing("mora")).toBe("signed");
    await receive(await staff("commitment.receive"), id, "");
    expect(await standing("mora")).toBe("received");
    expect(await wordsOf("mora")).toMatch(/^Mottagen, gäller från 1 mars 2028/);

    await invite(await staff("invitation.send"), [
      { organisationId: w.orgs.jour!.id, email: "registrator@jour.example" },
    ]);
    expect(await standing("jour")).toBe("invited");
    await acts.bounce("jour");
    expect(await standing("jour")).toBe("noForm");
    expect(await wordsOf("jour")).toBe("Blankett saknasInbjudan kom inte fram");
    const [sent] = invitations(await staff("invitation.send")).sent.filter(
      (s) => s.slug === w.orgs.jour!.slug,
    );
    expect(sent).toMatchObject({ failed: true });
    expect(await todoKindsOf("jour")).toEqual(["letter", "noForm"]);
    at("2028-02-12");
    await signed(w, "jour", { startOn: "2028-03-01" });
    expect(await todoKindsOf("jour")).toEqual(["receive"]);
    expect(
      letters(await staff("letters.see")).lines.filter((l) => l.state === "failed" && !l.settled),
    ).toEqual([]);
    // The form was sent before this one: it is still to be mended.
    const of = { kind: "invitation", organisationId: must(w.orgs.jour, "the shelters").id };
    const letter = (data: object) => transact((tx) => tx.letter.updateMany({ where: of, data }));
    await letter({ createdAt: new Date("2028-02-13T08:00:00Z") });
    expect(await todoKindsOf("jour")).toEqual(["letter", "receive"]);
    await letter({ settledAt: new Date("2028-02-13T09:00:00Z") });
    expect(await todoKindsOf("jour")).toEqual(["receive"]);
    const paper = textOf((await statusPaper(await staff("status.see"))).bytes);
    expect(paper).toMatch(/1: Leksands kommun \(sedan 11 februari 2028\)/);
    expect(paper).toContain("Chefen har avböjt: 1");
  });
  it("of what is not the viewer's: a member sees the standing of the own organisation alone", async () => {
    at("2028-03-01");
    await activate();
    const mora = organisationList(await asAccount("network.see", w.networkId, "asa.blom@mora.example"));
    expect(mora.filter((l) => l.now !== null || l.lastDay.representative).map((l) => l.name)).toEqual([
      "Mora kommun",
    ]);
    expect(JSON.stringify(mora)).not.toMatch(/declined|draft/);
  });
});

describe("a vacancy that is to come", () => {
  it("is seen everywhere from the moment it is known, and told with its day and a link", async () => {
    at("2028-10-02");
    const seat = await holdingOf("mora", "representative");
    await leave(await staff("seat.leave"), { holdingId: seat!.id, lastOn: "2028-12-31", why: "x" }, "");
    const said = await everySurface();
    expect(said[w.orgs.mora!.slug]).toBe("leaving");
    expect(await wordsOf("mora")).toMatch(/^Blir vakant 1 januari 2029/);
    expect(await todoKindsOf("mora")).toContain("leaving");
    for (const year of ["2028", "2029"])
      expect(yearPage(await staff("meeting.see"), year).vacancies).toEqual([
        {
          organisation: "Mora kommun",
          slug: w.orgs.mora!.slug,
          seat: "representative",
          on: year === "2028" ? "2028-12-31" : "2029-01-01",
          begins: year === "2029",
        },
      ]);
    expect(textOf((await statusPaper(await staff("status.see"))).bytes)).toMatch(
      /Blir vakanta\s+1: Mora kommun \(1 januari 2029\)/,
    );
    const told = (kind: string) =>
      db.letter.findFirstOrThrow({
        where: { kind, organisationId: w.orgs.mora!.id },
        orderBy: { createdAt: "desc" },
      });
    const page = `/dalarna/lansgruppen/organisationer/${w.orgs.mora!.slug}`;
    expect((await told("notice")).text).toMatch(new RegExp(`${page}\\W*$`));
    expect((await told("notice")).text).toContain("platsen blir vakant från 1 januari 2029");
    const deputy = await told("cover");
    expect(deputy.subject).toContain("från 1 januari 2029");
    expect(deputy.text).toContain("blir vakant 1 januari 2029. Från den dagen går du in");
    expect(deputy.text).not.toContain("är vakant");
    expect(deputy.text).toContain(page);
    // The deputy and the representative see it first on their own page, and on "Mina uppdrag"; the seat's card has its tone.
    for (const email of ["asa.blom@mora.example", "per.ost@mora.example"]) {
      const see = await asAccount("organisation.see", w.networkId, email);
      const own = organisationPage(see, w.orgs.mora!.slug, null);
      const waits = organisationWaits(see, w.orgs.mora!.slug, own.now);
      const mine = myNetworks(await asMe(email)).map((n) => n.waits.seats);
      expect(mine).toEqual([waits!.seats]);
      const shown = renderToStaticMarkup(<WaitsList waits={waits!} place={own.place} />);
      expect(shown).toContain("Utse en representant för Mora kommun. Blir vakant 1 januari 2029");
      expect(shown).toContain(`${page}/byt-representant`);
      const cards = renderToStaticMarkup(<SeatPair page={own} />);
      expect(cards.match(/seat (ok|gap|wait)/g)).toEqual(["seat gap", "seat ok"]);
      // The act has one name, on the card as in the list of what to do; and the deputy is told that she goes in.
      expect(cards).toContain("Utse representant");
      expect(cards).not.toContain("Byt representant");
      const deputys = email.startsWith("per.");
      expect(shown.includes("Du går in från 1 januari 2029, tills någon ny är utsedd")).toBe(deputys);
      expect(cards).toContain(`${deputys ? "Du går" : "Går"} in från 1 januari 2029`);
    }
    at("2029-01-01");
    expect((await everySurface())[w.orgs.mora!.slug]).toBe("vacant");
    expect(await wordsOf("mora")).toMatch(/^Vakant sedan 1 januari 2029/);
  });
  it("is none where a signed form fills the seat in time", async () => {
    const seat = await holdingOf("jour", "representative");
    await leave(await staff("seat.leave"), { holdingId: seat!.id, lastOn: "2029-01-31", why: "x" }, "");
    expect((await everySurface())[w.orgs.jour!.slug]).toBe("leaving");
    at("2029-01-03");
    const fill = await staff("commitment.fill");
    const id = await begin(await staff("replacement.start"), w.orgs.jour!.id, "representative", true);
    const form = await draftForm(fill, id);
    await saveDraft(
      fill,
      id,
      draftFor("jour", { representative: { name: "Ny", email: "ny@jour.example" }, startOn: "2029-02-01" }),
      form.version,
    );
    await send(fill, id, form.version + 1);
    expect((await everySurface())[w.orgs.jour!.slug]).toBe("leaving");
    expect(await wordsOf("jour")).toContain("Byte av representant: väntar på underskrift");
    const becomesVacant = async () =>
      organisationPage(await staff("organisation.see"), w.orgs.jour!.slug, null).now?.representative
        .becomesVacant;
    expect(await becomesVacant()).toBe(true);
    await signWith(await signer("chef@jour.example"));
    expect((await everySurface())[w.orgs.jour!.slug]).toBe("signed");
    // Nor does her card say that somebody is to be named.
    expect(await becomesVacant()).toBe(false);
  });
});

describe("beside it", () => {
  it("a deputy who serves stands among the representatives' addresses and says so in the members' list", async () => {
    at("2029-01-05");
    const vacant = await staff("addresses.see");
    expect(mailAddresses(vacant, "representanter").addresses).toContain("per.ost@mora.example");
    expect(memberRows(vacant).find((m) => m.organisation === "Mora kommun")!.deputy).toBe(
      "Per Öst (går in så länge)",
    );
    await startCover(await staff("cover.start"), {
      organisationId: w.orgs.jour!.id,
      fromOn: "2029-01-05",
      lastOn: "2029-01-20",
    });
    expect(mailAddresses(vacant, "representanter").addresses).toContain("per.ost@jour.example");
    expect(memberRows(vacant).find((m) => m.organisation === "Kvinnojourer i Dalarna")!.deputy).toBe(
      "Per Öst (tjänstgör till och med 20 januari 2029)",
    );
  });
  it("a meeting under way lowers no figure of the year until its attendance is closed", async () => {
    at("2029-01-06");
    const id = await createMeeting(
      await staff("meeting.manage"),
      meetingSchema.parse({
        kind: "ordinary",
        title: "Mötet i dag",
        heldOn: "2029-01-08",
        fromTime: "09:00",
        toTime: "16:00",
        place: "Falun",
      }),
    );
    await convene(await staff("meeting.manage"), id, 1);
    at("2029-01-08");
    await takeAttendance(
      await staff("attendance.take"),
      id,
      attendanceSchema.parse({ organisationId: w.orgs.jour!.id, who: "representative", part: "morning" }),
    );
    const level = async () =>
      standingPage(await staff("standing.see"), w.orgs.mora!.slug, null).duties[0]!.level;
    const counted = async () => [
      await level(),
      yearFiguresPage(await staff("attendance.see"), null).figures.meetings.length,
      attendanceOverview(await staff("attendance.see"), null).meetings.length,
    ];
    expect(await counted()).toEqual(["none", 0, 0]);
    at("2029-01-09");
    expect(await counted()).toEqual(["open", 1, 1]);
  });
  it("a next step never names what has been closed", async () => {
    at("2029-02-01");
    const effort = await giveEffort(
      await staff("effort.manage"),
      effortSchema.parse({ title: "Rutinen", text: "t", lastOn: "2029-02-10", to: "all" }),
    );
    at("2029-02-20");
    const next = async () =>
      standingPage(await staff("standing.see"), w.orgs.mora!.slug, null).duties.find(
        (d) => d.duty === "home",
      )!.next;
    expect(await next()).toMatchObject({ words: "Svara: Rutinen" });
    await setClosed(await staff("effort.manage"), effort, true);
    expect(await next()).toBeNull();
  });
});
