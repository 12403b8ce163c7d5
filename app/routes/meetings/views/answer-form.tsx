// Who comes for an organisation: the same fields by link, for members, and for the strategist who takes it by phone.
import type { AnswerSeat } from "~/domain/meetings/answering/queries.server";
import type { MeetingRow } from "~/domain/meetings/queries.server";
import { modes } from "~/domain/meetings/texts";
import { asDeputy } from "~/domain/people/texts";
import { counted } from "~/platform/swedish";
import { EmailField, ErrorSummary, FormFields, Hidden, RadioGroup, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Button, Notice } from "~/ui/parts";
import type { Rejected } from "~/http/porter.server";

type Meeting = Pick<MeetingRow, "place" | "link" | "places">;

/** In the room or by link; with the places that are left. */
export function ModeFields({ meeting, left }: { meeting: Meeting; left: number | null }) {
  if (!meeting.place || !meeting.link) return null;
  const howMany = () => {
    if (left === null) return "";
    return left > 0 ? ` (${counted(left, "plats", "platser")} kvar)` : " (fullt, du ställs i kö)";
  };
  const room = `${modes.room}${howMany()}`;
  return (
    <RadioGroup
      name="mode"
      label="Hur?"
      options={[
        ["room", room],
        ["link", modes.link],
      ]}
    />
  );
}
export const DietField = () => (
  <TextField
    name="diet"
    label="Specialkost"
    hint="Till köket går bara antal. Uppgiften tas bort en vecka efter mötet."
    autoComplete="off"
    optional
  />
);

/** Who can come: those who have a seat, somebody else, or nobody. `me`: the seat of whoever answers. */
function optionsOf(seat: AnswerSeat, me: "representative" | "deputy" | null): [string, string][] {
  const options: [string, string][] = [];
  if (seat.representative)
    options.push([
      "representative",
      me === "representative" ? "Jag kommer" : `${seat.representative} kommer`,
    ]);
  if (seat.deputy)
    options.push([
      "deputy",
      me === "deputy"
        ? "Jag kommer"
        : asDeputy(seat.deputy, seat.representative ? "kommer i stället" : "kommer"),
    ]);
  if (seat.representative && seat.deputy) options.push(["both", me ? "Vi kommer båda två" : "Båda kommer"]);
  return [...options, ["standIn", "Någon annan kommer den här gången"], ["nobody", "Ingen kan komma"]];
}
const valuesOf = (seat: AnswerSeat) => ({
  ...seat,
  choice: seat.choice ?? "",
  mode: seat.mode ?? "room",
  standInName: seat.standInName ?? "",
  standInEmail: seat.standInEmail ?? "",
  note: seat.note ?? "",
  diet: seat.diet ?? "",
});

export function AnswerForm({
  seat,
  meeting,
  left,
  failed,
  me,
}: {
  seat: AnswerSeat;
  meeting: Meeting;
  left: number | null;
  failed?: Rejected;
  /** The seat of whoever answers; null: the strategist notes it. */ me: "representative" | "deputy" | null;
}) {
  const mine = failed?.values.organisationId === seat.organisationId;
  const values = mine ? failed.values : valuesOf(seat);
  return (
    <FormFields state={{ values, errors: mine ? failed.errors : {}, prefix: seat.slug }}>
      {mine && <ErrorSummary errors={failed.errors} prefix={seat.slug} />}
      <Form noValidate>
        <Hidden name="organisationId" value={seat.organisationId} />
        <RadioGroup
          name="choice"
          label={`Vem kommer för ${seat.organisation}?`}
          options={optionsOf(seat, me)}
        />
        <div className="pair">
          <TextField name="standInName" label="Om någon annan kommer: namn" autoComplete="off" optional />
          <EmailField
            name="standInEmail"
            label="Och mejladress"
            hint="Då får personen mötet i sin kalender."
            optional
          />
        </div>
        <ModeFields meeting={meeting} left={left} />
        <DietField />
        <TextField
          name="note"
          label="Något länsstyrelsen bör veta"
          hint="Skriv inte varför någon inte kan komma. Bara länsstyrelsen ser raden."
          autoComplete="off"
          optional
        />
        <div className="acts">
          <Button>{seat.choice ? "Ändra svaret" : "Svara"}</Button>
        </div>
      </Form>
    </FormFields>
  );
}

/** What has been answered, in a sentence. */
export function Answered({ seat }: { seat: AnswerSeat }) {
  if (!seat.choice) return null;
  const who = {
    representative: seat.representative,
    deputy: seat.deputy,
    both: `${seat.representative} och ${seat.deputy}`,
    standIn: seat.standInName,
    nobody: null,
  }[seat.choice];
  return (
    <Notice tone={seat.choice === "nobody" ? "info" : "ok"}>
      <p>
        {who ? (
          <>
            {who} kommer för {seat.organisation}
            {seat.mode && `, ${modes[seat.mode].toLowerCase()}`}.
          </>
        ) : (
          <>Ni har svarat att ingen kan komma för {seat.organisation}.</>
        )}
      </p>
      {seat.queue > 0 && (
        <p>
          Rummet är fullt. Ni står på plats {seat.queue} i kön och får ett mejl om det blir en plats ledig.
        </p>
      )}
    </Notice>
  );
}
