import { longDate, through } from "~/platform/calendar";
import { allOfThem, seatAct, seatTone } from "~/domain/commitments/texts";
import { paths } from "~/paths";
import type { AlsoLeaving, ReplaceView } from "~/domain/seats/queries.server";
import { AnswerActs, type Proof } from "~/routes/signing/views/steps";
import { Checkbox, DateField, Fieldset, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Button, ButtonLink, PostButton, SeatCard } from "~/ui/parts";

const names = { representative: "Representant", deputy: "Ersättare" } as const;

function endWords({ mine, tells }: { mine: boolean; tells: boolean }): string {
  if (mine) return "Jag slutar utan efterträdare";
  return tells ? "Säg att personen slutar" : "Slutar utan efterträdare";
}

/** The two seats with what the link's holder may do: "Utse" one that is vacant or is to be, "Byt" another. */
export function Seats({ view, token }: { view: ReplaceView; token: string }) {
  return (
    <div className="seats">
      {view.seats.map((s) => (
        <SeatCard
          key={s.seat}
          name={names[s.seat]}
          tone={seatTone(s.seat, { held: s.who !== null, leaves: s.leaves })}
          who={s.who ?? s.empty}
          about={
            s.who && s.fromOn ? (
              <>
                Sedan {longDate(s.fromOn)}
                {s.untilOn && <>. Sista dagen är {through(s.untilOn)}</>}
              </>
            ) : (
              "Ingen har platsen i dag."
            )
          }
        >
          {s.mayChange && (
            <PostButton action={paths.replaceAct(token, "ny-blankett")} hidden={{ seat: s.seat }}>
              {seatAct(s.seat, { held: s.who !== null, leaves: s.leaves })}
            </PostButton>
          )}
          {s.mayEnd && s.holdingId && (
            <ButtonLink quiet href={paths.replaceLeave(token, s.holdingId)}>
              {endWords(s)}
            </ButtonLink>
          )}
        </SeatCard>
      ))}
    </div>
  );
}

export function CoverForm({ today }: { today: string }) {
  return (
    <Form className="form" noValidate>
      <Hidden name="gor" value="borja" />
      <div className="pair">
        <DateField name="fromOn" label="Första dagen" min={today} />
        <DateField name="lastOn" label="Sista dagen" min={today} />
      </div>
      <div className="acts">
        <Button>Spara</Button>
      </div>
    </Form>
  );
}

export function LeaveForm({
  holdingId,
  why,
  today,
  also,
  tells,
  proof = { proven: true, asked: true, address: "" },
}: {
  holdingId: string;
  why: React.ReactNode;
  today: string;
  also: readonly AlsoLeaving[];
  /** Said to the county board only: nothing ends. */
  tells?: boolean;
  /** By a link, which asks for a code. */
  proof?: Proof;
}) {
  return (
    <Form className="form" noValidate>
      <Hidden name="holdingId" value={holdingId} />
      {also.length > 0 && (
        <Fieldset
          legend={allOfThem(also.length + 1)}
          hint="Samma person sitter för fler organisationer. Kryssa för dem som det gäller, så räcker det att säga det en gång."
        >
          {also.map((o) => (
            <Checkbox
              key={o.holdingId}
              name="alsoIn[]"
              id={`f-also-${o.holdingId}`}
              value={o.holdingId}
              label={`Gäller även ${o.organisation}`}
            />
          ))}
        </Fieldset>
      )}
      <DateField
        name="lastOn"
        label="Sista dagen"
        min={today}
        hint={tells ? undefined : "Dagen efter är platsen vakant."}
      />
      {why}
      <AnswerActs proof={proof}>
        <Button name="gor" value="slutar">
          {endButton(tells, also.length)}
        </Button>
      </AnswerActs>
    </Form>
  );
}
function endButton(tells: boolean | undefined, others: number): string {
  if (tells) return "Säg till länsstyrelsen";
  return others > 0 ? "Avsluta" : "Avsluta platsen";
}
