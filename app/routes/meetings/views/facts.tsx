// When and where, as the page and the letter's preview show it.
import type { MeetingRow } from "~/domain/meetings/queries.server";
import { clock, whenText } from "~/domain/meetings/rules";
import { weekdayDate } from "~/platform/calendar";
import { Facts } from "~/ui/parts";
import { capital, counted } from "~/platform/swedish";

export function MeetingFacts({
  m,
}: {
  m: Pick<
    MeetingRow,
    "heldOn" | "fromTime" | "toTime" | "gatherTime" | "place" | "access" | "link" | "answerByOn" | "places"
  >;
}) {
  return (
    <Facts
      rows={[
        [
          "När",
          <>
            {whenText(m)}
            {m.gatherTime && <p className="muted">Samling med fika från {clock(m.gatherTime)}</p>}
          </>,
        ],
        m.place
          ? [
              "Plats",
              <>
                {m.place}
                {m.access && <p className="muted">{m.access}</p>}
                {m.places !== null && (
                  <p className="muted">{capital(counted(m.places, "plats", "platser"))} i rummet</p>
                )}
              </>,
            ]
          : null,
        m.link
          ? [
              "Digitalt",
              <a href={m.link} rel="noreferrer">
                {m.link}
              </a>,
            ]
          : null,
        m.answerByOn ? ["Svara senast", weekdayDate(m.answerByOn)] : null,
      ]}
    />
  );
}
