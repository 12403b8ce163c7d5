// The attendance list (närvarolista) to lay on a table: who is expected, and room for a signature. A protected person
// is written as the organisation's representative, where the strategist has not chosen otherwise (which is logged).
import { rows } from "~/platform/db.server";
import { Paper } from "~/platform/pdf/paper.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { revealedOf } from "~/domain/people/protected.server";
import { asDeputy } from "~/domain/people/texts";
import { meetingRow } from "../queries.server";
import { askable, askedFrom } from "../seats.server";
import { whenText, type Choice } from "../rules";
import { nobodyToCall } from "../texts";

interface Row {
  organisation: string;
  representativeId: string | null;
  deputyId: string | null;
  representative: string | null;
  representativeHidden: number | null;
  deputy: string | null;
  deputyHidden: number | null;
  choice: Choice | null;
  standInName: string | null;
  askable: number;
}

export async function attendanceList(
  permit: NetworkPermit<"attendance.take">,
  reveal: NetworkPermit<"protected.reveal">,
  id: string,
): Promise<{ bytes: Buffer; name: string; kind: "pdf" }> {
  const { network, now } = permit;
  const m = meetingRow(network.id, id);
  const asked = askedFrom(m);
  const found = rows<Row>(
    `SELECT o.name AS organisation, rp.id AS representativeId, dp.id AS deputyId, rp.name AS representative, rp.protected AS representativeHidden, dp.name AS deputy, dp.protected AS deputyHidden, a.choice, a.standInName, ${askable(m)} AS askable
     ${asked.from}
     LEFT JOIN Answer a ON a.meetingId = ?2 AND a.organisationId = o.id
     WHERE ${asked.where} ORDER BY o.sortKey`,
    network.id,
    id,
    m.heldOn,
  );
  const chosen = revealedOf(
    reveal,
    found
      .flatMap((r) => [
        r.representativeHidden ? r.representativeId : null,
        r.deputyHidden ? r.deputyId : null,
      ])
      .filter((p): p is string => p !== null),
  );
  const named = (personId: string | null, name: string | null, hidden: number | null, as: string) =>
    name && hidden ? (chosen.get(personId ?? "") ?? as) : (name ?? "");
  const guests = rows<{ name: string }>(
    "SELECT name FROM Attendee WHERE meetingId = ? AND kind = 'guest' AND state = 'invited' AND coalesce(choice, 'yes') = 'yes' ORDER BY swedish(name)",
    id,
  );
  const whoOf = (r: Row): string => {
    const [representative, deputy] = [
      named(r.representativeId, r.representative, r.representativeHidden, "Representanten"),
      named(r.deputyId, r.deputy, r.deputyHidden, "Ersättaren"),
    ];
    if (r.choice === null && !r.askable) return nobodyToCall;
    if (r.choice === "nobody") return "–";
    if (r.choice === "deputy") return asDeputy(deputy);
    if (r.choice === "both") return `${representative}, ${deputy}`;
    return r.choice === "standIn" ? (r.standInName ?? "") : representative;
  };
  const paper = await Paper.open({ title: `Närvarolista – ${m.title}`, author: network.authority, at: now });
  paper.overline(network.authority);
  paper.heading(1, `Närvarolista: ${m.title}`);
  paper.text([whenText(m), m.place].filter(Boolean).join(". "), { muted: true });
  paper.table(
    ["Organisation", "Vem", "Underskrift"],
    [...found.map((r) => [r.organisation, whoOf(r), ""]), ...guests.map((g) => ["Gäst", g.name, ""])],
    [36, 32, 32],
  );
  return {
    bytes: await paper.finish(`${network.name} · ${m.title}`),
    name: `narvarolista-${m.heldOn}.pdf`,
    kind: "pdf",
  };
}
