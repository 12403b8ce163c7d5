// What a command may be run with: the start check, and commands beside data that is in production use.
import Database from "better-sqlite3";
import { request } from "node:http";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { productionFaults } from "~/platform/production.server";
import { isWeakSecret } from "~/platform/secrets";
import { env } from "~/platform/env.server";
import { rows } from "~/platform/db.server";
import { productionEnv } from "../setup/production";
import { freePort } from "../setup/server";

const data = process.env.DATA_DIR!;
const fit = (): Record<string, string> => productionEnv(3000, "smtps://mail.authority.se");
function faultsWith(change: Record<string, string>): string {
  const before = { ...process.env };
  Object.assign(process.env, fit(), change);
  try {
    return productionFaults().join("\n");
  } finally {
    process.env = before;
  }
}

describe("a secret", () => {
  it.each([
    ["short", "Zq3v8Kx2Lm9Rt5Yw7Bn4Hc6Jd1Fg0Ps"],
    ["one sign", "a".repeat(40)],
    ["nine signs", "p72QTpQ9K272Q4pT9T97X9TQ9Q4XKXKTXKQX"],
    ["a repeated part", "Zq3v8Kx2".repeat(5)],
    ["a long repeated part", "Zq3v8Kx2mP7t".repeat(3)],
    ["a repeated word and year", "Sommar2026Sommar2026Sommar2026Sommar2026"],
    ["the alphabet", "abcdefghijklmnopqrstuvwxyz0123456789"],
    ["backwards", "9876543210zyxwvutsrqponmlkjihgfedcba"],
    ["the keyboard", "qwertyuiopasdfghjklzxcvbnm1234567890"],
    ["words", "korrekt häst batteri häftklammer sol"],
    ["words in one", "KorrektHästBatteriHäftklammerSolsken"],
    ["towns in capitals", "FALUNBORLANGEMORALEKSANDORSARATTVIK"],
    ["a sentence with a year", "Sommaren2026IDalarnaArFinOchLang!"],
    ["a sentence in English", "correcthorsebatterystaplecoffeecup"],
    ["capitals anywhere", "jAgTyCkErOmAttÅkASkIdOrIFjÄlLeN2026"],
    ["words with digits between", "F1A2L3U4N5B6O7R8L9A0N1G2E3M4O5R6A7"],
    ["words with signs between", "h-u-n-d-e-n-h-e-t-e-r-k-a-r-o-n-u"],
    ["two sequences, every second", "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6"],
    ["two sequences, by threes", "abc1def2ghi3jkl4mno5pqr6stu7vwx8"],
    ["two rows of words, every second", "FHAULNUDNEBNOHRELTAENRGKEAMROORNAU"],
    ["a word that everybody tries", "My-Secret-9f8a7c6b5d4e3f2a1b0c9d8e7f"],
  ])("is refused: %s", (_, secret) => {
    expect(isWeakSecret(secret)).toBe(true);
    expect(faultsWith({ SESSION_SECRET: secret })).toMatch(/SESSION_SECRET/);
  });
  it("drawn by lot is taken, however it is written", () => {
    const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const drawn = [
      () => randomBytes(36).toString("base64"),
      () => randomBytes(32).toString("hex"),
      () => randomBytes(32).toString("hex").toUpperCase(),
      // As pwgen -s 40 draws.
      () => Array.from({ length: 40 }, () => signs[randomInt(signs.length)]).join(""),
    ];
    for (const draw of drawn)
      for (let i = 0; i < 5000; i++) {
        const secret = draw();
        if (isWeakSecret(secret)) expect.fail(`${secret} is refused`);
      }
  });
});

describe("the start check", () => {
  it("takes fit settings", () => {
    expect(faultsWith({})).toBe("");
    expect(faultsWith({ NODE_TLS_REJECT_UNAUTHORIZED: "1", NODE_OPTIONS: "--max-old-space-size=512" })).toBe(
      "",
    );
  });
  it.each([
    ["BASE_URL", "https://lansgrupp.se/tjanst"],
    ["BASE_URL", "https://lansgrupp.se/?a=1"],
    ["BASE_URL", "https://namn:losen@lansgrupp.se"],
    ["BASE_URL", "https://lansgrupp.se#x"],
    ["BASE_URL", "http://lansgrupp.se"],
    ["SMTP_URL", "smtps://mail.authority.se?tls=insecure"],
    ["SMTP_URL", "smtp://mail.authority.se:587/?ignoreTLS=true"],
    ["SMTP_URL", "mail.authority.se"],
    ["IMAP_URL", "imaps://svar:x@mail.authority.se/INBOX?tls=insecure"],
    ["IMAP_URL", "https://mail.authority.se"],
    ["NODE_TLS_REJECT_UNAUTHORIZED", "0"],
    ["NODE_OPTIONS", "--max-old-space-size=512 --insecure-http-parser"],
    ["NODE_OPTIONS", "--tls-min-v1.0"],
    ["NODE_OPTIONS", "--inspect=0.0.0.0"],
  ])("refuses %s=%s", (name, value) => {
    expect(faultsWith({ [name]: value })).toMatch(name);
  });
  it("refuses a P12 that its password does not open, and takes the one it does", () => {
    const folder = join(data, "p12");
    mkdirSync(folder);
    const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
    openssl(
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      "k.pem",
      "-out",
      "c.pem",
      "-subj",
      "/CN=Stampel",
    );
    openssl("pkcs12", "-export", "-inkey", "k.pem", "-in", "c.pem", "-out", "s.p12", "-passout", "pass:ratt");
    const check = (password: string) =>
      spawnSync(process.execPath, ["--import", "tsx", "app/cli/check.ts"], {
        encoding: "utf8",
        env: { ...process.env, ...fit(), SEAL_P12: join(folder, "s.p12"), SEAL_P12_PASSWORD: password },
      });
    expect(check("ratt").status).toBe(0);
    const refused = check("fel");
    expect([refused.status, refused.stderr]).toEqual([78, expect.stringContaining("SEAL_P12_PASSWORD")]);
  });
  it("asks for a data folder that can be written, not for its parent (run as root, who becomes somebody else)", () => {
    const parent = join(data, "closed");
    mkdirSync(join(parent, "own"), { recursive: true });
    chmodSync(parent, 0o555);
    // As somebody who owns the folder and nothing above it; the program itself may lie where that one cannot read.
    const program = `const { productionFaults } = await import("./app/platform/production.server.ts"); process.setuid(65534); console.log(JSON.stringify(productionFaults()))`;
    execFileSync("chown", ["65534", join(parent, "own")]);
    execFileSync("chmod", ["a+x", data]);
    const said = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
      encoding: "utf8",
      env: { ...process.env, ...fit(), DATA_DIR: join(parent, "own"), DATABASE_URL: "" },
    });
    expect(said.stdout.trim()).toBe("[]");
  });
});

describe("data in production use", () => {
  const folder = join(data, "used");
  const plain = (change: Record<string, string> = {}) => {
    const none = {
      DATA_DIR: undefined,
      DATABASE_URL: undefined,
      SESSION_SECRET: undefined,
      BASE_URL: undefined,
    };
    return { ...process.env, ...none, NODE_ENV: "", ...change } as unknown as NodeJS.ProcessEnv;
  };
  const run = (name: string, change: Record<string, string>, ...args: string[]) =>
    spawnSync(process.execPath, ["app/cli/run.mjs", name, ...args], { encoding: "utf8", env: plain(change) });
  // An installation of its own: what is remembered beside the code is not that of the tests beside this one.
  const settings = join(data, "installation/prisma/settings.mjs");
  const ask = (name: "inProduction" | "rememberProduction", change: Record<string, string>) => {
    mkdirSync(dirname(settings), { recursive: true });
    cpSync("prisma/settings.mjs", settings);
    const program = `const settings = await import("${pathToFileURL(settings).href}"); console.log(settings.${name}());`;
    return spawnSync(process.execPath, ["--input-type=module", "-e", program], {
      encoding: "utf8",
      env: plain(change),
    });
  };
  const prepare = () => {
    if (existsSync(folder)) return;
    rows("SELECT 1 FROM Ledger");
    mkdirSync(folder);
    for (const end of ["", "-wal", "-shm"])
      if (existsSync(env.databasePath + end))
        cpSync(env.databasePath + end, join(folder, "lansgrupp.db" + end));
    expect(ask("rememberProduction", { DATA_DIR: folder }).status).toBe(0);
  };
  it("is remembered in its folder, and beside the code for a command that is told of no folder", () => {
    const used = join(data, "remembered");
    expect(ask("inProduction", { DATA_DIR: used }).stdout).toBe("false\n");
    ask("rememberProduction", { DATA_DIR: used });
    expect(ask("inProduction", { DATA_DIR: used }).stdout).toBe("true\n");
    const untold = ask("inProduction", {});
    expect([untold.status, untold.stderr]).toEqual([78, expect.stringContaining(used)]);
    // Whoever names another place means it; what has been thrown away is in nobody's use.
    for (const [name, place] of [
      ["DATA_DIR", join(data, "new")],
      ["DATABASE_URL", `file:${join(data, "new.db")}`],
    ] as const)
      expect(ask("inProduction", { [name]: place }).stdout).toBe("false\n");
    rmSync(used, { recursive: true });
    expect(ask("inProduction", {}).stdout).toBe("false\n");
  });
  it("is remembered by its database too, named without its folder or beside another", () => {
    const used = join(data, "by-database");
    const apart = join(data, "apart");
    for (const folder of [used, apart]) mkdirSync(folder);
    for (const file of [join(used, "lansgrupp.db"), join(apart, "own.db")]) writeFileSync(file, "");
    ask("rememberProduction", { DATA_DIR: used, DATABASE_URL: `file:${join(apart, "own.db")}` });
    ask("rememberProduction", { DATA_DIR: used });
    symlinkSync(used, join(data, "linked"));
    for (const [file, other] of [
      [join(used, "lansgrupp.db"), {}],
      [join(used, "../by-database/lansgrupp.db"), {}],
      [join(data, "linked/lansgrupp.db"), {}],
      [join(used, "lansgrupp.db"), { DATA_DIR: join(data, "new") }],
      [join(apart, "own.db"), {}],
    ] as const) {
      const { status, stderr } = ask("inProduction", { ...other, DATABASE_URL: `file:${file}` });
      expect([status, stderr]).toEqual([78, expect.stringContaining(used)]);
    }
    // Another database in the same folder is in nobody's use.
    expect(ask("inProduction", { DATABASE_URL: `file:${join(apart, "other.db")}` }).stdout).toBe("false\n");
  });
  it.each(["jobs", "admin", "verify"])(
    "npm run %s without its settings refuses, says what, and touches nothing",
    (name) => {
      prepare();
      const before = readdirSync(folder).sort();
      const said = run(name, { DATA_DIR: folder });
      expect(said.status).toBe(78);
      for (const word of ["SESSION_SECRET", "SMTP_URL", "BASE_URL", "ENV_FILE", `npm run ${name}`])
        expect(said.stderr).toContain(word);
      expect(readdirSync(folder).sort()).toEqual(before);
    },
  );
  it("npm run admin on another database than the one in use refuses, and so does the demo", () => {
    prepare();
    const other = join(data, "other.db");
    const said = run("admin", { ...fit(), DATA_DIR: folder, DATABASE_URL: `file:${other}` });
    expect([said.status, said.stderr]).toEqual([78, expect.stringContaining(other)]);
    expect(existsSync(other)).toBe(false);
    expect(run("demo", { DATA_DIR: folder }, "--reset").status).toBe(78);
    const start = spawnSync(process.execPath, ["app/cli/start.mjs"], {
      encoding: "utf8",
      env: plain({ DATA_DIR: folder }),
    });
    expect([start.status, start.stderr]).toEqual([78, expect.stringContaining("används i drift")]);
  });
  it("one named file gives every command what the service has", () => {
    prepare();
    const file = join(data, "lansgrupp.env");
    writeFileSync(
      file,
      Object.entries({ ...fit(), DATA_DIR: folder })
        .map(([k, v]) => `${k}=${v}\n`)
        .join(""),
    );
    // And what it runs as: told by the program that it starts.
    const tells = join(data, "tells.mjs");
    writeFileSync(
      tells,
      `if (process.argv[1]?.endsWith("admin.ts")) console.log(process.env.NODE_ENV, process.env.LANSGRUPP_MODE);`,
    );
    const said = run(
      "admin",
      { ENV_FILE: file, NODE_OPTIONS: `--import ${pathToFileURL(tells).href}`, LANSGRUPP_MODE: "demo" },
      "administratör",
      "--namn",
      "Adam Ljung",
      "--mejl",
      "adam@authority.se",
    );
    expect([said.status, said.stdout]).toEqual([0, expect.stringContaining("Adam Ljung är administratör")]);
    expect(said.stdout).toMatch(/^production production$/m);
    expect(run("admin", { ENV_FILE: join(data, "finns-inte.env") }).stderr).toContain("finns-inte.env");
    // What follows a # would be a remark, and the secret be cut.
    const cut = join(data, "cut.env");
    for (const [line, refused] of [
      ["SEAL_P12_PASSWORD=abc#def", true],
      ["export SEAL_P12_PASSWORD=#def", true],
      ['SEAL_P12_PASSWORD="abc#def"', false],
      ["SEAL_P12_PASSWORD=abc # the authority's own", false],
      ["# SEAL_P12_PASSWORD=abc#def", false],
    ] as const) {
      writeFileSync(cut, `PORT=3000\n${line}\n`);
      const refusal = "SEAL_P12_PASSWORD i";
      expect([line, run("admin", { ENV_FILE: cut }).stderr.includes(refusal)]).toEqual([line, refused]);
    }
    expect(existsSync(join(folder, "session-secret"))).toBe(false);
    const read = run("verify", { ENV_FILE: file });
    expect([read.status, read.stderr, read.stdout]).toEqual([
      0,
      "",
      expect.stringMatching(/^\d+ händelser, 0 filer, 0 blanketter: allt stämmer$/m),
    ]);
    const raw = new Database(join(folder, "lansgrupp.db"));
    raw.exec("UPDATE Ledger SET lastHash = 'x'");
    raw.close();
    const broken = run("verify", { ENV_FILE: file });
    expect([broken.status, broken.stderr]).toEqual([
      1,
      expect.stringMatching(/^event \d+: Händelser saknas/),
    ]);
  });
});

describe("the demo mailbox and the address", () => {
  const up = async (change: Record<string, string>) => {
    const port = await freePort();
    const child = spawn(process.execPath, ["build/server/start.js"], {
      env: { ...process.env, BASE_URL: undefined, LOG_LEVEL: "silent", PORT: String(port), ...change },
      stdio: "ignore",
    });
    const at = (host: string) => `http://${host}:${port}`;
    while (
      !(await fetch(`${at("localhost")}/healthz`).then(
        (r) => r.ok,
        () => false,
      ))
    );
    // Gone before its folder is.
    const down = () =>
      new Promise((done) => {
        child.once("exit", done);
        child.kill();
      });
    return { down, port, at };
  };
  it("NODE_ENV=production alone shows no mailbox", async () => {
    const { down, at } = await up({ NODE_ENV: "production" });
    expect((await fetch(`${at("localhost")}/demo/brev`)).status).toBe(404);
    expect(await (await fetch(at("localhost"))).text()).not.toContain("/demo/brev");
    await down();
  });
  it("the demo is the same by every name of the machine, and names its address to others", async () => {
    const { down, port, at } = await up({ NODE_ENV: "production", LANSGRUPP_MODE: "demo" });
    const post = (host: string, origin: string) =>
      fetch(`${at(host)}/logga-in`, {
        method: "POST",
        redirect: "manual",
        headers: { Origin: origin },
        body: new URLSearchParams({ email: "x@y.example" }),
      }).then((r) => r.status);
    for (const host of ["localhost", "127.0.0.1", "[::1]"])
      expect(await post(host, at("localhost"))).toBe(303);
    for (const origin of [at("127.0.0.1"), at("[::1]")]) expect(await post("localhost", origin)).toBe(303);
    expect(await post("localhost", "http://localhost:1")).toBe(403);
    expect(await post("localhost", `https://localhost:${port}`)).toBe(403);
    const { request } = await import("node:http");
    const page = await new Promise<string>((done) =>
      request({ port, path: "/", headers: { Host: `192.168.1.5:${port}` } }, (res) => {
        let text = `${res.statusCode} `;
        res.on("data", (part: Buffer) => (text += part.toString())).on("end", () => done(text));
      }).end(),
    );
    expect(page).toMatch(`http://localhost:${port}`);
    expect(page).toMatch(/^421 /);
    await down();
  });
  it("with BASE_URL only its own pages write", async () => {
    const { down, port, at } = await up({
      NODE_ENV: "production",
      LANSGRUPP_MODE: "demo",
      BASE_URL: "https://lansgrupp.authority.se",
    });
    const post = (origin: string) =>
      new Promise<number | undefined>((done, fail) => {
        const headers = {
          Origin: origin,
          "Content-Type": "application/x-www-form-urlencoded",
          "Content-Length": 17,
        };
        request(`${at("localhost")}/logga-in`, { method: "POST", headers }, (answer) => {
          answer.resume();
          done(answer.statusCode);
        })
          .on("error", fail)
          .end("email=x%40y.examp");
      });
    expect(await post("https://lansgrupp.authority.se")).toBe(421);
    expect(await post(`http://localhost:${port}`)).toBe(403);
    expect(await post("http://lansgrupp.authority.se")).toBe(403);
    await down();
  });
});
