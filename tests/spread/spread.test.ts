// Spreading: who gets it, what each says of its channels, the link that colleagues read by, and who is reminded.
import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeSchema } from "~/domain/asks/schema";
import {
  answerSpread,
  changeSpread,
  countReading,
  giveSpread,
  moveDay,
  renewReadLink,
  setClosed,
} from "~/domain/spread/commands.server";
import { picture, sheet } from "~/domain/spread/papers.server";
import {
  packagePage,
  readingPage,
  spreadList,
  spreadPage,
  spreadTable,
} from "~/domain/spread/queries.server";
import { forgetPresses, remindSilent } from "~/domain/spread/recurring.server";
import { reachedOf } from "~/domain/spread/rules";
import { answerSchema, changeSchema, readSchema, spreadSchema } from "~/domain/spread/schema";
import { forward, given } from "~/domain/spread/texts";
import { findLink } from "~/domain/access/tokens.server";
import { addMaterial } from "~/domain/material/commands.server";
import { findMaterial } from "~/domain/material/queries.server";
import { materialSchema } from "~/domain/material/schema";
import { organisationLeaves } from "~/domain/organisations/commands.server";
import { addChannel, endChannel } from "~/domain/confirmations/channels/commands.server";
import { channelSchema } from "~/domain/confirmations/schema";
import { endCover, startCover } from "~/domain/seats/commands.server";
import { todoList } from "~/domain/network/todo.server";
import { heldBy } from "~/domain/seats/held.server";
import { addDays, startOfDay, todayOn } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { writeTable } from "~/platform/table.server";
import { pdfinfo, textOf } from "../sealing/paper";
import { asAccount, asLink, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const manager = () => asAccount("spread.manage", w.networkId, strategist);
const answerer = (email: string) => asAccount("spread.answer", w.networkId, email);
const org = (name: string) => w.orgs[name]!.id;
const asa = "asa.blom@leksand.example";
const give = async (more: Record<string, unknown> = {}) =>
  giveSpread(
    await manager(),
    spreadSchema.parse({
      title: "Ny stödtelefon",
      why: "Fler behöver veta vart de kan ringa.",
      text: "Telefonen är öppen dygnet runt.",
      targets: "Alla som möter våldsutsatta",
      lastOn: "2027-03-10",
      to: "chosen",
      organisations: [org("leksand"), org("falu"), org("mora")],
      ...more,
    }),
  );
const say = async (email: string, organisation: string, more: Record<string, unknown>) => {
  const { gor: _, ...input } = answerSchema.parse({
    gor: "svara",
    organisationId: org(organisation),
    ...more,
  });
  await answerSpread(await answerer(email), id, input);
};
const page = async (email = strategist) => spreadPage(await asAccount("spread.see", w.networkId, email), id);
const pack = async (organisation: string, email = asa) =>
  packagePage(await answerer(email), id, w.orgs[organisation]!.slug);
const tokenOf = async (organisation: string) =>
  (await pack(organisation, strategist)).link!.split("/").pop()!;
const reader = async (token: string) => asLink("spread.read", (await findLink(token, "read", now()))!.link);
const press = async (organisation: string) => {
  const r = await reader(await tokenOf(organisation));
  await countReading(r, readingPage(r).press);
};

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  await signed(w, "leksand", {
    channels: [
      { name: "Ledningsgruppen", purpose: "both", frequency: "varje månad" },
      { name: "Enkäten", purpose: "gather", frequency: "varje år" },
    ],
  });
  await signed(w, "falu", { representative: { name: "Åsa Blom", email: asa } });
  await signed(w, "mora", {
    representative: { name: "Hemliga Hanna", email: "hanna@mora.example", protected: "on" },
  });
});
beforeEach(async () => {
  at("2027-02-01");
  id = await give();
});
afterAll(() => setClock(null));

describe("sending out", () => {
  it("reaches the chosen members, a letter a person, with a link each for colleagues", async () => {
    expect((await page()).shares.map((s) => [s.organisation, s.state])).toEqual([
      ["Falu kommun", "waiting"],
      ["Leksands kommun", "waiting"],
      ["Mora kommun", "waiting"],
    ]);
    const letters = await db.letter.findMany({ where: { kind: "spread.given", key: { contains: id } } });
    expect(letters.map((l) => l.to).sort()).toEqual(["", asa]);
    expect(letters.find((l) => l.to === asa)!.text).toContain("Falu kommun och Leksands kommun");
    expect(JSON.stringify(letters)).not.toMatch(/Hanna|hanna@/);
    const links = (await db.spreadShare.findMany({ where: { itemId: id } })).map((s) => s.linkId);
    expect(new Set(links).size).toBe(3);
    await expect(give({ lastOn: "2027-01-31" })).rejects.toMatchObject({
      errors: { lastOn: [expect.any(String)] },
    });
  });
  it("goes to the deputy who serves instead, in the network's own name", async () => {
    const letters = async (of: string) =>
      (await db.letter.findMany({ where: { kind: "spread.given", key: { contains: of } } })).map((l) => [
        l.to,
        /(Falu|Leksands) kommun/.exec(l.text)?.[0],
      ]);
    await startCover(await asAccount("cover.start", w.networkId, strategist), {
      organisationId: org("leksand"),
      fromOn: "2027-02-01",
      lastOn: "2027-02-27",
    });
    const cover = await db.cover.findFirstOrThrow({
      where: { organisationId: org("leksand"), cancelledAt: null },
    });
    expect((await letters(await give({ organisations: [org("leksand"), org("falu")] }))).sort()).toEqual([
      [asa, "Falu kommun"],
      ["per.ost@leksand.example", "Leksands kommun"],
    ]);
    await endCover(await asAccount("cover.start", w.networkId, strategist), cover.id);
    expect(await letters(await give({ organisations: [org("leksand")] }))).toEqual([
      [asa, "Leksands kommun"],
    ]);
    const seat = { organisationId: org("leksand"), seat: "representative", untilOn: null };
    const { id: seatId } = await db.holding.findFirstOrThrow({ where: seat });
    await transact((tx) =>
      tx.holding.update({ where: { id: seatId }, data: { fromOn: "2027-01-01", untilOn: "2027-02-01" } }),
    );
    expect(await letters(await give({ organisations: [org("leksand")] }))).toEqual([
      ["per.ost@leksand.example", "Leksands kommun"],
    ]);
    await transact((tx) =>
      tx.holding.update({ where: { id: seatId }, data: { fromOn: "2027-02-01", untilOn: null } }),
    );
    expect(
      given(
        { shortName: "Barnnätverket", name: "Nätverket för barn", authority: "Länsstyrelsen" },
        {
          title: "t",
          why: "v",
          targets: "a",
          lastOn: "2027-03-10",
          organisations: ["Falu kommun"],
          address: "x",
        },
      ).text,
    ).toMatch(/^Barnnätverket ber dig/);
  });
  it("is told to the next holder of the seat", async () => {
    const seat = await db.holding.findFirstOrThrow({
      where: { networkId: w.networkId, organisationId: org("falu"), seat: "representative", untilOn: null },
    });
    expect((await transact((tx) => heldBy(tx, seat, "2027-02-01"))).map((h) => h.words)).toContain(
      "Att sprida: Ny stödtelefon",
    );
  });
});

describe("an answer", () => {
  it("names the organisation's own channels, when and to about how many; a new answer takes the old one's place", async () => {
    const [own] = (await pack("leksand")).channels;
    expect((await pack("leksand")).channels.map((c) => c.name)).toEqual(["Ledningsgruppen"]);
    await say(asa, "leksand", {
      state: "spread",
      passes: [
        { channelId: own!.id, ticked: "on", passedOn: "2027-01-30", reached: "1 200" },
        { channelId: "", channel: "Anslagstavlan", passedOn: "2027-02-01", reached: "" },
      ],
    });
    expect((await page()).shares.find((s) => s.slug === w.orgs.leksand!.slug)).toMatchObject({
      state: "spread",
      passes: [
        { channel: "Ledningsgruppen", reached: 1200 },
        { channel: "Anslagstavlan", reached: null },
      ],
    });
    expect((await page()).item).toMatchObject({ spread: 1, reached: 1200 });
    await say(asa, "leksand", {
      state: "spread",
      reason: "Hör till ett annat svar",
      passes: [{ channelId: own!.id, ticked: "on", passedOn: "2027-01-30", reached: "900" }],
    });
    expect((await page()).shares.find((s) => s.slug === w.orgs.leksand!.slug)!.reason).toBeNull();
    expect(await db.spreadPass.count({ where: { share: { itemId: id } } })).toBe(1);
    await say(asa, "leksand", {
      state: "notForUs",
      reason: "Vi möter inga",
      passes: [{ channelId: own!.id, ticked: "on", passedOn: "2027-01-30" }],
    });
    expect((await page()).shares.find((s) => s.slug === w.orgs.leksand!.slug)).toMatchObject({
      state: "notForUs",
      reason: "Vi möter inga",
      passes: [],
    });
    expect(await db.event.count({ where: { kind: "spread.answered", subjectId: id } })).toBe(3);
  });
  it("names several ways of their own, each to be ticked the next time, by that organisation alone", async () => {
    const own = (name: string, more: object = {}) => ({
      channelId: "",
      channel: name,
      passedOn: "2027-01-31",
      reached: "",
      ...more,
    });
    const [declared] = (await pack("leksand")).channels;
    await say(asa, "leksand", {
      state: "spread",
      passes: [
        { channelId: declared!.id, ticked: "on", passedOn: "2027-01-30" },
        own("Personalmöten", { reached: "40" }),
        own("Lönebeskedet"),
      ],
    });
    const ways = async (organisation = "leksand") => (await pack(organisation, strategist)).ownWays;
    expect(await ways()).toEqual(expect.arrayContaining(["Lönebeskedet", "Personalmöten"]));
    expect(await ways()).not.toContain("Ledningsgruppen");
    expect(
      (await page()).shares
        .find((s) => s.slug === w.orgs.leksand!.slug)!
        .passes.map((p) => [p.channel, p.reached])
        .sort(),
    ).toEqual([
      ["Ledningsgruppen", null],
      ["Lönebeskedet", null],
      ["Personalmöten", 40],
    ]);
    id = await give();
    expect([(await ways()).includes("Personalmöten"), await ways("falu")]).toEqual([true, []]);
    // Listed and not ticked did not go out.
    await say(asa, "leksand", {
      state: "spread",
      passes: [
        own("Personalmöten", { listed: "on", ticked: "on" }),
        own("Lönebeskedet", { listed: "on", passedOn: "2027-03-01" }),
        own("Torget"),
      ],
    });
    expect(
      (await page()).shares.find((s) => s.slug === w.orgs.leksand!.slug)!.passes.map((p) => p.channel),
    ).toEqual(["Personalmöten", "Torget"]);
    await expect(
      say(asa, "leksand", {
        state: "spread",
        passes: [own("Personalmöten", { listed: "on", ticked: "on" }), own("personalmöten")],
      }),
    ).rejects.toMatchObject({ errors: { "passes.1.channel": [expect.stringContaining("Kryssa för")] } });
    expect(
      answerSchema
        .safeParse({
          gor: "svara",
          organisationId: "x",
          state: "spread",
          passes: [own("Lönebeskedet", { listed: "on" })],
        })
        .error!.issues.map((i) => i.path.join(".")),
    ).toEqual(["passes"]);
    // What has become a channel of the register is offered as that.
    await addChannel(
      await asAccount("channels.change", w.networkId, asa),
      org("leksand"),
      channelSchema.parse({ name: "Lönebeskedet", purpose: "deliver", frequency: "varje månad" }),
    );
    const after = await pack("leksand");
    expect([
      after.channels.some((c) => c.name === "Lönebeskedet"),
      after.ownWays.includes("Lönebeskedet"),
      after.ownWays.includes("Torget"),
    ]).toEqual([true, false, true]);
    await endChannel(
      await asAccount("channels.change", w.networkId, asa),
      org("leksand"),
      after.channels.find((c) => c.name === "Lönebeskedet")!.id,
    );
  });
  it("is refused without channel, day or reason, by strangers, with others' channels, and when it is closed", async () => {
    const bad = (more: object) =>
      answerSchema
        .safeParse({ gor: "svara", organisationId: "x", ...more })
        .error!.issues.map((i) => i.path.join("."));
    expect([
      bad({ state: "spread" }),
      bad({ state: "notForUs" }),
      bad({ state: "spread", passes: [{ channelId: "c", ticked: "on", passedOn: "" }] }),
      bad({
        state: "spread",
        passes: [{ channelId: "c", ticked: "on", passedOn: "2027-02-01", reached: "många" }],
      }),
    ]).toEqual([["passes"], ["reason"], ["passes.0.passedOn"], ["passes.0.reached"]]);
    const [own] = (await pack("leksand")).channels;
    const passes = [{ channelId: own!.id, ticked: "on", passedOn: "2027-02-01" }];
    await expect(say(asa, "falu", { state: "spread", passes })).rejects.toThrow("finns inte");
    await expect(say(asa, "mora", { state: "notForUs", reason: "x" })).rejects.toThrow("finns inte");
    await expect(
      say(asa, "leksand", { state: "spread", passes: [{ ...passes[0], passedOn: "2027-02-02" }] }),
    ).rejects.toMatchObject({ errors: { "passes.0.passedOn": [expect.any(String)] } });
    const neighbour = await asAccount("spread.answer", w.gavleNetworkId, "strateg@gavleborg.example");
    await expect(
      answerSpread(neighbour, id, {
        organisationId: org("leksand"),
        state: "notForUs",
        reason: "x",
        passes: [],
      }),
    ).rejects.toThrow("finns inte");
    await expect(packagePage(neighbour, id, w.orgs.leksand!.slug)).rejects.toThrow("finns inte");
    await setClosed(await manager(), id, closeSchema.parse({ gor: "avsluta" }).gor === "avsluta");
    await expect(say(asa, "leksand", { state: "notForUs", reason: "x" })).rejects.toThrow("avslutat");
    await expect(setClosed(await manager(), id, true)).rejects.toThrow("redan avslutat");
  });
  it("of others is not a member's to see", async () => {
    await say(strategist, "mora", { state: "notForUs", reason: "Moras hemlighet" });
    expect((await page(asa)).shares.map((s) => s.organisation)).toEqual(["Falu kommun", "Leksands kommun"]);
    expect(JSON.stringify([await page(asa), await pack("leksand")])).not.toMatch(/hemlighet|Mora/);
    await expect(pack("mora")).rejects.toThrow("finns inte");
    // Nor is what others add up to.
    await say(strategist, "mora", {
      state: "spread",
      passes: [{ channelId: "", channel: "Brev", passedOn: "2027-02-01", reached: "5 000" }],
    });
    await press("mora");
    const all = spreadList(await asAccount("spread.see", w.networkId, asa)).items.find((i) => i.id === id);
    for (const item of [(await page(asa)).item, (await pack("leksand")).item, all])
      expect(item).toMatchObject({ organisations: 2, spread: 0, notForUs: 0, reached: null, opened: 0 });
    expect((await page()).item).toMatchObject({ organisations: 3, spread: 1, reached: 5000, opened: 1 });
    await say(strategist, "mora", { state: "notForUs", reason: "Moras hemlighet" });
    const only = await give({ organisations: [org("mora")] });
    expect(spreadList(await asAccount("spread.see", w.networkId, asa)).items.some((i) => i.id === only)).toBe(
      false,
    );
    expect(
      spreadList(await asAccount("spread.see", w.networkId, strategist)).items.find((i) => i.id === id),
    ).toMatchObject({ organisations: 3, notForUs: 1, reached: null });
  });
});

describe("the link for colleagues", () => {
  it("counts a press, shows nothing of others, and gives the files", async () => {
    const material = await addMaterial(
      await asAccount("material.manage", w.networkId, strategist),
      materialSchema.parse({
        audience: "network",
        spreadItemId: id,
        file: new File(["Affischen"], "affisch.txt"),
      }),
    );
    const secret = await addMaterial(
      await asAccount("material.manage", w.networkId, strategist),
      materialSchema.parse({
        audience: "strategists",
        spreadItemId: id,
        file: new File(["Utkast"], "utkast.txt"),
      }),
    );
    const token = await tokenOf("leksand");
    const read = readingPage(await reader(token));
    expect(read).toMatchObject({ organisation: "Leksands kommun", title: "Ny stödtelefon" });
    expect(JSON.stringify(read)).not.toMatch(/Falu|Mora|Åsa|asa\.blom/);
    expect(read.material.map((m) => m.id)).toEqual([material]);
    const files = asLink("material.see", (await findLink(token, "read", now()))!.link);
    expect([findMaterial(files, material, null)?.id, findMaterial(files, secret, null)]).toEqual([
      material,
      null,
    ]);
    const other = await give();
    const foreign = await addMaterial(
      await asAccount("material.manage", w.networkId, strategist),
      materialSchema.parse({
        audience: "network",
        spreadItemId: other,
        file: new File(["Annat"], "annat.txt"),
      }),
    );
    expect(findMaterial(files, foreign, null)).toBeNull();
    expect((await page()).item.opened).toBe(0);
    await Promise.all(Array.from({ length: 8 }, () => press("leksand")));
    expect((await page()).shares.map((s) => s.opened)).toEqual([0, 8, 0]);
  });
  it("counts what was shown once when it comes twice, or eight times at once, and keeps nothing to follow anybody by", async () => {
    const leksand = await reader(await tokenOf("leksand"));
    const { press: shown } = readingPage(leksand);
    await Promise.all(Array.from({ length: 8 }, () => countReading(leksand, shown)));
    at("2027-02-03");
    await countReading(leksand, shown);
    expect((await page()).shares.map((s) => s.opened)).toEqual([0, 1, 0]);
    expect(readingPage(leksand).press).not.toBe(shown);
    await press("leksand");
    // Another organisation's link with the same number is another showing.
    await countReading(await reader(await tokenOf("mora")), shown);
    expect((await page()).shares.map((s) => s.opened)).toEqual([0, 2, 1]);
    const kept = JSON.stringify(await db.spreadPress.findMany());
    for (const word of [shown, id, org("leksand"), leksand.link!.id]) expect(kept).not.toContain(word);
    expect([
      readSchema.parse({ press: shown }).press,
      readSchema.parse({}).press,
      readSchema.parse({ press: "x" }).press,
    ]).toEqual([shown, null, null]);
    await expect(countReading({ ...leksand, link: null }, "a".repeat(20))).rejects.toThrow("finns inte");
    at("2027-03-05");
    await forgetPresses(now());
    expect(await db.spreadPress.count()).toBe(2);
    at("2027-03-06");
    await forgetPresses(now());
    expect(await db.spreadPress.count()).toBe(0);
  });
  it("is closed, and made anew, by the organisation alone", async () => {
    const old = await tokenOf("leksand");
    await expect(
      renewReadLink(await answerer(asa), id, { organisationId: org("mora"), gor: "stang-lank" }),
    ).rejects.toThrow("finns inte");
    await renewReadLink(await answerer(asa), id, { organisationId: org("leksand"), gor: "ny-lank" });
    expect([
      (await findLink(old, "read", now()))!.state,
      (await findLink(await tokenOf("leksand"), "read", now()))!.state,
    ]).toEqual(["revoked", "works"]);
    await renewReadLink(await answerer(asa), id, { organisationId: org("leksand"), gor: "stang-lank" });
    expect((await pack("leksand")).link).toBeNull();
    await setClosed(await manager(), id, true);
    const astray = await tokenOf("mora");
    await expect(
      renewReadLink(await answerer(strategist), id, { organisationId: org("mora"), gor: "ny-lank" }),
    ).rejects.toThrow("avslutat");
    await renewReadLink(await answerer(strategist), id, { organisationId: org("mora"), gor: "stang-lank" });
    expect((await findLink(astray, "read", now()))!.state).toBe("revoked");
    const before = await tokenOf("falu");
    expect(await pack("falu", strategist)).toMatchObject({
      link: expect.stringContaining(before) as string,
      workedUntilOn: null,
    });
    at("2027-09-30");
    expect((await findLink(before, "read", now()))!.state).toBe("expired");
  });
  it("that has expired is shown as that and on no paper, until there is a new one", async () => {
    const { expiresAt } = await db.link.findFirstOrThrow({
      where: {
        id: (await db.spreadShare.findFirstOrThrow({ where: { itemId: id, organisationId: org("leksand") } }))
          .linkId!,
      },
    });
    const [last, after] = [addDays(todayOn(expiresAt), -1), todayOn(expiresAt)];
    const address = (await pack("leksand")).link!;
    at(last);
    expect(await pack("leksand")).toMatchObject({ link: address, workedUntilOn: null });
    setClock(startOfDay(after));
    expect(await pack("leksand")).toMatchObject({ link: null, workedUntilOn: last });
    expect(textOf((await sheet(await answerer(asa), id, w.orgs.leksand!.slug)).bytes)).not.toContain("/las/");
    await renewReadLink(await answerer(asa), id, { organisationId: org("leksand"), gor: "ny-lank" });
    expect(await pack("leksand")).toMatchObject({
      link: expect.not.stringContaining(address) as string,
      workedUntilOn: null,
    });
  });
});

describe("the package", () => {
  it("is a letter, a tagged sheet and a picture the size of a slide, each with the link", async () => {
    const { item, network, within, link } = await pack("leksand");
    const letter = forward({ ...item, network, within, link });
    expect(letter.text).toContain("sprida det vidare till alla som möter våldsutsatta");
    expect(letter.text).toContain(link);
    expect(letter.text).toMatch(/^[^!]*representerar oss i länsgruppen[^!]*$/);
    expect(
      (
        await sheet(
          await answerer(asa),
          await give({ title: "Våld i nära relationer" }),
          w.orgs.leksand!.slug,
        )
      ).name,
    ).toBe("vald-i-nara-relationer.pdf");
    const { bytes } = await sheet(await answerer(asa), id, w.orgs.leksand!.slug);
    expect(pdfinfo(bytes)).toMatch(/Tagged: +yes/);
    expect(pdfinfo(bytes)).toMatch(/Pages: +1/);
    expect(textOf(bytes)).toContain(link!.slice(-20));
    const png = (await picture(await answerer(asa), id, w.orgs.leksand!.slug)).bytes;
    expect([png.subarray(1, 4).toString(), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
      "PNG",
      1920,
      1080,
    ]);
  });
});

describe("changes and reminders", () => {
  it("go to the silent alone, each once, by an organisation's own day", async () => {
    const changed = changeSchema.parse({
      gor: "andra",
      title: "Ny telefon",
      why: "v",
      text: "t",
      targets: "alla",
      lastOn: "2027-03-10",
      version: 1,
    });
    const { gor: _, ...change } = changed;
    await changeSpread(await manager(), id, change);
    await expect(changeSpread(await manager(), id, change)).rejects.toThrow("före dig");
    await say(asa, "leksand", { state: "notForUs", reason: "x" });
    await moveDay(await manager(), id, { organisationId: org("mora"), lastOn: "2027-04-10" });
    at("2027-03-03");
    await remindSilent(now());
    await remindSilent(now());
    const told = await db.letter.findMany({ where: { kind: "spread.before", key: { contains: id } } });
    expect(told.map((l) => [l.to, l.text.includes("Falu kommun"), l.text.includes("Leksands")])).toEqual([
      [asa, true, false],
    ]);
    expect(await db.event.count({ where: { kind: "spread.reminded", subjectId: id } })).toBe(1);
  });
  it("are taken away as a table: a row an organisation, with its channels, its reason and how often its link was read", async () => {
    const [own] = (await pack("leksand")).channels;
    await say(asa, "leksand", {
      state: "spread",
      passes: [
        { channelId: own!.id, ticked: "on", passedOn: "2027-02-01", reached: "1 200" },
        { channelId: "", channel: "=Anslagstavlan", passedOn: "2027-01-30", reached: "30" },
      ],
    });
    await say(asa, "falu", { state: "notForUs", reason: "Vi har ingen; telefon" });
    await press("leksand");
    const table = spreadTable(await manager(), id);
    expect(String(await writeTable(table, "csv"))).toBe(
      [
        "\ufeffOrganisation;Läge;Genom;Första dag;Nådda, cirka;Varför inte relevant;Läst genom länken;Sista dag",
        `Falu kommun;Inte relevant;;;;"Vi har ingen; telefon";0;2027-03-10`,
        `Leksands kommun;Har spridit;"'=Anslagstavlan (2027-01-30); Ledningsgruppen (2027-02-01)";2027-01-30;1230;;1;2027-03-10`,
        "Mora kommun;Har inte svarat;;;;;0;2027-03-10",
        "",
      ].join("\r\n"),
    );
    expect((await readSheet(await writeTable(table, "xlsx")))[2]).toEqual([
      "Leksands kommun",
      "Har spridit",
      "=Anslagstavlan (2027-01-30); Ledningsgruppen (2027-02-01)",
      expect.any(Date),
      1230,
      null,
      1,
      expect.any(Date),
    ]);
    await expect(async () =>
      spreadTable(await asAccount("spread.manage", w.gavleNetworkId, "strateg@gavleborg.example"), id),
    ).rejects.toThrow("finns inte");
  });
  it("keep a last day that has passed and are moved to none that has", async () => {
    const change = (lastOn: string, version: number) => ({
      title: "Ny telefon",
      why: "v",
      text: "t",
      targets: "alla",
      lastOn,
      version,
    });
    const refused = { errors: { lastOn: ["Dagen har redan varit"] } };
    const move = async (lastOn: string) =>
      moveDay(await manager(), id, { organisationId: org("mora"), lastOn });
    await expect(changeSpread(await manager(), id, change("2027-01-31", 1))).rejects.toMatchObject(refused);
    await expect(move("2027-01-31")).rejects.toMatchObject(refused);
    await move("2027-02-01");
    at("2027-03-20");
    await changeSpread(await manager(), id, change("2027-03-10", 1));
    await expect(changeSpread(await manager(), id, change("2027-03-19", 2))).rejects.toMatchObject(refused);
    await move("2027-02-01");
    await expect(move("2027-03-10")).rejects.toMatchObject(refused);
    await changeSpread(await manager(), id, change("2027-03-20", 2));
  });
  it("wait for the strategist when an own last day has passed in silence, until all have answered or it is closed", async () => {
    const row = async () =>
      todoList(await asAccount("todo.see", w.networkId, strategist)).todo.find(
        (t) => t.kind === "spreadSilent" && t.aboutId === id,
      );
    await moveDay(await manager(), id, { organisationId: org("mora"), lastOn: "2027-04-10" });
    at("2027-03-10");
    expect(await row()).toBeUndefined();
    at("2027-03-11");
    expect(await row()).toMatchObject({ detail: "2", since: "2027-03-10" });
    expect(
      todoList(await asAccount("todo.see", w.gavleNetworkId, "strateg@gavleborg.example")).todo.some(
        (t) => t.kind === "spreadSilent",
      ),
    ).toBe(false);
    for (const name of ["leksand", "falu"]) await say(strategist, name, { state: "notForUs", reason: "x" });
    expect(await row()).toBeUndefined();
    at("2027-04-11");
    expect(await row()).toMatchObject({ detail: "1", since: "2027-04-10" });
    await setClosed(await manager(), id, true);
    expect(await row()).toBeUndefined();
  });
  it("do not wait for whoever has left the network", async () => {
    const row = async () =>
      todoList(await asAccount("todo.see", w.networkId, strategist)).todo.find(
        (t) => t.kind === "spreadSilent" && t.aboutId === id,
      );
    await organisationLeaves(
      await asAccount("organisation.manage", w.networkId, strategist),
      org("mora"),
      "2027-03-10",
      null,
    );
    for (const name of ["leksand", "falu"]) await say(strategist, name, { state: "notForUs", reason: "x" });
    at("2027-03-12");
    await remindSilent(now());
    expect([
      await row(),
      await db.event.count({ where: { kind: "spread.reminded", subjectId: id } }),
    ]).toEqual([undefined, 0]);
    await transact(async (tx) => {
      await tx.membership.updateMany({ where: { organisationId: org("mora") }, data: { untilOn: null } });
      await tx.holding.updateMany({
        where: { organisationId: org("mora"), ending: "organisationLeft" },
        data: { untilOn: null, ending: null },
      });
    });
    expect(await row()).toMatchObject({ detail: "1" });
  });
  it("people reached are what is known", () =>
    expect([
      reachedOf([]),
      reachedOf([{ reached: null }]),
      reachedOf([{ reached: 3 }, { reached: null }, { reached: 4 }]),
    ]).toEqual([null, null, 7]));
});
