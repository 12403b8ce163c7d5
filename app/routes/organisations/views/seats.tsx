import { addDays, longDate } from "~/platform/calendar";
import { paths } from "~/paths";
import type { OrganisationPage } from "~/domain/organisations/queries.server";
import type { SeatHolder } from "~/domain/seats/queries.server";
import { emptySeat, seatWords } from "~/domain/commitments/texts";
import { ButtonLink, DataTable, SeatCard } from "~/ui/parts";
import { protectedName } from "~/domain/people/texts";

const empty = {
  representative: { tone: "gap", words: "Ingen är utsedd" },
  deputy: { tone: "wait", words: "Ingen ersättare är utsedd" },
} as const;

function AboutHolder({ holder: h, page: { place, staff } }: { holder: SeatHolder; page: OrganisationPage }) {
  return (
    <>
      {h.title && (
        <>
          {h.title}
          <br />
        </>
      )}
      {h.email && (
        <>
          <a href={`mailto:${h.email}`}>{h.email}</a>
          <br />
        </>
      )}
      {h.phone && (
        <>
          {h.phone}
          <br />
        </>
      )}
      {h.fromKnown ? "Sedan" : "Sedan senast"} {longDate(h.fromOn)}
      {h.untilOn && <>. Sista dagen är {longDate(addDays(h.untilOn, -1))}</>}
      {h.sharedMailbox && (
        <>
          <br />
          Brevlådan delas av flera
        </>
      )}
      {h.hidden && staff && (
        <>
          <br />
          <a href={paths.protectedPerson(place, h.personId)}>Visa skyddade uppgifter</a>
        </>
      )}
      {!h.hidden && staff && (
        <>
          <br />
          <a href={paths.protectPerson(place, h.personId)}>Markera som skyddad</a>
        </>
      )}
    </>
  );
}
function Next({ holder, does }: { holder: SeatHolder | null; does: string }) {
  if (!holder) return null;
  return (
    <>
      <br />
      {holder.hidden ? protectedName : holder.name} {does} {longDate(holder.fromOn)}
    </>
  );
}

/** Seats, not people: two cards; a person sits in one, or it is visibly empty with a clock. */
export function SeatPair({ page }: { page: OrganisationPage }) {
  const { place, organisation: o, past, staff, may } = page;
  const card = (
    seat: "representative" | "deputy",
    h: SeatHolder | null,
    next: SeatHolder | null,
    change: boolean,
  ) => {
    const since = page.vacantSince[seat];
    const name = seatWords[seat];
    const mayLeave = h && !h.untilOn && (staff || may.leave.includes(h.holdingId));
    return (
      <SeatCard
        name={name}
        tone={h ? "ok" : empty[seat].tone}
        who={h?.hidden ? protectedName : (h?.name ?? emptySeat(since))}
        about={
          h ? (
            <>
              <AboutHolder holder={h} page={page} />
              <Next holder={next} does="tar över" />
            </>
          ) : (
            <>
              {since ? <>Vakant sedan {longDate(since)}</> : empty[seat].words}
              <Next holder={next} does="börjar" />
            </>
          )
        }
      >
        {!past && change && (
          <ButtonLink
            quiet={h !== null}
            href={paths.organisationAct(
              place,
              o.slug,
              seat === "deputy" ? "byt-ersattare" : "byt-representant",
            )}
          >
            {h ? "Byt" : "Utse"} {name.toLowerCase()}
          </ButtonLink>
        )}
        {!past && mayLeave && (
          <a href={`${paths.organisationAct(place, o.slug, "slutar")}?plats=${h.holdingId}`}>
            Slutar utan efterträdare
          </a>
        )}
      </SeatCard>
    );
  };
  return (
    <div className="seats">
      {card("representative", page.representative, page.nextRepresentative, may.replaceRepresentative)}
      {card("deputy", page.deputy, page.nextDeputy, may.replaceDeputy)}
    </div>
  );
}

const endings: Record<string, string> = {
  replaced: "Byte",
  left: "Slutade utan efterträdare",
  endedByStrategist: "Avslutad av länsstyrelsen",
  organisationLeft: "Organisationen lämnade",
};
export function HolderHistory({ holders }: { holders: readonly SeatHolder[] }) {
  return (
    <DataTable
      caption="Vem som har haft platserna"
      rows={holders}
      rowKey={(h) => h.holdingId}
      columns={[
        { head: "Plats", cell: (h) => seatWords[h.seat] },
        { head: "Person", cell: (h) => (h.hidden ? protectedName : h.name) },
        {
          head: "Från",
          cell: (h) => (
            <span className="when">
              {h.fromKnown ? "" : "senast "}
              {h.fromOn}
            </span>
          ),
        },
        {
          head: "Till och med",
          cell: (h) => <span className="when">{h.untilOn ? addDays(h.untilOn, -1) : "tills vidare"}</span>,
        },
        { head: "Hur", cell: (h) => (h.ending ? (endings[h.ending] ?? "") : "") },
      ]}
    />
  );
}
