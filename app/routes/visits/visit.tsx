import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { stateTones, stateWords } from "~/domain/questions/texts";
import { cancelVisit, noteVisit } from "~/domain/visits/commands.server";
import { visitPage } from "~/domain/visits/queries.server";
import { cancelSchema, notesSchema } from "~/domain/visits/schema";
import { standingTones, standingWords } from "~/domain/visits/texts";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate, longDateAt, weekdayDate } from "~/platform/calendar";
import { capital } from "~/platform/swedish";
import { ErrorSummary, FormFields, Hidden, Version, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Empty, Facts, PostButton, Tag } from "~/ui/parts";
import { titled } from "~/ui/shell";

const posted = z.discriminatedUnion("gor", [notesSchema, cancelSchema]);
export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, `Besök: ${data?.visit.organisation ?? ""}`) },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "visit.manage", (permit, { params }) => visitPage(permit, params.visit));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "visit.manage",
    posted,
    async (permit, input, { params, url }) => {
      if (input.gor === "stall-in") {
        await cancelVisit(permit, params.visit);
        return { to: url.pathname, notice: "Besöket är inställt." };
      }
      await noteVisit(permit, params.visit, input);
      return { to: url.pathname, notice: "Anteckningarna är sparade." };
    },
    { keepOnConflict: true },
  );

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function ToBring({ page: { questions, lines, place, mayChange } }: { page: Shown }) {
  return (
    <Card title="Frågor att ta med">
      {lines.length + questions.length === 0 ? (
        <Empty>{mayChange ? "Inga frågor än. Välj Ändra och lägg till." : "Inga frågor."}</Empty>
      ) : (
        <ul className="plainlist">
          {lines.map((l, i) => (
            <li key={i}>{l}</li>
          ))}
          {questions.map((q) => (
            <li key={q.id}>
              <a href={paths.question(place, q.id)}>{q.title}</a>{" "}
              <Tag tone={stateTones[q.state]}>{stateWords[q.state]}</Tag>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function InShort({ page: { visit: v, place } }: { page: Shown }) {
  return (
    <Card title="I korthet">
      <Facts
        rows={[
          [
            "Organisation",
            <a key="o" href={paths.organisation(place, v.slug)}>
              {v.organisation}
            </a>,
          ],
          ["Dag", longDate(v.visitOn)],
          v.cancelledAt ? ["Inställt", longDateAt(v.cancelledAt)] : null,
          v.whom
            ? [
                "Vi träffar",
                <div key="w" className="said-text">
                  {v.whom}
                </div>,
              ]
            : null,
          [
            "Läget",
            <a key="l" href={paths.standing(place, v.slug)}>
              Läget i korthet
            </a>,
          ],
        ]}
      />
    </Card>
  );
}

function Notes({ page: { visit: v }, failed }: { page: Shown; failed: Rejected | undefined }) {
  return (
    <Card title="Efter besöket">
      <FormFields
        state={{
          values: failed?.values ?? { notes: v.notes ?? "", agreed: v.agreed ?? "" },
          errors: failed?.errors ?? {},
        }}
      >
        <Form noValidate>
          <Hidden name="gor" value="anteckna" />
          <Version sent={failed?.values} now={v.version} />
          <TextArea name="notes" label="Anteckningar" hint="Skriv inget om enskilda personer." rows={7} />
          <TextArea name="agreed" label="Vi kom överens om" rows={3} optional />
          <div className="acts">
            <Button>Spara anteckningarna</Button>
          </div>
        </Form>
      </FormFields>
    </Card>
  );
}

export default function VisitPage() {
  const page = useLoaderData<typeof loader>();
  const { visit: v, previous, place, ...p } = page;
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      above={<a href={paths.visits(place)}>Kommunbesök</a>}
      title={v.organisation}
      lead={capital(weekdayDate(v.visitOn))}
      beside={
        <>
          <Tag tone={standingTones[p.standing]}>{standingWords[p.standing]}</Tag>
          {p.mayChange && (
            <>
              <ButtonLink quiet href={paths.changeVisit(place, v.id)}>
                Ändra
              </ButtonLink>
              <ButtonLink quiet={p.mayNote} href={paths.visitBrief(place, v.id)}>
                Underlag (PDF)
              </ButtonLink>
            </>
          )}
        </>
      }
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <Columns>
        <Stack>
          <ToBring page={page} />
          {p.mayNote && <Notes page={page} failed={failed} />}
        </Stack>
        <Stack>
          <InShort page={page} />
          {previous && (
            <Card
              title={`Förra besöket, ${longDate(previous.visitOn)}`}
              action={<a href={paths.visit(place, previous.id)}>Visa</a>}
            >
              {previous.notes && <div className="said-text">{previous.notes}</div>}
              {previous.agreed && (
                <p>
                  <b>Vi kom överens om:</b> {previous.agreed}
                </p>
              )}
            </Card>
          )}
          {p.mayCancel && (
            <div className="acts">
              <PostButton quiet action={paths.visit(place, v.id)} hidden={{ gor: "stall-in" }}>
                Ställ in besöket
              </PostButton>
            </div>
          )}
        </Stack>
      </Columns>
    </Page>
  );
}
