// The times of a poll, to answer: a table on a desk, cards on a phone.
import type { pollAnswerPage } from "~/domain/meetings/polls/queries.server";
import { whenText } from "~/domain/meetings/rules";
import { pollValues } from "~/domain/meetings/polls/texts";
import type { Rejected } from "~/http/porter.server";
import { ErrorSummary, FormFields, Hidden, RadioGroup } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card } from "~/ui/page";
import { Button, Notice } from "~/ui/parts";

type Page = ReturnType<typeof pollAnswerPage>;
export function PollAnswers({ page, failed }: { page: Page; failed?: Rejected }) {
  if (page.poll.state !== "open")
    return (
      <Notice>
        <p>
          {page.poll.state === "picked" ? "Tiden är vald. Kallelsen kommer med mejl." : "Frågan är stängd."}
        </p>
      </Notice>
    );
  return (
    <>
      {page.seats.map((seat) => {
        const mine = failed?.values.organisationId === seat.organisationId;
        const answered = Object.keys(seat.values).length > 0;
        return (
          <Card key={seat.organisationId} title={`När kan ${seat.organisation}?`}>
            {answered && (
              <Notice tone="ok">
                <p>Ni har svarat. Ni kan ändra er tills tiden är vald.</p>
              </Notice>
            )}
            {mine && <ErrorSummary errors={failed.errors} prefix={seat.organisationId} />}
            <FormFields
              state={{
                values: mine ? failed.values : { values: seat.values },
                errors: mine ? failed.errors : {},
                prefix: seat.organisationId,
              }}
            >
              <Form noValidate>
                <Hidden name="organisationId" value={seat.organisationId} />
                <div className="times">
                  {page.options.map((o) => (
                    <RadioGroup
                      key={o.id}
                      name={`values.${o.id}`}
                      label={whenText(o)}
                      options={Object.entries(pollValues)}
                    />
                  ))}
                </div>
                <div className="acts">
                  <Button>{answered ? "Ändra svaret" : "Svara"}</Button>
                </div>
              </Form>
            </FormFields>
          </Card>
        );
      })}
    </>
  );
}
