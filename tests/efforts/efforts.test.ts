// Home work: given to organisations, answered by each, reminded of, reported back, and passed on with the seat.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  changeEffort,
  giveEffort,
  moveDay,
  removeFile,
  report,
  setClosed,
} from "~/domain/efforts/commands.server";
import { answersTable, effortFile, effortList, effortPage } from "~/domain/efforts/queries.server";
import { forgetFiles, remindBehind, reportBack } from "~/domain/efforts/recurring.server";
import { effortSchema, reportSchema } from "~/domain/efforts/schema";
import { agendaCard } from "~/domain/meetings/agenda/queries.server";
import { actOnAgenda } from "~/domain/meetings/agenda/commands.server";
import { agendaPage } from "~/domain/meetings/agenda/queries.server";
import { cancelMeeting, convene, createMeeting } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { scanDue } from "~/domain/material/reading.server";
import { todoList } from "~/domain/network/todo.server";
import { writeTable } from "~/platform/table.server";
import { harmfulFile, startClamd } from "../material/clamd";
import { text, upload } from "../material/make";
import { organisationLeaves } from "~/domain/organisations/commands.server";
import { heldBy } from "~/domain/seats/held.server";
import { startOfDay } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const manager = () => asAccount("effort.manage", w.networkId, strategist);
const org = (name: string) => w.orgs[name]!.id;
const give = async (more: Record<string, unknown> = {}) =>
  giveEffort(
    await manager(),
    effortSchema.parse({
      title: "Gå igenom rutinen",
      text: "Läs den tillsammans.",
      lastOn: "2027-03-10",
      to: "chosen",
      organisations: [org("leksand"), org("falu"), org("mora")],
      ...more,
    }),
  );
const say = async (email: string, organisation: string, state: string, answer = "Vi gick igenom den.") => {
  const { gor: _, ...input } = reportSchema.parse({
    gor: "svara",
    organisationId: org(organisation),
    state,
    answer,
  });
  await report(await asAccount("effort.report", w.networkId, email), id, input);
};
const page = async (email = strategist) => effortPage(await asAccount("effort.see", w.networkId, email), id);
const letters = async (kind: string, of = id) =>
  (await db.letter.findMany({ where: { kind, key: { contains: of } }, orderBy: { key: "asc" } }))
    .map((l) => l.personId)
    .sort();
const person = async (email: string) => (await db.person.findFirstOrThrow({ where: { email } })).id;

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  await signed(w, "leksand");
  await signed(w, "falu", { representative: { name: "Åsa Blom", email: "asa.blom@leksand.example" } });
  await signed(w, "mora", {
    representative: { name: "Hemliga Hanna", email: "hanna@mora.example", protected: "on" },
  });
});
beforeEach(async () => {
  at("2027-02-01");
  id = await give();
});
afterAll(() => setClock(null));

describe("giving", () => {
  it("reaches the chosen members of today, a letter a person, and names no protected person", async () => {
    expect((await page()).shares.map((s) => [s.organisation, s.state])).toEqual([
      ["Falu kommun", "waiting"],
      ["Leksands kommun", "waiting"],
      ["Mora kommun", "waiting"],
    ]);
    expect(await letters("effort.given")).toHaveLength(2);
    const [both] = await db.letter.findMany({
      where: { kind: "effort.given", key: { contains: id }, to: "asa.blom@leksand.example" },
    });
    expect(both!.text).toContain("Falu kommun och Leksands kommun");
    const hidden = await db.letter.findFirstOrThrow({
      where: { kind: "effort.given", key: { contains: id }, to: "" },
    });
    expect(JSON.stringify(hidden)).not.toMatch(/Hanna|hanna@/);
    const all = await give({ to: "all", organisations: [] });
    expect(await db.effortShare.count({ where: { effortId: all } })).toBe(
      await db.membership.count({ where: { networkId: w.networkId, kind: "member" } }),
    );
  });
  it("refuses a day that has been, strangers, and nobody", async () => {
    await expect(give({ lastOn: "2027-01-31" })).rejects.toMatchObject({
      errors: { lastOn: [expect.stringContaining("redan")] },
    });
    await expect(give({ organisations: [org("leksand"), "annan"] })).rejects.toMatchObject({
      kind: "invalid",
    });
    expect(() => effortSchema.parse({ title: "x", text: "y", lastOn: "2027-03-10", to: "chosen" })).toThrow();
  });
});

describe("answering", () => {
  it("is each organisation's own, and the others' answers are not a member's to see", async () => {
    await say("asa.blom@leksand.example", "leksand", "done");
    await expect(say("asa.blom@leksand.example", "mora", "done")).rejects.toThrow("finns inte");
    expect((await page()).shares.find((s) => s.organisation === "Leksands kommun")).toMatchObject({
      state: "done",
      answer: "Vi gick igenom den.",
      by: "Åsa Blom",
    });
    expect((await page("asa.blom@leksand.example")).shares.map((s) => s.organisation)).toEqual([
      "Falu kommun",
      "Leksands kommun",
    ]);
    expect((await page("asa.blom@leksand.example")).effort.done).toBe(1);
    const only = await give({ organisations: [org("mora")] });
    await expect(async () =>
      effortPage(await asAccount("effort.see", w.networkId, "asa.blom@leksand.example"), only),
    ).rejects.toThrow("finns inte");
    expect(
      effortList(await asAccount("effort.see", w.networkId, "asa.blom@leksand.example")).efforts.map(
        (e) => e.id,
      ),
    ).not.toContain(only);
  });
  it("says what was done or why not, can be changed until it is closed, and the same twice is one", async () => {
    expect(
      reportSchema.safeParse({ gor: "svara", organisationId: "x", state: "done", answer: " " }).success,
    ).toBe(false);
    expect(reportSchema.safeParse({ gor: "svara", organisationId: "x", state: "notForUs" }).success).toBe(
      false,
    );
    expect(reportSchema.safeParse({ gor: "svara", organisationId: "x", state: "begun" }).success).toBe(true);
    await say("asa.blom@leksand.example", "leksand", "begun");
    await say("asa.blom@leksand.example", "leksand", "begun");
    expect(await db.event.count({ where: { kind: "effort.reported", subjectId: id } })).toBe(1);
    await setClosed(await manager(), id, true);
    await expect(say("asa.blom@leksand.example", "leksand", "done")).rejects.toThrow("avslutad");
    await expect(setClosed(await manager(), id, true)).rejects.toThrow("redan avslutad");
    await setClosed(await manager(), id, false);
    await say("asa.blom@leksand.example", "leksand", "done");
  });
  it("a change meets the version that was read", async () => {
    await changeEffort(await manager(), id, { title: "Ny", text: "Ny", lastOn: "2027-03-12", version: 1 });
    await expect(
      changeEffort(await manager(), id, { title: "Gammal", text: "x", lastOn: "2027-03-12", version: 1 }),
    ).rejects.toThrow("före dig");
  });
});

describe("a last day", () => {
  it("that has passed may stay, but nothing is moved to one", async () => {
    const refused = { errors: { lastOn: ["Dagen har redan varit"] } };
    const change = async (lastOn: string, version: number) =>
      changeEffort(await manager(), id, { title: "T", text: "x", lastOn, version });
    const move = async (lastOn: string) =>
      moveDay(await manager(), id, { organisationId: org("mora"), lastOn });
    await expect(change("2027-01-31", 1)).rejects.toMatchObject(refused);
    await expect(move("2027-01-31")).rejects.toMatchObject(refused);
    await expect(
      moveDay(await manager(), id, { organisationId: org("gavle"), lastOn: "2027-04-01" }),
    ).rejects.toThrow("finns inte");
    at("2027-03-11");
    await change("2027-03-10", 1);
    await expect(change("2027-03-09", 2)).rejects.toMatchObject(refused);
    await move("2027-03-10");
    await move("2027-03-11");
  });
});

describe("reminders", () => {
  it("go to those behind alone, each once, by an organisation's own day", async () => {
    await say("asa.blom@leksand.example", "leksand", "done");
    await say("asa.blom@leksand.example", "falu", "notForUs");
    at("2027-03-03");
    await remindBehind(now());
    await remindBehind(now());
    expect(await letters("effort.before")).toEqual([
      (
        await db.holding.findFirstOrThrow({
          where: { organisationId: org("mora"), seat: "representative", untilOn: null },
        })
      ).personId,
    ]);
    expect(await db.event.count({ where: { kind: "effort.reminded", subjectId: id } })).toBe(1);
    await moveDay(await manager(), id, { organisationId: org("mora"), lastOn: "2027-04-10" });
    at("2027-03-12");
    await remindBehind(now());
    expect(await letters("effort.after")).toEqual([]);
    at("2027-04-12");
    await remindBehind(now());
    expect(await letters("effort.after")).toHaveLength(1);
  });
  it("are due anew by a day that has been moved, earlier or later, and come to no organisation twice for the same day", async () => {
    const asa = "asa.blom@leksand.example";
    const move = async (name: string, lastOn: string) =>
      moveDay(await manager(), id, { organisationId: org(name), lastOn });
    const told = async () => {
      await remindBehind(now());
      await remindBehind(now());
      return (
        await db.letter.findMany({
          where: { kind: { in: ["effort.before", "effort.after"] }, key: { contains: id } },
          orderBy: { eventSeq: "asc" },
        })
      ).map((l) =>
        [l.kind.slice(7), l.to === asa ? l.text.match(/(Falu|Leksands) kommun/g)!.join() : "Mora"].join(" "),
      );
    };
    await move("mora", "2027-04-10");
    at("2027-03-03");
    const first = await told();
    expect(first).toEqual(["before Falu kommun,Leksands kommun"]);
    at("2027-03-04");
    await move("mora", "2027-03-10");
    expect(await told()).toEqual([...first, "before Mora"]);
    // Away and back again is the same day.
    await move("leksand", "2027-03-20");
    await move("falu", "2027-03-25");
    await move("falu", "2027-03-10");
    expect(await told()).toHaveLength(2);
    at("2027-03-12");
    const late = await told();
    expect(late.slice(2).sort()).toEqual(["after Falu kommun", "after Mora"]);
    at("2027-03-13");
    expect((await told()).slice(4)).toEqual(["before Leksands kommun"]);
    at("2027-03-14");
    await move("falu", "2027-03-20");
    expect((await told()).slice(5)).toEqual(["before Falu kommun"]);
    // The common day goes for whoever has none of their own.
    await changeEffort(await manager(), id, { title: "T", text: "x", lastOn: "2027-03-30", version: 1 });
    await move("mora", "2027-03-30");
    at("2027-03-23");
    expect((await told()).slice(6)).toEqual(expect.arrayContaining(["before Mora"]));
  });
  it("and the strategist's list wait for nobody who has left the network, or gone up in another", async () => {
    const staff = () => asAccount("organisation.manage", w.networkId, strategist);
    const todo = async () =>
      todoList(await asAccount("todo.see", w.networkId, strategist)).todo.find(
        (t) => t.kind === "effortBehind" && t.aboutId === id,
      );
    await say("asa.blom@leksand.example", "leksand", "done");
    await transact((tx) =>
      tx.effortShare.updateMany({
        where: { effortId: id, organisationId: org("falu") },
        data: { state: "done" },
      }),
    );
    // Whoever has a seat without being a member is not reminded: its day as a member is over.
    await transact((tx) =>
      tx.membership.updateMany({ where: { organisationId: org("mora") }, data: { untilOn: "2027-03-03" } }),
    );
    at("2027-03-02");
    await remindBehind(now());
    at("2027-03-03");
    await remindBehind(now());
    expect([
      await letters("effort.before"),
      await db.event.count({ where: { kind: "effort.reminded", subjectId: id } }),
    ]).toEqual([[], 0]);
    at("2027-03-11");
    expect(await todo()).toBeUndefined();
    await transact((tx) =>
      tx.membership.updateMany({ where: { organisationId: org("mora") }, data: { untilOn: null } }),
    );
    expect(await todo()).toMatchObject({ detail: "1" });
    await organisationLeaves(await staff(), org("mora"), "2027-03-11", org("falu"));
    expect(await todo()).toBeDefined();
    at("2027-03-12");
    expect(await todo()).toBeUndefined();
    await remindBehind(now());
    expect(await letters("effort.after")).toEqual([]);
    await transact(async (tx) => {
      await tx.membership.updateMany({ where: { organisationId: org("mora") }, data: { untilOn: null } });
      await tx.holding.updateMany({
        where: { organisationId: org("mora"), ending: "organisationLeft" },
        data: { untilOn: null, ending: null },
      });
    });
  });
  it("are found however late, also when a quiet period was longer than the week", async () => {
    const august = await give({ lastOn: "2027-08-12" });
    const told = async (on: string) => {
      at(on);
      await remindBehind(now());
      return (await letters("effort.before", august)).length + (await letters("effort.after", august)).length;
    };
    expect(await told("2027-08-10")).toBeGreaterThan(0);
    const before = await told("2027-08-12");
    expect(await told("2027-09-30")).toBeGreaterThan(before);
    expect(await told("2027-10-01")).toBe(await told("2027-10-20"));
  });
  it("rest in quiet periods and when it is closed", async () => {
    const july = await give({ lastOn: "2027-07-10" });
    at("2027-07-03");
    await remindBehind(now());
    expect(await letters("effort.before", july)).toEqual([]);
    await setClosed(await manager(), id, true);
    at("2027-03-03");
    await remindBehind(now());
    expect(await letters("effort.before")).toEqual([]);
  });
});

describe("a file with the answer", () => {
  const own = "asa.blom@leksand.example";
  const send = async (
    email: string,
    organisation: string,
    file: File,
    more: Record<string, unknown> = {},
  ) => {
    const { gor: _, ...input } = reportSchema.parse({
      gor: "svara",
      organisationId: org(organisation),
      state: "begun",
      answer: "Vi har börjat.",
      file,
      ...more,
    });
    await report(await asAccount("effort.report", w.networkId, email), id, input);
  };
  const files = async (email = strategist) =>
    (await page(email)).shares.flatMap((s) => s.files.map((f) => ({ ...f, organisation: s.organisation })));
  const fetched = async (email: string, fileId: string) =>
    effortFile(await asAccount("effort.see", w.networkId, email), id, fileId);
  it("is what its content says, and opens to the organisation and the strategist alone", async () => {
    await expect(
      send(own, "leksand", upload(text("<script>alert(1)</script>"), "sida.txt")),
    ).rejects.toMatchObject({ errors: { file: [expect.any(String)] } });
    expect(await files()).toEqual([]);
    await send(own, "leksand", upload(text("Vår rutin"), "rutin.txt"));
    const [file] = await files(own);
    expect(file).toMatchObject({ organisation: "Leksands kommun", name: "rutin.txt", state: "ready" });
    for (const email of [own, strategist])
      expect(String((await fetched(email, file!.id)).bytes)).toBe("Vår rutin");
    await expect(fetched("per.ost@mora.example", file!.id)).rejects.toThrow("finns inte");
    await expect(async () =>
      effortFile(await asAccount("effort.see", w.gavleNetworkId, "strateg@gavleborg.example"), id, file!.id),
    ).rejects.toThrow("finns inte");
    expect(JSON.stringify(await page("per.ost@mora.example"))).not.toContain("rutin.txt");
    await expect(async () =>
      removeFile(await asAccount("effort.report", w.networkId, "per.ost@mora.example"), id, file!.id),
    ).rejects.toThrow("finns inte");
  });
  it("is added with the same answer, removed and replaced while the effort is open, and its bytes go a month after", async () => {
    await send(own, "leksand", upload(text("Ett"), "ett.txt"));
    await send(own, "leksand", upload(text("Två"), "tva.txt"));
    const [first, second] = await files();
    await removeFile(await asAccount("effort.report", w.networkId, own), id, first!.id);
    expect((await files()).map((f) => f.name)).toEqual(["tva.txt"]);
    await expect(fetched(own, first!.id)).rejects.toThrow("finns inte");
    for (let n = 0; n < 4; n++) await send(own, "leksand", upload(text(`Fil ${n}`), "fil.txt"));
    await expect(send(own, "leksand", upload(text("En till"), "fil.txt"))).rejects.toMatchObject({
      errors: { file: [expect.stringContaining("fem filer")] },
    });
    await setClosed(await manager(), id, true);
    await expect(send(own, "leksand", upload(text("Sent"), "sent.txt"))).rejects.toThrow("avslutad");
    await expect(async () =>
      removeFile(await asAccount("effort.report", w.networkId, own), id, second!.id),
    ).rejects.toThrow("avslutad");
    at("2027-03-05");
    const before = await db.file.count({ where: { role: "effort" } });
    await forgetFiles(now());
    expect(await db.file.count({ where: { role: "effort" } })).toBe(before - 1);
  });
  it("waits for the scanner; an infected one is nobody's, and the strategist is told until it is removed", async () => {
    const clamd = await startClamd();
    process.env.CLAMAV_SOCKET = clamd.socket;
    try {
      await send(own, "leksand", upload(text(harmfulFile), "ond.txt"));
      const [file] = await files();
      expect(file!.state).toBe("waiting");
      await expect(fetched(strategist, file!.id)).rejects.toThrow("kontrolleras");
      await scanDue(now());
      await expect(fetched(own, file!.id)).rejects.toThrow("gick inte att lämna ut");
      const todo = async () =>
        todoList(await asAccount("todo.see", w.networkId, strategist))
          .todo.filter((t) => t.kind === "infected")
          .map((t) => [t.organisation, t.file?.effortId]);
      expect(await todo()).toEqual([["Leksands kommun", id]]);
      await removeFile(await asAccount("effort.report", w.networkId, strategist), id, file!.id);
      expect(await todo()).toEqual([]);
    } finally {
      delete process.env.CLAMAV_SOCKET;
      await clamd.stop();
    }
  });
});

describe("the strategist", () => {
  it("is told when the last day has passed, of those behind their own day, until all have answered or it is closed", async () => {
    const todo = async () =>
      todoList(await asAccount("todo.see", w.networkId, strategist))
        .todo.filter((t) => t.kind === "effortBehind" && t.aboutId === id)
        .map((t) => t.detail);
    await say("asa.blom@leksand.example", "leksand", "done");
    at("2027-03-10");
    expect(await todo()).toEqual([]);
    at("2027-03-11");
    expect(await todo()).toEqual(["2"]);
    expect(
      effortPage(await asAccount("effort.see", w.networkId, strategist), id, true).shares.map(
        (s) => s.organisation,
      ),
    ).toEqual(["Falu kommun", "Mora kommun"]);
    await moveDay(await manager(), id, { organisationId: org("mora"), lastOn: "2027-04-10" });
    expect(await todo()).toEqual(["1"]);
    await say("asa.blom@leksand.example", "falu", "notForUs");
    expect(await todo()).toEqual([]);
    at("2027-04-11");
    expect(await todo()).toEqual(["1"]);
    await setClosed(await manager(), id, true);
    expect(await todo()).toEqual([]);
  });
  it("is told by an organisation's own day, also where it comes before the others'", async () => {
    const todo = async () =>
      todoList(await asAccount("todo.see", w.networkId, strategist))
        .todo.filter((t) => t.kind === "effortBehind" && t.aboutId === id)
        .map((t) => [t.detail, t.since]);
    await moveDay(await manager(), id, { organisationId: org("mora"), lastOn: "2027-03-05" });
    at("2027-03-05");
    expect(await todo()).toEqual([]);
    at("2027-03-06");
    expect(await todo()).toEqual([["1", "2027-03-05"]]);
    at("2027-03-11");
    expect(await todo()).toEqual([["3", "2027-03-05"]]);
  });
  it("takes every answer away as a table", async () => {
    // Past midnight in Stockholm, not yet in UTC.
    setClock(new Date("2027-02-01T23:30:00Z"));
    await say("asa.blom@leksand.example", "leksand", "done", "=Klart; med råge");
    const csv = String(await writeTable(answersTable(await manager(), id), "csv"));
    expect(csv.split("\r\n").map((l) => l.replace(/^\ufeff/, ""))).toEqual(
      [
        "Organisation;Läge;Svar;Sista dag;Svarade;Filer",
        "Falu kommun;Inte börjat;;2027-03-10;;0",
        `Leksands kommun;Klart;"'=Klart; med råge";2027-03-10;2027-02-02;0`,
        "Mora kommun;Inte börjat;;2027-03-10;;0",
        "",
      ].filter((l, i, all) => l !== "" || csv.endsWith("\r\n") || i < all.length - 1),
    );
    await expect(async () =>
      answersTable(await asAccount("effort.manage", w.gavleNetworkId, "strateg@gavleborg.example"), id),
    ).rejects.toThrow("finns inte");
  });
});

describe("reporting back", () => {
  it("stands on the agenda of the first ordinary meeting on or after the last day, and moves when that is cancelled", async () => {
    const meetings = await asAccount("meeting.manage", w.networkId, strategist);
    const make = (heldOn: string, kind = "ordinary") =>
      createMeeting(
        meetings,
        meetingSchema.parse({
          kind,
          title: `Möte ${heldOn}`,
          heldOn,
          fromTime: "09:00",
          toTime: "16:00",
          place: "Falun",
        }),
      );
    const [before, extra, first, second] = [
      await make("2027-03-09"),
      await make("2027-03-11", "extra"),
      await make("2027-03-16"),
      await make("2027-06-10"),
    ];
    await reportBack(now());
    await reportBack(now());
    const on = async () =>
      (await db.agendaItem.findMany({ where: { effort: { id } } })).map((i) => i.meetingId);
    expect(await on()).toEqual([first]);
    expect([before, extra]).not.toContain((await on())[0]);
    await say("asa.blom@leksand.example", "leksand", "done");
    expect(
      agendaCard(await asAccount("meeting.see", w.networkId, strategist), first).items.find(
        (i) => i.effort?.id === id,
      ),
    ).toMatchObject({ title: "På hemmaplan: Gå igenom rutinen", effort: { done: 1, of: 3 } });
    // The item says how it stands now, by itself.
    await say("asa.blom@leksand.example", "falu", "done");
    expect(
      agendaCard(await asAccount("meeting.see", w.networkId, strategist), first).items.find(
        (i) => i.effort?.id === id,
      ),
    ).toMatchObject({ effort: { done: 2, of: 3 } });
    await convene(meetings, first, 1);
    await cancelMeeting(
      meetings,
      first,
      (await db.meeting.findUniqueOrThrow({ where: { id: first } })).version,
      "Snöstorm",
    );
    await reportBack(now());
    expect(await on()).toEqual([second]);
    // Taken off by hand it stays off.
    const agenda = agendaPage(await asAccount("agenda.manage", w.networkId, strategist), second);
    const item = agenda.items.find((i) => i.effort?.id === id)!;
    await actOnAgenda(await asAccount("agenda.manage", w.networkId, strategist), second, {
      gor: "ta-bort",
      id: item.id,
      mark: item.mark,
    } as never);
    await reportBack(now());
    expect(await on()).toEqual([]);
  });
});

it("is the organisation's: told when its representative leaves, and the successor goes on with it", async () => {
  const holder = {
    personId: await person("asa.blom@leksand.example"),
    networkId: w.networkId,
    organisationId: org("leksand"),
    seat: "representative",
  };
  expect((await transact((tx) => heldBy(tx, holder, "2027-02-02"))).map((h) => h.words)).toContain(
    "Insats på hemmaplan: Gå igenom rutinen",
  );
  await say("asa.blom@leksand.example", "leksand", "done");
  const held = async () =>
    (await transact((tx) => heldBy(tx, holder, "2027-02-02"))).filter(
      (h) => h.words === "Insats på hemmaplan: Något eget",
    ).length;
  id = await give({ title: "Något eget", organisations: [org("leksand")] });
  expect(await held()).toBe(1);
  await say("asa.blom@leksand.example", "leksand", "done");
  expect(await held()).toBe(0);
});
