// The house rules, read from the imports and the schema.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { db, rows } from "~/platform/db.server";
import { chained } from "~/platform/events.server";
import { parameterNames, paramsOf } from "~/http/params";
import { env } from "~/platform/env.server";
import { makeWorld, signed } from "../world";

const walk = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
const app = walk("app")
  .filter((f) => /\.tsx?$/.test(f) && !f.includes("platform/prisma/"))
  .map((f) => relative("app", f));
const text = (file: string) => readFileSync(join("app", file), "utf8");
/** What a file imports of ours, as paths from app/; types only are not followed. */
const imports = (file: string): string[] =>
  [...text(file).matchAll(/^(?:import|export)(?! type)[^;]*?from "([^"]+)"/gms)]
    .map((m) => m[1]!)
    .filter((m) => m.startsWith("~/") || m.startsWith("."))
    .map((m) => (m.startsWith("~/") ? m.slice(2) : join(file, "..", m)));
const broken = (from: RegExp, allowed: RegExp) =>
  app
    .filter((f) => from.test(f))
    .flatMap((f) =>
      imports(f)
        .filter((i) => !allowed.test(i))
        .map((i) => `${f} → ${i}`),
    );

it("what stands for a protected name is written once", () =>
  expect(app.filter((f) => /["'”`]Skyddad person["'”`]/.test(text(f)))).toEqual(["domain/people/texts.ts"]));
it("that two names are one person's is decided in one place", () =>
  expect(
    app.filter(
      (f) =>
        /(searchKey\([^()]*\b[nN]ame\b[^()]*\)|\b[nN]ame\.toLowerCase\(\)) === /.test(text(f)) &&
        !/^domain\/(people\/rules|meetings\/minutes\/items)/.test(f),
    ),
  ).toEqual([]));

it("what must be there is said in words, not by where it was looked for", () =>
  expect(
    app.flatMap((f) =>
      [...text(f).matchAll(/\bmust\([^;]*?,\s*"([\w.]*\.\w+)",?\s*\)/g)].map((m) => `${f}: ${m[1]!}`),
    ),
  ).toEqual([]));

describe("directions", () => {
  it("platform knows nothing above it", () => expect(broken(/^platform\//, /^platform\//)).toEqual([]));
  it("ui knows ui alone", () => expect(broken(/^ui\//, /^ui\//)).toEqual([]));
  it("http knows access, paths and platform", () =>
    expect(broken(/^http\//, /^(http|platform|domain\/access|paths|entry\.server|\.\.\/entry)/)).toEqual([]));
  it("domain knows domain, paths and platform", () =>
    expect(broken(/^domain\//, /^(domain|platform|paths)/)).toEqual([]));
  it("rules, schemas and words are pure", () =>
    expect(
      broken(
        /^domain\/.*\/(rules|schema|texts|slips|timeline|links|matrix|columns|days)\.ts$/,
        /(rules|schema|slips|texts|links|matrix|columns|days|templates\.json)$|^platform\/(calendar|swedish|printable|nfc|marks|must)$/,
      ),
    ).toEqual([]));
  it("sends visitors on in one way, which keeps them here", () =>
    expect(
      app.filter(
        (f) => f !== "http/redirect.ts" && /\{[^}]*\bredirect\b[^}]*\} from "@remix-run/.test(text(f)),
      ),
    ).toEqual([]));
  it("routes never reach the database, and pages no other page", () => {
    expect(
      app
        .filter((f) => f.startsWith("routes/"))
        .flatMap((f) =>
          imports(f)
            .filter((i) => /platform\/(db|events|outbox|mail)\.server|platform\/prisma/.test(i))
            .map((i) => `${f} → ${i}`),
        ),
    ).toEqual([]);
    const pages = new Set([...text("routes.ts").matchAll(/"(routes\/[^"]+)\.tsx?"/g)].map((m) => m[1]!));
    expect(
      app
        .filter((f) => f.startsWith("routes/"))
        .flatMap((f) =>
          imports(f)
            .filter((i) => pages.has(i))
            .map((i) => `${f} → ${i}`),
        ),
    ).toEqual([]);
  });
  it("the database client is imported in *.server.ts alone", () =>
    expect(
      app
        .filter((f) => !/\.server\.tsx?$/.test(f) && !f.startsWith("cli/"))
        .flatMap((f) =>
          imports(f)
            .filter((i) => /db\.server|platform\/prisma/.test(i))
            .map((i) => `${f} → ${i}`),
        ),
    ).toEqual([]));
  it("a permit is made in one place", () =>
    expect(app.filter((f) => /\[minted\]/.test(text(f)))).toEqual(["domain/access/permits.server.ts"]));
  it("a file holds one thing: 400 lines at most, and the list of longer ones only shrinks", () => {
    const all = [...app.map((f) => `app/${f}`), ...walk("tests").filter((f) => /\.(tsx?|mjs)$/.test(f))];
    const lines = Object.fromEntries(all.map((f) => [f, readFileSync(f, "utf8").split("\n").length - 1]));
    const known = JSON.parse(readFileSync("tests/architecture/long-files.json", "utf8")) as Record<
      string,
      number
    >;
    expect(all.filter((f) => lines[f]! > (known[f] ?? 400)).map((f) => `${f} has ${lines[f]!}`)).toEqual([]);
    expect(Object.keys(known).filter((f) => !(lines[f]! > 400))).toEqual([]);
  });
});

it("whatever is made by a form can be come back to: its form says `creates`, and its command where it is changed", () => {
  const routes = app.filter((f) => /^routes\/.*\.tsx$/.test(f));
  const creates = routes.filter((f) => /<Form\b[^>]*\bcreates\b/.test(text(f)));
  const made = routes.filter((f) => /\bmade: /.test(text(f)));
  expect(creates.length).toBeGreaterThan(10);
  expect(made.filter((f) => !creates.includes(f))).toEqual([]);
  expect(creates.filter((f) => !made.includes(f) && !/\bsent:/.test(text(f)))).toEqual([]);
});

describe("lint", () => {
  it("has no list of what may stand as it is", () =>
    expect(readdirSync(".").filter((f) => f.includes("eslint") && f !== "eslint.config.js")).toEqual([]));
  it("is turned off for one line at a time, with its why", () => {
    const all = [...app.map((f) => `app/${f}`), ...walk("tests"), ...walk("prisma")];
    const off = all
      .filter((f) => /\.(tsx?|mjs)$/.test(f) && f !== "tests/architecture/house.test.ts")
      .flatMap((f) => [...readFileSync(f, "utf8").matchAll(/eslint-disable.*/g)].map((m) => m[0]));
    expect(off.filter((line) => !/^eslint-disable-next-line @?[\w/-]+ -- \w/.test(line))).toEqual([]);
  });
});

describe("addresses", () => {
  it("have parameters by the names that pages may ask for, and no others", () => {
    const named = [...text("routes.ts").matchAll(/["/]:(\w+)/g)].map((m) => m[1] ?? "");
    expect([...new Set(named)].sort()).toEqual([...parameterNames]);
  });
  it("are written in paths.ts alone", () => {
    const pages = [...app].filter((f) => /^(domain|http|routes)\//.test(f));
    const first = [...text("routes.ts").matchAll(/route\("([a-z-]+)/g)].map((m) => m[1] ?? "");
    expect(first.length).toBeGreaterThan(30);
    const byHand = new RegExp(
      `["'\`]/(${[...new Set(first)].join("|")})(["'\`/?#]|\\$\\{)|["'\`]/\\$\\{params|\\$\\{paths\\.[^\`]*\\}[?/]|[a-z]\\}\\?[a-z]+=`,
    );
    expect(
      pages.flatMap((f) =>
        text(f)
          .split("\n")
          .filter((line) => byHand.test(line))
          .map((line) => `${f}: ${line.trim()}`),
      ),
    ).toEqual([]);
  });
  it("refuse a page that asks for what its address lacks", () => {
    const missing = () => {
      throw new Error("no such page");
    };
    expect(() => paramsOf({ meeting: "m" }, missing).token).toThrow("no such page");
    expect(paramsOf({ meeting: "m" }, missing).meeting).toBe("m");
  });
});

describe("forms", () => {
  it("have two names of their own, which no field takes from them", () =>
    expect(
      app.filter(
        (f) =>
          /\.tsx$/.test(f) &&
          f !== "ui/form.tsx" &&
          /\bname="(sida|nyckel)"|hidden=\{\{[^}]*\b(sida|nyckel)\b/.test(text(f)),
      ),
    ).toEqual([]));
  it("that post are made by ui/form.tsx, which gives each the key of its page", () =>
    expect(app.filter((f) => f !== "ui/form.tsx" && /<form\b[^>]*method="post"/s.test(text(f)))).toEqual([]));
});

describe("time", () => {
  it("is asked in one place", () => {
    const asking = app
      .filter((f) => f !== "platform/clock.ts")
      .filter((f) => /Date\.now\(\)|new Date\(\)/.test(text(f).replace(/\/\/.*$/gm, "")));
    expect(asking.filter((f) => !f.startsWith("cli/"))).toEqual([]);
  });
  it("is not in the schema", () =>
    expect(
      walk("prisma")
        .filter((f) => f.endsWith(".prisma"))
        .filter((f) => /now\(\)|@updatedAt/.test(readFileSync(f, "utf8").replace(/\/\/.*$/gm, ""))),
    ).toEqual([]));
  it("CLOCK, and RECURRING that takes work away, are refused in production", async () => {
    const { productionFaults } = await import("~/platform/production.server");
    process.env.CLOCK = "+1d";
    process.env.RECURRING = "none";
    expect(productionFaults().some((f) => f.includes("CLOCK"))).toBe(true);
    expect(productionFaults().some((f) => f.includes("RECURRING"))).toBe(true);
    delete process.env.CLOCK;
    delete process.env.RECURRING;
  });
  it("RECURRING leaves what it names, carries letters always, and knows no other names", async () => {
    const { chosenWork } = await import("~/jobs/recurring.server");
    const names = () => chosenWork().map((job) => job.name);
    expect(names()).toContain("confirmations.ask");
    process.env.RECURRING = "none";
    expect(names()).toEqual(["post.carry"]);
    process.env.RECURRING = "commitments.seal, standing.send";
    expect(names()).toEqual(["commitments.seal", "standing.send", "post.carry"]);
    process.env.RECURRING = "no.such";
    expect(names).toThrow("no.such");
    delete process.env.RECURRING;
  });
});

describe("the schema", () => {
  it("keeps every trigger that Prisma cannot say", () => {
    const found = rows<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    ).map((t) => t.name);
    expect(found).toEqual([
      "AttendanceChange_no_delete",
      "AttendanceChange_no_update",
      "CommitmentSecret_frozen",
      "CommitmentSecret_no_delete",
      "CommitmentStep_no_delete",
      "CommitmentStep_no_update",
      "Commitment_frozen",
      "Commitment_no_delete",
      "Cover_no_overlap_insert",
      "Cover_no_overlap_update",
      "Cover_wellformed_insert",
      "Cover_wellformed_update",
      "Event_no_delete",
      "Event_no_update",
      "GroupJoining_one_open_insert",
      "GroupJoining_one_open_update",
      "GroupPlace_overlap_insert",
      "GroupPlace_overlap_update",
      "Holding_no_delete",
      "Holding_no_overlap_insert",
      "Holding_no_overlap_update",
      "Holding_wellformed_insert",
      "Holding_wellformed_update",
      "Ledger_no_delete",
      "ManagerTerm_no_overlap_insert",
      "ManagerTerm_no_overlap_update",
      "ManagerTerm_wellformed_insert",
      "ManagerTerm_wellformed_update",
      "MaterialText_delete",
      "MaterialText_insert",
      "MaterialText_update",
      "Membership_no_overlap_insert",
      "Membership_no_overlap_update",
      "Membership_wellformed_insert",
      "Membership_wellformed_update",
      "MinutesVersion_no_delete",
      "MinutesVersion_no_update",
      "NetworkTerms_no_delete",
      "NetworkTerms_no_update",
      "Reveal_no_delete",
      "Reveal_no_update",
      "Signature_frozen",
      "Signature_no_delete",
      "StaffRole_no_overlap_insert",
      "StaffRole_no_overlap_update",
      "StaffRole_wellformed_insert",
      "StaffRole_wellformed_update",
    ]);
  });
  it("is what the migrations make", () =>
    expect(
      rows<{ n: number }>("SELECT count(*) AS n FROM _prisma_migrations WHERE finished_at IS NOT NULL")[0]!.n,
    ).toBe(readdirSync("prisma/migrations").filter((f) => !f.includes(".")).length));
  it("reads with one connection and writes with another: the reader cannot write", () =>
    expect(() => rows("DELETE FROM Code RETURNING id")).toThrow(/readonly/));
});

describe("the log", () => {
  it("is chained from its first line, and holds no personal data", async () => {
    const w = await makeWorld();
    await signed(w, "leksand");
    const events = await db.event.findMany({ orderBy: { seq: "asc" } });
    let previous = "";
    for (const e of events) {
      expect(e.previousHash).toBe(previous);
      expect(e.hash).toBe(chained(previous, e as never));
      previous = e.hash;
      expect(e.data + (e.actorId ?? "")).not.toMatch(/@|Blom|Chef|Registrator/);
    }
    expect((await db.ledger.findUniqueOrThrow({ where: { id: 1 } })).lastHash).toBe(previous);
  });
  it("shows an edited line", async () => {
    const raw = new Database(env.databasePath);
    raw.exec("DROP TRIGGER Event_no_update; UPDATE Event SET data = '{}' WHERE seq = 3");
    raw.close();
    const events = await db.event.findMany({ orderBy: { seq: "asc" } });
    expect(events.every((e) => e.hash === chained(e.previousHash, e as never))).toBe(false);
  });
});

describe("refusing production", () => {
  it("names each fault", async () => {
    const { productionFaults } = await import("~/platform/production.server");
    const faults = productionFaults().join(" ");
    for (const name of ["SMTP_URL", "MAIL_FROM", "BASE_URL", "SEAL_P12"]) expect(faults).toContain(name);
  });
  it("starts with fit settings", async () => {
    const { productionFaults } = await import("~/platform/production.server");
    const set = {
      SMTP_URL: "smtp://mail.example",
      MAIL_FROM: "a@b.se",
      SESSION_SECRET: "Zq3v8Kx2Lm9Rt5Yw7Bn4Hc6Jd1Fg0Ps8",
      BASE_URL: "https://lansgrupp.example",
      SEAL_CONFIRMED: "ja",
    };
    const before = { ...process.env };
    Object.assign(process.env, set);
    expect(productionFaults()).toEqual([]);
    process.env = before;
  });
});
