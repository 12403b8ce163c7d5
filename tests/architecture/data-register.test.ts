// docs/data-register.md names every column in which something of a person can stand, and no other: what persons write, what names or
// reaches them, and who did what. A new text column is listed there, or is one of the technical names below.
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Words of lists, keys, days and the ids of what is no person. */
const technical = new RegExp(
  `^(${[
    "id|kind|state|seats?|role|version|slug|code|uid|purpose|frequency|mode|choice|audience|scanState|storageKey|key|messageKey|messageId",
    "hash|previousHash|tokenHash|checkInHash|contentHash|nonce|checkInNonce|reference|termsVersion|declarationVersion|diaryNumber",
    "fromTime|toTime|gatherTime|quietPeriods|ending|method|origin|strength|claimedBy|replyTo|senderName|error|partstat|textState",
    "resources|room|channels|subjectType|uidValidity|made|municipalityCode|level|consent|step|fromState|toState|lastHash|.*On",
    "(?!person|account|convener|actor|standIn|.*[bB]y|.*Account).*Id",
  ].join("|")})$`,
);
const parent = "prisma/models";

function columns(): string[] {
  const found: string[] = [];
  for (const file of readdirSync(parent)) {
    const text = readFileSync(`${parent}/${file}`, "utf8");
    for (const [, model = "", body = ""] of text.matchAll(/^model (\w+) \{([^]*?)^\}/gm))
      for (const [, column = ""] of body.matchAll(/^ {2}(\w+) +(?:String|Bytes)\??(?: |$)/gm))
        if (!technical.test(column)) found.push(`${model}.${column}`);
  }
  return found.sort();
}

it("lists every column in which something of a person can stand", () => {
  const [, listed = ""] = readFileSync("docs/data-register.md", "utf8").split("## Every column\n");
  const rows = [...listed.matchAll(/^\| `(\w+)` +\| (.+?) +\|$/gm)];
  const named = rows.flatMap(([, model = "", list = ""]) => list.split(", ").map((c) => `${model}.${c}`));
  const all = columns();
  expect(named.sort()).toEqual(all);
  expect(all.length).toBeGreaterThan(150);
});

it("tells of every cookie and of all else that the browser keeps, to visitors too", () => {
  const [register, cookies, privacy] = [
    "docs/data-register.md",
    "app/routes/about/cookies.tsx",
    "app/routes/about/privacy.tsx",
  ].map((f) => readFileSync(f, "utf8"));
  const made = [...readFileSync("app/http/session.server.ts", "utf8").matchAll(/createCookie\("(\w+)"/g)];
  expect(made.length).toBeGreaterThan(2);
  for (const [, name = "none"] of made) {
    expect(register).toContain(name);
    expect(cookies).toContain(name);
  }
  const keeps = readdirSync("app", { recursive: true, encoding: "utf8" }).filter(
    (f) =>
      /\.tsx?$/.test(f) &&
      !f.includes("prisma") &&
      /(local|session)Storage\./.test(readFileSync(`app/${f}`, "utf8")),
  );
  expect(keeps).toEqual(["routes/meetings/views/taps.ts"]);
  expect(cookies).toMatch(/för in närvaro/);
  for (const said of [/utloggad/, /Specialkost/, /9\.2 a/, /protectedName/, /c\.mailbox/, /c\.authority/])
    expect(privacy).toMatch(said);
  expect(privacy).not.toMatch(/våld|kvinno|länsgrupp/i);
});
