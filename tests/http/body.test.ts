// What is posted, whatever it is: read within limits, or refused with a page; never a fault, and never for long.
import { request, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readForm } from "~/http/body.server";
import { formLimits } from "~/platform/sizes";
import { startSite, type Site } from "../setup/server";
import { makeWorld } from "../world";

const urlencoded = "application/x-www-form-urlencoded";
const boundary = "gräns-xyz".normalize("NFD").replace(/[^\x20-\x7e]/g, "");
const multipart = `multipart/form-data; boundary=${boundary}`;
const part = (disposition: string, content: string | Buffer = "x", more = "") =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${more}\r\n`),
    Buffer.from(content),
    Buffer.from("\r\n"),
  ]);
const whole = (...parts: Buffer[]) => Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
const names = (count: number) => Array.from({ length: count }, (_, i) => `n${String(i)}`);
const dotted = "a.b.c".padEnd(1024 * 1024, ".a.b.c").slice(0, 1024 * 1024 - 1000);

/** As the server reads it. */
const read = (type: string, body: Buffer | string | Buffer[], most: number | null = 1000) => {
  const chunks = Array.isArray(body) ? body : [Buffer.from(body)];
  const headers: Record<string, string> = type ? { "Content-Type": type } : {};
  return readForm(
    new Request("http://localhost/", { method: "POST", headers }),
    Readable.from(chunks.filter((c) => c.length > 0)),
    () => Promise.resolve(most),
  );
};
const status = async (answer: Promise<unknown>) =>
  answer.then(
    () => 200,
    (refusal: unknown) => (refusal as Response).status,
  );

describe("a form with files", () => {
  it.each([
    ["Bilaga; budget.pdf", 'filename="Bilaga; budget.pdf"'],
    ["Läge=klart.pdf", 'filename="Läge=klart.pdf"'],
    ['Så kallat "utkast".pdf', 'filename="Så kallat %22utkast%22.pdf"'],
    ['Så kallat "utkast".pdf', 'filename="Så kallat \\"utkast\\".pdf"'],
    ["Łódź Ελλάδα 日本 🙂.pdf", 'filename="Łódź Ελλάδα 日本 🙂.pdf"'],
    ["Läge.pdf", `filename="${"Läge.pdf".normalize("NFD")}"`],
    ["Läge; 2.pdf", "filename*=UTF-8''L%C3%A4ge%3B%202.pdf"],
    ["utan.pdf", "filename=utan.pdf"],
    ["namn.pdf", 'filename="C:\\Mina dokument\\namn.pdf"'],
    ["100 % klart.pdf", 'filename="100 % klart.pdf"'],
    ["", 'filename=""'],
  ])("takes %s", async (name, sent) => {
    const [entry] = await read(multipart, whole(part(`name="file"; ${sent}`, "innehåll")));
    expect(entry?.[0]).toBe("file");
    const file = entry?.[1] as File;
    expect([file.name, await file.text()]).toEqual([name, "innehåll"]);
  });
  it("keeps the order of its fields, also where it comes a byte at a time", async () => {
    const body = whole(
      part('name="a"', "1"),
      part('name="f"; filename="f.txt"', "fil"),
      part('name="å"', "två\r\nrader"),
    );
    for (const chunks of [[body], Array.from(body, (_, i) => body.subarray(i, i + 1))]) {
      const [a, f, b] = await read(multipart, chunks);
      expect([a, b]).toEqual([
        ["a", "1"],
        ["å", "två\r\nrader"],
      ]);
      expect(await (f?.[1] as File).text()).toBe("fil");
    }
  });
  it("keeps no more of a file than asked, and one byte that tells", async () => {
    const body = whole(part('name="f"; filename="f.txt"', Buffer.alloc(200_000, "x")));
    for (const most of [1000, 0]) {
      const [f] = await read(multipart, body, most);
      expect((f?.[1] as File).size).toBe(most + 1);
    }
  });
  it("of text alone takes what a form of text takes", async () => {
    expect(await status(read(multipart, whole(part('name="a"', dotted)), null))).toBe(200);
    expect(await status(read(multipart, whole(part('name="a"', dotted + dotted)), null))).toBe(413);
    expect(await status(read(multipart, whole(part('name="a"', dotted), part('name="b"', dotted))))).toBe(
      413,
    );
    // Nor is a file waited for on a page that takes none.
    const file = whole(part('name="f"; filename="f.txt"', Buffer.alloc(formLimits.text + 1)));
    expect(await status(read(multipart, file, null))).toBe(413);
  });
  it.each<[string, Buffer | string, string?]>([
    ["without its boundary", whole(part('name="a"')), "multipart/form-data"],
    ["with another boundary", whole(part('name="a"')), "multipart/form-data; boundary=annan"],
    ["that ends in the middle", whole(part('name="a"; filename="a"')).subarray(0, 70)],
    ["that ends in its head", `--${boundary}\r\nContent-Disp`],
    ["of nothing", ""],
    ["of words", "hej ".repeat(1000)],
    ["without names", whole(part('filename="a"'))],
    ["of 60,000 names", whole(...names(60_000).map((n) => part(`name="${n}"`)))],
    ["of a thousand files", whole(...names(1000).map((n) => part(`name="${n}"; filename="f"`)))],
  ])("%s is refused as unreadable", async (_, body, type = multipart) => {
    expect(await status(read(type, body))).toBe(400);
  });
  it("is heard out whatever it is made of", async () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
    const pieces = [
      "--",
      boundary,
      "\r\n",
      "\r\n\r\n",
      "\n",
      "Content-Disposition: form-data",
      "; name=",
      '"',
      "a",
      "; filename*=",
      "x-none''%ff",
      "Content-Type: text/plain; charset=x-none",
      "å",
      "\0",
      "=",
      ";",
    ];
    const heard = new Set<number>();
    for (let i = 0; i < 3000; i++) {
      const body = Buffer.from(
        `--${boundary}\r\n${Array.from({ length: random(30) }, () => pieces[random(pieces.length)]).join("")}`,
      );
      const cut = random(body.length);
      heard.add(await status(read(multipart, [body.subarray(0, cut), body.subarray(cut)])));
    }
    expect([...heard].filter((s) => s !== 200 && s !== 400)).toEqual([]);
  });
});

describe("a form of text", () => {
  it("is read as browsers write it", async () => {
    expect(await read(`${urlencoded};charset=UTF-8`, "a=1&%C3%A5=%E2%82%AC+b&a=2&tom=")).toEqual([
      ["a", "1"],
      ["å", "€ b"],
      ["a", "2"],
      ["tom", ""],
    ]);
    expect(await read(urlencoded, "")).toEqual([]);
    expect(await read("", "")).toEqual([]);
  });
  it("is stopped where a limit is passed", async () => {
    expect(await status(read(urlencoded, names(60_000).join("=&")))).toBe(400);
    expect(await status(read(urlencoded, "&".repeat(formLimits.text)))).toBe(400);
    expect(await status(read(urlencoded, `a=${"x".repeat(formLimits.text)}`))).toBe(413);
    let given = 0;
    const endless = Readable.from(
      (function* () {
        for (; given < 1000; given++) yield Buffer.alloc(64 * 1024, "&");
      })(),
    );
    const asked = new Request("http://localhost/", {
      method: "POST",
      headers: { "Content-Type": urlencoded },
    });
    expect(await status(readForm(asked, endless, () => Promise.resolve(null)))).toBe(400);
  });
  it("that says itself that it is too large is answered before it comes", async () => {
    const nothing = new Readable({ read() {} });
    const asked = new Request("http://localhost/", {
      method: "POST",
      headers: { "Content-Type": urlencoded, "Content-Length": String(formLimits.text + 1) },
    });
    expect(await status(readForm(asked, nothing, () => Promise.resolve(null)))).toBe(413);
    nothing.destroy();
  });
  it("is nothing else", async () => {
    for (const type of [
      "text/plain",
      "application/json",
      "application/x-www-form-urlencodedx",
      "multipart/mixed; boundary=x",
    ])
      expect(await status(read(type, "a=1")), type).toBe(415);
  });
  it("of a sender who left is not waited for", async () => {
    const left = new Readable({ read() {} });
    left.push("a=1");
    const asked = new Request("http://localhost/", {
      method: "POST",
      headers: { "Content-Type": urlencoded },
    });
    const answer = status(readForm(asked, left, () => Promise.resolve(null)));
    left.destroy();
    expect(await answer).toBe(400);
    expect(await status(readForm(asked, left, () => Promise.resolve(null)))).toBe(400);
  });
});

describe("the site", () => {
  let site: Site;
  let logged = "";
  /** Sends a form in chunks that is too large already, and no end of it. */
  const goesOn = () => {
    const { host, port } = new URL(site.base);
    const socket = connect(Number(port), "localhost");
    let heard = "";
    socket.on("data", (part) => (heard += part.toString("latin1")));
    const head = [
      ...["POST /logga-in HTTP/1.1", `Host: ${host}`, `Origin: ${site.base}`],
      ...[`Content-Type: ${urlencoded}`, "Transfer-Encoding: chunked", "", ""],
    ];
    const size = formLimits.text + 1;
    socket.write(`${head.join("\r\n")}${size.toString(16)}\r\n${"x".repeat(size)}\r\n`);
    const closed = new Promise<void>((done) => socket.on("close", () => done()));
    /** What came, once it has these words or nothing more comes. */
    const hears = (words: RegExp) =>
      new Promise<string>((done) => {
        const look = () => words.test(heard) && done(heard);
        socket.on("data", look);
        void closed.then(() => done(heard));
        look();
      });
    return { socket, closed, hears };
  };
  let endless: ReturnType<typeof goesOn>;
  beforeAll(async () => {
    await makeWorld();
    site = await startSite({}, (line) => (logged += line));
    endless = goesOn();
  });
  afterAll(() => site.stop());

  interface Answer {
    status: number;
    headers: IncomingHttpHeaders;
    body: string;
  }
  const post = (path: string, body: Buffer | string, headers: Record<string, string>, chunked = false) =>
    new Promise<Answer>((done, failed) => {
      const asked = request(
        site.base + path,
        {
          method: "POST",
          headers: {
            Origin: site.base,
            ...(chunked ? { "Transfer-Encoding": "chunked" } : { "Content-Length": Buffer.byteLength(body) }),
            ...headers,
          },
        },
        (res) => {
          const chunks: Buffer[] = [];
          res
            .on("data", (c: Buffer) => chunks.push(c))
            .on("end", () => {
              done({
                status: res.statusCode ?? 0,
                headers: res.headers,
                body: Buffer.concat(chunks).toString(),
              });
            });
        },
      ).on("error", failed);
      asked.end(body);
    });

  it.each<[string, number, string, Buffer | string]>([
    ["contradictory names", 400, urlencoded, "a=1&a.b=2"],
    ["60,000 names", 400, urlencoded, names(60_000).join("=&")],
    ["1 MB of one name", 400, urlencoded, dotted],
    ["more than 1 MB", 413, urlencoded, `email=${"x".repeat(1024 * 1024)}`],
    ["12 MB", 413, urlencoded, `email=${"x".repeat(12 * 1024 * 1024)}`],
    ["60,000 parts", 0, multipart, whole(...names(60_000).map((n) => part(`name="${n}"`)))],
    ["a part's name of 1 MB", 400, multipart, whole(part(`name="${dotted.slice(200)}"`))],
    ["no multipart", 400, multipart, "hej"],
    ["text", 415, "text/plain", "hej"],
    ["JSON", 415, "application/json", "{}"],
    ["no type", 415, "", Buffer.alloc(1000)],
  ])("answers %s with a page that says so", async (_, expected, type, body) => {
    logged = "";
    for (const path of ["/logga-in", "/verifiera"])
      for (const chunked of [false, true]) {
        const answer = await post(path, body, type ? { "Content-Type": type } : {}, chunked);
        // More than 1 MB, and more than a form has: whichever is seen first.
        expect(expected ? [expected] : [400, 413], `${path} ${String(chunked)}`).toContain(answer.status);
        expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
        expect(answer.headers["cache-control"]).toBe("no-store");
        expect(answer.body).toMatch(/<html lang="sv"[\s\S]*<h1[^>]*>Det /);
      }
    expect(logged).toBe("");
  });
  it("hears out a sender who goes on after a refusal, on the same connection", async () => {
    const { socket, hears } = goesOn();
    expect(await hears(/<\/html>/)).toMatch(/^HTTP\/1\.1 413 /);
    socket.write(`1\r\nx\r\n0\r\n\r\nGET /favicon.svg HTTP/1.1\r\nHost: ${new URL(site.base).host}\r\n\r\n`);
    const second = /HTTP\/1\.1 200 /;
    expect(await hears(second)).toMatch(second);
    socket.destroy();
  });
  it("takes a press without a body, and a form in chunks", async () => {
    expect((await post("/logga-ut", "", {})).status).toBe(303);
    expect(
      (await post("/logga-in", "email=a%40b.example", { "Content-Type": urlencoded }, true)).status,
    ).toBe(303);
  });
  it("answers on the same connection after a refusal, and forgets a sender who leaves", async () => {
    logged = "";
    const left = Array.from(
      { length: 20 },
      () =>
        new Promise<void>((done) => {
          const asked = request(`${site.base}/verifiera`, {
            method: "POST",
            headers: { Origin: site.base, "Content-Type": multipart, "Content-Length": 9_000_000 },
          }).on("error", () => {
            done();
          });
          asked.write(part('name="file"; filename="f.pdf"', Buffer.alloc(100_000)));
          setTimeout(() => asked.destroy(), 50);
        }),
    );
    await Promise.all(left);
    expect((await post("/logga-in", "a=1&a.b=2", { "Content-Type": urlencoded })).status).toBe(400);
    expect((await fetch(site.base)).status).toBe(200);
    expect(logged).toBe("");
  });
  it("but not for ever", async () => {
    expect(await endless.hears(/<\/html>/)).toMatch(/^HTTP\/1\.1 413 /);
    await endless.closed;
  });
});
