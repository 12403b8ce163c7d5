// Requests as no browser of ours sends them: refused with a page and 4xx, never a fault; and where a visitor is led on to.
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownPath } from "~/paths";
import { codeOf, linkToken } from "~/domain/access/tokens.server";
import { told } from "~/platform/log.server";
import { db } from "~/platform/db.server";
import { sessionCookie, startSite, type Site } from "../setup/server";
import { formsOf, Visitor, type Entry, type Form } from "../setup/visitor";
import { linkTo, makeWorld, sentToManager, sessionFor, strategist, type World } from "../world";

let w: World;
let site: Site;
let cookie = "";
let logged = "";
beforeAll(async () => {
  w = await makeWorld();
  cookie = sessionCookie(await sessionFor(strategist));
  site = await startSite({}, (line) => (logged += line));
});
afterAll(() => site.stop());

/** Bytes as they are, and the answer's head and body. */
const raw = (lines: readonly string[], body = ""): Promise<string> =>
  new Promise((done, failed) => {
    let answer = "";
    const socket = connect(Number(new URL(site.base).port), "localhost", () =>
      socket.write(Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`, "latin1")),
    );
    socket
      .setEncoding("utf8")
      .on("data", (text: string) => (answer += text))
      .on("end", () => {
        done(answer);
      })
      .on("error", failed);
  });
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

describe("an odd request", () => {
  const post = "POST /logga-in HTTP/1.1";
  const form = ["Content-Type: application/x-www-form-urlencoded", "Content-Length: 0", "Connection: close"];
  const get = (path: string, ...headers: string[]) => [
    `GET ${path} HTTP/1.1`,
    ...headers,
    "Connection: close",
  ];
  it.each<[string, number[], () => string[]]>([
    ["without Host", [400], () => get("/")],
    ["of HTTP/1.0 without Host", [400], () => ["GET / HTTP/1.0"]],
    ["with Host of nothing", [400], () => get("/", "Host:")],
    ["with Host of two words", [400], () => get("/", "Host: a b")],
    ["with Host of a bracket", [400], () => get("/", "Host: [")],
    ["with Host of markup", [400], () => get("/", "Host: <script>")],
    ["with a port of words", [400], () => get("/", "Host: localhost:abc")],
    ["with a port too large", [400], () => get("/logga-in", "Host: localhost:99999999")],
    [
      "with X-Forwarded-Proto of words",
      [400],
      () => get("/", "Host: localhost", "X-Forwarded-Proto: gopher, x"),
    ],
    ["with X-Forwarded-Proto of junk", [400], () => get("/", "Host: localhost", 'X-Forwarded-Proto: "><a b')],
    ["with X-Forwarded-Host of junk", [200], () => get("/", "Host: localhost", "X-Forwarded-Host: a:b:c d")],
    ["for another site's address", [400, 404], () => get("http://[x/", "Host: localhost")],
    ["with a broken escape", [404], () => get("/%ff/%E0%A4%A/x", "Host: localhost")],
    ["with a backslash", [404], () => get("/\\evil.example/x/y", "Host: localhost")],
    ["with a broken query", [200], () => get("/logga-in?nasta=%&%E0%A4%A", "Host: localhost")],
    [
      "TRACE",
      [405],
      () => [
        "TRACE / HTTP/1.1",
        `Host: ${new URL(site.base).host}`,
        `Origin: ${site.base}`,
        "Connection: close",
      ],
    ],
    ...["PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"].map((method): [string, number[], () => string[]] => [
      method,
      [405],
      () => [
        `${method} /logga-in HTTP/1.1`,
        `Host: ${new URL(site.base).host}`,
        `Origin: ${site.base}`,
        ...form,
      ],
    ]),
    ["a form for another Host", [421], () => [post, "Host: annan.example", `Origin: ${site.base}`, ...form]],
    ["a form for a Host of junk", [400, 421], () => [post, "Host: [", `Origin: ${site.base}`, ...form]],
    [
      "a form from a foreign page",
      [403],
      () => [post, `Host: ${new URL(site.base).host}`, "Origin: https://evil.example", ...form],
    ],
    [
      "a form with an address of junk behind it",
      [302, 303, 404],
      () => [
        "POST /dalarna/lansgruppen/uppdrag/x/mottagande HTTP/1.1",
        `Host: ${new URL(site.base).host}`,
        `Origin: ${site.base}`,
        "Referer: junk",
        ...form,
      ],
    ],
    ["a page's data in Remix's older way", [404], () => get("/?_data=root", "Host: localhost")],
    [
      "the same, posted",
      [404],
      () => [
        `POST /logga-in?_data=routes%2Faccess%2Fsign-in HTTP/1.1`,
        `Host: ${new URL(site.base).host}`,
        `Origin: ${site.base}`,
        ...form,
      ],
    ],
  ])("%s", async (_, expected, lines) => {
    logged = "";
    const answer = await raw(lines());
    expect(expected, answer.slice(0, 300)).toContain(statusOf(answer));
    expect(logged).toBe("");
  });
  it("to an address that no route knows is no fault, with a page or without", async () => {
    logged = "";
    for (const path of [
      "/finns/inte/alls/har",
      "/finns.data",
      "/x/y/material/z.data",
      "/demo/brev/x",
      "/.env",
      "/dalarna/lansgruppen/filer/x",
    ])
      for (const method of ["GET", "HEAD", "POST"])
        expect(
          (
            await fetch(site.base + path, {
              method,
              redirect: "manual",
              headers: { Origin: site.base, Cookie: cookie },
              ...(method === "POST" && { body: new URLSearchParams() }),
            })
          ).status,
          `${method} ${path}`,
        ).toSatisfy((s: number) => s === 404 || s === 405 || s === 202);
    expect(logged).toBe("");
    expect(told({ status: 404, data: "x" })).not.toContain("[object");
  });
  it("is missing under a name that every object inherits", async () => {
    for (const name of ["toString", "constructor", "hasOwnProperty", "__proto__"])
      for (const path of [
        `/dalarna/lansgruppen/organisationer/falu-kommun/${name}`,
        `/dalarna/lansgruppen/uppdrag/x/${name}`,
        `/lank-utgangen/${name}/x`,
        `/underskrift/x/kod?till=${name}`,
        `/dalarna/lansgruppen/moten?ar=${name}&visa=${name}`,
      ]) {
        const { status } = await fetch(site.base + path, { redirect: "manual", headers: { Cookie: cookie } });
        expect(status, path).toBeLessThan(500);
      }
    expect(logged).toBe("");
  });
  it("that cannot be read is not written to the console, secret and all", async () => {
    const heard: string[] = [];
    const hear = (line: string) => heard.push(line);
    const quiet = await startSite({}, hear, hear);
    for (const path of ["/blankett/hemlig%E0%A4%A", "/svar/%ff-hemlig/material/x", "/%E0%A4%A.data"])
      expect((await fetch(quiet.base + path)).status).toBe(404);
    // Nor what a proxy says of whoever asks, where it is no address.
    const headers = { Origin: quiet.base, "X-Forwarded-For": "hemlig" };
    const asked = { method: "POST", headers, body: new URLSearchParams({ email: "" }) };
    expect((await fetch(`${quiet.base}/logga-in`, asked)).status).toBe(422);
    await quiet.stop();
    expect(heard.join("")).not.toMatch(/hemlig|%E0/);
  });
});

describe("what is logged of a fault", () => {
  it.each([
    () => JSON.parse("Hemligt skrivet") as unknown,
    () => JSON.parse('{"a": "Hemligt') as unknown,
    () => {
      throw new Error("Invalid `tx.finding.create()` invocation in\nfile.ts:1\n\n{ title: 'Hemligt' }");
    },
    () => {
      throw new Error('nobody is called "Hemligt Skrivet" or hemligt@ort.example');
    },
    () => {
      throw new TypeError("x", { cause: new Error("the name “Hemligt” is taken") });
    },
    () => "the word 'Hemligt'",
    () => ({ title: "Hemligt", status: 500 }),
  ])("holds nothing that somebody typed (%#)", (fault) => {
    let thrown: unknown = null;
    try {
      thrown = fault();
    } catch (error) {
      thrown = error;
    }
    expect(told(thrown)).not.toMatch(/hemligt/i);
    expect(told(thrown)).not.toBe("");
    if (thrown instanceof Error) expect(told(thrown)).toMatch(/\n\s+at .*requests\.test/);
  });
});

describe("a name that every object inherits", () => {
  const inherited = ["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf"];
  it("is no page and no kind of link", async () => {
    logged = "";
    for (const name of inherited)
      for (const path of [
        `/dalarna/lansgruppen/organisationer/leksands-kommun/${name}`,
        `/lank-utgangen/${name}/nagot`,
      ])
        for (const method of ["GET", "POST"]) {
          const answer = await fetch(site.base + path, {
            method,
            redirect: "manual",
            headers: { Origin: site.base, Cookie: cookie },
            ...(method === "POST" && { body: new URLSearchParams({ gor: "fyll-i" }) }),
          });
          expect([method, path, answer.status]).toEqual([method, path, 404]);
        }
    expect(logged).toBe("");
  });
  it("leads a manager who has typed the code to the signature, as no name does", async () => {
    await sentToManager(w, "leksand");
    const link = await linkTo("sign", "chef@leksand.example");
    const at = `/underskrift/${(await linkToken(link.id))?.token ?? ""}`;
    const visitor = new Visitor(site.base);
    await visitor.get(`${at}/kod`);
    await visitor.post(`${at}/kod`, [["gor", "skicka"]]);
    const code = codeOf(await db.code.findFirstOrThrow({ where: { linkId: link.id } }));
    const entries: Entry[] = [
      ["gor", "kod"],
      ["code", code],
    ];
    const typed = await visitor.post(`${at}/kod?till=toString`, entries);
    expect([typed.status, typed.to]).toEqual([303, `${at}/underskrift`]);
    for (const name of inherited) {
      const answer = await visitor.ask(`${at}/kod?till=${name}`);
      expect([name, answer.status, answer.to]).toEqual([name, 303, `${at}/underskrift`]);
    }
  });
});

it("keeps nothing that nobody said may be kept", async () => {
  for (const path of [
    "/",
    "/_root.data",
    "/dalarna/lansgruppen.data",
    "/dalarna/lansgruppen/organisationer.data",
    "/logga-in.data",
    "/finns-inte",
    "/finns-inte.data",
    "/mitt",
    "/mitt.data",
    "/dalarna/lansgruppen/filer/x",
  ])
    for (const who of ["", cookie]) {
      const answer = await fetch(site.base + path, { redirect: "manual", headers: { Cookie: who } });
      expect(answer.headers.get("cache-control"), path).toMatch(/^(private, )?no-store$/);
    }
});

const elsewhere = [
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/%09/evil.example",
  "/%5Cevil.example",
  "/%2F/evil.example",
  "/%2f%2fevil.example",
  "/%252F%252Fevil.example",
  "/..//evil.example",
  "/.//evil.example",
  "/%2e%2e//evil.example",
  "/a/..//evil.example",
  "/\r\nSet-Cookie: a=b",
  "/mitt?a=\r\nSet-Cookie: a=b",
  "/mitt#\0",
  "/\0",
  "javascript:alert(1)",
  "mitt",
  "",
  "/%",
  "/\u202Emitt",
];
describe("where a visitor is led on to", () => {
  it("is a path of ours, in the characters of a header, or nothing", () => {
    for (const asked of elsewhere) expect(ownPath(asked), JSON.stringify(asked)).toBeNull();
    for (const [asked, path] of [
      ["/mitt", "/mitt"],
      [
        "/dalarna/lansgruppen/organisationer?sok=%C3%A5+b#x",
        "/dalarna/lansgruppen/organisationer?sok=%C3%A5+b#x",
      ],
      ["/€/å", "/%E2%82%AC/%C3%A5"],
      ["/a/../mitt", "/mitt"],
      ["/sok?till=https://annan.example//x", "/sok?till=https://annan.example//x"],
    ])
      expect(ownPath(asked), asked).toBe(path);
  });
  it("stays within the site whatever is asked", () => {
    const pieces = [...Array.from("/\\\t.@:?# €"), "..", "%2f", "%5c", "%09", "evil.example"];
    let seed = 3;
    for (let i = 0; i < 20_000; i++) {
      let asked = "/";
      for (let n = 0; n < 6; n++)
        asked += pieces[(seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % pieces.length] ?? "";
      const path = ownPath(asked);
      if (path) expect(new URL(path, "http://a.example").host, asked).toBe("a.example");
      if (path) expect(() => new Headers({ Location: path }), asked).not.toThrow();
    }
  });
  it("is kept through sign-in where it is ours, and forgotten where it is not", async () => {
    const { email } = await db.account.findFirstOrThrow();
    for (const asked of [...elsewhere.slice(0, 8), "/\r\n", "/\0", "/€"]) {
      logged = "";
      const visitor = new Visitor(site.base);
      expect((await visitor.ask(`/logga-in?nasta=${encodeURIComponent(asked)}`)).status).toBe(200);
      const sent = await visitor.post("/logga-in", [
        ["email", email],
        ["nasta", asked],
      ]);
      expect(sent.status, JSON.stringify(asked)).toBe(303);
      // What cannot be seen is taken away before anybody looks.
      expect([ownPath(asked), /\p{Cc}/u.test(asked) ? "/" : ""]).toContain(
        new URL(sent.to, site.base).searchParams.get("nasta"),
      );
      expect(logged).toBe("");
    }
  });
  it("by a part of an address never leaves the site", async () => {
    for (const part of ["%5Cevil.example", "%E2%82%AC", "%0d%0aX: y", "%00", "%2Fevil.example"])
      for (const path of [
        `/${part}/x/uppdrag/y/kopia`,
        `/dalarna/${part}/uppdrag/y/mottagande`,
        `/${part}/x/uppdrag/y/stampla-om`,
      ]) {
        const answer = await fetch(site.base + path, { redirect: "manual" });
        expect(answer.status, path).toBeLessThan(500);
        const to = answer.headers.get("location");
        if (to) expect(new URL(to, site.base).origin, path).toBe(site.base);
      }
  });
});

it("signs in by a code that is pressed on two readings of its page, and nobody else by it; what is sent when that has ended is kept, and files are not", async () => {
  const visitor = new Visitor(site.base);
  const asked = await visitor.post("/logga-in", [["email", strategist]]);
  const read = async () => formsOf((await visitor.get(asked.to)).html, asked.to)[0];
  const pages = [await read(), await read()];
  const code = codeOf(
    await db.code.findFirstOrThrow({ where: { purpose: "signIn" }, orderBy: { createdAt: "desc" } }),
  );
  const filled = (form: Form | undefined): Entry[] =>
    (form?.fields ?? []).map((f): Entry => [f.name, f.name === "code" ? code : f.value]);
  expect(new Set(pages.map((p) => JSON.stringify(filled(p)))).size).toBe(2);
  for (const page of pages) {
    const answer = await visitor.post(page?.action ?? "", filled(page));
    expect([answer.status, answer.to]).toEqual([303, "/mitt?inloggad"]);
  }
  // What was pressed without a session, by whoever it was, lies nowhere.
  expect(await db.press.count()).toBe(0);
  expect((await visitor.ask("/dalarna/lansgruppen/att-gora")).status).toBe(200);
  // The session ends, and what was typed beside a file is sent: the page says what is kept of it, to whom it is kept for.
  const stranger = new Visitor(site.base);
  await stranger.get("/logga-in");
  visitor.cookies.delete("lg_session");
  const typed: Entry[] = [
    ["title", "Rutinen"],
    ["file", new File(["x".repeat(2000)], "rutin.txt")],
  ];
  for (const [who, says] of [
    [visitor, /Det du skrev är sparat en timme.*Filer sparas inte/],
    [stranger, null],
  ] as const) {
    const away = await who.post("/dalarna/lansgruppen/material/nytt", typed, true);
    expect([away.status, away.to.includes("parkerat=")]).toEqual([303, says !== null]);
    const { html } = await who.get(away.to);
    expect(html).toMatch(says ?? /<h1[^>]*>Logga in/);
    if (!says) expect(html).not.toContain("sparat");
  }
  await stranger.post(pages[0]?.action ?? "", filled(pages[0]));
  expect(stranger.cookies.has("lg_session")).toBe(false);
});

it.each([
  ["/finns-inte", 404, "Sidan finns inte – Länens nätverk"],
  ["/hjalp", 200, "Hjälp – Länens nätverk"],
])("%s has one title, that of what it says", async (path, expected, title) => {
  const { html, status } = await new Visitor(site.base).get(path);
  expect(status).toBe(expected);
  expect([...html.matchAll(/<title>(.*?)<\/title>/g)].map(([, found]) => found)).toEqual([title]);
});
