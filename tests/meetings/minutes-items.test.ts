// What is marked in minutes becomes items; approval; the minutes as a tagged PDF; the tools above the text.
import { anyText } from "../setup/like";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { comment, saveMinutes, tickTask } from "~/domain/meetings/minutes/commands.server";
import { dayIn, marked, marks, responsible } from "~/domain/meetings/minutes/items";
import { minutesPaper } from "~/domain/meetings/minutes/papers.server";
import { agreedPage, itemNote, minutesPage } from "~/domain/meetings/minutes/queries.server";
import { afterAct, plain, type MinutesAct } from "~/domain/meetings/minutes/rules";
import { commentSchema, minutesSchema, taskSchema, type SavedInput } from "~/domain/meetings/minutes/schema";
import { applied } from "~/ui/markdown-tools";
import { startOfDay } from "~/platform/calendar";
import { setClock } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { pdfinfo, structure, textOf } from "../sealing/paper";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 17 * 3_600_000));
const asa = "asa.blom@leksand.example";
const writer = () => asAccount("minutes.write", w.networkId, strategist);
const reader = (email: string) => asAccount("minutes.see", w.networkId, email);
const save = async (gor: MinutesAct, text: string, version: number) =>
  saveMinutes(await writer(), id, minutesSchema.parse({ gor, text, version }) as SavedInput);
const itemsIn = async () =>
  await db.minutesItem.findMany({
    where: { minutes: { meetingId: id } },
    orderBy: { position: "asc" },
    include: { organisations: true },
  });
const agreed = async (email: string, asked: { q?: string; show?: string } = {}) =>
  agreedPage(await reader(email), { q: asked.q ?? "", show: asked.show ?? null });
const mine = <T extends { meetingId: string }>(all: readonly T[]) => all.filter((i) => i.meetingId === id);

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  await signed(w, "leksand");
  await signed(w, "falu");
});
beforeEach(async () => {
  at("2027-02-01");
  const manager = await asAccount("meeting.manage", w.networkId, strategist);
  id = await createMeeting(
    manager,
    meetingSchema.parse({
      kind: "ordinary",
      title: "Vårens möte",
      heldOn: "2027-03-16",
      fromTime: "09:00",
      toTime: "16:00",
      place: "Falun",
    }),
  );
  await convene(manager, id, 1);
  at("2027-03-16");
});
afterAll(() => setClock(null));

describe("what a line says", () => {
  it.each([
    [
      "**Vi kom överens om:** att ses i maj.",
      { kind: "agreement", text: "att ses i maj.", who: null, dueOn: null },
    ],
    [
      "- vi kom överens om: Falun bjuder in",
      { kind: "agreement", text: "Falun bjuder in", who: null, dueOn: null },
    ],
    ["Beslut: vi ses", { kind: "agreement", text: "vi ses", who: null, dueOn: null }],
    [
      "**Uppgift:** Ta fram en lathund. **Ansvarig:** Falu kommun. **Senast:** 2027-05-01",
      { kind: "task", text: "Ta fram en lathund", who: "Falu kommun", dueOn: "2027-05-01" },
    ],
    [
      "1. Uppgift: Se över. Senast: 1 maj 2027. Ansvariga: Falu kommun, Leksands kommun",
      { kind: "task", text: "Se över", who: "Falu kommun, Leksands kommun", dueOn: "2027-05-01" },
    ],
    ["Uppgift: ring\tupp", { kind: "task", text: "ring upp", who: null, dueOn: null }],
    [
      "Uppgift: Till Åsa\\_B. Senast: 2027-02-30",
      { kind: "task", text: "Till Åsa_B", who: null, dueOn: null },
    ],
  ])("%s", (line, item) => expect(marked(`Före\n${line}\nEfter`)).toEqual([item]));
  it.each([
    "Vi kom överens om ingenting",
    "Den uppgift: som",
    "Uppgift:",
    "**Uppgift:** **",
    "En uppgift: x",
    "## Uppgifter",
  ])("nothing in: %s", (line) => expect(marked(line)).toEqual([]));
  it("is read back as it was written, whatever words it has", () => {
    const word = fc
      .stringMatching(/^[a-zåäö*_#()!-]{1,9}$/)
      .filter((t) => !t.includes("__") && !t.includes("**"));
    const sentence = fc.array(word, { minLength: 1, maxLength: 6 }).map((l) => l.join(" "));
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 5 }), (all) => {
        expect(
          marked(all.map((t) => `**Uppgift:** ${plain(t)}. **Senast:** 2027-05-01`).join("\n\n")).map((i) => [
            i.text,
            i.dueOn,
          ]),
        ).toEqual(all.map((t) => [t, "2027-05-01"]));
      }),
      { numRuns: 200 },
    );
  });
  it("takes no long time over the worst line", () => {
    const worst = ["Uppgift: ", "- ", "Uppgift: **Ansvarig", "> ** ", "beslut"]
      .map((t) => `${t}${" ".repeat(59_000)}`)
      .concat("Uppgift: " + "**.,; ".repeat(9_000), "Uppgift: " + "ansvarig ".repeat(6_000));
    for (const line of worst) expect(marked(line).length).toBeLessThan(2);
  });
  it("what the tools write is an item, or becomes one", () => {
    expect(marked(`${marks.agreement}vi ses`)).toMatchObject([{ kind: "agreement" }]);
    expect(marked(marks.task)).toMatchObject([{ kind: "task", who: "organisation", dueOn: null }]);
  });
  it("knows days", () =>
    expect([dayIn("2027-05-01"), dayIn(" 3 Maj 2027."), dayIn("31 juni 2027"), dayIn("snart")]).toEqual([
      "2027-05-01",
      "2027-05-03",
      null,
      null,
    ]));
});

describe("whom a name means", () => {
  const all = [
    { id: "1", name: "Falu kommun" },
    { id: "2", name: "Region Dalarna" },
    { id: "3", name: "Barn och unga, Falun" },
    { id: "4", name: "Region Gävle" },
  ];
  it.each([
    ["Falu kommun, region dalarna", ["1", "2"], []],
    ["Falu kommun och Region Dalarna", ["1", "2"], []],
    ["Barn och unga, Falun", ["3"], []],
    ["Falu", ["1"], []],
    ["Region", [], ["Region"]],
    ["Ingen; Falu kommun", ["1"], ["Ingen"]],
    [null, [], []],
  ] as const)("%s", (who, ids, unknown) =>
    expect(responsible(who, all)).toEqual({ ids: [...ids], everybody: false, unknown: [...unknown] }),
  );
  it("not everybody where a name only begins so", () =>
    expect(responsible("Alla jourer", all)).toEqual({ ids: [], everybody: false, unknown: ["Alla jourer"] }));
  it("everybody", () =>
    expect(
      [responsible("Alla", all), responsible("alla organisationer", all)].every(
        (r) => r.everybody && r.ids.length === 0,
      ),
    ).toBe(true));
});

const text =
  "Inledning\n\n**Vi kom överens om:** att ses i maj.\n\n**Uppgift:** Ta fram en lathund. **Ansvarig:** Leksands kommun. **Senast:** 2027-05-01\n\nUppgift: Läs igenom. Ansvarig: alla";
describe("items", () => {
  it("are renewed with the text: what stands keeps its row and its tick, what is reworded too, what is gone goes", async () => {
    await save("spara", text, 0);
    const [agreement, guide, all] = await itemsIn();
    expect([
      agreement!.text,
      guide!.text,
      guide!.dueOn,
      guide!.organisations.map((o) => o.organisationId),
      all!.everybody,
    ]).toEqual(["att ses i maj.", "Ta fram en lathund", "2027-05-01", [w.orgs.leksand!.id], true]);
    const writing = await writer();
    await tickTask(writing, taskSchema.parse({ id: guide!.id, gor: "klar" }));
    await tickTask(writing, taskSchema.parse({ id: guide!.id, gor: "klar" }));
    expect(await db.event.count({ where: { kind: "minutes.taskDone", subjectId: id } })).toBe(1);
    await save(
      "spara",
      `Uppgift: Nytt först\n${text.replace("Läs igenom", "Läs igenom noga").replace("**Vi kom överens om:** att ses i maj.", "")}`,
      1,
    );
    const after = await itemsIn();
    expect(after.map((i) => [i.text, i.id === guide!.id || i.id === all!.id, i.doneAt !== null])).toEqual([
      ["Nytt först", true, false],
      ["Ta fram en lathund", true, true],
      ["Läs igenom noga", false, false],
    ]);
    expect(after[1]!.id).toBe(guide!.id);
    expect(await db.minutesItem.count({ where: { id: agreement!.id } })).toBe(0);
    await tickTask(writing, { id: guide!.id, gor: "inte-klar" });
    expect((await itemsIn())[1]!.doneAt).toBeNull();
    await expect(
      tickTask(await asAccount("minutes.write", w.gavleNetworkId, "strateg@gavleborg.example"), {
        id: guide!.id,
        gor: "klar",
      }),
    ).rejects.toThrow("finns inte");
  });
  it("are seen where the minutes are, own tasks apart, and searched with Swedish letters", async () => {
    await save("spara", text, 0);
    expect(mine((await agreed(strategist)).open)).toHaveLength(2);
    expect(mine((await agreed(asa)).open)).toEqual([]);
    await save("skicka", `${text}\n\nUppgift: ÅTERKOM om lokal. Ansvarig: Falu kommun`, 1);
    const seen = await agreed(asa);
    expect([mine(seen.open).length, mine(seen.agreements).length]).toEqual([3, 1]);
    expect(mine((await agreed(asa, { show: "mina" })).open).map((i) => i.text)).toEqual([
      "Ta fram en lathund",
      "Läs igenom",
    ]);
    expect(mine((await agreed(asa, { q: "återkom" })).open).map((i) => i.who)).toEqual(["Falu kommun"]);
    expect(mine((await agreed(asa, { q: "aterkom" })).open)).toEqual([]);
    expect(
      agreedPage(await asAccount("minutes.see", w.gavleNetworkId, "strateg@gavleborg.example"), {
        q: "",
        show: null,
      }).open,
    ).toEqual([]);
    expect(minutesPage(await reader(asa), id).items.map((i) => i.kind)).toEqual([
      "agreement",
      "task",
      "task",
      "task",
    ]);
  });
  it("say what they found, and which name nobody has", async () => {
    const permit = await writer();
    expect(itemNote(permit, "Ingenting")).toBeNull();
    expect(itemNote(permit, text)).toBe("En överenskommelse och två uppgifter är markerade i texten.");
    expect(itemNote(permit, "Uppgift: x. Ansvarig: Faluu kommun")).toBe(
      "En uppgift är markerad i texten. Ingen organisation heter Faluu kommun. Kontrollera namnet.",
    );
  });
});

describe("approval", () => {
  it("follows the comments, ends them, and a changed text loses it", async () => {
    await expect(save("godkann", "Ett", 0)).rejects.toThrow("för synpunkter först");
    await save("skicka", "Ett", 0);
    await save("godkann", "Två", 1);
    expect(minutesPage(await reader(asa), id).minutes).toMatchObject({
      state: "approved",
      approved: "16 mars 2027 kl. 17.00",
    });
    await expect(
      comment(
        await asAccount("minutes.comment", w.networkId, asa),
        id,
        commentSchema.parse({ text: "Sent" }),
      ),
    ).rejects.toThrow("godkända");
    expect(await save("spara", "Två", 2)).toBe("approved");
    expect(await db.letter.count({ where: { kind: "minutes.published", text: { contains: id } } })).toBe(0);
    expect(await save("spara", "Tre", 2)).toBe("comments");
    expect((await db.minutes.findUniqueOrThrow({ where: { meetingId: id } })).approvedAt).toBeNull();
    expect(await db.letter.count({ where: { kind: "minutes.comments", text: { contains: id } } })).toBe(4);
    await save("publicera", "Tre", 3);
    expect(await db.minutes.findUniqueOrThrow({ where: { meetingId: id } })).toMatchObject({
      state: "published",
      approvedById: anyText,
    });
    expect(await db.letter.count({ where: { kind: "minutes.published", text: { contains: id } } })).toBe(4);
    const acts: MinutesAct[] = ["spara", "skicka", "godkann", "publicera"];
    expect(
      Object.fromEntries(
        ([null, "draft", "comments", "approved", "published"] as const).map((s) => [
          String(s),
          acts.map((a) => afterAct(s, a)),
        ]),
      ),
    ).toEqual({
      null: ["draft", "comments", null, "published"],
      draft: ["draft", "comments", null, "published"],
      comments: ["comments", null, "approved", "published"],
      approved: ["comments", null, null, "published"],
      published: ["published", null, null, null],
    });
  });
});

describe("the PDF", () => {
  it("is tagged, with headings, lists and tables, and is the reader's as the page is", async () => {
    const long = `## Läget\n\nDet **gick** bra, se [webben](https://lansstyrelsen.example/x).\nNy rad.\n\n- ett\n  - inre\n- två\n\n3. tredje\n4. fjärde\n\n### Mer\n\n> Citat\n\n| A | B |\n|---|---|\n| c | d |\n\n${Array.from({ length: 60 }, (_, i) => `Stycke ${i} ${"ord ".repeat(40)}`).join("\n\n")}`;
    await save("spara", long, 0);
    await expect(minutesPaper(await reader(asa), id)).rejects.toThrow("finns inte");
    const { bytes, name } = await minutesPaper(await reader(strategist), id);
    expect(name).toBe("minnesanteckningar-2027-03-16.pdf");
    expect(pdfinfo(bytes)).toMatch(/Tagged: +yes/);
    const tags = structure(bytes);
    for (const tag of ["H1", "H2", "H3", "L ", "LI", "Lbl", "LBody", "Table", "TH", "TD"])
      expect(tags, tag).toMatch(new RegExp(`^\\s*${tag}`, "m"));
    const words = textOf(bytes);
    for (const said of [
      "Minnesanteckningar: Vårens möte",
      "Utkast, version 1. Inte godkända än.",
      "Det gick bra, se webben (https://lansstyrelsen.example/x).",
      "3. ",
      "tredje",
      "4. ",
      "• ",
      "inre",
      "Citat",
      "Stycke 59",
    ])
      expect(words).toContain(said);
    await save("publicera", "Klart", 1);
    expect(textOf((await minutesPaper(await reader(asa), id)).bytes)).toMatch(
      /Publicerade, version 2. Godkända av Länsstyrelsen i Dalarnas län 16 mars 2027/,
    );
  });
});

describe("the tools above the text", () => {
  const use = (text: string, from: number, to: number, tool: Parameters<typeof applied>[3]) => {
    const d = applied(text, from, to, tool);
    const now = text.slice(0, d.from) + d.text + text.slice(d.to);
    return [now, now.slice(...d.select)];
  };
  it("stand around words, before lines, and on a line of their own", () => {
    const bold = { label: "", wrap: ["**", "**"] as const, empty: "text" };
    expect(use("en två", 3, 6, bold)).toEqual(["en **två**", "två"]);
    expect(use("en ", 3, 3, bold)).toEqual(["en **text**", "text"]);
    expect(use("a\nb\nc", 3, 5, { label: "", line: "- " })).toEqual(["a\n- b\n- c", ""]);
    expect(use("a\nb", 0, 3, { label: "", line: "1. " })).toEqual(["1. a\n2. b", ""]);
    expect(use("slut", 4, 4, { label: "", insert: "Uppgift: " })).toEqual(["slut\n\nUppgift: ", ""]);
    expect(use("", 0, 0, { label: "", insert: "Uppgift: " })).toEqual(["Uppgift: ", ""]);
  });
});
