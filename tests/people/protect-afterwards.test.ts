// Somebody is marked as protected after everything was written: from then on the name stands nowhere else, and the record still holds.
import { beforeAll, describe, expect, it } from "vitest";
import Database from "better-sqlite3";
import {
  asAccount,
  makeWorld,
  movedIn,
  signed,
  strategist,
  type World,
  drafted,
  sentToManager,
  signer,
  signWith,
} from "../world";
import { textOf } from "../sealing/paper";
import { commitmentView } from "~/domain/commitments/queries.server";
import { contentHash, readAsHashed, readContent, readMasked } from "~/domain/commitments/content.server";
import { linkPaper, membersPaper, storedPaper } from "~/domain/commitments/sealing/pages.server";
import { sealDue } from "~/domain/commitments/sealing/commands.server";
import { sheetsDue } from "~/domain/commitments/sealing/sheets.server";
import { memberRows } from "~/domain/network/addresses.server";
import { organisationPage } from "~/domain/organisations/queries.server";
import { letters } from "~/domain/notifications/queries.server";
import { protect, protectView } from "~/domain/people/protecting.server";
import { verifyRecords } from "~/domain/records/verify.server";
import { carry } from "~/jobs/postman.server";
import { addDays } from "~/platform/calendar";
import { now, today } from "~/platform/clock";
import { closeDatabase, db, transact } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { nanoid } from "~/platform/ids";

const name = "Åsa Blom";
const other = "per.ost@leksand.example";
const named = /[åÅ]sa\s+blom(?!q)/i;
let w: World;
let form: string;
let draft: string;
let paper: string;
let personId: string;

/** Which tables hold a text, as their rows stand. */
function tablesWith(text: RegExp): string[] {
  const raw = new Database(env.databasePath, { readonly: true });
  const tables = raw
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
    .pluck()
    .all() as string[];
  const found = tables.filter((t) => text.test(JSON.stringify(raw.prepare(`SELECT * FROM "${t}"`).all())));
  raw.close();
  return found.sort();
}

beforeAll(async () => {
  w = await makeWorld();
  form = await signed(w, "leksand");
  await sealDue(now());
  await carry();
  const person = await db.person.findFirstOrThrow({ where: { name } });
  personId = person.id;
  // The same person in a draft of another organisation, and on a form taken in from a list.
  draft = await drafted(w, "mora", {
    representative: { name: "åsa  blom", email: "asa.blom@leksand.example" },
  });
  paper = await movedIn(w, { Representant: name, Mejl: "asa.blom@leksand.example" });
  await sheetsDue(now());
  await sentToManager(w, "falu", {
    representative: { name, email: "asa.blom@leksand.example" },
  });
  // What waits to be sent, with an entry for the calendar.
  await transact(async (tx) => {
    const at = now();
    const { id: meetingId } = await tx.meeting.create({
      data: {
        networkId: w.networkId,
        kind: "ordinary",
        title: `Möte med ${name}`,
        state: "planned",
        heldOn: addDays(today(), 30),
        fromTime: "09:00",
        toTime: "12:00",
        audience: "both",
        createdAt: at,
      },
    });
    const minutes = await tx.minutes.create({
      data: {
        meetingId,
        networkId: w.networkId,
        text: `ÅSA BLOMs förslag togs upp.`,
        state: "draft",
        updatedAt: at,
      },
    });
    await tx.minutesVersion.create({
      data: {
        minutesId: minutes.id,
        number: 1,
        text: `${name} talade. ÅSA BLOM, asa.blom@leksand.example, svarade. Åsa Blomqvist också, sa åsa  Blom. Till Åsa Blom$& och till Åsa Blom$$ och till Åsa Blom$'`,
        state: "draft",
        at,
      },
    });
    await tx.minutesItem.create({
      data: {
        minutesId: minutes.id,
        networkId: w.networkId,
        kind: "task",
        position: 0,
        text: "Ring.",
        who: name,
      },
    });
    await tx.agendaItem.create({
      data: {
        meetingId,
        networkId: w.networkId,
        state: "accepted",
        position: 0,
        title: "Inledning",
        purpose: "dialogue",
        presenter: `${name} och Åsa Blomqvist`,
        createdAt: at,
      },
    });
    const letter = {
      kind: "convened",
      networkId: w.networkId,
      replyTo: "brevlada@dalarna.example",
      senderName: "Länsstyrelsen",
      priority: 5,
      state: "queued",
      nextAttemptAt: at,
      createdAt: at,
    };
    await tx.letter.create({
      data: {
        ...letter,
        id: nanoid(),
        key: "own",
        messageId: "<own@test>",
        personId,
        to: "asa.blom@leksand.example",
        subject: `Kallelse till ${name}`,
        text: `Hej ${name}. Kom.`,
        calendar: JSON.stringify({
          method: "request",
          uid: "u@test",
          sequence: 0,
          heldOn: addDays(today(), 30),
          fromTime: "09:00",
          toTime: "12:00",
          summary: "Möte",
          location: null,
          description: "Möte",
          organizer: { name: "Länsstyrelsen", email: "brevlada@dalarna.example" },
          name,
          hidden: false,
          at: at.toISOString(),
        }),
      },
    });
    await tx.letter.create({
      data: {
        ...letter,
        id: nanoid(),
        key: "others",
        messageId: "<others@test>",
        to: "annan@mora.example",
        subject: `${name} är ny representant`,
        text: `${name} (asa.blom@leksand.example) är ny representant för Leksands kommun.`,
      },
    });
  });
});

describe("somebody who is marked as protected afterwards", () => {
  it("is shown to the strategist before, and is marked once", async () => {
    expect(tablesWith(named)).toEqual(expect.arrayContaining(["Person", "Commitment", "Letter", "Minutes"]));
    const p = await asAccount("person.protect", w.networkId, strategist);
    expect(await protectView(p, personId)).toMatchObject({ name, organisation: "Leksands kommun" });
    const foreign = await asAccount("person.protect", w.gavleNetworkId, "strateg@gavleborg.example");
    await expect(protect(foreign, personId)).rejects.toThrow();
    await protect(p, personId);
    await expect(protect(p, personId)).rejects.toMatchObject({
      message: expect.stringMatching(/redan/) as string,
    });
    const fact = await db.event.findFirstOrThrow({ where: { kind: "person.protected" } });
    expect([fact.subjectId, fact.data]).toEqual([personId, "{}"]);
  });
  it("stands in no row but those kept apart, in whatever case, and nobody else is touched", async () => {
    expect(tablesWith(named)).toEqual(["CommitmentSecret", "DemoLetter", "ProtectedIdentity"]);
    expect(tablesWith(/asa\.blom@leksand/i)).toEqual([
      "Account",
      "CommitmentSecret",
      "DemoLetter",
      "ProtectedIdentity",
    ]);
    expect(await db.agendaItem.findFirstOrThrow()).toMatchObject({
      presenter: "Skyddad person och Åsa Blomqvist",
    });
    expect((await db.minutes.findFirstOrThrow()).text).toBe("Skyddad persons förslag togs upp.");
    expect(await db.person.count({ where: { name: "Per Öst" } })).toBeGreaterThan(0);
  });
  it("is in no letter that waited: others' without the name, their own to them and with no attendee", async () => {
    await db.demoLetter.count();
    const before = new Set((await db.demoLetter.findMany()).map((l) => l.id));
    await carry();
    const sent = (await db.demoLetter.findMany()).filter((l) => !before.has(l.id));
    const own = sent.find((l) => l.subject.startsWith("Kallelse"));
    expect(own?.to).toBe("asa.blom@leksand.example");
    expect(`${own?.subject}${own?.text}${own?.html}`).not.toMatch(named);
    expect(own?.calendar).toMatch(/METHOD:PUBLISH/);
    expect(own?.calendar).not.toMatch(/ATTENDEE|Blom/i);
    const others = sent.find((l) => l.to === "annan@mora.example");
    expect(others?.subject).toBe("Skyddad person är ny representant");
    expect(others?.text).not.toMatch(/blom/i);
  });
  it("has forms that are masked, with the hash of what was signed", async () => {
    for (const id of [form, paper]) {
      const row = await db.commitment.findUniqueOrThrow({ where: { id }, include: { secret: true } });
      expect(readMasked(row).representative).toMatchObject({
        name: "Skyddad person",
        email: "",
        protected: true,
      });
      expect(readContent(row).representative).toMatchObject({ name, protected: true });
      expect(contentHash(readAsHashed(row), row.termsVersion ?? "")).toBe(row.contentHash);
    }
    const d = await db.commitment.findUniqueOrThrow({ where: { id: draft } });
    expect(readMasked(d).representative).toMatchObject({ name: "Skyddad person", protected: true });
  });
  it("is on a new sealed copy only as protected, which alone is the organisation's", async () => {
    const member = await asAccount("file.see", w.networkId, other);
    const full = await db.file.findFirstOrThrow({ where: { commitmentId: form, role: "sealed" } });
    await expect(storedPaper(member, full.id)).rejects.toThrow();
    expect(textOf((await linkPaper(member, form, false)).bytes)).not.toMatch(named);
    expect(await sealDue(now())).toBe(1);
    expect(await sheetsDue(now())).toBe(1);
    const files = await db.file.findMany({ where: { commitmentId: form }, orderBy: { createdAt: "asc" } });
    expect(files.map((f) => [f.role, f.audience])).toEqual([
      ["sealed", "strategist"],
      ["sealedMasked", "organisation"],
    ]);
    const masked = textOf((await linkPaper(member, form, false)).bytes);
    expect(masked).toContain("Skyddad person");
    expect(masked).not.toMatch(named);
    const staff = await asAccount("file.see", w.networkId, strategist);
    expect(textOf((await storedPaper(staff, full.id)).bytes)).toMatch(named);
    const sheets = await db.file.findMany({ where: { commitmentId: paper }, orderBy: { role: "asc" } });
    expect(sheets.map((f) => [f.role, f.audience])).toEqual([
      ["sheet", "strategist"],
      ["sheetMasked", "organisation"],
    ]);
  });
  it("comes by a form that was sent before and is signed after, and nobody reads the name", async () => {
    await signWith(await signer("chef@falu.example"));
    await carry();
    expect(await sealDue(now())).toBe(1);
    const row = await db.commitment.findFirstOrThrow({
      where: { organisationId: w.orgs.falu?.id ?? "" },
      include: { files: true },
    });
    expect(row.files.map((f) => f.role).sort()).toEqual(["sealed", "sealedMasked"]);
    expect(tablesWith(named)).toEqual(["CommitmentSecret", "DemoLetter", "ProtectedIdentity"]);
    expect(await db.person.count({ where: { name: "Skyddad person" } })).toBe(1);
  });
  it("is hidden still when the other seat's holder is marked too", async () => {
    const deputy = await db.holding.findFirstOrThrow({
      where: { organisationId: w.orgs.leksand?.id ?? "", seat: "deputy" },
    });
    await protect(await asAccount("person.protect", w.networkId, strategist), deputy.personId);
    const member = await asAccount("file.see", w.networkId, other);
    expect(await sealDue(now())).toBe(1);
    const text = textOf((await linkPaper(member, form, false)).bytes);
    expect(text).not.toMatch(/Per Öst|Blom/);
    expect(text.match(/Skyddad person/g)).toHaveLength(2);
  });
  it("leaves every record as it was written", async () => {
    expect((await verifyRecords()).faults).toEqual([]);
  });
  it("is on no page or list of anybody", async () => {
    const see = async (who: string) => [
      await commitmentView(await asAccount("commitment.see", w.networkId, who), form),
      organisationPage(
        await asAccount("organisation.see", w.networkId, who),
        w.orgs.leksand?.slug ?? "",
        null,
      ),
    ];
    const pages = [
      ...(await see(strategist)),
      ...(await see(other)),
      memberRows(await asAccount("addresses.see", w.networkId, strategist)),
      letters(await asAccount("letters.see", w.networkId, strategist)),
    ];
    for (const page of pages) expect(JSON.stringify(page)).not.toMatch(/blom|asa\.blom/i);
    const list = await membersPaper(await asAccount("network.see", w.networkId, other));
    expect(textOf(list.bytes)).not.toMatch(named);
  });
  it("is masked in what is kept for good, where nothing else may change", async () => {
    expect((await db.minutesVersion.findFirstOrThrow()).text).toBe(
      "Skyddad person talade. Skyddad person, (skyddad uppgift), svarade. Åsa Blomqvist också, sa Skyddad person. Till Skyddad person$& och till Skyddad person$$ och till Skyddad person$'",
    );
    expect(await db.protectedIdentity.count({ where: { places: { not: "[]" } } })).toBe(0);
    await closeDatabase();
    const raw = new Database(env.databasePath);
    expect(() => raw.exec("UPDATE MinutesVersion SET text = 'x'")).toThrow(/append-only/);
    expect(() => raw.exec("UPDATE CommitmentStep SET why = 'x'")).toThrow(/append-only/);
    expect(() =>
      raw.exec(
        "UPDATE Commitment SET content = json_set(content, '$.deputy.name', 'x') WHERE state <> 'draft'",
      ),
    ).toThrow(/never edited/);
    raw.close();
  });
});
