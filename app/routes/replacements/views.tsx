import { addDays, longDate } from "~/platform/calendar";
import { paths } from "~/paths";
import type { ReplaceView } from "~/domain/seats/queries.server";
import { DateField, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Button, ButtonLink, PostButton, SeatCard } from "~/ui/parts";

const names = { representative: "Representant", deputy: "Ersättare" } as const;

const emptyTones = { representative: "gap", deputy: "wait" } as const;

/** The two seats with what the link's holder may do: "Utse" a vacant one, "Byt" an occupied one. */
export function Seats({ view, token }: { view: ReplaceView; token: string }) {
  return (
    <div className="seats">
      {view.seats.map((s) => (
        <SeatCard
          key={s.seat}
          name={names[s.seat]}
          tone={s.who ? "ok" : emptyTones[s.seat]}
          who={s.who ?? s.empty}
          about={
            s.who && s.fromOn ? (
              <>
                Sedan {longDate(s.fromOn)}
                {s.untilOn && <>. Sista dagen är {longDate(addDays(s.untilOn, -1))}</>}
              </>
            ) : (
              "Ingen har platsen i dag."
            )
          }
        >
          {s.mayChange && (
            <PostButton action={paths.replaceAct(token, "ny-blankett")} hidden={{ seat: s.seat }}>
              {s.who ? `Byt ${names[s.seat].toLowerCase()}` : `Utse ${names[s.seat].toLowerCase()}`}
            </PostButton>
          )}
          {s.mayEnd && (
            <ButtonLink quiet href={`${paths.replaceAct(token, "slutar")}?plats=${s.holdingId}`}>
              {s.mine ? "Jag slutar utan efterträdare" : "Slutar utan efterträdare"}
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
      <p className="hint">Skriv inte varför. Platsen som representant är kvar.</p>
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
}: {
  holdingId: string;
  why: React.ReactNode;
  today: string;
}) {
  return (
    <Form className="form" noValidate>
      <Hidden name="gor" value="slutar" />
      <Hidden name="holdingId" value={holdingId} />
      <DateField name="lastOn" label="Sista dagen" min={today} hint="Dagen efter är platsen vakant." />
      {why}
      <div className="acts">
        <Button>Avsluta platsen</Button>
      </div>
    </Form>
  );
}
