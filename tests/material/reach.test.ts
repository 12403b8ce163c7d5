// Who sees what: every audience against every reader, in lists, by search, at the file's door and in the letters.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { permit, networkById, type NetworkPermit } from "~/domain/access/permits.server";
import { convene, cancelMeeting, createMeeting, inviteGuest } from "~/domain/meetings/commands.server";
import { answer } from "~/domain/meetings/answering/commands.server";
import { answerSchema, meetingSchema } from "~/domain/meetings/schema";
import { endGroup, endPlace, givePlace, startGroup } from "~/domain/groups/commands.server";
import { groupSchema, placeSchema } from "~/domain/groups/schema";
import { addMaterial, changeMaterial } from "~/domain/material/commands.server";
import { openMaterial } from "~/domain/material/opening.server";
import {
  aboutPage,
  hasPublic,
  materialForm,
  materialOf,
  materialPage,
} from "~/domain/material/queries.server";
import { readDue } from "~/domain/material/reading.server";
import type { Audience } from "~/domain/material/rules";
import { aboutSchema, materialSchema } from "~/domain/material/schema";
import { frontPage } from "~/domain/network/queries.server";
import { leave } from "~/domain/seats/commands.server";
import { storedPaper } from "~/domain/commitments/sealing/pages.server";
import { addDays, startOfDay } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { link, toKeep } from "~/platform/marks";
import { asAccount, asLink, linkTo, makeWorld, signed, strategist, type World } from "../world";
import { text, upload } from "./make";

let w: World;
let meeting: string, planned: string;
type See = NetworkPermit<"material.see">;
const at = (on: string, hours = 9) => setClock(new Date(startOfDay(on).getTime() + hours * 3_600_000));
const audiences: Audience[] = ["everyone", "network", "invited", "strategists"];
const held: Record<string, string> = {};

const member = (org: string, who = "asa.blom") =>
  asAccount("material.see", w.networkId, `${who}@${org}.example`);
const byLink = async (email: string) => asLink("material.see", await linkTo("attend", email));
const nobody = async (): Promise<See> =>
  permit("material.see", { account: null, link: null, now: now() }, networkById(w.networkId)) as See;
const readers: Record<string, () => Promise<See>> = {
  nobody,
  strategist: () => asAccount("material.see", w.networkId, strategist),
  administrator: () => asAccount("material.see", w.networkId, "admin@dalarna.example"),
  "the next county's strategist": () => asAccount("material.see", w.networkId, "strateg@gavleborg.example"),
  "a member who is invited": () => member("leksand"),
  "the deputy of an invited organisation": () => member("leksand", "per.ost"),
  "a member who is not invited": () => member("mora"),
  "a guest by link": () => byLink("gast@forskning.example"),
  "a stand-in by link": () => byLink("ulla.ek@falu.example"),
  "a member by link": () => byLink("asa.blom@leksand.example"),
};

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  for (const org of ["leksand", "falu"]) await signed(w, org);
  const manager = await asAccount("meeting.manage", w.networkId, strategist);
  const plan = (title: string) =>
    createMeeting(
      manager,
      meetingSchema.parse({
        kind: "ordinary",
        title,
        heldOn: "2027-03-16",
        fromTime: "09:00",
        toTime: "16:00",
        place: "Falun",
      }),
    );
  meeting = await plan("Vårens möte");
  planned = await plan("Hemligt möte");
  const staff = await asAccount("material.manage", w.networkId, strategist);
  for (const audience of audiences) {
    held[audience] = await addMaterial(
      staff,
      materialSchema.parse({
        title: `Lägesbild ${audience}`,
        audience,
        meetingId: meeting,
        file: upload(text(`Hemligheten är ${audience}`), "lage.txt"),
      }),
    );
    if (audience !== "invited")
      held[`${audience} of the network`] = await addMaterial(
        staff,
        materialSchema.parse({
          title: `Nätet ${audience}`,
          audience,
          file: upload(text(`Hemligheten är ${audience}`), "nat.txt"),
        }),
      );
    held[`${audience} of a planned meeting`] = await addMaterial(
      staff,
      materialSchema.parse({
        title: `Planerat ${audience}`,
        audience,
        meetingId: planned,
        url: "https://plan.example/x",
      }),
    );
  }
  await readDue(now(), Infinity);
  await convene(manager, meeting, 1);
  await inviteGuest(manager, meeting, { name: "Greta Gäst", email: "gast@forskning.example" });
  await answer(
    await asAccount("meeting.answer", w.networkId, "asa.blom@falu.example"),
    meeting,
    answerSchema.parse({
      organisationId: w.orgs.falu!.id,
      choice: "standIn",
      standInName: "Ulla Ek",
      standInEmail: "ulla.ek@falu.example",
    }),
  );
  // Whoever takes a seat after the calling is not called by it.
  await signed(w, "mora");
  const mora = await db.holding.findMany({
    where: { organisationId: w.orgs.mora!.id },
    select: { personId: true },
  });
  await transact((tx) =>
    tx.attendee.updateMany({
      where: { meetingId: meeting, personId: { in: mora.map((h) => h.personId) } },
      data: { state: "withdrawn" },
    }),
  );
});
afterAll(() => setClock(null));

const ofMeeting: Record<string, Audience[]> = {
  nobody: ["everyone"],
  strategist: audiences,
  administrator: ["everyone"],
  "the next county's strategist": ["everyone"],
  "a member who is invited": ["everyone", "network", "invited"],
  "the deputy of an invited organisation": ["everyone", "network", "invited"],
  "a member who is not invited": ["everyone", "network"],
  "a guest by link": ["everyone", "invited"],
  "a stand-in by link": ["everyone", "invited"],
  "a member by link": ["everyone", "network", "invited"],
};
const ofNetwork = (who: string) =>
  /by link/.test(who) ? [] : ofMeeting[who]!.filter((a) => a !== "invited").map((a) => `${a} of the network`);
const allowed = (who: string): string[] =>
  [
    ...ofMeeting[who]!,
    ...ofNetwork(who),
    ...(who === "strategist" ? audiences.map((a) => `${a} of a planned meeting`) : []),
  ].sort();
const named = (ids: string[]) => ids.map((id) => Object.keys(held).find((k) => held[k] === id) ?? id).sort();

describe("what is seen by", () => {
  for (const [who, reader] of Object.entries(readers)) {
    it(`${who}: in the list, by search, at the door, on the meeting's page`, async () => {
      const given = await reader();
      const page = materialPage(given, "");
      expect(named(page.groups.flatMap((g) => g.lines.map((l) => l.id)))).toEqual(allowed(who));
      const byText = allowed(who).filter((a) => !/planned/.test(a));
      expect(named(materialPage(given, "hemlighet").lines.map((l) => l.id))).toEqual(byText);
      expect(named(materialOf(given, meeting).map((l) => l.id))).toEqual([...ofMeeting[who]!].sort());
      const opened: string[] = [];
      for (const [name, id] of Object.entries(held))
        await openMaterial(given, id, null, false).then(
          () => opened.push(name),
          () => {},
        );
      expect(opened.sort()).toEqual(allowed(who));
    });
  }
  it("nobody, on the front page of another network", async () => {
    const there = (id: string) =>
      permit(
        "front.see",
        { account: null, link: null, now: now() },
        networkById(id),
      ) as NetworkPermit<"front.see">;
    expect([hasPublic(there(w.networkId)), hasPublic(there(w.gavleNetworkId))]).toEqual([true, false]);
    expect(frontPage(there(w.networkId)).material).toBe(true);
    expect(
      materialPage(await asAccount("material.see", w.gavleNetworkId, "strateg@gavleborg.example"), "").groups,
    ).toEqual([]);
    await expect(
      openMaterial(
        await asAccount("material.see", w.gavleNetworkId, "strateg@gavleborg.example"),
        held.everyone!,
        null,
        false,
      ),
    ).rejects.toThrow("finns inte");
  });
  it("whoever has not signed in, is asked to – also where there is nothing", async () => {
    for (const id of [held.network!, "finns-inte-alls"])
      await expect(openMaterial(await nobody(), id, null, false)).rejects.toThrow("signIn");
  });
  it("the strategist alone, in older versions", async () => {
    await expect(openMaterial(await member("leksand"), held.network!, 1, false)).rejects.toThrow(
      "finns inte",
    );
    expect(await openMaterial(await readers.strategist!(), held.network!, 1, false)).toHaveProperty("bytes");
  });
  it("nobody by the door of other files", async () => {
    const file = await db.file.findFirstOrThrow({ where: { role: "material" } });
    for (const email of [strategist, "asa.blom@leksand.example"])
      await expect(storedPaper(await asAccount("file.see", w.networkId, email), file.id)).rejects.toThrow(
        "finns inte",
      );
  });
});

describe("the letter", () => {
  const linesOf = async (to: string, kind: string) =>
    (await db.letter.findFirstOrThrow({ where: { to, kind } })).text
      .split("\n")
      .filter((l) => l.startsWith("– "));
  const line = (a: Audience) => `– Lägesbild ${a}: ${toKeep(link)}#m-${held[a]}`;
  it("names what its reader may see, with a way to it", async () => {
    expect(await linesOf("asa.blom@leksand.example", "convened")).toEqual(
      ["everyone", "invited", "network"].map((a) => line(a as Audience)),
    );
    expect(await linesOf("gast@forskning.example", "guestInvited")).toEqual(
      ["everyone", "invited"].map((a) => line(a as Audience)),
    );
    expect(await linesOf("ulla.ek@falu.example", "standInAsked")).toEqual(
      ["everyone", "invited"].map((a) => line(a as Audience)),
    );
  });
});

describe("a working group's own", () => {
  it("is seen by those with a place in it, also after it has ended, and by nobody else", async () => {
    const manager = await asAccount("group.manage", w.networkId, strategist);
    const group = await startGroup(
      manager,
      groupSchema.parse({ name: "Heder", purpose: "x", startOn: "2027-02-01" }),
    );
    await givePlace(
      manager,
      group,
      placeSchema.parse({ organisationId: w.orgs.falu!.id, who: "representative" }),
    );
    const staff = await asAccount("material.manage", w.networkId, strategist);
    const own = await addMaterial(
      staff,
      materialSchema.parse({
        title: "Gruppens utkast",
        audience: "group",
        groupId: group,
        url: "https://grupp.example/x",
      }),
    );
    await expect(
      addMaterial(
        staff,
        materialSchema.parse({ title: "Utan grupp", audience: "group", url: "https://grupp.example/x" }),
      ),
    ).rejects.toMatchObject({ errors: { audience: [expect.stringContaining("arbetsgrupp")] } });
    await expect(
      changeMaterial(
        staff,
        held.network!,
        aboutSchema.parse({ gor: "spara", version: 1, title: "x", audience: "group" }),
      ),
    ).rejects.toMatchObject({ errors: { audience: [expect.any(String)] } });
    expect(materialForm(staff, new URLSearchParams({ grupp: group })).values.audience).toBe("group");
    const sees = async () => {
      const seen: string[] = [];
      for (const [who, reader] of [
        ...Object.entries(readers),
        ["falu", () => member("falu")],
        ["falu's deputy", () => member("falu", "per.ost")],
      ] as const) {
        const given = await reader();
        const listed =
          materialPage(given, "").groups.some((g) => g.lines.some((l) => l.id === own)) ||
          materialPage(given, "Gruppens").lines.some((l) => l.id === own);
        expect([
          who,
          await openMaterial(given, own, null, false).then(
            () => true,
            () => false,
          ),
        ]).toEqual([who, listed]);
        if (listed) seen.push(who);
      }
      return seen;
    };
    expect(await sees()).toEqual(["strategist", "falu"]);
    expect(aboutPage(staff, own).readers.map((r) => [r.organisation, r.not])).toEqual([
      ["Falu kommun", ["Åsa Blom"]],
    ]);
    await endPlace(manager, group, w.orgs.falu!.id);
    expect(await sees()).toEqual(["strategist"]);
    await givePlace(manager, group, placeSchema.parse({ organisationId: w.orgs.falu!.id, who: "deputy" }));
    expect(await sees()).toEqual(["strategist", "falu's deputy"]);
    at("2027-02-02");
    await endGroup(await asAccount("group.manage", w.networkId, strategist), group, {
      result: "Klart",
      version: 1,
    });
    expect(await sees()).toEqual(["strategist", "falu's deputy"]);
    at("2027-02-01");
  });
});

describe("time", () => {
  it("takes it from whoever leaves the seat, and from the link of whoever is called no longer", async () => {
    const link = await byLink("gast@forskning.example");
    await transact((tx) =>
      tx.attendee.updateMany({ where: { emailKey: "gast@forskning.example" }, data: { state: "withdrawn" } }),
    );
    expect(materialPage(link, "").groups).toEqual([]);
    const seat = await db.holding.findFirstOrThrow({
      where: { organisationId: w.orgs.leksand!.id, seat: "representative" },
    });
    await leave(
      await asAccount("seat.leave", w.networkId, strategist),
      { holdingId: seat.id, lastOn: addDays("2027-02-01", 3), why: "Slutar" },
      "",
    );
    const own = await byLink("asa.blom@leksand.example");
    at("2027-02-10");
    const after = { ...own, today: "2027-02-10" } as See;
    expect(materialOf(after, meeting).map((l) => l.title)).not.toContain("Lägesbild network");
    expect(
      named(materialPage(await member("leksand"), "").groups.flatMap((g) => g.lines.map((l) => l.id))),
    ).toEqual(allowed("nobody"));
  });
  it("a cancelled meeting calls nobody", async () => {
    const m = await db.meeting.findUniqueOrThrow({ where: { id: meeting } });
    await cancelMeeting(
      await asAccount("meeting.manage", w.networkId, strategist),
      meeting,
      m.version,
      "Sjukdom",
    );
    expect(materialOf(await member("falu"), meeting).map((l) => l.title)).toEqual([
      "Lägesbild everyone",
      "Lägesbild network",
    ]);
  });
});
