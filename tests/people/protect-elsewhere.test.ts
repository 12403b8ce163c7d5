// Somebody is marked who stands beside the register too: as a guest, a contact, a manager, staff, or with a place in a working group alone.
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensurePerson } from "~/domain/people/register.server";
import { protect, protectView } from "~/domain/people/protecting.server";
import { reveal } from "~/domain/people/protected.server";
import { startGroup } from "~/domain/groups/commands.server";
import { groupPage } from "~/domain/groups/queries.server";
import { convene, createMeeting, inviteGuest } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { appointStaff } from "~/domain/network/commands.server";
import { addContact } from "~/domain/organisations/commands.server";
import { organisationPage } from "~/domain/organisations/queries.server";
import { ownPermit } from "~/domain/access/permits.server";
import { carry } from "~/jobs/postman.server";
import { addDays } from "~/platform/calendar";
import { now, today } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { asAccount, makeWorld, sentToManager, signed, strategist, type World } from "../world";

const name = "Åsa Blom";
const email = "asa.blom@leksand.example";
let w: World;
let raw: Database.Database;
let meeting: string;
/** What was delivered stands where it was; the account is how they sign in. */
const apart = new Set(["Account", "CommitmentSecret", "DemoLetter", "Link", "ProtectedIdentity"]);
const rowsWith = (text: RegExp): string[] =>
  (
    raw
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
      .pluck()
      .all() as string[]
  )
    .filter((t) => !apart.has(t))
    .flatMap((t) =>
      raw
        .prepare(`SELECT * FROM "${t}"`)
        .all()
        .map((row) => [t, JSON.stringify(row)] as const),
    )
    .filter(([, row]) => text.test(row))
    .map(([t, row]) => `${t}: ${row}`);

beforeAll(async () => {
  w = await makeWorld();
  raw = new Database(env.databasePath);
  await signed(w, "leksand", { filler: { name, email } });
  // The manager of another organisation, a contact, the strategist's stand-in and a guest.
  await sentToManager(w, "falu", {
    representative: { name: "Nils Nyberg", email: "nils.nyberg@falu.example" },
    manager: { name, email },
  });
  await transact((tx) =>
    tx.managerTerm.create({
      data: {
        networkId: w.networkId,
        organisationId: w.orgs.mora?.id ?? "",
        seat: "representative",
        name,
        email,
        emailKey: email,
        fromOn: today(),
      },
    }),
  );
  await addContact(await asAccount("organisation.manage", w.networkId, strategist), w.orgs.mora?.id ?? "", {
    name,
    email,
  });
  await appointStaff(ownPermit("installation.manage", "cli", "test"), w.networkId, {
    name,
    email,
    role: "strategist",
    fromOn: today(),
    untilOn: null,
  });
  const manage = await asAccount("meeting.manage", w.networkId, strategist);
  const group = await startGroup(await asAccount("group.manage", w.networkId, strategist), {
    name: "Gruppen",
    purpose: "p",
    expected: null,
    startOn: today(),
    plannedEndOn: null,
  });
  meeting = await createMeeting(
    manage,
    meetingSchema.parse({
      kind: "group",
      groupId: group,
      title: "Gruppens möte",
      heldOn: addDays(today(), 20),
      fromTime: "09:00",
      toTime: "10:00",
      place: "Falun",
    }),
  );
  // A colleague with a place in the group and no seat.
  await transact(async (tx) => {
    const colleague = { name: "Kim Kollega", email: "kim@falu.example", title: "", phone: "070-123 45 67" };
    const { id } = await ensurePerson(
      tx,
      w.countyId,
      { ...colleague, protected: false, sharedMailbox: false },
      now(),
    );
    await tx.groupPlace.create({
      data: {
        groupId: group,
        networkId: w.networkId,
        organisationId: w.orgs.falu?.id ?? "",
        personId: id,
        fromOn: today(),
      },
    });
  });
  await convene(manage, meeting, 1);
  await inviteGuest(manage, meeting, { name, email });
});
afterAll(() => raw.close());

describe("whoever has a seat and stands elsewhere", () => {
  it("stands nowhere by name or address, and gets what waited", async () => {
    expect(rowsWith(/asa\.blom@leksand/).map((r) => r.split(":")[0])).toEqual(
      expect.arrayContaining(["Attendee", "Contact", "ManagerTerm", "Person"]),
    );
    const { id } = await db.person.findFirstOrThrow({ where: { name } });
    await protect(await asAccount("person.protect", w.networkId, strategist), id);
    expect(rowsWith(/åsa\s+blom/i)).toEqual([]);
    // What waits for them to sign is sent to them still.
    expect(
      rowsWith(/asa\.blom@leksand/i).filter(
        (r) => !/^(Signature|Letter): .*"(state|kind)":"(pending|askSignature)"/.test(r),
      ),
    ).toEqual([]);
    await carry();
    const invited = await db.demoLetter.findFirstOrThrow({
      where: { to: email, subject: { contains: "Inbjudan" } },
    });
    expect(invited.calendar).not.toMatch(/ATTENDEE|blom/i);
    const see = await asAccount("organisation.see", w.networkId, strategist);
    expect(JSON.stringify(organisationPage(see, w.orgs.mora?.slug ?? "", null))).not.toMatch(/blom/i);
  });
});

describe("whoever has a place in a working group alone", () => {
  it("is marked and looked at from the group's page", async () => {
    const group = await db.workingGroup.findFirstOrThrow();
    const page = async () =>
      groupPage(await asAccount("group.see", w.networkId, strategist), group.id).places[0];
    const before = await page();
    expect([before?.person, before?.hidden]).toEqual(["Kim Kollega", 0]);
    const id = before?.personId ?? "";
    const p = await asAccount("person.protect", w.networkId, strategist);
    expect(await protectView(p, id)).toMatchObject({ name: "Kim Kollega", organisation: "Falu kommun" });
    await protect(p, id);
    expect((await page())?.person).toBe("Organisationens person");
    expect((await page())?.hidden).toBe(1);
    expect(rowsWith(/kim kollega|kim@falu|070-123 45 67/i)).toEqual([]);
    const shown = await reveal(
      await asAccount("protected.reveal", w.networkId, strategist),
      id,
      "Ringer upp",
    );
    expect(shown).toMatchObject({ name: "Kim Kollega", email: "kim@falu.example" });
    const member = await asAccount("group.see", w.networkId, "per.ost@leksand.example");
    expect(groupPage(member, group.id).places[0]?.personId).toBeNull();
  });
});
