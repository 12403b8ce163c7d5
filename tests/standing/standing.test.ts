// The standing: its rules for whatever facts, what it counts from rows, and that every figure opens to as many rows.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeAttendance } from "~/domain/meetings/attendance/commands.server";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { attendanceSchema, meetingSchema } from "~/domain/meetings/schema";
import { giveEffort, moveDay, report, setClosed } from "~/domain/efforts/commands.server";
import { effortSchema } from "~/domain/efforts/schema";
import { givePlace, startGroup } from "~/domain/groups/commands.server";
import { groupSchema, placeSchema } from "~/domain/groups/schema";
import { answerSpread, giveSpread } from "~/domain/spread/commands.server";
import { spreadSchema } from "~/domain/spread/schema";
import { factsOf } from "~/domain/standing/facts.server";
import { managersSheet, standingSheet } from "~/domain/standing/papers.server";
import { sendToManager, sendYearly } from "~/domain/standing/sending.server";
import {
  managersPage,
  overviewPage,
  overviewTable,
  standingInShort,
  standingPage,
} from "~/domain/standing/queries.server";
import {
  duties,
  levelOf,
  periodOf,
  yearsUntil,
  type Asked,
  type Duty,
  type Facts,
  type Level,
} from "~/domain/standing/rules";
import { dutyWord, figure, ruleRows, seatRows } from "~/domain/standing/texts";
import { standings } from "~/domain/commitments/rules";
import { standingWords } from "~/domain/commitments/texts";
import { tilesOf } from "~/domain/standing/tiles";
import { leave } from "~/domain/seats/commands.server";
import { startOfDay } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { writeTable } from "~/platform/table.server";
import { pdfinfo, textOf } from "../sealing/paper";
import { asAccount, asLink, linkTo, makeWorld, signed, strategist, type World } from "../world";

const few = fc.oneof(fc.constant(0), fc.nat(3));
const asked = fc
  .record({ done: few, notForUs: few, open: few, late: few })
  .map((a): Asked => ({ ...a, given: a.done + a.notForUs + a.open + a.late }));
const facts = fc
  .record({
    meetings: fc.nat(8),
    part: fc.nat(16),
    filled: fc.nat(3),
    vacant: fc.nat(3),
    ended: fc.nat(2),
    home: asked,
    spread: asked,
    collect: asked,
    representative: fc.boolean(),
    deputy: fc.boolean(),
    standing: fc.constantFrom(...standings),
  })
  .map(({ part, ended, ...f }): Facts => ({
    ...f,
    halves: Math.min(part, 2 * f.meetings),
    held: f.filled + f.vacant + ended,
  }));

describe("the rules", () => {
  it("have a word for each level that any facts can have, and no other", () => {
    const asked = duties.filter((d) => d !== "seat");
    const reached = new Map(asked.map((d) => [d, new Set<string>()]));
    fc.assert(
      fc.property(facts, (f) => {
        for (const d of asked) {
          const level = levelOf(d, f);
          expect(ruleRows[d][level], `${d} ${level}`).toBeDefined();
          reached.get(d)!.add(level);
        }
        expect(dutyWord("seat", f)).toBe(standingWords[f.standing].text);
      }),
      { numRuns: 2000 },
    );
    for (const d of asked) expect([...reached.get(d)!].sort()).toEqual(Object.keys(ruleRows[d]).sort());
    expect(Object.keys(seatRows)).toEqual([...standings]);
  });
  it("never call more done worse: one more half day, one answer, one filled place", () => {
    const rank = { none: 2, open: 0, partly: 1, underway: 2, met: 3 };
    const better = (a: Facts, b: Facts) => duties.every((d) => rank[levelOf(d, b)] >= rank[levelOf(d, a)]);
    fc.assert(
      fc.property(facts, (f) => {
        if (f.halves < 2 * f.meetings) expect(better(f, { ...f, halves: f.halves + 1 })).toBe(true);
        for (const d of ["home", "spread", "collect"] as const)
          if (f[d].late > 0)
            expect(better(f, { ...f, [d]: { ...f[d], late: f[d].late - 1, done: f[d].done + 1 } })).toBe(
              true,
            );
        if (f.vacant > 0) expect(better(f, { ...f, vacant: f.vacant - 1, filled: f.filled + 1 })).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
  it("are what the words beside them say, each in a phrase of its own, for whatever facts", () => {
    const of = (read: (f: Facts) => Asked): [Level, RegExp, (f: Facts) => boolean][] => [
      [
        "met",
        /har svarat på alla/,
        (f) => read(f).given > 0 && read(f).done + read(f).notForUs === read(f).given,
      ],
      ["underway", /^Sista dagen har inte varit än/, (f) => read(f).open > 0 && read(f).late === 0],
      [
        "partly",
        /något som organisationen inte har svarat på. Annat är besvarat eller har sin dag kvar/,
        (f) => read(f).late > 0 && read(f).done + read(f).notForUs + read(f).open > 0,
      ],
      [
        "open",
        /har varit för allt, och organisationen har inte svarat/,
        (f) => read(f).given > 0 && read(f).late === read(f).given,
      ],
      ["none", /har inte fått något/, (f) => read(f).given === 0],
    ];
    const said: Record<Exclude<Duty, "seat">, [Level, RegExp, (f: Facts) => boolean][]> = {
      takePart: [
        [
          "met",
          /minst 75 procent av mötena. Halva dagar är halva/,
          (f) => f.meetings > 0 && f.halves >= 1.5 * f.meetings,
        ],
        ["partly", /med på något möte/, (f) => f.halves > 0 && f.halves < 1.5 * f.meetings],
        ["open", /inte med på något möte/, (f) => f.meetings > 0 && f.halves === 0],
        ["none", /Ingen närvaro är förd/, (f) => f.meetings === 0],
      ],
      groups: [
        [
          "met",
          /har eller har haft en plats .* ingen av platserna är vakant/,
          (f) => f.held > 0 && f.vacant === 0,
        ],
        ["partly", /flera platser och någon av dem är vakant/, (f) => f.vacant > 0 && f.filled > 0],
        ["open", /plats i en arbetsgrupp men ingen på platsen/, (f) => f.vacant > 0 && f.filled === 0],
        ["none", /inte haft någon plats/, (f) => f.held === 0],
      ],
      home: of((f) => f.home),
      spread: of((f) => f.spread),
      collect: of((f) => f.collect),
    };
    const told = duties.filter((d) => d !== "seat");
    for (const d of told)
      for (const [level, phrase] of said[d]) expect(ruleRows[d][level]![1]).toMatch(phrase);
    fc.assert(
      fc.property(facts, (f) => {
        for (const d of told)
          expect([d, said[d].filter(([, , holds]) => holds(f)).map(([level]) => level)]).toEqual([
            d,
            [levelOf(d, f)],
          ]);
      }),
      { numRuns: 2000 },
    );
  });
  it("are kind: saying that it is not for them is an answer, and nobody falls short of what was not asked", () => {
    const none: Asked = { given: 0, done: 0, notForUs: 0, open: 0, late: 0 };
    const empty: Facts = {
      meetings: 0,
      halves: 0,
      filled: 0,
      vacant: 0,
      held: 0,
      home: none,
      spread: none,
      collect: none,
      representative: true,
      deputy: true,
      standing: "active",
    };
    expect(duties.map((d) => levelOf(d, empty))).toEqual(["none", "none", "none", "none", "none", "met"]);
    expect(levelOf("home", { ...empty, home: { ...none, given: 2, notForUs: 2 } })).toBe("met");
    expect(duties.map((d) => figure(d, empty))).toEqual(["", "", "", "", "", "2 av 2"]);
  });
  it("of periods and tiles", () => {
    expect([
      periodOf("2026", "2027-03-01").toOn,
      periodOf("2027", "2027-03-01").toOn,
      yearsUntil("2010", "2027-03-01")
        .map((p) => p.year)
        .join(),
    ]).toEqual(["2026-12-31", "2027-03-01", "2018,2019,2020,2021,2022,2023,2024,2025,2026,2027"]);
    const dalarna = tilesOf(
      [
        "2021",
        "2023",
        "2026",
        "2029",
        "2031",
        "2034",
        "2039",
        "2061",
        "2062",
        "2080",
        "2081",
        "2082",
        "2083",
        "2084",
        "2085",
      ].map((code) => ({ code, name: `${code}s kommun` })),
    );
    expect(new Set(dalarna.map((t) => `${t.column} ${t.row}`)).size).toBe(15);
    const other = tilesOf(["0114", "0115", "0117", "0120", "0123"].map((code) => ({ code, name: code })));
    expect(new Set(other.map((t) => `${t.column} ${t.row}`)).size).toBe(5);
  });
});

let w: World;
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const org = (name: string) => w.orgs[name]!;
const see = async (organisation: string, email = strategist, year: string | null = null) =>
  standingPage(await asAccount("standing.see", w.networkId, email), org(organisation).slug, year);
const levels = async (organisation: string, year: string | null = null) =>
  Object.fromEntries(
    (await see(organisation, strategist, year)).duties.map((d) => [d.duty, [d.level, d.figure]]),
  );
const overview = async (year: string | null = null, duty: string | null = null) =>
  overviewPage(await asAccount("overview.see", w.networkId, strategist), { year, duty });

beforeAll(async () => {
  at("2026-09-01");
  w = await makeWorld();
  await signed(w, "leksand");
  await signed(w, "falu");
  await signed(w, "mora", {
    representative: { name: "Hemliga Hanna", email: "hanna@mora.example", protected: "on" },
  });
  const meetings = await asAccount("meeting.manage", w.networkId, strategist);
  const hold = async (
    heldOn: string,
    came: Record<string, [string, string]>,
    kind = "ordinary",
    groupId?: string,
  ) => {
    at(heldOn.startsWith("2026") ? "2026-09-02" : "2027-01-10");
    const id = await createMeeting(
      meetings,
      meetingSchema.parse({
        kind,
        groupId,
        title: `Möte ${heldOn}`,
        heldOn,
        fromTime: "09:00",
        toTime: "16:00",
        place: "Falun",
      }),
    );
    await convene(await asAccount("meeting.manage", w.networkId, strategist), id, 1);
    at(heldOn);
    for (const [name, [who, part]] of Object.entries(came))
      await takeAttendance(
        await asAccount("attendance.take", w.networkId, strategist),
        id,
        attendanceSchema.parse({ organisationId: org(name).id, who, part }),
      );
    return id;
  };
  await hold("2026-10-01", { leksand: ["representative", "day"], falu: ["absent", "day"] });
  await hold("2026-11-12", { leksand: ["deputy", "morning"], falu: ["absentNoticed", "day"] });
  await hold("2027-02-02", { leksand: ["representative", "day"], falu: ["absent", "day"] });
  at("2027-01-15");
  const efforts = await asAccount("effort.manage", w.networkId, strategist);
  const give = async (title: string, lastOn: string) =>
    giveEffort(
      await asAccount("effort.manage", w.networkId, strategist),
      effortSchema.parse({ title, text: "Gör.", lastOn, to: "all" }),
    );
  const [done, late, , closed] = [
    await give("Klar", "2027-02-01"),
    await give("Sen", "2027-02-10"),
    await give("Kommer", "2028-02-10"),
    await give("Stängd", "2027-06-01"),
  ];
  const say = async (id: string, name: string, state: "done" | "begun" | "notForUs") =>
    report(await asAccount("effort.report", w.networkId, strategist), id, {
      organisationId: org(name).id,
      state,
      answer: "x",
    });
  await say(done, "leksand", "done");
  await say(late, "leksand", "notForUs");
  await say(late, "falu", "begun");
  await moveDay(efforts, late, { organisationId: org("mora").id, lastOn: "2027-12-01" });
  await setClosed(efforts, closed, true);
  const spread = await giveSpread(
    await asAccount("spread.manage", w.networkId, strategist),
    spreadSchema.parse({
      title: "Sprid",
      why: "v",
      text: "t",
      targets: "alla",
      lastOn: "2027-02-20",
      to: "all",
    }),
  );
  await answerSpread(await asAccount("spread.answer", w.networkId, strategist), spread, {
    organisationId: org("leksand").id,
    state: "spread",
    reason: null,
    passes: [{ channelId: "", channel: "Intranätet", ticked: "on", passedOn: "2027-01-15", reached: 10 }],
  });
  const group = await startGroup(
    await asAccount("group.manage", w.networkId, strategist),
    groupSchema.parse({ name: "Hedersvåld", purpose: "x", startOn: "2027-01-15" }),
  );
  for (const [name, who] of [
    ["leksand", "representative"],
    ["falu", "vacant"],
  ] as const)
    await givePlace(
      await asAccount("group.manage", w.networkId, strategist),
      group,
      placeSchema.parse({ organisationId: org(name).id, who }),
    );
  const seat = await db.holding.findFirstOrThrow({
    where: { organisationId: org("falu").id, seat: "representative" },
  });
  await leave(
    await asAccount("seat.leave", w.networkId, strategist),
    { holdingId: seat.id, lastOn: "2027-02-15", why: "Slutade" },
    "",
  );
  at("2027-03-01");
});
afterAll(() => setClock(null));

describe("what is counted", () => {
  it("for a good year", async () =>
    expect(await levels("leksand")).toEqual({
      takePart: ["met", "1 av 1"],
      groups: ["met", "1 av 1"],
      home: ["underway", "2 av 3"],
      spread: ["met", "1 av 1"],
      collect: ["none", ""],
      seat: ["met", "2 av 2"],
    }));
  it("for a bad one", async () =>
    expect(await levels("falu")).toEqual({
      takePart: ["open", "0 av 1"],
      groups: ["open", "0 av 1"],
      home: ["partly", "0 av 3"],
      spread: ["open", "0 av 1"],
      collect: ["none", ""],
      seat: ["open", "1 av 2"],
    }));
  it("by the day in Stockholm on which something was closed", async () => {
    const effort = await db.effort.findFirstOrThrow({ where: { title: "Stängd" } });
    const given = async (closed: string, lastOn = effort.lastOn) => {
      await transact((tx) =>
        tx.effort.update({ where: { id: effort.id }, data: { lastOn, closedAt: new Date(closed) } }),
      );
      const home = (await see("falu")).duties.find((d) => d.duty === "home")!;
      return [home.figure, home.behind.some((b) => b.key === effort.id)];
    };
    // Its last day is 20 February: closed before midnight it is asked no longer, after it it is.
    expect(await given("2027-02-20T22:59:59Z", "2027-02-20")).toEqual(["0 av 3", false]);
    expect(await given("2027-02-20T23:00:00Z", "2027-02-20")).toEqual(["0 av 4", true]);
    await transact((tx) =>
      tx.effort.update({
        where: { id: effort.id },
        data: { lastOn: effort.lastOn, closedAt: effort.closedAt },
      }),
    );
  });
  it("by an own last day, without what was closed before it, and for another year", async () => {
    expect((await levels("mora")).home).toEqual(["partly", "0 av 3"]);
    expect(await levels("leksand", "2026")).toMatchObject({
      takePart: ["met", "1,5 av 2"],
      home: ["none", ""],
      groups: ["none", ""],
      seat: ["met", "2 av 2"],
    });
    at("2028-03-01");
    expect((await levels("leksand", "2028")).home).toEqual(["open", "0 av 1"]);
    expect((await levels("mora", "2027")).home).toEqual(["open", "0 av 2"]);
    at("2027-03-01");
  });
  it("on the very days: the last day is still open, closed on it is asked no longer, a place that ended at the year's beginning is not this year's", async () => {
    const only = async (title: string, lastOn: string) =>
      giveEffort(
        await asAccount("effort.manage", w.networkId, strategist),
        effortSchema.parse({ title, text: "Gör.", lastOn, to: "chosen", organisations: [org("mora").id] }),
      );
    const home = async () =>
      factsOf(w.networkId, today(), [periodOf("2027", today())], org("mora").id)[0]!.facts.home;
    const before = await home();
    await only("I dag", "2027-03-01");
    expect(await home()).toMatchObject({ given: before.given + 1, open: before.open + 1, late: before.late });
    const closed = await only("Stängd på dagen", "2027-03-01");
    await setClosed(await asAccount("effort.manage", w.networkId, strategist), closed, true);
    expect((await home()).given).toBe(before.given + 1);
    await transact(async (tx) => {
      await tx.groupPlace.create({
        data: {
          id: "gammal",
          groupId: (await tx.workingGroup.findFirstOrThrow()).id,
          networkId: w.networkId,
          organisationId: org("mora").id,
          personId: null,
          fromOn: "2026-06-01",
          untilOn: "2027-01-01",
        },
      });
    });
    expect([
      factsOf(w.networkId, today(), [periodOf("2026", today())], org("mora").id)[0]!.facts.held,
      factsOf(w.networkId, today(), [periodOf("2027", today())], org("mora").id)[0]!.facts.held,
    ]).toEqual([1, 0]);
    await transact(async (tx) => {
      await tx.effortShare.deleteMany({
        where: { organisationId: org("mora").id, effort: { title: { in: ["I dag", "Stängd på dagen"] } } },
      });
      await tx.groupPlace.delete({ where: { id: "gammal" } });
    });
  });
  it("opens to as many rows, each with its own page", async () => {
    for (const name of ["leksand", "falu", "mora", "jour"])
      for (const d of (await see(name)).duties) {
        const n = d.behind.filter((b) => !b.state.startsWith("Ingen att")).length;
        if (d.duty === "seat") continue;
        const of = d.duty === "groups" ? n : Number(/av (\d+)/.exec(d.figure)?.[1] ?? 0);
        expect(n, `${name} ${d.duty}`).toBe(of);
        expect(d.behind.every((b) => b.href?.startsWith("/dalarna/"))).toBe(true);
      }
    const falu = (await see("falu")).duties;
    expect(falu.find((d) => d.duty === "home")!.behind.map((b) => [b.what, b.state])).toEqual([
      ["Klar", "Inte börjat"],
      ["Sen", "Har börjat"],
      ["Kommer", "Sista dagen har inte varit än"],
    ]);
    expect(falu.find((d) => d.duty === "seat")).toMatchObject({ next: { words: "Utse en representant" } });
    expect(falu.find((d) => d.duty === "home")!.next).toMatchObject({ words: "Svara: Klar" });
  });
  it("is the organisation's own and the strategist's", async () => {
    await expect(see("mora", "asa.blom@leksand.example")).rejects.toThrow("finns inte");
    expect((await see("leksand", "asa.blom@leksand.example")).duties).toHaveLength(6);
    await expect(asAccount("overview.see", w.networkId, "asa.blom@leksand.example")).rejects.toThrow(
      "forbidden",
    );
    const neighbour = await asAccount("standing.see", w.gavleNetworkId, "strateg@gavleborg.example");
    expect(() => standingPage(neighbour, org("leksand").slug, null)).toThrow("finns inte");
    expect(JSON.stringify([await see("mora"), await overview()])).not.toMatch(/Hanna|hanna@/);
  });
});

describe("the county", () => {
  it("shows every organisation by every duty, the map by one, and the years", async () => {
    const p = await overview();
    expect(p.matrix.map((m) => m.name)).toEqual([
      "Falu kommun",
      "Kvinnojourer i Dalarna",
      "Leksands kommun",
      "Mora kommun",
    ]);
    expect(p.key.map((k) => [k.word, k.count])).toEqual([
      ["Gäller tills vidare", 2],
      ["Blankett saknas", 1],
      ["Vakant", 1],
    ]);
    expect(p.overTime.map((y) => [y.year, y.organisations, y.duties[0]])).toEqual(
      ["2027", "2026"].map((year) => [year, 4, { duty: "takePart", met: 1, of: 3 }]),
    );
    expect((await overview(null, "home")).key.map((k) => k.word)[1]).toBe("Inget i år");
    expect((await overview("1999")).year).toBe("2027");
  });
  it("is taken away as a table, of one year or of all, with the same words and figures as the page", async () => {
    const csv = async (year: string | null) =>
      String(
        await writeTable(
          overviewTable(await asAccount("overview.see", w.networkId, strategist), year),
          "csv",
        ),
      )
        .slice(1)
        .trimEnd()
        .split("\r\n")
        .map((l) => l.split(";"));
    const [heads, ...rows] = await csv("2027");
    expect(heads).toEqual([
      "År",
      "Organisation",
      "Delta",
      "Delta: möten",
      "Arbetsgrupper",
      "Arbetsgrupper: platser fyllda",
      "På hemmaplan",
      "På hemmaplan: besvarade",
      "Sprida",
      "Sprida: besvarade",
      "Samla in",
      "Samla in: besvarade",
      "Aktuell blankett",
      "Aktuell blankett: platser fyllda",
    ]);
    const page = overviewPage(await asAccount("overview.see", w.networkId, strategist), {
      year: "2027",
      duty: null,
    });
    expect(rows).toEqual(
      page.matrix.map((o) => ["2027", o.name, ...o.cells.flatMap((c) => [c.word, c.figure])]),
    );
    expect(rows.map((r) => r[heads!.indexOf("Aktuell blankett")])).toEqual(
      page.matrix.map((o) => [...page.tiles, ...page.others].find((t) => t.slug === o.slug)!.word),
    );
    expect((await csv(null)).slice(1).map((r) => r[0])).toEqual(
      page.years.flatMap((y) =>
        page.overTime
          .filter((o) => o.year === y)
          .flatMap((o) => Array.from({ length: o.organisations }, () => y)),
      ),
    );
    expect(await csv("1999")).toHaveLength(1);
  });
  it("opens every number of the key and of the years to as many organisations", async () => {
    const rowsOf = async (year: string, duty: string, level: string | null) =>
      overviewPage(await asAccount("overview.see", w.networkId, strategist), { year, duty, level });
    for (const duty of duties)
      for (const k of (await overview(null, duty)).key) {
        const p = await rowsOf("2027", duty, k.opens);
        expect([duty, k.word, p.matrix.length, p.opened]).toEqual([
          duty,
          k.word,
          k.count,
          { level: k.opens, words: [k.word] },
        ]);
      }
    for (const y of (await overview()).overTime)
      for (const d of y.duties)
        for (const [level, count] of [
          ["met", d.met],
          ["asked", d.of],
        ] as const)
          expect([y.year, d.duty, level, (await rowsOf(y.year, d.duty, level)).matrix.length]).toEqual([
            y.year,
            d.duty,
            level,
            count,
          ]);
    expect((await rowsOf("2027", "seat", "open")).matrix.map((m) => m.name)).toEqual([
      "Falu kommun",
      "Kvinnojourer i Dalarna",
    ]);
    expect((await rowsOf("2027", "seat", "x")).matrix).toHaveLength(4);
  });
  it("is a tagged sheet of one page for an organisation", async () => {
    const { bytes } = await standingSheet(
      await asAccount("standing.see", w.networkId, strategist),
      org("falu").slug,
      null,
    );
    expect([/Tagged: +yes/.test(pdfinfo(bytes)), /Pages: +1\n/.test(pdfinfo(bytes))]).toEqual([true, true]);
    expect(textOf(bytes)).toContain("Utse en representant");
  });
});

describe("the manager", () => {
  const chef = "chef@leksand.example";
  const sent = async (kind: string) =>
    db.letter.findMany({ where: { kind, networkId: w.networkId }, orderBy: { to: "asc" } });
  const opened = async (email: string) => asLink("standing.read", await linkTo("standing", email));
  it("gets the year that has ended in January, once, outside the quiet period", async () => {
    for (const on of ["2027-12-10", "2028-01-03"]) {
      at(on);
      expect(await sendYearly(now()), on).toBe(0);
    }
    at("2028-01-10");
    // Whoever has left today is written to no longer.
    const until = (untilOn: string | null) =>
      transact((tx) =>
        tx.membership.updateMany({
          where: { networkId: w.networkId, organisationId: org("mora").id },
          data: { untilOn },
        }),
      );
    await until("2028-01-10");
    expect(await sendYearly(now())).toBe(2);
    await until(null);
    expect(await sendYearly(now())).toBe(1);
    expect(await sendYearly(now())).toBe(0);
    expect((await sent("standing.yearly")).map((l) => [l.to, l.subject.includes("2027")])).toEqual(
      ["falu", "leksand", "mora"].map((o) => [`chef@${o}.example`, true]),
    );
    at("2028-02-10");
    expect(await sendYearly(now())).toBe(0);
  });
  it("reads the own organisation's figures and nobody else's, by a link that a GET does not press", async () => {
    const permit = await opened(chef);
    const p = managersPage(permit, null);
    expect([p.organisation, p.year, p.duties.length]).toEqual(["Leksands kommun", "2027", 6]);
    expect(p.duties.map((d) => d.figure)).toEqual(
      (await see("leksand", strategist, "2027")).duties.map((d) => d.figure),
    );
    expect(JSON.stringify(p)).not.toMatch(/Falu|Mora|href/);
    expect(JSON.stringify(managersPage(await opened("chef@mora.example"), null))).not.toMatch(/Hanna|hanna@/);
    const { bytes } = await managersSheet(permit, null);
    expect(/Pages: +1\n/.test(pdfinfo(bytes))).toBe(true);
    expect((await db.link.findUniqueOrThrow({ where: { id: permit.link!.id } })).pressedAt).toBeNull();
  });
  it("has the same six beside the yearly questions: of the own organisation, in short, for the year that is shown first", async () => {
    const beside = async () => {
      const { id } = await db.organisation.findFirstOrThrow({ where: { name: "Leksands kommun" } });
      return standingInShort(
        asLink("confirmation.answer", {
          id: "x",
          purpose: "confirm",
          networkId: w.networkId,
          organisationId: id,
          commitmentId: null,
          signatureId: null,
          email: chef,
        }),
      );
    };
    for (const [on, year] of [
      ["2027-03-01", "2026"],
      ["2027-05-01", "2027"],
      ["2028-02-10", "2027"],
    ] as const) {
      at(on);
      expect([on, await beside()]).toEqual([
        on,
        {
          year,
          cells: (await see("leksand", strategist, year)).duties.map(
            ({ behind: _, next: __, ...cell }) => cell,
          ),
        },
      ]);
    }
    expect((await beside())!.cells[0]).toMatchObject({ duty: "takePart", figure: "1 av 1" });
  });
  it("gets it once a day where somebody presses, and not where no address is the manager's own", async () => {
    at("2028-05-02");
    const press = async (name: string, email: string) =>
      sendToManager(await asAccount("standing.send", w.networkId, email), org(name).slug);
    await press("leksand", "asa.blom@leksand.example");
    await expect(press("leksand", strategist)).rejects.toThrow("redan skickats");
    expect(await see("leksand")).toMatchObject({ sentOn: "2028-05-02", manager: { email: chef } });
    at("2028-05-03");
    await press("leksand", strategist);
    expect(await sent("standing.asked")).toHaveLength(2);
    await expect(press("mora", "asa.blom@leksand.example")).rejects.toThrow("finns inte");
    await expect(press("jour", strategist)).rejects.toThrow("ingen egen mejladress");
  });
  it("has one page also of an organisation with long names and much to do", async () => {
    for (const n of [1, 2, 3])
      await giveEffort(
        await asAccount("effort.manage", w.networkId, strategist),
        effortSchema.parse({
          title: `${"Gå igenom rutinen för orosanmälan med alla ".repeat(3)}${n}`.slice(0, 140),
          text: "Gör.",
          lastOn: "2028-06-01",
          to: "all",
        }),
      );
    await giveSpread(
      await asAccount("spread.manage", w.networkId, strategist),
      spreadSchema.parse({
        title: "Sprid det här till alla som möter barn i sin vardag ".repeat(2).trim(),
        why: "v",
        text: "t",
        targets: "alla",
        lastOn: "2028-06-20",
        to: "all",
      }),
    );
    const { bytes } = await standingSheet(
      await asAccount("standing.see", w.networkId, strategist),
      org("falu").slug,
      "2028",
    );
    expect(/Pages: +1\n/.test(pdfinfo(bytes))).toBe(true);
  });
});
