// Every name that is taken can be printed; what cannot is asked about where it is typed, and never sealed as a box.
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { faults } from "~/domain/commitments/schema";
import { emailField, signInSchema } from "~/domain/access/schema";
import { misdirectSchema, paperSchema, signSchema } from "~/domain/commitments/signing/schema";
import { answerSchema as yearlySchema, channelSchema, managerSchema } from "~/domain/confirmations/schema";
import { groupSchema, placeSchema } from "~/domain/groups/schema";
import { itemSchema } from "~/domain/meetings/agenda/schema";
import { checkInSchema } from "~/domain/meetings/check-in/schema";
import {
  answerSchema,
  attendanceSchema,
  guestSchema,
  meetingSchema,
  yearSchema,
} from "~/domain/meetings/schema";
import { pollSchema } from "~/domain/meetings/polls/schema";
import { contactSchema, organisationSchema, staffSchema } from "~/domain/network/schema";
import { zonedInstant } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { fontOf, runsOf } from "~/platform/pdf/fonts.server";
import { Paper, readyFonts } from "~/platform/pdf/paper.server";
import { inLatin, printable, unprintable, withoutSigns } from "~/platform/printable";
import { wholeAddress } from "~/platform/swedish";
import { draftFor } from "../world";

const names = [
  "Łódź–Stockholms vänförening",
  "Sárá Ánne Ŋuorttat-Đorđević",
  "Nguyễn Thị Hồng Ặn Ưở",
  "Ελένη Παπαδοπούλου",
  "Наталія Їжакевич",
  "A\u030Angermanland",
  "Şükrü Çağ İıĞ",
  "Þórður Ðævar Žižek Őze Șerban Ǯiǯ",
  "O’Neil & Söner, kontor 2 (t.f.)",
];
const taken = (text: string) => text.normalize("NFC");
async function paperOf(lines: readonly string[], sealSpace?: number): Promise<Buffer> {
  const paper = await Paper.open({ title: "T", author: "A", at: new Date("2027-02-01"), sealSpace });
  for (const line of lines) {
    paper.text(line);
    paper.heading(2, line);
  }
  return paper.finish("fot");
}
const textIn = (pdf: Buffer) => {
  const at = join(mkdtempSync(join(tmpdir(), "print-")), "a.pdf");
  writeFileSync(at, pdf);
  return execFileSync("pdftotext", ["-layout", at, "-"], { encoding: "utf8" }).normalize("NFC");
};
beforeAll(async () => void (await readyFonts()));

describe("what papers can write", () => {
  it("is what the font has, in both weights", () => {
    const pieces = ["latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext"];
    for (let code = 0x21; code < 0x3000; code++) {
      const sign = String.fromCodePoint(code);
      if (sign.normalize("NFC") !== sign || !printable(sign) || !sign.trim()) continue;
      for (const weight of [400, 600])
        expect(
          pieces.some((p) => fontOf(`${p}-${weight}`).hasGlyphForCodePoint(code)),
          code.toString(16),
        ).toBe(true);
    }
  });
  it("is Latin, Greek and Cyrillic, read back from the paper as it was typed", async () => {
    expect(names.flatMap(unprintable)).toEqual([]);
    const text = textIn(await paperOf(names, 100));
    for (const name of names) expect(text.split(taken(name)).length - 1, name).toBe(2);
  });
  it("keeps an accent with its letter, and never draws a box (case 14)", () => {
    for (const text of ["И\u0301ван", "x\u030C ǩ 日本 محمد 👩‍⚕️ A\u030A"])
      for (const run of runsOf(text, 400))
        for (const sign of run.text)
          expect(fontOf(run.name).hasGlyphForCodePoint(sign.codePointAt(0) ?? 0), text).toBe(true);
    expect(runsOf("И\u0301", 400)).toHaveLength(1);
    expect(
      runsOf("ǩ日", 400)
        .map((r) => r.text)
        .join(""),
    ).toBe("k?");
  });
  it("is not sealed where it would say something else", async () => {
    await expect(paperOf(["محمد علی"], 100)).rejects.toThrow(/cannot write/);
    await expect(paperOf(["محمد علی"])).resolves.toBeTruthy();
  });
});

describe("other scripts and emoji", () => {
  const other = "محمد علی";
  const penned = { signedName: "Karin", signedTitle: "Chef", signedOn: "2027-01-01" };
  const onPaper = { signatures: { both: penned }, method: "phone" };
  const item = { title: "Läget", purpose: "information" };
  it("are asked about at the field, kindly", () => {
    const draft = draftFor("mora", {
      representative: { name: other, email: "a@mora.example" },
      deputy: { name: "Per 👍", email: "b@mora.example" },
      manager: { name: "日本", email: "c@mora.example" },
      channels: [{ name: "कार्य", purpose: "both", frequency: "varje kvartal" }],
    });
    expect(faults(draft, "first", { onBehalf: false, today: today() })).toEqual({
      "representative.name": [inLatin],
      "deputy.name": [inLatin],
      "manager.name": [inLatin],
      "channels.0.name": [inLatin],
    });
    for (const parsed of [
      signSchema.safeParse({ name: other, title: "Chef", declaration: "on" }),
      guestSchema.safeParse({ name: other, email: "a@b.se" }),
      organisationSchema.safeParse({ name: "日本協会", kind: "agency" }),
      staffSchema.safeParse({ name: other, email: "a@b.se", role: "strategist", fromOn: "2027-01-01" }),
      misdirectSchema.safeParse({ name: other, email: "a@b.se" }),
      paperSchema.safeParse({ ...onPaper, signatures: { deputy: { ...penned, signedName: other } } }),
      checkInSchema.options[1].safeParse({ gor: "skriv", name: other, organisationId: "gast" }),
      groupSchema.safeParse({ name: other, purpose: "x", startOn: "2027-01-01" }),
      attendanceSchema.safeParse({ organisationId: "x", who: "standIn", name: other }),
      answerSchema.safeParse({ organisationId: "x", choice: "standIn", standInName: other }),
      placeSchema.safeParse({ organisationId: "x", who: "colleague", name: other, email: "a@b.se" }),
      contactSchema.safeParse({ name: other, email: "a@b.se" }),
      itemSchema.safeParse({ ...item, presenter: other }),
      yearlySchema.safeParse({ resources: "yes", room: "yes", channels: "yes", byName: other }),
      channelSchema.safeParse({ name: other, frequency: "varje kvartal", purpose: "both" }),
      managerSchema.safeParse({ seats: "both", name: other, email: "a@b.se", fromOn: "2027-01-01" }),
    ])
      expect(parsed.error?.issues.map((i) => i.message)).toEqual([inLatin]);
  });
  it("are asked about in whatever else stands in a sealed paper: the strategist's note, an address", () => {
    expect(paperSchema.safeParse({ ...onPaper, note: "Ringde 👍" }).error?.issues[0]?.message).toBe(
      withoutSigns,
    );
    expect(paperSchema.safeParse({ ...onPaper, note: "Łódź, Ελένη" }).success).toBe(true);
    expect(emailField.safeParse("محمد@mora.example").error?.issues[0]?.message).toBe(wholeAddress);
    // Whoever has such a one from before is not shut out.
    expect(signInSchema.safeParse({ email: "محمد@mora.example" }).success).toBe(true);
    const draft = draftFor("mora", { representative: { name: "A", email: "日本@mora.example" } });
    expect(faults(draft, "first", { onBehalf: false, today: today() })).toEqual({
      "representative.email": [wholeAddress],
    });
  });
});

describe("an hour that the change of the clock takes away or gives twice (case 24)", () => {
  const base = { kind: "ordinary", title: "Möte" };
  const at = (heldOn: string, fromTime: string, toTime: string) => ({ heldOn, fromTime, toTime });
  const wrong = (parsed: { error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
    parsed.error?.issues.map((i) => `${i.path.join(".")}: ${i.message}`) ?? [];
  it("is asked about at the field, wherever a time is typed", () => {
    const spring = /Klockan 02\.30 finns inte den 28 mars/;
    const autumn = /Klockan 02\.30 kommer två gånger den 31 oktober/;
    for (const [day, says] of [
      ["2027-03-28", spring],
      ["2027-10-31", autumn],
    ] as const) {
      const [meeting] = wrong(meetingSchema.safeParse({ ...base, ...at(day, "02:30", "04:00") }));
      expect(meeting).toMatch(/^fromTime: /);
      expect(meeting).toMatch(says);
      expect(wrong(meetingSchema.safeParse({ ...base, ...at(day, "01:00", "02:30") }))[0]).toMatch(
        /^toTime: /,
      );
      expect(
        wrong(meetingSchema.safeParse({ ...base, ...at(day, "04:00", "05:00"), gatherTime: "2.30" }))[0],
      ).toMatch(/^gatherTime: /);
      expect(
        wrong(yearSchema.safeParse({ meetings: [{ title: "M", ...at(day, "02:30", "05:00") }] }))[0],
      ).toMatch(/^meetings\.0\.fromTime: /);
      const options = [at(day, "02:30", "05:00"), at("2027-04-01", "02:30", "05:00")];
      expect(wrong(pollSchema.safeParse({ title: "P", options }))).toEqual([
        expect.stringMatching(/^options\.0\.fromTime: /),
      ]);
    }
  });
  it("but not the hours beside it", () => {
    for (const [day, time] of [
      ["2027-03-28", "01:59"],
      ["2027-03-28", "03:00"],
      ["2027-10-31", "01:59"],
      ["2027-10-31", "03:00"],
      ["2027-06-01", "02:30"],
    ] as const)
      expect(wrong(meetingSchema.safeParse({ ...base, ...at(day, time, "12:00") }))).toEqual([]);
    expect(zonedInstant("2027-03-28", "03:00").toISOString()).toBe("2027-03-28T01:00:00.000Z");
  });
});
