// "(skyddad)", "vakant" and their like are nobody's name, wherever a person's name is typed.
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { correctSchema } from "~/domain/commitments/moving-in/schema";
import { draftSchema, faults } from "~/domain/commitments/schema";
import { misdirectSchema, paperSchema, signSchema } from "~/domain/commitments/signing/schema";
import { answerSchema as confirmed, managerSchema, noteSchema } from "~/domain/confirmations/schema";
import { placeSchema } from "~/domain/groups/schema";
import { checkInSchema } from "~/domain/meetings/check-in/schema";
import { answerSchema, attendanceSchema, guestSchema } from "~/domain/meetings/schema";
import { contactSchema, staffSchema } from "~/domain/network/schema";
import { isName, protectionIn, withoutProtection } from "~/domain/people/rules";

const nobodies = [
  "skyddad",
  "(skyddad)",
  "Skyddade uppgifter",
  "sekretess",
  "Sekretessmarkerad",
  "Eva Ek (skyddad)",
  "Eva Ek (ej skyddad)",
  "vakant",
  "VAKANT",
  "Vakant från 1 mars",
  "-",
  "–",
  "—",
  "...",
  "?",
  "N.N.",
  "NN",
  "n/n",
  "N/A",
  "xxx",
  "saknas",
  "ej utsedd",
  "Inte klart",
  "Utses senare",
  "anonym",
  "Hemlig",
  "okänd",
  "samma som ovan",
  "123",
];
const people = [
  "Inga",
  "Tom",
  "Anna Berg",
  "Eva Hemlig",
  "Hemlig Person",
  "Sara Skyddberg",
  "Mats Fingal",
  "Bo Ek",
  "Ann-Sofie Åh",
  "Nina N. Nilsson",
  "Xi Xu",
  "Jan Person",
  "Li Na",
  "Ingen Yamada",
  "O’Neill",
  "Maja Ja",
  "Tomt Karlsson",
];

it.each(nobodies)("“%s” is no name", (text) => expect(isName(text)).toBe(false));
it.each([...people, ""])("“%s” may be one", (text) => expect(isName(text)).toBe(true));
it("what a cell says of protection is not part of the name", () => {
  expect(withoutProtection("Eva Ek (ej skyddad)")).toBe("Eva Ek");
  expect(withoutProtection("Eva Ek (obs, skyddade uppgifter)")).toBe("Eva Ek");
  expect(withoutProtection("Eva Ek har skyddade uppgifter")).toBe("Eva Ek");
  expect(withoutProtection("Eva Ek (Falun)")).toBe("Eva Ek (Falun)");
  expect(protectionIn("Eva Ek")).toBeNull();
});

const onPaper = (signedName: string) => ({
  both: { signedName, signedTitle: "Chef", signedOn: "2026-01-01" },
});
/** Every form with a person's name: its schema, what is right in it, and the field. */
const forms: [string, z.ZodType, Record<string, unknown>, string][] = [
  ["the manager who signs", signSchema, { title: "Chef", declaration: "on" }, "name"],
  ["the right manager", misdirectSchema, { email: "a@x.example" }, "name"],
  ["who signed on paper", paperSchema, { method: "paper" }, "signatures"],
  ["the yearly answer", confirmed, { resources: "yes", room: "yes", channels: "yes", note: null }, "byName"],
  [
    "an answer that was told",
    noteSchema,
    { gor: "notera", resources: "yes", room: "yes", channels: "yes", note: null },
    "byName",
  ],
  [
    "a manager without a form",
    managerSchema,
    { seats: "both", title: "", email: "a@x.example", phone: "", fromOn: "2026-01-01" },
    "name",
  ],
  [
    "a colleague in a group",
    placeSchema,
    { organisationId: "o", who: "colleague", email: "a@x.example" },
    "name",
  ],
  ["who checks in", checkInSchema, { gor: "skriv", organisationId: "gast" }, "name"],
  ["a stand-in", answerSchema, { choice: "standIn" }, "standInName"],
  ["who came", attendanceSchema, { organisationId: "o", who: "standIn" }, "name"],
  ["a guest", guestSchema, { email: "a@x.example" }, "name"],
  ["staff", staffSchema, { email: "a@x.example", role: "strategist", fromOn: "2026-01-01" }, "name"],
  ["a representative that is mended", correctSchema, { manager: "Eva Alm" }, "representative"],
  ["a deputy that is mended", correctSchema, { manager: "Eva Alm" }, "deputy"],
  ["a manager that is mended", correctSchema, {}, "manager"],
];
describe.each(forms)("%s", (_, schema, rest, field) => {
  it("is a person", () => {
    const typed = (name: string) => ({ ...rest, [field]: field === "signatures" ? onPaper(name) : name });
    const good = schema.safeParse(typed("Anna Berg"));
    expect(good.error?.issues ?? []).toEqual([]);
    for (const name of nobodies) {
      const issues = schema.safeParse(typed(name)).error?.issues ?? [];
      expect(issues.length, name).toBeGreaterThan(0);
      expect(JSON.stringify(issues), name).toMatch(/inga namn|inget namn/);
    }
  });
});
it("what stands for a protected name comes back as it was, where there is no tick for it", () => {
  const was = "Skyddad person";
  expect(answerSchema.safeParse({ choice: "standIn", standInName: was }).success).toBe(true);
  expect(attendanceSchema.safeParse({ organisationId: "o", who: "standIn", name: was }).success).toBe(true);
  expect(contactSchema.safeParse({ email: "a@x.example", name: "Skyddat boende Falun" }).success).toBe(true);
  expect(checkInSchema.safeParse({ gor: "skriv", organisationId: "gast", name: was }).success).toBe(true);
});

describe("the form", () => {
  const draft = (change: Record<string, unknown>) =>
    draftSchema.parse({
      representative: { name: "Anna Berg", email: "anna@x.example" },
      deputy: { name: "Bo Ek", email: "bo@x.example" },
      manager: { name: "Eva Alm", email: "eva@x.example" },
      sameManager: true,
      channels: [{ name: "Ledningsgrupp", frequency: "varje månad" }],
      startOn: "2027-01-01",
      filler: { name: "Rut Ek" },
      ...change,
    });
  const at = { onBehalf: false, today: "2026-11-29" };
  it("has a person in each of its names", () => {
    expect(faults(draft({}), "first", at)).toEqual({});
    for (const name of nobodies) {
      const given = { name, email: "n@x.example" };
      const all = faults(
        draft({
          representative: given,
          deputy: given,
          manager: given,
          sameManager: false,
          deputyManager: given,
          filler: given,
          alsoIn: [{ organisationId: "o", chosen: "on", managerName: name, managerEmail: "n@x.example" }],
        }),
        "first",
        at,
      );
      for (const field of [
        "representative.name",
        "deputy.name",
        "manager.name",
        "deputyManager.name",
        "filler.name",
        "alsoIn.0.managerName",
      ])
        expect(all[field]?.join(), `${field}: ${name}`).toMatch(/inga namn/);
      expect(all["representative.name"]?.join()).toMatch(/kryssar du i det/);
    }
  });
});
