// Every door that takes a file, over HTTP as a browser sends it: names of any kind, text of any kind, and the size that the page promises (cases 04 and 21).
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { giveEffort } from "~/domain/efforts/commands.server";
import { effortSchema } from "~/domain/efforts/schema";
import { addQuestion, draftInquiry, sendInquiry } from "~/domain/inquiries/commands.server";
import { addDays } from "~/platform/calendar";
import { now, today } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { sessionCookie, startSite, type Site } from "../setup/server";
import { asAccount, makeWorld, sessionFor, signed, strategist, type World } from "../world";
import { pdf } from "./make";

let w: World;
let site: Site;
let paper: Buffer;
const at = "/dalarna/lansgruppen";
const cookies: Record<string, string> = {};
let question: string;
const doors: Record<string, { who: string; path: string; fields: Record<string, string>; file: string }> = {};
const mega = 1024 * 1024;

/** As a browser writes it (RFC 7578): the name in UTF-8 within quotes. */
async function send(door: string, name: string, bytes: Buffer) {
  const { who, path, fields, file } = doors[door]!;
  const body = new FormData();
  for (const [key, value] of Object.entries(fields)) body.append(key, value);
  body.append(file, new File([new Uint8Array(bytes)], name));
  const answer = await fetch(site.base + path, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: cookies[who]!, Origin: site.base },
    body,
  });
  return { status: answer.status, html: await answer.text() };
}
const newest = async () =>
  (await db.file.findFirstOrThrow({ orderBy: [{ createdAt: "desc" }, { id: "desc" }] })) as {
    name: string;
    size: number;
    kind: string;
  };
const of = (size: number) => Buffer.concat([paper, Buffer.alloc(size - paper.length, "\n")]);

beforeAll(async () => {
  w = await makeWorld();
  await signed(w, "leksand");
  paper = await pdf(["hej"]);
  const organisations = [w.orgs.leksand!.id];
  const lastOn = addDays(today(), 20);
  const effort = await giveEffort(
    await asAccount("effort.manage", w.networkId, strategist),
    effortSchema.parse({ title: "Rutin", text: "Läs.", lastOn, to: "chosen", organisations }),
  );
  const manage = await asAccount("inquiry.manage", w.networkId, strategist);
  const inquiry = await draftInquiry(manage, { title: "Frågor", why: "v", lastOn });
  await addQuestion(manage, inquiry, {
    ...{ kind: "file", label: "Bifoga", hint: null, required: false, options: [] },
    ...{ onlyIfId: null, onlyIfValue: null },
  } as never);
  question = (await db.inquiryQuestion.findFirstOrThrow({ where: { inquiryId: inquiry } })).id;
  await sendInquiry(manage, inquiry, { to: "chosen", organisations });
  cookies.staff = sessionCookie(await sessionFor(strategist));
  cookies.member = sessionCookie(await sessionFor("asa.blom@leksand.example"));
  doors.material = {
    ...{ who: "staff", path: `${at}/material/nytt`, file: "file" },
    fields: { audience: "network", title: "" },
  };
  doors.effort = {
    ...{ who: "member", path: `${at}/pa-hemmaplan/${effort}`, file: "file" },
    fields: { gor: "svara", organisationId: organisations[0]!, state: "begun", answer: "Vi har börjat." },
  };
  doors.inquiry = {
    ...{ who: "member", path: `${at}/samla-in/${inquiry}/svar/leksands-kommun`, file: `file.${question}` },
    fields: { gor: "spara" },
  };
  site = await startSite();
});
afterAll(() => site.stop());
// An answer has a limit of files.
afterEach(() => transact((tx) => tx.effortFile.updateMany({ data: { removedAt: now() } })));

describe.each(["material", "effort", "inquiry"])("a file handed in: %s", (door) => {
  it.each(["Bilaga; budget.pdf", "Läge=klart.pdf", 'Ny "plan" 50 %.pdf', "Łódź – åäö.pdf", "æ'; x=1.pdf"])(
    "named %s is taken, and keeps its name",
    async (name) => {
      const answer = await send(door, name, paper);
      expect([answer.status, answer.html.slice(0, 200)]).toEqual([
        expect.toBeOneOf([302, 303]),
        expect.anything(),
      ]);
      const saved = (await newest()).name.normalize("NFC");
      const plain = (s: string) => s.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
      expect(plain(saved)).toBe(plain(name));
    },
  );
  it("of text in ANSI or UTF-16 is taken as text", async () => {
    for (const bytes of [
      Buffer.from("Räksmörgås på ön.\r\n", "latin1"),
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("Räksmörgås", "utf16le")]),
    ]) {
      expect((await send(door, "anteckning.txt", bytes)).status).toBeLessThan(304);
      expect((await newest()).kind).toBe("txt");
    }
  });
  it("that is empty is told, and nothing is kept", async () => {
    const before = await db.file.count();
    const answer = await send(door, "tom.pdf", Buffer.alloc(0));
    expect(answer.html).toContain("är tom");
    expect(answer.status).toBe(422);
    expect(await db.file.count()).toBe(before);
  });
  it("of the size that the page promises is taken, and a larger one is told so", async () => {
    const page = await (
      await fetch(site.base + doors[door]!.path, { headers: { Cookie: cookies[doors[door]!.who]! } })
    ).text();
    const promised = Number(/Högst (\d+)\sMB/.exec(page)?.[1]);
    expect(promised).toBeGreaterThanOrEqual(20);
    const size = promised * mega;
    expect((await send(door, "stor.pdf", of(size))).status).toBeLessThan(304);
    expect((await newest()).size).toBe(size);
    const over = await send(door, "storre.pdf", of(size + 1));
    expect(over.status).toBe(422);
    expect(over.html).toMatch(/större än \d+\sMB/);
  });
});
