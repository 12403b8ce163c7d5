// The brief before a visit: what the network knows of the organisation, on one sheet. No protected person is named.
import { inForceSql, longDate, shortDate, through } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import { Paper, type Fact } from "~/platform/pdf/paper.server";
import { few, numberWord, shortened } from "~/platform/swedish";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { waitingParts } from "~/domain/asks/counting.server";
import { openOf } from "~/domain/questions/queries.server";
import { stateWords } from "~/domain/questions/texts";
import { emptySeat } from "~/domain/commitments/texts";
import { holdingsOf, sittingOn, vacantSince, type Seat } from "~/domain/seats/queries.server";
import { standingPage } from "~/domain/standing/queries.server";
import { dutyWords, figureHint, saidOf } from "~/domain/standing/texts";
import { visitPage } from "./queries.server";

/** Two lines of a value, and one item of a list. */
const [twoLines, item] = [100, 56];
/** Questions to bring, and letters of each: as they are where there is room, cut where the sheet would be two. */
const rooms = [
  { brought: 12, letters: 200 },
  { brought: 2, letters: 75 },
];
interface Titled {
  title: string;
  lastOn: string;
}

/** Home work, things to spread and inquiries that wait for the organisation, by its own last day. */
const openWork = (networkId: string, organisationId: string): Titled[] =>
  rows<Titled>(
    `SELECT title, lastOn FROM ${waitingParts()} WHERE organisationId = ?2 ORDER BY lastOn`,
    networkId,
    organisationId,
  );
const namesOf = (sql: string, permit: NetworkPermit, organisationId: string): string[] =>
  rows<{ name: string }>(sql, permit.network.id, organisationId, permit.today).map((r) => r.name);
const inForce = inForceSql("x", "?3");

export async function visitBrief(
  permit: NetworkPermit<"visit.manage">,
  standing: NetworkPermit<"standing.see">,
  id: string,
): Promise<{ bytes: Buffer; name: string; kind: "pdf" }> {
  const { network, today } = permit;
  const { visit: v, questions, lines, previous } = visitPage(permit, id);
  const p = standingPage(standing, v.slug, null);
  const seats = holdingsOf(network.id, v.organisationId);
  const seat = (which: Seat, role: string) => {
    const h = sittingOn(seats, which, today);
    if (!h) return emptySeat(vacantSince(seats, which, today));
    const who = h.hidden
      ? `${role} för ${v.organisation}`
      : shortened([h.name, h.title].filter(Boolean).join(", "), 60);
    return h.untilOn ? `${who}. Sista dagen är ${through(h.untilOn)}` : who;
  };
  const list = (items: readonly string[], empty: string, letters = twoLines) =>
    items.length === 0
      ? empty
      : few(
          items.map((i) => shortened(i, item)),
          letters,
          " · ",
        );
  const came = (p.duties.find((d) => d.duty === "takePart")?.behind ?? [])
    .filter((b) => b.day <= today)
    .slice(-4)
    .reverse();
  const bring = [...lines, ...questions.map((q) => q.title)];
  const before: Fact[] = [
    { label: "Representant", value: seat("representative", "Representanten") },
    { label: "Ersättare", value: seat("deputy", "Ersättaren") },
    ...(v.whom ? [{ label: "Vi träffar", value: shortened(v.whom, twoLines) }] : []),
  ];
  const after: Fact[] = [
    {
      label: "Senaste möten",
      value: list(
        came.map((b) => `${b.what} (${shortDate(b.day)}): ${b.state.replace(/,.*/s, "").toLowerCase()}`),
        "Ingen närvaro i år",
      ),
    },
    {
      label: "Arbetsgrupper",
      value: list(
        namesOf(
          `SELECT w.name FROM GroupPlace x JOIN WorkingGroup w ON w.id = x.groupId WHERE x.networkId = ?1 AND x.organisationId = ?2 AND ${inForce} ORDER BY swedish(w.name)`,
          permit,
          v.organisationId,
        ),
        "Ingen plats",
      ),
    },
    {
      label: "Väntar på svar",
      value: list(
        openWork(network.id, v.organisationId).map(
          (w) => `${shortened(w.title, 44)} (${shortDate(w.lastOn)})`,
        ),
        "Inget",
      ),
    },
    {
      label: "Interna kontaktvägar",
      value: list(
        namesOf(
          `SELECT x.name FROM Channel x WHERE x.networkId = ?1 AND x.organisationId = ?2 AND ${inForce} ORDER BY x.position`,
          permit,
          v.organisationId,
        ),
        "Inga angivna",
      ),
    },
    {
      label: "Frågor att lyfta",
      value: list(
        openOf(network.id, v.organisationId).map(
          (q) => `${shortened(q.title, 46)} (${stateWords[q.state].toLowerCase()})`,
        ),
        "Inga öppna",
      ),
    },
    ...(previous
      ? [
          {
            label: `Besöket ${longDate(previous.visitOn)}`,
            value: [
              previous.notes && shortened(previous.notes, 150),
              previous.agreed && `Vi kom överens om: ${shortened(previous.agreed, 70)}`,
            ].filter((l): l is string => Boolean(l)),
          },
        ]
      : []),
  ];
  let paper!: Paper;
  for (const { brought, letters } of rooms) {
    paper = await Paper.open({
      title: `Underlag till besök – ${v.organisation}`,
      author: network.authority,
      at: permit.now,
      dense: true,
    });
    paper.overline(`${network.authority} · ${network.name}`);
    paper.heading(1, shortened(v.organisation, 60));
    paper.text(`Besök ${longDate(v.visitOn)}. Så här står det i dag, ${longDate(today)}.`, { muted: true });
    paper.table(
      ["Åtagande", `Läget ${p.year}`, "Underlag"],
      p.duties.map((d) => [
        dutyWords[d.duty],
        saidOf(d),
        d.figure ? `${d.figure} ${figureHint[d.duty]}` : "–",
      ]),
      [30, 36, 34],
    );
    paper.facts([
      ...before,
      {
        label: "Frågor att ta med",
        value:
          bring.length === 0
            ? "Inga"
            : [
                ...bring.slice(0, brought).map((q) => shortened(q, letters)),
                ...(bring.length > brought ? [`och ${numberWord(bring.length - brought)} till`] : []),
              ],
      },
      ...after,
    ]);
    if (paper.pages === 1) break;
  }
  return {
    bytes: await paper.finish(`${v.organisation} · ${network.name}`),
    name: `besok-${v.slug}-${v.visitOn}.pdf`,
    kind: "pdf",
  };
}
