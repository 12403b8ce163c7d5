// The network's status on one page, for the county's heads: numbers and facts, nobody ranked.
import { addMonths, longDate, minute, through } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";
import { must } from "~/platform/must";
import { Paper } from "~/platform/pdf/paper.server";
import { capital, counted, few, numberWord, shortened, whole } from "~/platform/swedish";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { attendanceCells } from "~/domain/meetings/attendance/year.server";
import { share, yearFigures } from "~/domain/meetings/attendance/year";
import { begun, counts } from "~/domain/asks/counting.server";
import { askedOfHeads } from "~/domain/questions/queries.server";
import { isOverSql } from "~/domain/meetings/rules";
import { standings, type Standing } from "~/domain/commitments/rules";
import { standingsOf } from "~/domain/commitments/standing.server";
import { standingWords } from "~/domain/commitments/texts";

interface Work {
  efforts: number;
  effortParts: number;
  done: number;
  begun: number;
  items: number;
  spreadParts: number;
  spreadAnswered: number;
  spread: number;
  reached: number | null;
  inquiries: number;
  asked: number;
  answered: number;
}

/** Everything on the page, as it is today; meetings and work over the twelve months before. */
export function networkStatus(permit: NetworkPermit<"status.see">) {
  const { network, today } = permit;
  const since = addMonths(today, -12);
  const all = standingsOf(network.id, today);
  const figures = yearFigures(attendanceCells(network.id, since, today, today));
  const next =
    row<{ title: string; heldOn: string }>(
      `SELECT m.title, m.heldOn FROM Meeting m WHERE m.networkId = ?1 AND m.state <> 'cancelled' AND m.kind <> 'group' AND m.heldOn >= ?2 AND NOT ${isOverSql("?3")} ORDER BY m.heldOn, m.fromTime`,
      network.id,
      today,
      minute(permit.now),
    ) ?? null;
  const groups = rows<{ name: string }>(
    "SELECT name FROM WorkingGroup WHERE networkId = ?1 AND startOn <= ?2 AND (endedOn IS NULL OR endedOn > ?2) ORDER BY swedish(name)",
    network.id,
    today,
  ).map((g) => g.name);
  const effort =
    "FROM EffortShare s JOIN Effort e ON e.id = s.effortId WHERE e.networkId = ?1 AND dayOf(e.createdAt) >= ?2";
  const item =
    "FROM SpreadShare s JOIN SpreadItem i ON i.id = s.itemId WHERE i.networkId = ?1 AND dayOf(i.createdAt) >= ?2";
  const inquiry =
    "FROM InquiryShare s JOIN Inquiry i ON i.id = s.inquiryId WHERE i.networkId = ?1 AND i.state = 'sent' AND dayOf(i.sentAt) >= ?2";
  const work = must(
    row<Work>(
      `SELECT (SELECT count(DISTINCT e.id) ${effort}) AS efforts, (SELECT count(*) ${effort} AND s.state <> 'notForUs' AND ${counts("e", "?3")}) AS effortParts, (SELECT count(*) ${effort} AND s.state = 'done') AS done, (SELECT count(*) ${effort} AND ${begun("e", "?3")}) AS begun,
       (SELECT count(DISTINCT i.id) ${item}) AS items, (SELECT count(*) ${item} AND ${counts("i", "?3")}) AS spreadParts, (SELECT count(*) ${item} AND s.state <> 'waiting') AS spreadAnswered, (SELECT count(*) ${item} AND s.state = 'spread') AS spread,
       (SELECT sum(p.reached) FROM SpreadPass p JOIN SpreadShare s ON s.id = p.shareId JOIN SpreadItem i ON i.id = s.itemId WHERE i.networkId = ?1 AND dayOf(i.createdAt) >= ?2) AS reached,
       (SELECT count(DISTINCT i.id) ${inquiry}) AS inquiries, (SELECT count(*) ${inquiry} AND ${counts("i", "?3")}) AS asked, (SELECT count(*) ${inquiry} AND s.state = 'submitted') AS answered`,
      network.id,
      since,
      today,
    ),
    "one row",
  );
  return {
    today,
    organisations: all.length,
    filled: all.filter((o) => o.representative.held).length,
    /** Each organisation in one of them, in the order of the standings. */
    standings: standings.flatMap((standing) => {
      const of = all.filter((o) => o.standing === standing);
      return of.length > 0 ? [{ standing, of: of.map(({ name, date }) => ({ name, date })) }] : [];
    }),
    /** By the first day without them. */
    deputiesLeaving: all.flatMap(({ name, deputyLeaves }) =>
      deputyLeaves ? [{ name, date: deputyLeaves.date }] : [],
    ),
    meetings: figures.meetings.length,
    attendance: figures.asked > 0 ? share(figures.present, figures.asked) : null,
    next,
    groups,
    work,
    questions: askedOfHeads(network.id),
  };
}

export async function statusPaper(
  permit: NetworkPermit<"status.see">,
): Promise<{ bytes: Buffer; name: string; kind: "pdf" }> {
  const { network } = permit;
  const s = networkStatus(permit);
  const paper = await Paper.open({
    title: `Lägesbild – ${network.name}`,
    author: network.authority,
    at: permit.now,
  });
  const of = (n: number, all: number) => `${n} av ${all}`;
  const standing = (asked: Standing) => s.standings.find((x) => x.standing === asked)?.of ?? [];
  const named = (
    found: readonly { name: string; date: string | null }[],
    day: (date: string) => string,
  ): string => {
    if (found.length === 0) return "Inga";
    const names = found.map((o) => (o.date ? `${o.name} (${day(o.date)})` : o.name));
    return `${found.length}: ${few(names, 150)}`;
  };
  paper.overline(`${network.authority} · ${network.name}`);
  paper.heading(1, "Lägesbild");
  paper.text(`Till länschefsnätverket, ${longDate(s.today)}.`, { muted: true });
  paper.heading(2, "Organisationer och platser");
  paper.facts([
    { label: "Har representant", value: `${of(s.filled, s.organisations)} organisationer` },
    { label: "Vakanta platser", value: named(standing("vacant"), (d) => `sedan ${longDate(d)}`) },
    ...(standing("leaving").length > 0
      ? [{ label: "Blir vakanta", value: named(standing("leaving"), longDate) }]
      : []),
    ...(s.deputiesLeaving.length > 0
      ? [{ label: "Ersättare som slutar", value: named(s.deputiesLeaving, through) }]
      : []),
    {
      label: "Blanketterna i övrigt",
      value:
        s.standings
          .filter((x) => x.standing !== "vacant" && x.standing !== "leaving")
          .map((x) => `${standingWords[x.standing].text}: ${x.of.length}`)
          .join(". ") || "Inga",
    },
  ]);
  paper.heading(2, "Möten de senaste tolv månaderna");
  paper.facts([
    {
      label: "Möten",
      value: `${s.meetings}${s.attendance ? `. Organisationernas närvaro var ${s.attendance}` : ""}`,
    },
    ...(s.next ? [{ label: "Nästa möte", value: `${s.next.title}, ${longDate(s.next.heldOn)}` }] : []),
  ]);
  paper.heading(2, "Arbetet mellan mötena");
  paper.facts([
    {
      label: "Arbetsgrupper i gång",
      value: s.groups.length === 0 ? "Inga" : `${s.groups.length}: ${few(s.groups, 140)}`,
    },
    {
      label: "På hemmaplan",
      value:
        s.work.efforts === 0
          ? "Inga insatser"
          : `${capital(counted(s.work.efforts, "insats", "insatser"))}. Av organisationernas delar är ${of(s.work.done, s.work.effortParts)} klara${s.work.begun > 0 ? ` och ${s.work.begun} påbörjade` : ""}`,
    },
    {
      label: "Sprida",
      value:
        s.work.items === 0
          ? "Inget utskick"
          : `${capital(counted(s.work.items, "utskick", "utskick"))}. Av organisationernas delar är ${of(s.work.spreadAnswered, s.work.spreadParts)} besvarade och ${s.work.spread} spridda${s.work.reached === null ? "" : `, till ungefär ${whole(s.work.reached)} personer`}`,
    },
    {
      label: "Samla in",
      value:
        s.work.inquiries === 0
          ? "Inga frågor"
          : `${capital(counted(s.work.inquiries, "omgång frågor", "omgångar frågor"))}. Av organisationernas svar har ${of(s.work.answered, s.work.asked)} kommit in`,
    },
  ]);
  if (s.questions.length > 0) {
    paper.heading(2, "Frågor till er som väntar på svar");
    paper.list(
      s.questions
        .slice(0, s.questions.length > 3 ? 2 : 3)
        .map((q) => ({ label: "•", runs: [{ text: shortened(q, 160) }] }))
        .concat(
          s.questions.length > 3
            ? [{ label: "•", runs: [{ text: `och ${numberWord(s.questions.length - 2)} till` }] }]
            : [],
        ),
    );
  }
  paper.text(
    "Så räknas det: Platserna är läget i dag, adjungerade oräknade. Närvaron är andelen av de kallade, halvdagar är halva. Arbetet mellan mötena gäller tolv månader och räknar inte organisationer där det inte fanns någon att fråga. På hemmaplan räknas inte där organisationen har svarat att det inte är aktuellt; i Sprida är det ett svar.",
    { muted: true, size: 9 },
  );
  return {
    bytes: await paper.finish(`${network.name} · ${s.today}`),
    name: `lagesbild-${s.today}.pdf`,
    kind: "pdf",
  };
}
