import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { stepQuestion } from "~/domain/questions/commands.server";
import { questionPage } from "~/domain/questions/queries.server";
import { stepSchema } from "~/domain/questions/schema";
import { levelWords, stateTones, stateWords } from "~/domain/questions/texts";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { must } from "~/platform/must";
import { DateField, ErrorSummary, FormFields, Hidden, Version, TextArea, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Facts, More, Notice, PostButton, Tag } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.question.title ?? "Fråga") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "question.see", (permit, { params }) => questionPage(permit, params.question));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "question.manage",
    stepSchema,
    async (permit, input, { params, url }) => {
      await stepQuestion(permit, params.question, input);
      return {
        to: url.pathname,
        notice: {
          lyft: "Frågan är lyft.",
          svara: "Svaret är sparat.",
          aterkoppla: "Frågan är återkopplad.",
          "lagg-undan": "Frågan är lagd åt sidan.",
          "ta-upp-igen": "Frågan är ett förslag igen.",
          visa: "Medlemmarna ser frågan.",
          dolj: "Frågan är dold för medlemmarna.",
        }[input.gor],
      };
    },
    { keepOnConflict: true },
  );

function Step({
  act,
  version,
  failed,
  values,
  button,
  children,
}: {
  act: string;
  version: number;
  failed?: Rejected;
  values: Record<string, string>;
  button: string;
  children: ReactNode;
}) {
  const here = failed?.values.gor === act ? failed : undefined;
  return (
    <FormFields state={{ values: here?.values ?? values, errors: here?.errors ?? {}, prefix: act }}>
      <Form noValidate>
        <Hidden name="gor" value={act} />
        <Version sent={here?.values} now={version} />
        {children}
        <div className="acts">
          <Button>{button}</Button>
        </div>
      </Form>
    </FormFields>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function InShort({ page: { question: q, staff, place } }: { page: Shown }) {
  return (
    <Card title="I korthet">
      <Facts
        rows={[
          [
            "Från",
            q.organisation && q.slug ? (
              <a key="o" href={paths.organisation(place, q.slug)}>
                {q.organisation}
              </a>
            ) : (
              q.from
            ),
          ],
          ["Till", levelWords[q.level]],
          ["Föreslagen", longDate(q.proposedOn)],
          q.raisedOn
            ? [
                "Lyft",
                <span key="r">
                  {longDate(q.raisedOn)}
                  <p>{q.raisedTo}</p>
                </span>,
              ]
            : null,
          q.answeredOn ? ["Besvarad", longDate(q.answeredOn)] : null,
          q.reportedOn ? ["Återkopplad", longDate(q.reportedOn)] : null,
          q.onMeeting
            ? [
                "Tas upp på mötet",
                <a key="m" href={paths.meeting(place, q.onMeeting.id)}>
                  {q.onMeeting.title} {longDate(q.onMeeting.heldOn)}
                </a>,
              ]
            : null,
          staff ? ["Medlemmarna", q.shown ? "Ser frågan" : "Ser den inte"] : null,
          staff && q.slug ? ["Namnet", q.named ? "Får visas" : "Visas inte"] : null,
        ]}
      />
    </Card>
  );
}

function Acts({ page: { question: q, may, place } }: { page: Shown }) {
  const here = paths.question(place, q.id);
  const hidden = (gor: string) => ({ gor, version: String(q.version) });
  return (
    <div className="acts">
      {may.aterkoppla && (
        <PostButton quiet action={here} hidden={hidden("aterkoppla")}>
          Återkopplad
        </PostButton>
      )}
      {may["ta-upp-igen"] && (
        <PostButton quiet action={here} hidden={hidden("ta-upp-igen")}>
          Ta upp igen
        </PostButton>
      )}
      <PostButton quiet action={here} hidden={hidden(q.shown ? "dolj" : "visa")}>
        {q.shown ? "Dölj för medlemmarna" : "Visa för medlemmarna"}
      </PostButton>
    </div>
  );
}

function Raise({ page: { question: q, today }, failed }: { page: Shown; failed: Rejected | undefined }) {
  return (
    <Card title="Lyft frågan">
      <Step
        act="lyft"
        version={q.version}
        failed={failed}
        values={{ raisedOn: today }}
        button="Frågan är lyft"
      >
        <DateField name="raisedOn" label="Lyft den" />
        <TextField
          name="raisedTo"
          label="Var eller till vem"
          hint="Till exempel: Länschefsnätverkets möte, eller Socialstyrelsen"
        />
      </Step>
    </Card>
  );
}

function AnswerIt({ page: { question: q, today }, failed }: { page: Shown; failed: Rejected | undefined }) {
  const answer = (
    <Step
      act="svara"
      version={q.version}
      failed={failed}
      values={{ answeredOn: q.answeredOn ?? today, answer: q.answer ?? "" }}
      button="Spara svaret"
    >
      <DateField name="answeredOn" label="Svaret kom" />
      <TextArea name="answer" label="Svaret" rows={6} />
    </Step>
  );
  return q.answer ? (
    <More label="Ändra svaret" open={failed?.values.gor === "svara"}>
      {answer}
    </More>
  ) : (
    <Card title="Skriv svaret">{answer}</Card>
  );
}

export default function QuestionPage() {
  const page = useLoaderData<typeof loader>();
  const { question: q, staff, may, place } = page;
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const failedIn = (act: string) => failed?.values.gor === act;
  return (
    <Page
      above={<a href={paths.questions(place)}>Frågor att lyfta</a>}
      title={q.title}
      beside={
        <>
          <Tag tone={stateTones[q.state]}>{stateWords[q.state]}</Tag>
          {staff && q.open && (
            <ButtonLink quiet href={paths.changeQuestion(place, q.id)}>
              Ändra
            </ButtonLink>
          )}
        </>
      }
    >
      <ErrorSummary errors={failed?.errors ?? {}} prefix={failed?.values.gor} />
      {staff && q.late && (
        <Notice tone="wait">
          <p>Frågan lyftes {longDate(must(q.raisedOn, "the day it was raised"))} och har inte fått svar.</p>
        </Notice>
      )}
      <Columns>
        <Stack>
          <Card title="Bakgrund">
            <div className="said-text">{q.background}</div>
          </Card>
          {q.answer && (
            <Card title="Svaret">
              <div className="said-text">{q.answer}</div>
            </Card>
          )}
          {q.why && (
            <Card title="Varför den är lagd åt sidan">
              <div className="said-text">{q.why}</div>
            </Card>
          )}
          {may.lyft && <Raise page={page} failed={failed} />}
          {may.svara && <AnswerIt page={page} failed={failed} />}
          {may["lagg-undan"] && (
            <More label="Lägg åt sidan" open={failedIn("lagg-undan")}>
              <Step act="lagg-undan" version={q.version} failed={failed} values={{}} button="Lägg åt sidan">
                <TextArea name="why" label="Varför?" hint="Den som frågade ser det." rows={3} />
              </Step>
            </More>
          )}
        </Stack>
        <Stack>
          <InShort page={page} />
          {staff && <Acts page={page} />}
        </Stack>
      </Columns>
    </Page>
  );
}
