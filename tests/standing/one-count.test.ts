// One count: whoever has answered, begun, is silent, late, or was nobody to ask is counted here by hand from the rows, and every
// place that shows it says the same: pages, lists, tables, the report, the to-do list, the status and the standing.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isEmpty } from "~/domain/asks/rules";
import { effortList, effortPage, answersTable } from "~/domain/efforts/queries.server";
import { effortTodo } from "~/domain/efforts/todo.server";
import { openThings } from "~/domain/handover/open.server";
import { inquiryList, inquiryPage } from "~/domain/inquiries/queries.server";
import { reportPaper } from "~/domain/inquiries/report.server";
import { resultsOf } from "~/domain/inquiries/results.server";
import { inquiryTodo } from "~/domain/inquiries/todo.server";
import { myNetworks, organisationWaits } from "~/domain/network/mine.server";
import { placeOf } from "~/domain/network/queries.server";
import { networkStatus } from "~/domain/network/status.server";
import { heldBy } from "~/domain/seats/held.server";
import { spreadList, spreadPage, spreadTable } from "~/domain/spread/queries.server";
import { spreadTodo } from "~/domain/spread/todo.server";
import { factsOf } from "~/domain/standing/facts.server";
import { standingPage } from "~/domain/standing/queries.server";
import { setClock, today } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { listed } from "~/platform/swedish";
import { writeTable } from "~/platform/table.server";
import { textOf } from "../sealing/paper";
import { asAccount, asMe, strategist } from "../world";
import { at, open, makeOddCounty, ids, nameOf, named, odd, w, type Kind } from "./odd-county";

const staff = <P extends Parameters<typeof asAccount>[0]>(p: P) => asAccount(p, w.networkId, strategist);
const kinds = ["effort", "spread", "inquiry"] as const;
const done: Record<Kind, string> = { effort: "done", spread: "spread", inquiry: "submitted" };
const duty = { effort: "home", spread: "spread", inquiry: "collect" } as const;

interface Part {
  organisation: string;
  /** The state of the row, or "nobody" where nothing had come and nobody sat. */
  word: string;
  lastOn: string;
  late: boolean;
}
interface Ask {
  id: string;
  closedOn: string | null;
  parts: Part[];
}
/** By hand: from the rows as they are stored, one organisation at a time. */
async function byHand(kind: Kind): Promise<Ask[]> {
  const include = { shares: true } as const;
  const asks = {
    effort: await db.effort.findMany({ include }),
    spread: await db.spreadItem.findMany({ include }),
    inquiry: await db.inquiry.findMany({ include }),
  }[kind];
  const holdings = await db.holding.findMany();
  return asks.map((a) => ({
    id: a.id,
    closedOn: a.closedAt && a.closedAt.toISOString().slice(0, 10),
    parts: a.shares
      .map((s) => {
        const lastOn = s.lastOn ?? a.lastOn;
        const day = lastOn < today() ? lastOn : today();
        const sat = holdings.some(
          (h) =>
            h.organisationId === s.organisationId &&
            h.fromOn <= day &&
            (h.untilOn === null || h.untilOn > day),
        );
        const open = s.state === "waiting" || s.state === "begun";
        return {
          organisation: nameOf(s.organisationId),
          word: open && !sat ? "nobody" : s.state,
          lastOn,
          late: open && sat && lastOn < today(),
        };
      })
      .sort((x, y) => x.organisation.localeCompare(y.organisation, "sv")),
  }));
}
const words = (parts: readonly { organisation: string; word: string }[]) =>
  Object.fromEntries(parts.map((p) => [p.organisation, p.word]));
const byId = <T extends { id: string }>(all: readonly T[]): T[] =>
  [...all].sort((x, y) => x.id.localeCompare(y.id));
const count = (parts: readonly Part[], word: string) => parts.filter((p) => p.word === word).length;

/** What each kind's page says of each organisation. */
const pages: Record<Kind, (id: string) => Promise<Record<string, string>>> = {
  effort: async (id) => said(effortPage(await staff("effort.see"), id).shares),
  spread: async (id) => said(spreadPage(await staff("spread.see"), id).shares),
  inquiry: async (id) => said(inquiryPage(await staff("inquiry.see"), id).shares),
};
const said = (lines: readonly { organisation: string; state: string; askable: number }[]) =>
  Object.fromEntries(lines.map((l) => [l.organisation, isEmpty(l) ? "nobody" : l.state]));

beforeAll(makeOddCounty, 120_000);
afterAll(() => setClock(null));

describe.each(["2027-02-15", "2027-03-10", "2027-03-11", "2027-03-20", "2027-04-05"])("on %s", (day) => {
  beforeAll(() => at(day));

  it("each organisation's word is one on the page and in what is taken away", async () => {
    for (const kind of kinds)
      for (const ask of await byHand(kind)) expect(await pages[kind](ask.id)).toEqual(words(ask.parts));
    const shown: Record<string, string> = {
      "Ingen att fråga": "nobody",
      "Inte börjat": "waiting",
      "Har inte svarat": "waiting",
      "Har börjat": "begun",
      Klart: "done",
      "Har spridit": "spread",
      "Inte aktuellt": "notForUs",
      "Inte relevant": "notForUs",
    };
    const read = async (table: Parameters<typeof writeTable>[0]) => {
      const [, ...lines] = (await writeTable(table, "csv")).toString().trimEnd().split("\r\n");
      return Object.fromEntries(
        lines.map((l) => {
          const [organisation = "", word = ""] = l.split(";");
          return [organisation, shown[word]];
        }),
      );
    };
    for (const { id, parts } of await byHand("effort"))
      expect(await read(answersTable(await staff("effort.manage"), id))).toEqual(words(parts));
    for (const { id, parts } of await byHand("spread"))
      expect(await read(spreadTable(await staff("spread.manage"), id))).toEqual(words(parts));
    for (const { id, parts } of await byHand("inquiry")) {
      const see = await staff("inquiry.see");
      expect(said(resultsOf(see, id).lines.map((l) => ({ ...l, organisation: l.name })))).toEqual(
        words(parts),
      );
      if (id !== open.inquiry) continue;
      const report = textOf((await reportPaper(see, id)).bytes).replace(/\s+/g, " ");
      const silent = parts.filter((p) => p.word === "waiting" || p.word === "begun");
      expect(report).toContain(`Har inte svarat ${listed(silent.map((p) => p.organisation)) || "Ingen"}`);
    }
  });

  it("the lists and the status count the words of the rows", async () => {
    const [efforts, items, inquiries] = [
      await byHand("effort"),
      await byHand("spread"),
      await byHand("inquiry"),
    ];
    const of = (asks: readonly Ask[], id: string) => asks.find((a) => a.id === id)!.parts;
    for (const e of effortList(await staff("effort.see")).efforts) {
      const parts = of(efforts, e.id);
      const counts = {
        done: count(parts, "done"),
        begun: count(parts, "begun"),
        notForUs: count(parts, "notForUs"),
        organisations: parts.length - count(parts, "nobody"),
      };
      expect(e).toMatchObject(counts);
      expect(effortPage(await staff("effort.see"), e.id).effort).toMatchObject(counts);
    }
    for (const i of spreadList(await staff("spread.see")).items)
      expect(i).toMatchObject({
        spread: count(of(items, i.id), "spread"),
        notForUs: count(of(items, i.id), "notForUs"),
        organisations: of(items, i.id).length - count(of(items, i.id), "nobody"),
      });
    for (const i of inquiryList(await staff("inquiry.see")).inquiries)
      expect(i).toMatchObject({
        submitted: count(of(inquiries, i.id), "submitted"),
        organisations: of(inquiries, i.id).length - count(of(inquiries, i.id), "nobody"),
      });
    const all = (asks: readonly Ask[]) => asks.flatMap((a) => a.parts);
    expect(networkStatus(await staff("status.see")).work).toMatchObject({
      efforts: efforts.length,
      effortParts: all(efforts).length - count(all(efforts), "notForUs") - count(all(efforts), "nobody"),
      done: count(all(efforts), "done"),
      begun: count(all(efforts), "begun"),
      items: items.length,
      spreadParts: all(items).length - count(all(items), "nobody"),
      spreadAnswered: count(all(items), "spread") + count(all(items), "notForUs"),
      spread: count(all(items), "spread"),
      inquiries: inquiries.length,
      asked: all(inquiries).length - count(all(inquiries), "nobody"),
      answered: count(all(inquiries), "submitted"),
    });
  });

  it("the to-do list counts those whose day has passed, as long as one of them can answer", async () => {
    const members = await db.membership.findMany();
    const holdings = await db.holding.findMany();
    const holds = (
      of: readonly { organisationId: string; fromOn: string; untilOn: string | null }[],
      id: string,
    ) =>
      of.some(
        (x) => x.organisationId === id && x.fromOn <= today() && (x.untilOn === null || x.untilOn > today()),
      );
    const can = (p: Part) => holds(members, ids(p.organisation)) && holds(holdings, ids(p.organisation));
    const todo = await staff("todo.see");
    const rows: Record<Kind, { id: string; n: number; since: string }[]> = {
      effort: effortTodo(todo).map((e) => ({ id: e.id, n: e.late, since: e.since })),
      spread: spreadTodo(todo).map((i) => ({ id: i.id, n: i.late, since: i.since })),
      inquiry: [],
    };
    for (const kind of ["effort", "spread"] as const)
      expect(byId(rows[kind])).toEqual(
        byId(
          (await byHand(kind)).flatMap(({ id, closedOn, parts }) => {
            const late = parts.filter((p) => p.late);
            return !closedOn && late.some(can)
              ? [{ id, n: late.length, since: late.map((p) => p.lastOn).sort()[0] }]
              : [];
          }),
        ),
      );
    // An inquiry waits until the day of everybody silent has passed; then it is a row, and so it is when nobody can answer any more.
    expect(byId(inquiryTodo(todo).map(({ kind, id, silent }) => ({ kind, id, silent })))).toEqual(
      byId(
        (await byHand("inquiry")).flatMap(({ id, closedOn, parts }) => {
          if (closedOn) return [];
          const silent = parts.filter((p) => p.word === "waiting" || p.word === "begun");
          if (!silent.some(can)) return [{ kind: "inquiryDone", id, silent: silent.length }];
          return silent.filter(can).every((p) => p.late)
            ? [{ kind: "inquiryPassed", id, silent: silent.length }]
            : [];
        }),
      ),
    );
  });

  it("the standing's figures, and the rows behind them, are sums of the same words", async () => {
    const period = { year: "2027", fromOn: "2027-01-01", toOn: today() };
    const facts = factsOf(w.networkId, today(), [period]);
    for (const { id, name, slug, facts: f } of facts)
      for (const kind of kinds) {
        const own = (await byHand(kind)).flatMap(({ closedOn, parts }) =>
          parts
            .filter((p) => ids(p.organisation) === id)
            // What was closed before its day, without an answer, is asked no longer.
            .filter(
              (p) => !closedOn || !["waiting", "begun", "nobody"].includes(p.word) || closedOn > p.lastOn,
            ),
        );
        const given = own.filter((p) => p.word !== "nobody");
        expect([name, f[duty[kind]]]).toEqual([
          name,
          {
            given: given.length,
            done: count(given, done[kind]),
            notForUs: count(given, "notForUs"),
            late: given.filter((p) => p.late).length,
            open: given.filter((p) => ["waiting", "begun"].includes(p.word) && !p.late).length,
          },
        ]);
        const page = standingPage(await staff("standing.see"), slug, "2027");
        const { behind } = page.duties.find((d) => d.duty === duty[kind])!;
        expect([name, behind.length, behind.filter((b) => b.state === "Ingen att fråga").length]).toEqual([
          name,
          own.length,
          count(own, "nobody"),
        ]);
      }
  });

  it("what waits for one organisation is the same on its page, at hand-over, in the letter and on one's own page", async () => {
    for (const name of odd) {
      const holder = await db.holding.findFirst({
        where: {
          organisationId: named(name).id,
          fromOn: { lte: today() },
          OR: [{ untilOn: null }, { untilOn: { gt: today() } }],
        },
        include: { person: { include: { account: true } } },
      });
      const email = holder?.person.account?.email;
      if (!holder || !email) continue;
      const waits: Record<Kind, number> = { effort: 0, spread: 0, inquiry: 0 };
      for (const kind of kinds)
        for (const { closedOn, parts } of await byHand(kind))
          waits[kind] += parts.filter(
            (p) =>
              !closedOn &&
              p.organisation === nameOf(named(name).id) &&
              ["waiting", "begun", "nobody"].includes(p.word),
          ).length;
      const see = await asAccount("organisation.see", w.networkId, email);
      const short = { efforts: waits.effort, spread: waits.spread, inquiries: waits.inquiry };
      expect([name, organisationWaits(see, named(name).slug, null)]).toEqual([
        name,
        expect.objectContaining(short),
      ]);
      expect(myNetworks(await asMe(email)).map((n) => n.waits)).toEqual([expect.objectContaining(short)]);
      const open = openThings(w.networkId, named(name), placeOf(see.network), see);
      expect(kinds.map((k) => open.filter((t) => t.kind === k).length)).toEqual(kinds.map((k) => waits[k]));
      const held = await transact((tx) => heldBy(tx, holder, today()));
      expect(["effort", "spread"].map((k) => held.filter((h) => h.kind === k).length)).toEqual([
        waits.effort,
        waits.spread,
      ]);
    }
  });
});
