// Text as it comes in, one key for every address, and keys that were stored by an older rule.
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { requestSignIn, signIn } from "~/domain/access/commands.server";
import { codeOf } from "~/domain/access/tokens.server";
import { emailField } from "~/domain/access/schema";
import { ownPermit, standingOf } from "~/domain/access/permits.server";
import { preview } from "~/domain/commitments/moving-in/judged.server";
import { readTable } from "~/domain/commitments/moving-in/table.server";
import { faults } from "~/domain/commitments/schema";
import { convene, createMeeting, inviteGuest } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { rowsThatMeet } from "~/domain/people/meeting.server";
import { organisationList } from "~/domain/network/queries.server";
import { nested } from "~/http/form";
import { today } from "~/platform/clock";
import { db, row, rows, transactNow } from "~/platform/db.server";
import { refreshKeys } from "~/platform/keys.server";
import { productionFaults } from "~/platform/production.server";
import { readReplyAddress, replyAddress } from "~/platform/reply-address.server";
import { sortKey } from "~/platform/sort-key";
import { asAddress, clean, emailKey, isAddress, slugOf } from "~/platform/swedish";
import { addOrganisation } from "~/domain/organisations/commands.server";
import {
  asAccount,
  asNobody,
  browser,
  draftFor,
  makeWorld,
  sessionFor,
  signed,
  strategist,
  type World,
} from "../world";

let w: World;
beforeAll(async () => {
  w = await makeWorld();
  await signed(w, "leksand");
  await signed(w, "falu");
});
const run = (sql: string, ...values: unknown[]) => transactNow((at) => at.run(sql, ...values));

describe("text that comes in", () => {
  it("is NFC, without what nobody sees; line breaks, tabs and emoji stay", () => {
    expect(clean("A\u030Asa\u200b B\u00adlom\u202e\u2066\u0000\ufeff")).toBe("Åsa Blom");
    expect(clean("ett\r\ntvå\ttre\u2028fyra")).toBe("ett\r\ntvå\ttre\nfyra");
    expect(clean("👩‍⚕️ می‌خواهم a\u200db \ud800")).toBe("👩‍⚕️ می‌خواهم ab ");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const once = clean(text);
        expect(clean(once)).toBe(once);
        expect(once.normalize("NFC")).toBe(once);
      }),
    );
  });
  it("is so by a form, whatever the field, also in lists", () => {
    const form = new URLSearchParams([
      ["name", "A\u030Asa\u200b"],
      ["rows.0.text", "\u202aÖ\u202c"],
      ["many[]", "a\u00ad"],
      ["many[]", "b"],
    ]);
    expect(JSON.stringify(nested(form))).toBe('{"name":"Åsa","rows":[{"text":"Ö"}],"many":["a","b"]}');
  });
  it("is so by Excel, and the person can sign in (case 07)", async () => {
    const { cells } = await readTable(readFileSync("tests/data/zwsp-min.xlsx"), "");
    const staff = await asAccount("moveIn.use", w.networkId, strategist);
    const found = preview(staff, cells).rows;
    const addresses = found.flatMap((r) => [r.representativeEmail, r.deputyEmail]).filter(Boolean);
    expect(addresses.length).toBeGreaterThan(0);
    for (const a of addresses) expect(a).toMatch(/^[\x21-\x7e]+$/);
    const typed = [
      ["Organisation", "Representant", "E-post"],
      ["Mora\u00ad kommun", "A\u030Asa\u200b Blom", "asa@mora.example"],
    ];
    expect(preview(staff, typed).rows).toMatchObject([
      { organisationId: w.orgs.mora?.id, organisation: "Mora kommun", representative: "Åsa Blom" },
    ]);
  });
});

describe("an address", () => {
  it("has one key, however it is written", () => {
    expect(
      [" A\u030Asa@Mora.SE ", "åsa@mora.se.", "å\u200bsa@mora\u00ad.se", "\u202aÅSA@MORA.SE\u202c"].map(
        emailKey,
      ),
    ).toEqual(Array(4).fill("åsa@mora.se"));
    expect(
      ["ada@ÖSTBY.se", "ada@östby.se.", "ada@XN--stby-4qa.SE", "ada@o\u0308stby.se"].map((a) => emailKey(a)),
    ).toEqual(Array(4).fill("ada@xn--stby-4qa.se"));
    expect(emailKey("a.da@x.se")).not.toBe(emailKey("ada@x.se"));
  });
  it("is whole or is refused with a sentence, at every door", () => {
    const wrong = [
      "ada@falu",
      "ada@",
      "@falu.se",
      "ada",
      "a b@falu.se",
      "ada@falu..se",
      ".ada@falu.se",
      "ada.@falu.se",
      "ada@-falu.se",
      "ada@falu.s",
      "ada@1.2.3.4",
      "ada@xn--a.se",
      "ada@@falu.se",
      `${"a".repeat(65)}@falu.se`,
      "ada@falu.se,eva@falu.se",
    ];
    expect(wrong.filter(isAddress)).toEqual([]);
    for (const a of wrong)
      expect(emailField.safeParse(a).error?.issues[0]?.message, a).toMatch(/^Skriv en hel mejladress/);
    for (const a of ["ada@falu.se", "ada+x@östby.se", "å@x.museum", "ada@falu.se.", "o'neil@x.se"])
      expect(isAddress(a), a).toBe(true);
    expect(emailField.parse(" ada@falu.se. ")).toBe("ada@falu.se");
    expect(asAddress("ada@falu.se.")).toBe("ada@falu.se");
    const draft = draftFor("mora", {
      representative: { name: "A", email: "ada@mora" },
      manager: { name: "K", email: "k@mora" },
      filler: { name: "R", email: "r@mora" },
    });
    expect(Object.keys(faults(draft, "first", { onBehalf: false, today: today() })).sort()).toEqual([
      "filler.email",
      "manager.email",
      "representative.email",
    ]);
  });
});

describe("sorting", () => {
  it("is that of a Swedish dictionary, for every Latin, Greek and Cyrillic name (case 26)", () => {
    const letter = fc.constantFrom(
      ...Array.from("abcdefghijklmnopqrstuvwxyzåäöABÅÄÖłŁđĐøØæÆéèüÜñçßþšžńőűęąİıŋạấờ αβγδΆ вгдйёЖ -'’.–&179"),
    );
    const name = fc
      .array(letter, { minLength: 1, maxLength: 7 })
      .map((l) => l.join("").trim().replace(/ +/g, " "));
    const sv = new Intl.Collator("sv");
    const by = (a: string, b: string) => Number(a > b) - Number(a < b);
    fc.assert(
      fc.property(name, name, (a, b) => by(sortKey(a), sortKey(b)) === Math.sign(sv.compare(a, b))),
      { numRuns: 5000 },
    );
  });
  it("puts Łódź among L in the list of organisations", async () => {
    const manager = await asAccount("organisation.manage", w.networkId, strategist);
    const sort = { kind: "civilSociety", municipalityCode: null, principal: null } as const;
    for (const name of ["Łódź–Stockholms vänförening", "Örebro forum", "Ärla hus"])
      await addOrganisation(manager, { name, ...sort });
    expect(
      organisationList((await asAccount("organisation.manage", w.networkId, strategist)) as never).map(
        (o) => o.name,
      ),
    ).toEqual([
      "Falu kommun",
      "Kvinnojourer i Dalarna",
      "Leksands kommun",
      "Łódź–Stockholms vänförening",
      "Mora kommun",
      "Ärla hus",
      "Örebro forum",
    ]);
    expect(slugOf("Łódź–Stockholms vänförening")).toBe("lodz-stockholms-vanforening");
  });
  it("of names in raw SQL is the same", () =>
    expect(
      rows<{ name: string }>(
        `SELECT value AS name FROM json_each('["Örjan","Åke","Łukasz","Zoe","Lars","Ludvig"]') ORDER BY swedish(value)`,
      ).map((r) => r.name),
    ).toEqual(["Lars", "Ludvig", "Łukasz", "Zoe", "Åke", "Örjan"]));
});

describe("keys stored by an older rule", () => {
  const old = "Asa.Blom@Leksand.example.";
  it("are made anew at the first start, and again by whatever was stopped", async () => {
    expect(await refreshKeys()).toBe(true);
    expect(await refreshKeys()).toBe(false);
    // As an older version left them: an address with a final dot and an invisible sign, keys to match, sorting by another rule.
    await run(
      "UPDATE Person SET email = ?, emailKey = ? WHERE emailKey = ?",
      old,
      "asa.blom@leksand.exam\u200bple.",
      "asa.blom@leksand.example",
    );
    await run(
      "UPDATE Account SET email = ?, key = '' WHERE email = ?",
      "asa.blom@leksand.exam\u200bple.",
      "asa.blom@leksand.example",
    );
    await run("UPDATE Organisation SET sortKey = 'zzz', searchKey = 'x' WHERE id = ?", w.orgs.falu?.id);
    await run("UPDATE Link SET emailKey = upper(emailKey)");
    await run("UPDATE Rule SET made = 'addresses 1' WHERE name = 'keys'");
    expect(await refreshKeys()).toBe(true);
    expect(await db.person.count({ where: { emailKey: "asa.blom@leksand.example" } })).toBe(1);
    expect(await db.organisation.findUniqueOrThrow({ where: { id: w.orgs.falu?.id } })).toMatchObject({
      sortKey: sortKey("Falu kommun"),
      searchKey: "falu kommun",
    });
    expect(row<{ n: number }>("SELECT count(*) AS n FROM Link WHERE emailKey <> lower(emailKey)")?.n).toBe(0);
    // Stopped half-way: the rule is not noted, what was right is left alone, the rest is made.
    await run("DELETE FROM Rule");
    await run("UPDATE Person SET sortKey = '' WHERE name = 'Per Öst'");
    expect(await refreshKeys()).toBe(true);
    expect(row<{ n: number }>("SELECT count(*) AS n FROM Person WHERE sortKey = ''")?.n).toBe(0);
  });
  it("and whoever had the address signs in by it as people write it", async () => {
    const token = await sessionFor("asa.blom@leksand.example", "another-browser");
    expect(token).toBeTruthy();
  });
  it("where two now meet both stay, both come in, and the administrator sees them", async () => {
    const asa =
      row<{ id: string }>("SELECT id FROM Account WHERE key = 'asa.blom@leksand.example'")?.id ?? "";
    // A second login without anything, made earlier, at the address as it is written today.
    await run(
      "INSERT INTO Account (id, email, key, createdAt) VALUES ('twin', 'asa.blom@leksand.example', '', '2020-01-01T00:00:00.000+00:00')",
    );
    await run("DELETE FROM Rule");
    await refreshKeys();
    const admin = ownPermit("installation.manage", "cli", "test");
    expect(rowsThatMeet(admin)).toEqual([
      {
        what: "account",
        where: null,
        each: expect.arrayContaining([
          "asa.blom@leksand.example",
          "asa.blom@leksand.exam\u200bple.",
        ]) as never,
      },
    ]);
    expect(await db.account.count({ where: { key: "asa.blom@leksand.example" } })).toBe(2);
    // Two guests of a meeting to come whose addresses are one by today's rule.
    const manage = await asAccount("meeting.manage", w.networkId, strategist);
    const meeting = await createMeeting(
      manage,
      meetingSchema.parse({
        ...{ kind: "extra", title: "Vårens möte", heldOn: "2199-03-01", place: "Falun" },
        ...{ fromTime: "09:00", toTime: "10:00" },
      }),
    );
    await convene(manage, meeting, 1);
    await inviteGuest(manage, meeting, { name: "Greta Gäst", email: "greta@å.example" });
    await inviteGuest(manage, meeting, { name: "Gunnar Gäst", email: "gunnar@å.example" });
    await run("UPDATE Attendee SET email = 'greta@xn--5ca.example' WHERE email = 'gunnar@å.example'");
    await run("DELETE FROM Rule");
    await refreshKeys();
    expect(await db.attendee.count({ where: { meetingId: meeting, kind: "guest" } })).toBe(2);
    expect(rowsThatMeet(admin).slice(1)).toEqual([
      { what: "guest", where: "Vårens möte", each: ["greta@å.example", "greta@xn--5ca.example"] },
    ]);
    // Typed in another way than either is stored: the login that holds a seat.
    const visitor = asNobody("signIn.use");
    const email = "ASA.BLOM@leksand.example.";
    await requestSignIn(visitor, email, browser);
    const code = await db.code.findFirstOrThrow({
      where: { emailKey: emailKey(email), purpose: "signIn", browserHash: browser },
      orderBy: { createdAt: "desc" },
    });
    expect(await db.letter.findFirstOrThrow({ where: { codeId: code.id } })).toMatchObject({
      state: "queued",
      to: "ASA.BLOM@leksand.example",
    });
    expect(typeof (await signIn(visitor, { email, code: codeOf(code), browserHash: browser }))).toBe(
      "object",
    );
    const session = await db.session.findFirstOrThrow({ orderBy: { createdAt: "desc" } });
    expect(session.accountId).toBe(asa);
    expect(standingOf(asa, today()).seats.length).toBe(1);
  });
});

describe("REPLY_ADDRESS", () => {
  it("makes addresses within RFC 5321, or is refused at the start (case 16)", () => {
    const set = (address: string) => {
      process.env.REPLY_ADDRESS = address;
      const address_ = replyAddress("retur", "abcdefgh12345678");
      const refused = productionFaults().some((f) => f.includes("REPLY_ADDRESS"));
      delete process.env.REPLY_ADDRESS;
      return { address: address_, refused };
    };
    const fits = set("svar.lansgruppen.dalarna@lansstyrelsen.example");
    expect(fits.refused).toBe(false);
    expect(Buffer.byteLength((fits.address ?? "").split("@")[0] ?? "")).toBeLessThanOrEqual(64);
    expect(readReplyAddress((fits.address ?? "").toUpperCase())).toEqual({
      kind: "retur",
      id: "abcdefgh12345678",
    });
    expect(set(`${"s".repeat(28)}@lansstyrelsen.example`)).toEqual({ address: null, refused: true });
    expect(set("svar@lansstyrelsen").refused).toBe(true);
  });
});
