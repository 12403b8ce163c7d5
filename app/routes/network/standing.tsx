import { addDays, shortDate } from "~/platform/calendar";
import type { OrganisationLine } from "~/domain/network/queries.server";
import {
  besideText,
  deputyLeavesText,
  emptySeat,
  invitationText,
  standingDay,
  standingText,
  standingWords,
} from "~/domain/commitments/texts";
import { paths, type Place } from "~/paths";
import { ButtonLink, DataTable, Tag, type Column } from "~/ui/parts";

/** The standing of an organisation in a word, with its day where that says more, and what is under way beside it. */
export function StandingTag({ now, invitation }: Pick<OrganisationLine, "now" | "invitation">) {
  if (!now) return null;
  const beside = [
    now.beside && besideText(now.beside),
    deputyLeavesText(now),
    now.standing === "noForm" && invitation && invitationText(invitation),
  ].filter(Boolean);
  return (
    <>
      <Tag tone={standingWords[now.standing].tone}>{standingText(now)}</Tag>
      {beside.map((b) => (
        <p key={String(b)} className="muted small">
          {b}
        </p>
      ))}
    </>
  );
}

const LastDay = ({ on }: { on: string | null }) =>
  on && <span className="muted"> · sista dagen är {shortDate(on)}</span>;

/** The network at a glance: dense, one row an organisation. */
export function OrganisationTable({
  place,
  lines,
  staff,
}: {
  place: Place;
  lines: readonly OrganisationLine[];
  staff: boolean;
}) {
  const columns: Column<OrganisationLine>[] = [
    {
      head: "Organisation",
      cell: (l) => (staff || l.mine ? <a href={paths.organisation(place, l.slug)}>{l.name}</a> : l.name),
    },
    {
      head: "Representant",
      cell: (l) =>
        l.representative ? (
          <>
            {l.representative}
            <LastDay on={l.lastDay.representative} />
            {l.coverUntil && (
              <span className="muted">
                {" "}
                · ersättaren tjänstgör till {shortDate(addDays(l.coverUntil, -1))}
              </span>
            )}
          </>
        ) : (
          <span className={l.empty.representative === emptySeat(null) ? "muted" : "gaptext"}>
            {l.empty.representative}
          </span>
        ),
    },
    {
      head: "Ersättare",
      cell: (l) =>
        l.deputy ? (
          <>
            {l.deputy}
            <LastDay on={l.lastDay.deputy} />
          </>
        ) : (
          <span className="muted">{l.empty.deputy}</span>
        ),
    },
  ];
  if (staff) {
    columns.push({ head: "Blankett", cell: (l) => <StandingTag now={l.now} invitation={l.invitation} /> });
    columns.push({
      head: "Datum",
      cell: (l) => <span className="when">{l.now ? standingDay(l.now) : ""}</span>,
    });
  }
  return <DataTable caption="Organisationer" rows={lines} rowKey={(l) => l.id} columns={columns} />;
}

/** What the strategist takes from the list to Outlook, paper and back from Excel. */
export const ListTools = ({ place }: { place: Place }) => (
  <>
    <ButtonLink quiet href={paths.addresses(place)}>
      Kopiera mejladresser
    </ButtonLink>
    <ButtonLink quiet href={paths.members(place)}>
      Medlemslista att skriva ut
    </ButtonLink>
    <ButtonLink quiet href={paths.statusPdf(place)}>
      Lägesbild till länscheferna (PDF)
    </ButtonLink>
    <ButtonLink quiet href={paths.moveIn(place)}>
      Hämta in från Excel
    </ButtonLink>
  </>
);
