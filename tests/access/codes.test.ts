// One-time codes and links: nobody is locked out by a stranger, and nothing tells whether an address exists.
import { beforeAll, describe, expect, it } from "vitest";
import {
  asLink,
  asNobody,
  browser,
  linkTo,
  makeWorld,
  sentToManager,
  strategist,
  type World,
} from "../world";
import { requestSignIn, signIn } from "~/domain/access/commands.server";
import { codeRules, hasProven } from "~/domain/access/codes.server";
import { linkPolicies, linkState } from "~/domain/access/links";
import { permit } from "~/domain/access/permits.server";
import { renewExpired } from "~/domain/access/requests/commands.server";
import { weedLetters } from "~/jobs/postman.server";
import { codeOf, findLink, linkToken, makeLink } from "~/domain/access/tokens.server";
import { enterCode, requestSignatureCode } from "~/domain/commitments/signing/commands.server";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { sha256 } from "~/platform/env.server";

let w: World;
beforeAll(async () => {
  w = await makeWorld();
});
const visitor = () => asNobody("signIn.use");
const newest = (email: string, browserHash: string) =>
  db.code.findFirstOrThrow({ where: { emailKey: email, browserHash }, orderBy: { createdAt: "desc" } });
const minutes = (n: number) => setClock(new Date(now().getTime() + n * 60_000));

describe("a sign-in code", () => {
  it("that a stranger asks for in anybody's name leaves nothing after an hour", async () => {
    await requestSignIn(visitor(), "ingen@dalarna.example", "stranger");
    const left = async () => [
      await db.code.count({ where: { browserHash: "stranger" } }),
      await db.letter.count({ where: { to: "ingen@dalarna.example" } }),
    ];
    await weedLetters(new Date(now().getTime() + 59 * 60_000));
    expect(await left()).toEqual([1, 1]);
    await weedLetters(new Date(now().getTime() + 71 * 60_000));
    expect(await left()).toEqual([0, 0]);
  });
  it("opens a session once, in the browser that asked for it", async () => {
    await requestSignIn(visitor(), strategist, browser);
    const code = codeOf(await newest(strategist, browser));
    expect(await signIn(visitor(), { email: strategist, code, browserHash: "another" })).toBe("spent");
    expect(await signIn(visitor(), { email: strategist, code, browserHash: browser })).toHaveProperty(
      "token",
    );
    expect(await signIn(visitor(), { email: strategist, code, browserHash: browser })).toBe("spent");
  });
  it("ends the session that its browser had, and no other", async () => {
    const token = async (from: ReturnType<typeof visitor>) => {
      await requestSignIn(from, strategist, browser);
      const code = codeOf(await newest(strategist, browser));
      const answer = await signIn(from, { email: strategist, code, browserHash: browser });
      return typeof answer === "string" ? answer : sha256(answer.token);
    };
    const elsewhere = await token(visitor());
    const first = await db.session.findUniqueOrThrow({
      where: { tokenHash: await token(visitor()) },
      include: { account: true },
    });
    const { id, email } = first.account;
    const held = { id, email, sessionId: first.id, strength: "email", name: null };
    const second = await token(permit("signIn.use", { account: held, link: null, now: now() }, null));
    const ended = async (tokenHash: string) =>
      (await db.session.findUniqueOrThrow({ where: { tokenHash } })).endedAt !== null;
    expect([await ended(first.tokenHash), await ended(second), await ended(elsewhere)]).toEqual([
      true,
      false,
      false,
    ]);
  });
  it("lives ten minutes and has five tries", async () => {
    minutes(1);
    await requestSignIn(visitor(), strategist, "b1");
    const code = codeOf(await newest(strategist, "b1"));
    minutes(10);
    expect(await signIn(visitor(), { email: strategist, code, browserHash: "b1" })).toBe("spent");
    await requestSignIn(visitor(), strategist, "b1");
    const right = codeOf(await newest(strategist, "b1"));
    const wrong = "99999999";
    for (let i = 1; i < codeRules.triesPerCode; i++)
      expect(await signIn(visitor(), { email: strategist, code: wrong, browserHash: "b1" })).toBe("wrong");
    expect(await signIn(visitor(), { email: strategist, code: wrong, browserHash: "b1" })).toBe("spent");
    expect(await signIn(visitor(), { email: strategist, code: right, browserHash: "b1" })).toBe("spent");
    setClock(null);
  });
  it("is long from the first one, and is read however it is typed", async () => {
    await requestSignIn(visitor(), strategist, "typed");
    const code = codeOf(await newest(strategist, "typed"));
    expect(code).toMatch(/^[3479A-HJKMNP-TV-Z]{8}$/);
    const typed = ` ${code.slice(0, 4).toLowerCase()} – ${code.slice(4).toLowerCase()}`;
    expect(await signIn(visitor(), { email: strategist, code: typed, browserHash: "typed" })).toHaveProperty(
      "token",
    );
  });
  it("is not spent by a stranger's tries, who cannot keep it from being sent either", async () => {
    await requestSignIn(visitor(), strategist, "at-home");
    const mine = codeOf(await newest(strategist, "at-home"));
    for (let i = 0; i < 80; i++) {
      await requestSignIn(visitor(), strategist, `stranger-${i}`);
      for (let t = 0; t < codeRules.triesPerCode; t++)
        await signIn(visitor(), { email: strategist, code: "99999999", browserHash: `stranger-${i}` });
    }
    expect(await signIn(visitor(), { email: strategist, code: mine, browserHash: "at-home" })).toHaveProperty(
      "token",
    );
    // A new browser of hers has a code that a letter brought, or brings.
    minutes(2);
    await requestSignIn(visitor(), strategist, "at-work");
    const code = await newest(strategist, "at-work");
    const letter = await db.letter.findFirstOrThrow({ where: { codeId: code.letterOf ?? code.id } });
    expect(letter.state).not.toBe("cancelled");
    expect(await db.letter.count({ where: { to: strategist, kind: "signInCode" } })).toBeLessThan(60);
    expect(
      await signIn(visitor(), { email: strategist, code: codeOf(code), browserHash: "at-work" }),
    ).toHaveProperty("token");
    setClock(null);
  });
  it("that two browsers share works in one of them", async () => {
    minutes(300);
    for (let i = 0; i <= codeRules.lettersPerHour; i++)
      await requestSignIn(visitor(), strategist, `flood-${i}`);
    const one = await newest(strategist, `flood-${codeRules.lettersPerHour}`);
    const source = await db.code.findUniqueOrThrow({ where: { id: one.letterOf ?? "none" } });
    expect(codeOf(one)).toBe(codeOf(source));
    const given = { email: strategist, code: codeOf(one) };
    expect(await signIn(visitor(), { ...given, browserHash: one.browserHash })).toHaveProperty("token");
    expect(await signIn(visitor(), { ...given, browserHash: source.browserHash })).toBe("spent");
    setClock(null);
  });
  it("of a link opens that link alone, also where two go to one address in one browser", async () => {
    for (const org of ["falu", "mora"])
      await sentToManager(w, org, { manager: { name: "Karin Chef", email: "en.chef@region.example" } });
    const links = await Promise.all(
      ["falu", "mora"].map((org) => linkTo("sign", "en.chef@region.example", w.orgs[org]?.id)),
    );
    const [one, other] = links.map((link) => asLink("commitment.sign", link));
    if (!one?.link || !other?.link) throw new Error("no links");
    const codeFor = async (linkId: string) => codeOf(await db.code.findFirstOrThrow({ where: { linkId } }));
    await requestSignatureCode(one, browser);
    await requestSignatureCode(other, browser);
    await expect(enterCode(one, await codeFor(other.link.id), browser)).rejects.toThrow();
    await expect(enterCode(one, await codeFor(one.link.id), "another")).rejects.toThrow();
    await enterCode(one, await codeFor(one.link.id), browser);
    const proven = (linkId: string, by: string, at = now()) => hasProven(db, linkId, by, at);
    expect(await proven(one.link.id, browser)).toBe(true);
    expect(await proven(other.link.id, browser)).toBe(false);
    expect(await proven(one.link.id, "another")).toBe(false);
    expect(await proven(one.link.id, browser, new Date(now().getTime() + 31 * 60_000))).toBe(false);
  });
  it("does the same work for an address that nobody has, and sends nothing", async () => {
    const count = async () => [await db.code.count(), await db.letter.count()] as const;
    const [codes, letters] = await count();
    await requestSignIn(visitor(), "ingen@annan.example", "b9");
    expect(await count()).toEqual([codes + 1, letters + 1]);
    expect((await db.letter.findFirstOrThrow({ where: { to: "ingen@annan.example" } })).state).toBe(
      "cancelled",
    );
  });
  it("is not stored", async () => {
    const all = await db.code.findMany();
    expect(all.length).toBeGreaterThan(3);
    expect(all.every((c) => !Object.values(c).includes(codeOf(c)))).toBe(true);
  });
});

describe("a personal link", () => {
  it("has one line in the policy for every purpose, and none lives longer than it says", () => {
    expect(Object.keys(linkPolicies)).toEqual([
      "fill",
      "sign",
      "replace",
      "attend",
      "contribute",
      "read",
      "confirm",
      "handover",
      "standing",
      "poll",
    ]);
    expect(linkPolicies.sign.livesDays).toBe(14);
  });
  it("says revoked before spent before expired", () => {
    const then = new Date("2027-01-01"),
      on = new Date("2027-02-01");
    const link = {
      purpose: "sign",
      usedAt: null as Date | null,
      revokedAt: null as Date | null,
      expiresAt: then,
    };
    expect(linkState(link, on)).toBe("expired");
    expect(linkState({ ...link, usedAt: then }, on)).toBe("spent");
    expect(linkState({ ...link, usedAt: then, revokedAt: then }, on)).toBe("revoked");
    expect(linkState({ ...link, expiresAt: on }, then)).toBe("works");
  });
  it("is made anew when it has run out, and the old one stays dead", async () => {
    await sentToManager(w, "leksand");
    const link = await linkTo("sign", "chef@leksand.example");
    const { token } = (await linkToken(link.id))!;
    setClock(new Date(now().getTime() + 40 * 86_400_000));
    expect((await findLink(token, "sign", now()))?.state).toBe("expired");
    // Other letters of the same hour stand in nobody's way, and two who press at once get one.
    const { networkId } = w;
    const other = {
      purpose: "poll" as const,
      networkId,
      organisationId: link.organisationId,
      email: link.email,
    };
    await transact(async (tx) => {
      for (let i = 0; i < 6; i++) await makeLink(tx, other, now(), []);
    });
    const letters = () => db.letter.count({ where: { to: link.email } });
    const before = await letters();
    const anyone = asNobody("link.renew");
    await Promise.all([renewExpired(anyone, "sign", token), renewExpired(anyone, "sign", token)]);
    expect(await letters()).toBe(before + 1);
    expect((await findLink(token, "sign", now()))?.state).toBe("revoked");
    const fresh = await linkTo("sign", "chef@leksand.example");
    expect(fresh.id).not.toBe(link.id);
    expect((await findLink((await linkToken(fresh.id))!.token, "sign", now()))?.state).toBe("works");
    setClock(null);
  });
  it("opens nothing but its own purpose", async () => {
    const { token } = (await linkToken((await linkTo("sign", "chef@leksand.example")).id))!;
    expect(await findLink(token, "fill", now())).toBeNull();
    expect(await findLink(`${token}x`, "sign", now())).toBeNull();
  });
});
