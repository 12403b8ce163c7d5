// Name badges for those who come in person. A protected person has one only where the strategist has chosen so, which is logged.
import { row, rows } from "~/platform/db.server";
import { Paper, type Badge } from "~/platform/pdf/paper.server";
import { capital, listed } from "~/platform/swedish";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { revealedOf } from "~/domain/people/protected.server";
import { meetingRow } from "../queries.server";
import type { Choice } from "../rules";
import { askedFrom } from "../seats.server";

interface Row {
  organisation: string;
  representativeId: string | null;
  representative: string | null;
  representativeHidden: number | null;
  deputyId: string | null;
  deputy: string | null;
  deputyHidden: number | null;
  choice: Choice | null;
  mode: string | null;
  standInName: string | null;
}
export interface Coming {
  personId: string | null;
  name: string | null;
  organisation: string;
  role: string;
  hidden: boolean;
}

const roles = { representative: "representant", deputy: "ersättare" };
/** Who comes in person, in the order of the organisations; silent organisations have theirs as well. */
export function comingInPerson(permit: NetworkPermit<"attendance.take">, id: string): Coming[] {
  const m = meetingRow(permit.network.id, id);
  const asked = askedFrom(m);
  const found = rows<Row>(
    `SELECT o.name AS organisation, rp.id AS representativeId, rp.name AS representative, rp.protected AS representativeHidden, dp.id AS deputyId, dp.name AS deputy, dp.protected AS deputyHidden, a.choice, a.mode, a.standInName
     ${asked.from} LEFT JOIN Answer a ON a.meetingId = ?2 AND a.organisationId = o.id WHERE ${asked.where} ORDER BY o.sortKey`,
    permit.network.id,
    id,
    m.heldOn,
  );
  const people = found
    .filter((r) => r.mode !== "link" && r.choice !== "nobody")
    .flatMap((r): Coming[] => {
      const seat = (which: "representative" | "deputy"): Coming[] => {
        const [personId, name, hidden] =
          which === "representative"
            ? [r.representativeId, r.representative, r.representativeHidden]
            : [r.deputyId, r.deputy, r.deputyHidden];
        return personId && name
          ? [
              {
                personId,
                name: hidden ? null : name,
                organisation: r.organisation,
                role: m.groupId ? "" : roles[which],
                hidden: hidden === 1,
              },
            ]
          : [];
      };
      if (r.choice === "standIn")
        return r.standInName
          ? [{ personId: null, name: r.standInName, organisation: r.organisation, role: "", hidden: false }]
          : [];
      return [
        ...(r.choice === "deputy" ? [] : seat("representative")),
        ...(r.choice === "deputy" || r.choice === "both" ? seat("deputy") : []),
      ];
    });
  const guests = rows<{ name: string | null }>(
    "SELECT name FROM Attendee WHERE meetingId = ?1 AND networkId = ?2 AND kind = 'guest' AND state = 'invited' AND coalesce(choice, 'yes') = 'yes' AND coalesce(mode, 'room') = 'room' ORDER BY swedish(name)",
    id,
    permit.network.id,
  );
  return [
    ...people,
    ...guests.map((g): Coming => ({
      personId: null,
      name: g.name,
      organisation: "Gäst",
      role: "",
      hidden: false,
    })),
  ];
}

/** One badge a person: a coordinator of three municipalities has one with all three. */
export function badgesOf(coming: readonly Coming[], names: ReadonlyMap<string, string>): Badge[] {
  const found = new Map<string, { name: string; of: string[]; role: string }>();
  coming.forEach((c, i) => {
    const name = c.name ?? names.get(c.personId ?? "");
    if (!name) return;
    const key = c.personId ?? `#${i}`;
    const known = found.get(key);
    if (known) known.of.push(c.organisation);
    else found.set(key, { name, of: [c.organisation], role: c.role });
  });
  return [...found.values()].map(({ name, of, role }) => ({
    name,
    lines: [listed(of), capital(role)].filter(Boolean),
  }));
}

const hiddenOf = (coming: readonly Coming[]) =>
  coming.flatMap((c) => (c.hidden && c.personId ? [{ ...c, personId: c.personId }] : []));

/** What the page of prints asks: which protected persons come, and which of them have been chosen just now. */
export function printsPage(
  permit: NetworkPermit<"attendance.take">,
  reveal: NetworkPermit<"protected.reveal">,
  id: string,
) {
  const { network } = permit;
  const m = meetingRow(network.id, id);
  const coming = comingInPerson(permit, id);
  const chosen = revealedOf(
    reveal,
    hiddenOf(coming).map((c) => c.personId),
  );
  return {
    place: { countySlug: network.countySlug, slug: network.slug },
    meeting: m,
    badges: badgesOf(coming, chosen).length,
    may: m.state === "convened",
    hidden: hiddenOf(coming).map((c) => ({
      personId: c.personId,
      words: `${c.role === "ersättare" ? "Ersättaren" : "Representanten"} för ${c.organisation}`,
      chosen: chosen.has(c.personId),
    })),
    hasCode:
      row<{ has: number }>("SELECT checkInHash IS NOT NULL AS has FROM Meeting WHERE id = ?", id)?.has === 1,
  };
}

export async function badges(
  permit: NetworkPermit<"attendance.take">,
  reveal: NetworkPermit<"protected.reveal">,
  id: string,
): Promise<{ bytes: Buffer; name: string; kind: "pdf" }> {
  const m = meetingRow(permit.network.id, id);
  const coming = comingInPerson(permit, id);
  const names = revealedOf(
    reveal,
    hiddenOf(coming).map((c) => c.personId),
  );
  const paper = await Paper.open({
    title: `Namnskyltar – ${m.title}`,
    author: permit.network.authority,
    at: permit.now,
  });
  paper.badges(badgesOf(coming, names), permit.network.shortName);
  return {
    bytes: await paper.finish(`Namnskyltar · ${m.title}`),
    name: `namnskyltar-${m.heldOn}.pdf`,
    kind: "pdf",
  };
}
