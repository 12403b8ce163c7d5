// An inquiry that every organisation has answered, and its result page.
import autocannon from "autocannon";
import Database from "better-sqlite3";
import { addDays, todayOn } from "../../app/platform/calendar";
import { nanoid } from "../../app/platform/ids";
import type { Running } from "./measure";

const options = ["Ja, eget", "Ja, tillsammans med andra", "Nej", "Vet inte"];
const kinds = ["one", "several", "scale", "number", "text"] as const;
const words = "Vi skulle behöva en gemensam lista över lediga platser och någon att ringa på helgen".split(
  " ",
);

/** `questions` of every kind in turn, answered by every member; every sixth hangs on the first. Rows alone; no letter was sent. */
export function seedInquiry(
  path: string,
  networkId: string,
  now: Date,
  questions = 30,
): { id: string; answers: number; values: number } {
  const database = new Database(path);
  const organisations = database
    .prepare("SELECT organisationId FROM Membership WHERE networkId = ?")
    .pluck()
    .all(networkId) as string[];
  const at = now.toISOString().replace("Z", "+00:00");
  const put = (table: string, columns: string) => {
    const statement = database.prepare(
      `INSERT INTO "${table}" (${columns}) VALUES (${columns
        .split(",")
        .map(() => "?")
        .join(", ")})`,
    );
    return (...values: unknown[]) => {
      statement.run(...values);
    };
  };
  const [inquiry, question, share] = [
    put("Inquiry", "id, networkId, title, why, lastOn, state, sentAt, version, answerVersion, createdAt"),
    put(
      "InquiryQuestion",
      "id, inquiryId, networkId, position, kind, label, required, options, onlyIfId, onlyIfValue",
    ),
    put("InquiryShare", "id, inquiryId, networkId, organisationId, state, submittedAt"),
  ];
  const [response, value] = [
    put("InquiryResponse", "id, shareId, networkId, kind, at"),
    put("InquiryValue", "id, responseId, questionId, value"),
  ];
  const id = nanoid(14);
  let values = 0;
  database.transaction(() => {
    inquiry(
      id,
      networkId,
      "Skyddat boende i länet",
      "Underlag till nästa möte.",
      addDays(todayOn(now), 20),
      "sent",
      at,
      2,
      organisations.length,
      at,
    );
    const asked = Array.from({ length: questions }, (_, i) => ({
      id: nanoid(14),
      kind: kinds[i % kinds.length]!,
      on: i > 0 && i % 6 === 0,
    }));
    asked.forEach((q, i) =>
      question(
        q.id,
        id,
        networkId,
        i,
        q.kind,
        `Fråga nummer ${i + 1} om hur det är ordnat hos er?`,
        1,
        JSON.stringify(q.kind === "one" || q.kind === "several" ? options : []),
        q.on ? asked[0]!.id : null,
        q.on ? options[0] : null,
      ),
    );
    organisations.forEach((o, k) => {
      const [s, r] = [nanoid(14), nanoid(14)];
      share(s, id, networkId, o, "submitted", at);
      response(r, s, networkId, "organisation", at);
      const say = (q: string, v: string) => {
        value(nanoid(14), r, q, v);
        values++;
      };
      asked.forEach((q, i) => {
        if (q.on && k % 4 !== 0) return;
        if (q.kind === "one") say(q.id, options[(i + k) % 4]!);
        else if (q.kind === "several")
          options.forEach((x, n) => {
            if ((k >> n) % 2) say(q.id, x);
          });
        else if (q.kind === "scale") say(q.id, String(1 + ((i + k * 3) % 5)));
        else if (q.kind === "number") say(q.id, String((k * 37 + i) % 130));
        else
          say(q.id, Array.from({ length: 12 + (k % 40) }, (_, n) => words[(n + k) % words.length]).join(" "));
      });
    });
  })();
  database.exec("ANALYZE");
  database.close();
  return { id, answers: organisations.length, values };
}

/** The first look, which sums and draws, and then the page as it is kept; by as many readers at a time as the other pages have. */
export async function measureResults(
  server: Running,
  cookie: string,
  page: string,
  seconds: number,
): Promise<{ cold: number; alone: number; p99: number; mean: number; bytes: number }> {
  const once = async () => {
    const began = performance.now();
    const answer = await fetch(server.base + page, { headers: { cookie } });
    const { length } = await answer.text();
    if (answer.status !== 200 || length < 50_000)
      throw new Error(`${page}: ${answer.status}, ${length} characters`);
    return { took: performance.now() - began, length };
  };
  const first = await once();
  const run = async (connections: number) => {
    const r = await autocannon({
      url: server.base + page,
      connections,
      duration: seconds,
      headers: { cookie, "accept-encoding": "identity" },
    });
    if (r.non2xx || r.errors || r.timeouts) throw new Error(`${page} did not answer`);
    return r.latency;
  };
  await run(1);
  const alone = await run(1);
  const four = await run(4);
  return { cold: first.took, alone: alone.p99, p99: four.p99, mean: four.average, bytes: first.length };
}
