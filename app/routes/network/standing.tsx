import { addDays, longDate, shortDate } from "~/platform/calendar";
import type { OrganisationLine } from "~/domain/network/queries.server";
import { standingWords } from "~/domain/commitments/texts";
import { paths, type Place } from "~/paths";
import { ButtonLink, DataTable, Tag, type Column } from "~/ui/parts";

/** The standing of an organisation's form in a word, with its day where that says more. */
export function StandingTag({ line }: { line: Pick<OrganisationLine, "standing" | "date" | "coverUntil"> }) {
  const { text, tone } = standingWords[line.standing];
  const d = line.date;
  const words =
    line.standing === "vacant" && d
      ? `Vakant sedan ${longDate(d)}`
      : line.standing === "signed" && d
        ? `Undertecknad, gäller ${shortDate(d)}`
        : (line.standing === "expiring" || line.standing === "expired") && d
          ? `${line.standing === "expired" ? "Gick ut" : "Går ut"} ${longDate(addDays(d, -1))}`
          : text;
  return <Tag tone={tone}>{words}</Tag>;
}

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
            {l.coverUntil && (
              <span className="muted">
                {" "}
                · ersättaren tjänstgör till {shortDate(addDays(l.coverUntil, -1))}
              </span>
            )}
          </>
        ) : l.standing === "vacant" ? (
          <span className="gaptext">Vakant</span>
        ) : (
          <span className="muted">–</span>
        ),
    },
    { head: "Ersättare", cell: (l) => l.deputy ?? <span className="muted">–</span> },
  ];
  if (staff) {
    columns.push({ head: "Blankett", cell: (l) => <StandingTag line={l} /> });
    columns.push({ head: "Datum", cell: (l) => <span className="when">{l.date ?? ""}</span> });
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
      Flytta in från Excel
    </ButtonLink>
  </>
);
