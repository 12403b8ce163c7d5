import { addDays, longDate, through } from "~/platform/calendar";
import { paths } from "~/paths";
import type { OrganisationPage } from "~/domain/organisations/queries.server";
import type { SeatHolder } from "~/domain/seats/queries.server";
import { emptySeat, goesIn, seatAct, seatTone, seatWords } from "~/domain/commitments/texts";
import { ButtonLink, DataTable, SeatCard } from "~/ui/parts";
import { protectedName } from "~/domain/people/texts";

const nameOf = (h: SeatHolder): string => (h.hidden ? protectedName : h.name);

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
      {h.untilOn && <>. Sista dagen är {through(h.untilOn)}</>}
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
    <div>
      {nameOf(holder)} {does} {longDate(holder.fromOn)}
    </div>
  );
}
/** The deputy goes in where the representative's seat is empty, or from the day on which it is to be. */
function GoesIn({ holder: h, page }: { holder: SeatHolder; page: OrganisationPage }) {
  const from = page.now && goesIn(page.now);
  if (!from) return null;
  return <div>{`${page.may.leave.includes(h.holdingId) ? "Du går" : "Går"} in ${from}`}</div>;
}

interface Sat {
  seat: "representative" | "deputy";
  holder: SeatHolder | null;
  next: SeatHolder | null;
}
function AboutSeat({ seat, holder, next, page }: Sat & { page: OrganisationPage }) {
  const since = page.vacantSince[seat];
  if (holder)
    return (
      <>
        <AboutHolder holder={holder} page={page} />
        {seat === "deputy" && <GoesIn holder={holder} page={page} />}
        <Next holder={next} does="tar över" />
      </>
    );
  return (
    <>
      {since && <>Vakant sedan {longDate(since)}</>}
      <Next holder={next} does="börjar" />
    </>
  );
}
function OneSeat({ page, change, ...sat }: Sat & { page: OrganisationPage; change: boolean }) {
  const { place, organisation: o, past, staff, may } = page;
  const { seat, holder: h } = sat;
  const now = { held: h !== null, leaves: page.now?.[seat].becomesVacant ?? false };
  const mayLeave = h && !h.untilOn && (staff || may.leave.includes(h.holdingId));
  return (
    <SeatCard
      name={seatWords[seat]}
      tone={seatTone(seat, now)}
      who={h ? nameOf(h) : emptySeat(page.vacantSince[seat])}
      about={<AboutSeat {...sat} page={page} />}
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
          {seatAct(seat, now)}
        </ButtonLink>
      )}
      {!past && mayLeave && (
        <a href={paths.leaveSeat(place, o.slug, h.holdingId)}>Slutar utan efterträdare</a>
      )}
    </SeatCard>
  );
}

/** Seats, not people: two cards; a person sits in one, or it is visibly empty with a clock. */
export const SeatPair = ({ page }: { page: OrganisationPage }) => (
  <div className="seats">
    <OneSeat
      page={page}
      seat="representative"
      holder={page.representative}
      next={page.nextRepresentative}
      change={page.may.replaceRepresentative}
    />
    <OneSeat
      page={page}
      seat="deputy"
      holder={page.deputy}
      next={page.nextDeputy}
      change={page.may.replaceDeputy}
    />
  </div>
);

const endings: Record<string, readonly [known: string, past: string]> = {
  replaced: ["Byte", "Byte"],
  left: ["Slutar utan efterträdare", "Slutade utan efterträdare"],
  endedByStrategist: ["Avslutas av länsstyrelsen", "Avslutad av länsstyrelsen"],
  organisationLeft: ["Organisationen lämnar", "Organisationen lämnade"],
};
/** How a seat ended, or how it will: an end is known before its day. */
const endingOf = ({ ending, untilOn }: SeatHolder, today: string): string =>
  endings[ending ?? ""]?.[untilOn && untilOn > today ? 0 : 1] ?? "";
export function HolderHistory({ holders, today }: { holders: readonly SeatHolder[]; today: string }) {
  return (
    <DataTable
      caption="Vem som har haft platserna"
      rows={holders}
      rowKey={(h) => h.holdingId}
      columns={[
        { head: "Plats", cell: (h) => seatWords[h.seat] },
        { head: "Person", cell: nameOf },
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
        { head: "Hur", cell: (h) => endingOf(h, today) },
      ]}
    />
  );
}
