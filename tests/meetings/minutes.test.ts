// Minutes against the real database: who sees them when, what is kept, whom a letter goes to.
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addItem } from "~/domain/meetings/agenda/commands.server";
import { itemSchema } from "~/domain/meetings/agenda/schema";
import { takeAttendance } from "~/domain/meetings/attendance/commands.server";
import { cancelMeeting, convene, createMeeting } from "~/domain/meetings/commands.server";
import { attendanceSchema, meetingSchema } from "~/domain/meetings/schema";
import { comment, saveMinutes } from "~/domain/meetings/minutes/commands.server";
import { rendered, sanitised } from "~/domain/meetings/minutes/markdown.server";
import {
  comparePage,
  filledIn,
  minutesCard,
  minutesForm,
  minutesPage,
} from "~/domain/meetings/minutes/queries.server";
import { afterAct, diffLines, plain, withAttendance } from "~/domain/meetings/minutes/rules";
import { commentSchema, minutesSchema, type SavedInput } from "~/domain/meetings/minutes/schema";
import { startOfDay } from "~/platform/calendar";
import { setClock } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { action } from "~/routes/meetings/minutes-edit";
import { sessionCookie } from "../setup/server";
import { asAccount, makeWorld, sessionFor, signed, strategist, type World } from "../world";

let w: World;
let id: string;
const day = "2027-03-16";
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 17 * 3_600_000));
const writer = () => asAccount("minutes.write", w.networkId, strategist);
const reader = (email: string) => asAccount("minutes.see", w.networkId, email);
const asa = "asa.blom@leksand.example";
const save = async (gor: SavedInput["gor"], text: string, version: number) =>
  saveMinutes(await writer(), id, minutesSchema.parse({ gor, text, version }) as SavedInput);
const say = async (email: string, text: string, organisationId = "") =>
  comment(
    await asAccount("minutes.comment", w.networkId, email),
    id,
    commentSchema.parse({ text, organisationId }),
  );
const letters = (kind: string) => db.letter.findMany({ where: { kind, text: { contains: id } } });
const came = async (org: string, who: string, more: Record<string, unknown> = {}) =>
  takeAttendance(
    await asAccount("attendance.take", w.networkId, strategist),
    id,
    attendanceSchema.parse({ organisationId: w.orgs[org]!.id, who, ...more }),
  );

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  await signed(w, "leksand");
  await signed(w, "falu", {
    representative: { name: "Hemliga Hanna", email: "hanna@falu.example", protected: "on" },
  });
  await signed(w, "mora", { deputy: { name: "Åsa Blom", email: asa } });
});
beforeEach(async () => {
  at("2027-02-01");
  const manager = await asAccount("meeting.manage", w.networkId, strategist);
  id = await createMeeting(
    manager,
    meetingSchema.parse({
      kind: "ordinary",
      title: "Vårens möte",
      heldOn: day,
      fromTime: "09:00",
      toTime: "16:00",
      place: "Falun",
    }),
  );
  await convene(manager, id, 1);
  at(day);
});
afterAll(() => setClock(null));

describe("who sees them", () => {
  it("a draft is the strategist's alone", async () => {
    await save("spara", "Hemligt utkast", 0);
    expect(minutesPage(await reader(strategist), id).minutes).toMatchObject({ state: "draft", version: 1 });
    expect(() => minutesPage(reader_, id)).toThrow("finns inte");
    expect(() => comparePage(reader_, id, null, null)).toThrow("finns inte");
    expect(minutesCard(await asAccount("meeting.see", w.networkId, asa), id).state).toBeNull();
    await expect(say(asa, "Får jag?", w.orgs.leksand!.id)).rejects.toThrow("finns inte");
    await expect(asAccount("minutes.write", w.networkId, asa)).rejects.toThrow("forbidden");
    expect(await db.letter.count({ where: { text: { contains: id } } })).toBe(0);
  });
  it("members read them out for comments and published, never the versions that were drafts", async () => {
    await save("spara", "Hemligt utkast", 0);
    await save("skicka", "Ute", 1);
    await save("publicera", "Klart", 2);
    const seen = minutesPage(reader_, id);
    expect(seen.minutes).toMatchObject({ state: "published", version: 3, html: "<p>Klart</p>\n" });
    expect(seen.versions.map((v) => v.number)).toEqual([3, 2]);
    expect(comparePage(reader_, id, "2", "3").rows).toEqual([
      { kind: "changed", left: "Ute", right: "Klart" },
    ]);
    expect(() => comparePage(reader_, id, "1", "3")).toThrow("finns inte");
    expect(comparePage(await reader(strategist), id, "1", "3").rows[0]).toMatchObject({
      left: "Hemligt utkast",
    });
  });
  it("the next county is not found", async () => {
    await save("publicera", "Klart", 0);
    const neighbour = "strateg@gavleborg.example";
    expect(() => minutesPage(neighbourReader, id)).toThrow("finns inte");
    await expect(
      saveMinutes(await asAccount("minutes.write", w.gavleNetworkId, neighbour), id, {
        gor: "spara",
        text: "Intrång",
        version: 1,
      }),
    ).rejects.toThrow("finns inte");
    expect(() => filledIn(neighbourWriter, id, "")).toThrow("finns inte");
  });
  let reader_: Awaited<ReturnType<typeof reader>>;
  let neighbourReader: Awaited<ReturnType<typeof reader>>;
  let neighbourWriter: Awaited<ReturnType<typeof writer>>;
  beforeEach(async () => {
    reader_ = await reader(asa);
    neighbourReader = await asAccount("minutes.see", w.gavleNetworkId, "strateg@gavleborg.example");
    neighbourWriter = await asAccount("minutes.write", w.gavleNetworkId, "strateg@gavleborg.example");
  });
});

describe("saving", () => {
  it("keeps every version, and after publishing a change is a new one that members see", async () => {
    await save("spara", "Ett\r\nTvå", 0);
    await save("spara", "Ett\nTvå", 1);
    await save("spara", "Ett\nTre", 1);
    await save("publicera", "Ett\nTre", 2);
    await save("spara", "Ett\nFyra", 3);
    expect(
      (
        await db.minutesVersion.findMany({
          where: { minutes: { meetingId: id } },
          orderBy: { number: "asc" },
        })
      ).map((v) => [v.number, v.text, v.state]),
    ).toEqual([
      [1, "Ett\nTvå", "draft"],
      [2, "Ett\nTre", "draft"],
      [3, "Ett\nTre", "published"],
      [4, "Ett\nFyra", "published"],
    ]);
    expect(minutesPage(await reader(asa), id).minutes!.html).toContain("Fyra");
    expect(await letters("minutes.published")).toHaveLength(5);
  });
  it("takes the approval anew where the words have changed since", async () => {
    await save("skicka", "Ett", 0);
    await save("godkann", "Ett", 1);
    const approved = async () =>
      (await db.minutes.findUniqueOrThrow({ where: { meetingId: id } }))
        .approvedAt!.toISOString()
        .slice(0, 10);
    const first = await approved();
    at("2027-04-20");
    await save("publicera", "Ett", 2);
    expect(await approved()).toBe(first);
    await save("spara", "Två", 3);
    expect(await approved()).toBe("2027-04-20");
  });
  it("lets one of two win, eight times at once too", async () => {
    const permit = await writer();
    const first = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) =>
        saveMinutes(permit, id, { gor: "spara", text: `Text ${i}`, version: 0 }),
      ),
    );
    expect(first.filter((d) => d.status === "fulfilled")).toHaveLength(1);
    const lost = first.find((d) => d.status === "rejected") as PromiseRejectedResult;
    expect(lost.reason).toMatchObject({
      kind: "conflict",
      message: expect.stringContaining("Någon annan hann spara") as string,
    });
    expect(await db.minutesVersion.count({ where: { minutes: { meetingId: id } } })).toBe(1);
    expect(minutesForm(permit, id).version).toBe(1);
  });
  it("sends nothing before the meeting has been, nor from one that is cancelled", async () => {
    at("2027-03-15");
    await save("spara", "Förberett", 0);
    await expect(save("skicka", "Förberett", 1)).rejects.toThrow("har inte varit");
    await expect(save("publicera", "Förberett", 1)).rejects.toThrow("har inte varit");
    await cancelMeeting(await asAccount("meeting.manage", w.networkId, strategist), id, 2, null);
    await expect(save("spara", "Mer", 1)).rejects.toThrow("inställt");
    expect((await db.minutes.findUniqueOrThrow({ where: { meetingId: id } })).state).toBe("draft");
  });
  it("goes forward only", () => {
    expect([afterAct(null, "spara"), afterAct("comments", "spara"), afterAct("published", "spara")]).toEqual([
      "draft",
      "comments",
      "published",
    ]);
    expect([
      afterAct(null, "skicka"),
      afterAct("comments", "skicka"),
      afterAct("published", "skicka"),
    ]).toEqual(["comments", null, null]);
    expect([
      afterAct("draft", "publicera"),
      afterAct("comments", "publicera"),
      afterAct("published", "publicera"),
    ]).toEqual(["published", "published", null]);
    expect(minutesSchema.safeParse({ gor: "spara", text: "  \n", version: "0" }).success).toBe(false);
    expect(minutesSchema.safeParse({ gor: "forhandsgranska", text: "", version: "0" }).success).toBe(true);
    expect(
      minutesSchema.safeParse({ gor: "spara", text: "a\n".repeat(2001) + "a", version: "0" }).success,
    ).toBe(false);
  });
});

describe("the form", () => {
  const post = async (fields: Record<string, string>) => {
    const request = new Request(`${env.baseUrl}/dalarna/lansgruppen/moten/${id}/minnesanteckningar/skriv`, {
      method: "POST",
      headers: { Cookie: sessionCookie(await sessionFor(strategist)) },
      body: new URLSearchParams(fields),
    });
    return (await action({
      request,
      params: { county: "dalarna", network: "lansgruppen", meeting: id },
      context: {},
    })) as {
      data?: {
        values: Record<string, string>;
        errors?: Record<string, string[]>;
        html?: string;
        note?: string;
      };
      init?: { status?: number };
      status?: number;
    };
  };
  it("gives back what was typed with a 409 when somebody else was first, and saves nothing", async () => {
    await save("spara", "Den andras", 0);
    const answer = await post({ gor: "spara", text: "Mitt långa\r\narbete", version: "0" });
    expect(answer.init!.status).toBe(409);
    expect(answer.data!.values.text).toBe("Mitt långa\r\narbete");
    expect(answer.data!.errors!.form![0]).toContain("finns kvar här");
    expect(minutesForm(await writer(), id)).toMatchObject({ text: "Den andras", version: 1 });
    expect((await post({ gor: "spara", text: "Mitt långa\r\narbete", version: "1" })).status).toBe(303);
    expect(minutesForm(await writer(), id)).toMatchObject({ text: "Mitt långa\narbete", version: 2 });
  });
  it("previews and fills in by a press that saves nothing", async () => {
    expect((await post({ gor: "forhandsgranska", text: "**Så**<script>", version: "0" })).data).toMatchObject(
      { html: "<p><strong>Så</strong>&lt;script&gt;</p>\n", values: { text: "**Så**<script>", version: 0 } },
    );
    await came("leksand", "representative");
    expect((await post({ gor: "narvaro", text: "", version: "0" })).data!.values.text).toContain(
      "- Leksands kommun: Åsa Blom, representant",
    );
    expect(await db.minutes.count({ where: { meetingId: id } })).toBe(0);
  });
});

describe("letters", () => {
  it("go once to every holder, a person with two seats once, a protected one by id alone", async () => {
    const permit = await writer();
    await save("skicka", "Ute", 0);
    const sent = await letters("minutes.comments");
    const hanna = await db.person.findFirstOrThrow({ where: { protected: true } });
    expect(sent.map((l) => l.to).sort()).toEqual([
      "",
      "asa.blom@leksand.example",
      "asa.blom@mora.example",
      "per.ost@falu.example",
      "per.ost@leksand.example",
    ]);
    expect(sent.find((l) => l.to === "")!.personId).toBe(hanna.id);
    expect(
      sent.every(
        (l) =>
          l.subject.startsWith("Minnesanteckningar för synpunkter") &&
          l.text.includes(`${env.baseUrl}/dalarna/lansgruppen/moten/${id}/minnesanteckningar`) &&
          l.replyTo === "brevlada@dalarna.example",
      ),
    ).toBe(true);
    expect(JSON.stringify(sent)).not.toMatch(/Hanna|hanna@|e-post/i);
    await expect(save("skicka", "Ute igen", 1)).rejects.toThrow("redan ute");
    await save("spara", "Rättat", 1);
    expect(await letters("minutes.comments")).toHaveLength(5);
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        saveMinutes(permit, id, { gor: "publicera", text: "Klart", version: 2 }),
      ),
    );
    expect(results.filter((r) => r.status === "fulfilled")).toHaveLength(1);
    expect(await letters("minutes.published")).toHaveLength(5);
    expect(
      await db.event.count({
        where: { subjectId: id, kind: { in: ["minutes.circulated", "minutes.published"] } },
      }),
    ).toBe(2);
    expect(
      JSON.stringify(await db.event.findMany({ where: { subjectId: id, kind: { startsWith: "minutes." } } })),
    ).not.toMatch(/Klart|Rättat|@/);
  });
});

describe("comments", () => {
  it("are taken while they are out, for an own organisation, and read there and by the strategist", async () => {
    await save("skicka", "Ute", 0);
    await say("per.ost@leksand.example", "Leksand saknas");
    await say("per.ost@leksand.example", "Leksand saknas");
    await expect(say("per.ost@leksand.example", "Lånad", w.orgs.falu!.id)).rejects.toThrow("finns inte");
    await expect(say(asa, "Från vilken?")).rejects.toMatchObject({
      errors: { organisationId: ["Välj organisation"] },
    });
    expect(minutesPage(await reader(strategist), id).comments.map((c) => [c.organisation, c.text])).toEqual([
      ["Leksands kommun", "Leksand saknas"],
    ]);
    expect(minutesPage(await reader(asa), id)).toMatchObject({
      mayComment: true,
      comments: [{ text: "Leksand saknas" }],
    });
    expect(JSON.stringify(minutesPage(await reader("per.ost@falu.example"), id))).not.toContain(
      "Leksand saknas",
    );
    await save("publicera", "Klart", 1);
    await expect(say("per.ost@leksand.example", "För sent")).rejects.toThrow("publicerade");
    expect(minutesPage(await reader(asa), id).mayComment).toBe(false);
  });
});

describe("filled in by itself", () => {
  it("says who came for whom, with the agenda's headings, and never names a protected person", async () => {
    for (const title of ["Lägesbild", "Nästa *steg*"])
      await addItem(
        await asAccount("agenda.manage", w.networkId, strategist),
        id,
        itemSchema.parse({ title, purpose: "information" }),
      );
    const permit = await writer();
    expect(filledIn(permit, id, "")).toMatchObject({
      text: "## Lägesbild\n\n## Nästa \\*steg\\*\n",
      note: expect.stringContaining("Ingen närvaro") as string,
    });
    await came("falu", "representative");
    await came("leksand", "deputy", { part: "morning" });
    await came("mora", "standIn", { name: "Ulla [Ek](https://x.example)", mode: "link" });
    const { text } = filledIn(permit, id, "");
    expect(text.split("\n").slice(0, 7)).toEqual([
      "## Närvaro",
      "",
      "- Falu kommun: representanten",
      "- Leksands kommun: Per Öst, ersättare, förmiddagen",
      "- Mora kommun: Ulla \\[Ek\\](https://x.example), i stället för representanten, digitalt",
      "",
      "## Lägesbild",
    ]);
    expect(text).not.toMatch(/Hanna|kydd/);
    expect(await db.minutes.count({ where: { meetingId: id } })).toBe(0);
    await came("leksand", "absentNoticed");
    const mine = `Inledning\n\n${text.replace("## Lägesbild", "## Lägesbild\n\nMitt eget")}`;
    const again = filledIn(permit, id, mine).text;
    expect(again).not.toContain("Leksand");
    expect(again).toContain("Inledning\n\n## Närvaro");
    expect(again).toContain("Mitt eget");
    expect(filledIn(permit, id, again).text).toBe(again);
  });
  it("comes first where there is no such section", () =>
    expect(withAttendance("Text", ["- A"])).toBe("## Närvaro\n\n- A\n\nText"));
  it("shows somebody's words as they are", () =>
    expect(rendered(plain("<b>A_b_</b> **c** `d`\n# e"))).toBe(
      "<p>&lt;b&gt;A_b_&lt;/b&gt; **c** `d` # e</p>\n",
    ));
});

describe("Markdown", () => {
  it("is text, lists and headings below the page's own", () => {
    expect(rendered("# Ett\n\n- **a**\n- b\n\nhttps://regeringen.se")).toBe(
      '<h2>Ett</h2>\n<ul>\n<li><strong>a</strong></li>\n<li>b</li>\n</ul>\n<p><a href="https://regeringen.se" rel="noreferrer nofollow">https://regeringen.se</a></p>\n',
    );
  });
  it("runs and loads nothing, with either guard", () => {
    const bad = [
      "<script>alert(1)</script>",
      "<img src=x onerror=alert(1)>",
      "[x](javascript:alert(1))",
      "![x](https://evil.example/p.png)",
      '<a href="data:text/html,x" onclick="y">z</a>',
      "<iframe src=//evil.example></iframe>",
      '<p style="position:fixed">x</p>',
      "[x](//evil.example)",
    ];
    for (const text of bad)
      expect(rendered(text), text).not.toMatch(
        /<(script|img|iframe)|<[^>]*(href="(javascript|data|\/\/)|onclick|onerror|style)/i,
      );
    for (const html of bad.filter((t) => t.startsWith("<")))
      expect(sanitised(html), html).not.toMatch(
        /<(script|img|iframe)|href="(javascript|data|\/\/)|onclick|onerror|style=/i,
      );
  });
});

describe("two versions side by side", () => {
  it("stand line by line", () => {
    expect(diffLines("a\nb\nc", "a\nx\nc\nd")).toEqual([
      { kind: "same", left: "a", right: "a" },
      { kind: "changed", left: "b", right: "x" },
      { kind: "same", left: "c", right: "c" },
      { kind: "added", left: null, right: "d" },
    ]);
    expect(diffLines("a\nb", "b").map((r) => r.kind)).toEqual(["removed", "same"]);
  });
  it("give back both texts whole, whatever they are, with as many common lines as there can be", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 9 }).map((l) => l.join("\n"));
    const longest = (a: string[], b: string[]): number => {
      if (a.length === 0 || b.length === 0) return 0;
      if (a[0] === b[0]) return 1 + longest(a.slice(1), b.slice(1));
      return Math.max(longest(a.slice(1), b), longest(a, b.slice(1)));
    };
    fc.assert(
      fc.property(text, text, (before, after) => {
        const rows = diffLines(before, after);
        expect(
          rows
            .map((r) => r.left)
            .filter((l) => l !== null)
            .join("\n"),
        ).toBe(before);
        expect(
          rows
            .map((r) => r.right)
            .filter((l) => l !== null)
            .join("\n"),
        ).toBe(after);
        expect(rows.filter((r) => r.kind === "same")).toHaveLength(
          longest(before.split("\n"), after.split("\n")),
        );
        for (const { kind, left, right } of rows) {
          if (kind === "same") expect(left).toBe(right);
          if (kind === "added") expect(left).toBeNull();
          if (kind === "removed") expect(right).toBeNull();
          if (kind === "changed") expect(left).not.toBe(right);
        }
      }),
      { numRuns: 60 },
    );
  });
  it("bear the longest texts that can be saved", () => {
    const long = (word: string) => Array.from({ length: 2000 }, (_, i) => `${word}${i % 7}`).join("\n");
    expect(diffLines(long("a"), long("b"))).toHaveLength(2000);
  });
});

it("a change after publishing sends no letter, not even to whoever has come since", async () => {
  await save("publicera", "Klart", 0);
  const before = (await letters("minutes.published")).length;
  await signed(w, "jour");
  await save("spara", "Rättat", 1);
  expect(await letters("minutes.published")).toHaveLength(before);
  expect(minutesPage(await reader("asa.blom@jour.example"), id).minutes!.html).toContain("Rättat");
});
