// One inquiry: its questions while they are written, then who has submitted; a member goes on to the own answer.
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { isEmpty, lastDay, nobodyToAsk } from "~/domain/asks/rules";
import { daySchema } from "~/domain/asks/schema";
import {
  addQuestion,
  moveDay,
  moveQuestion,
  sendInquiry,
  setState,
} from "~/domain/inquiries/commands.server";
import { inquiryPage } from "~/domain/inquiries/queries.server";
import { hasChoices, kinds } from "~/domain/inquiries/rules";
import { moveSchema, questionSchema, sendSchema, stateSchema } from "~/domain/inquiries/schema";
import { kindWords, standingTones, standingWords, stateTones, stateWords } from "~/domain/inquiries/texts";
import { again } from "~/http/again";
import { redirect } from "~/http/redirect";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { only } from "~/platform/must";
import {
  Checkbox,
  ErrorSummary,
  FormFields,
  Hidden,
  RadioGroup,
  TextArea,
  TextField,
  useField,
} from "~/ui/fields";
import { Form } from "~/ui/form";
import { MoveDay } from "~/ui/move-day";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, DataTable, Empty, PostButton, Tag } from "~/ui/parts";
import { ToWhom } from "~/ui/to-whom";
import { titled } from "~/ui/shell";

const posted = z.union([questionSchema, moveSchema, sendSchema, stateSchema, daySchema]);
export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.inquiry.title ?? "Samla in") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "inquiry.see", (permit, { params }) => {
    const page = inquiryPage(permit, params.inquiry);
    const own = page.staff ? null : only(page.shares);
    if (own) throw redirect(paths.inquiryAnswer(page.place, page.inquiry.id, own.slug));
    return page;
  });
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "inquiry.manage",
    posted,
    async (permit, input, { params, url }) => {
      const id = params.inquiry;
      if (input.gor === "lagg-till") {
        const { gor: _, ...question } = input;
        await addQuestion(permit, id, question);
        return {
          to: `${url.pathname}#ny`,
          notice: "Frågan är tillagd.",
          sent: again.added(`frågan ”${input.label}”`),
        };
      }
      if (input.gor === "skicka") {
        await sendInquiry(permit, id, input);
        return { to: url.pathname, notice: "Frågorna är utskickade. Representanterna har fått mejl." };
      }
      if (input.gor === "flytta") {
        await moveDay(permit, id, input);
        return { to: url.pathname, notice: "Sista dagen är flyttad för organisationen." };
      }
      if (input.gor === "upp" || input.gor === "ner" || input.gor === "ta-bort") {
        await moveQuestion(permit, id, input);
        return { to: `${url.pathname}#fragor` };
      }
      await setState(permit, id, input.gor);
      return {
        to: url.pathname,
        notice: {
          avsluta: "Frågorna är avslutade.",
          oppna: "Frågorna är öppna igen.",
          visa: "Resultatet visas för medlemmarna.",
          dolj: "Resultatet visas inte längre för medlemmarna.",
        }[input.gor],
      };
    },
    { keepOnConflict: true },
  );

/** On which earlier answer the question hangs. */
function OnlyIf({ questions }: { questions: ReturnType<typeof inquiryPage>["questions"] }) {
  const { id, value, message } = useField("onlyIf");
  return (
    <div className={`field${message ? " wrong" : ""}`}>
      <label htmlFor={id}>Vilka ska svara på frågan?</label>
      {message && (
        <p className="error" id={`${id}-error`}>
          <span className="hidden">Fel: </span>
          {message}
        </p>
      )}
      <select
        id={id}
        name="onlyIf"
        className="ds-input"
        defaultValue={value}
        aria-invalid={message ? true : undefined}
        aria-describedby={message ? `${id}-error` : undefined}
      >
        <option value="">Alla</option>
        {questions.filter(hasChoices).map((q) => (
          <optgroup key={q.id} label={`De som på fråga ${q.number} svarar`}>
            {q.options.map((o) => (
              <option key={o} value={`${q.id}:${o}`}>
                {q.number}: {o}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function Questions({ page: p }: { page: Shown }) {
  const last = p.questions.length - 1;
  return (
    <Card title="Frågorna" count={`${p.questions.length}`} id="fragor" pad={false}>
      {p.questions.length === 0 ? (
        <Empty>Inga frågor än.</Empty>
      ) : (
        <ol className="rows questions">
          {p.questions.map((q, n) => (
            <li key={q.id}>
              <div>
                <p className="strong">
                  {n + 1}. {q.label}
                </p>
                <p className="muted">
                  {kindWords[q.kind]}
                  {q.required ? "" : ", frivillig"}
                  {q.condition && `. ${q.condition}`}
                  {q.options.length > 0 && `: ${q.options.join(" · ")}`}
                </p>
              </div>
              {p.inquiry.state === "draft" && p.staff && (
                <MoveQuestion id={q.id} label={q.label} first={n === 0} last={n === last} />
              )}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function MoveQuestion(q: { id: string; label: string; first: boolean; last: boolean }) {
  return (
    <Form className="pairacts">
      <Hidden name="question" value={q.id} />
      {!q.first && (
        <Button small quiet name="gor" value="upp">
          Upp<span className="hidden"> {q.label}</span>
        </Button>
      )}
      {!q.last && (
        <Button small quiet name="gor" value="ner">
          Ner<span className="hidden"> {q.label}</span>
        </Button>
      )}
      <Button small quiet name="gor" value="ta-bort">
        Ta bort<span className="hidden"> {q.label}</span>
      </Button>
    </Form>
  );
}

function NewQuestion({ page: p, failed }: { page: Shown; failed: Rejected | null }) {
  return (
    <Card title="Lägg till en fråga" id="ny">
      <FormFields state={failed ?? { values: { kind: "text", required: "on" }, errors: {} }}>
        <Form noValidate>
          <Hidden name="gor" value="lagg-till" />
          <TextField name="label" label="Frågan" autoComplete="off" />
          <TextField name="hint" label="Hjälptext" optional autoComplete="off" />
          <RadioGroup
            name="kind"
            label="Sorts fråga"
            options={kinds.map((k) => [k, kindWords[k]] as const)}
          />
          <TextArea
            name="options"
            label="Svar att välja bland"
            hint="Ett på varje rad. Bara för frågor med ett eller flera svar."
            rows={4}
            optional
          />
          {p.questions.some(hasChoices) && <OnlyIf questions={p.questions} />}
          <Checkbox name="required" label="Organisationen måste svara på frågan" />
          <div className="acts">
            <Button quiet>Lägg till frågan</Button>
          </div>
        </Form>
      </FormFields>
    </Card>
  );
}

function SendOut({ page: p, failed }: { page: Shown; failed: Rejected | null }) {
  return (
    <Card title="Skicka ut frågorna">
      <p>Sista dag är {longDate(p.inquiry.lastOn)}. När frågorna är utskickade kan de inte ändras.</p>
      <FormFields state={failed ?? { values: { to: "all" }, errors: {} }}>
        <Form noValidate>
          <Hidden name="gor" value="skicka" />
          <ToWhom
            organisations={p.organisations}
            typed={failed ? (failed.values.organisations ?? []) : undefined}
          />
          <div className="acts">
            <Button>Skicka ut</Button>
          </div>
        </Form>
      </FormFields>
    </Card>
  );
}

function Organisations({ page: { place, inquiry: i, staff, shares } }: { page: Shown }) {
  return (
    <Card
      title="Organisationerna"
      count={staff ? `${i.submitted} av ${i.organisations}` : undefined}
      pad={false}
    >
      <DataTable
        caption="Organisationerna"
        rows={shares}
        rowKey={(s) => s.organisationId}
        columns={[
          {
            head: "Organisation",
            cell: (s) => <a href={paths.inquiryAnswer(place, i.id, s.slug)}>{s.organisation}</a>,
          },
          {
            head: "Läge",
            cell: (s) =>
              isEmpty(s) ? (
                <span className="muted">{nobodyToAsk}</span>
              ) : (
                <Tag tone={stateTones[s.state]}>{stateWords[s.state]}</Tag>
              ),
          },
          { head: "Sista dag", cell: (s) => longDate(lastDay(i, s)) },
        ]}
      />
    </Card>
  );
}

/** What the staff may do with questions that have been sent out. */
function Sent({ page: { place, inquiry: i, shares }, failed }: { page: Shown; failed: Rejected | null }) {
  const here = paths.inquiry(place, i.id);
  return (
    <>
      <MoveDay
        failed={failed}
        options={shares.map((s) => [s.organisationId, `${s.organisation} (${lastDay(i, s)})`] as const)}
      />
      <div className="acts">
        <PostButton quiet action={here} hidden={{ gor: i.sharedAt ? "dolj" : "visa" }}>
          {i.sharedAt ? "Visa inte resultatet för medlemmarna" : "Visa resultatet för medlemmarna"}
        </PostButton>
        <PostButton quiet action={here} hidden={{ gor: i.closedAt ? "oppna" : "avsluta" }}>
          {i.closedAt ? "Öppna igen" : "Avsluta"}
        </PostButton>
      </div>
    </>
  );
}

interface PartProps {
  page: Shown;
  /** What was posted and refused, if it was this. */
  of: (gor: string) => Rejected | null;
}
const Writing = ({ page: p, of }: PartProps) => (
  <>
    <Questions page={p} />
    {p.staff && <NewQuestion page={p} failed={of("lagg-till")} />}
    {p.staff && p.questions.length > 0 && <SendOut page={p} failed={of("skicka")} />}
  </>
);
const Running = ({ page: p, of }: PartProps) => (
  <>
    {p.shares.length > 0 && <Organisations page={p} />}
    <Questions page={p} />
    {p.staff && <Sent page={p} failed={of("flytta")} />}
  </>
);

export default function InquiryPage() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const { inquiry: i } = p;
  const of = (gor: string) => (failed?.values.gor === gor ? failed : null);
  const draft = i.state === "draft";
  return (
    <Page
      narrow={draft}
      above={<a href={paths.inquiries(p.place)}>Samla in</a>}
      title={i.title}
      lead={i.why}
      beside={
        <>
          <Tag tone={standingTones[p.standing]}>{standingWords[p.standing]}</Tag>
          {draft && p.staff && (
            <ButtonLink quiet href={paths.changeInquiry(p.place, i.id)}>
              Ändra<span className="hidden"> rubrik och sista dag</span>
            </ButtonLink>
          )}
          {!draft && p.results && (
            <ButtonLink quiet href={paths.inquiryResults(p.place, i.id)}>
              Resultat
            </ButtonLink>
          )}
        </>
      }
    >
      <ErrorSummary errors={failed?.errors ?? {}} prefix={of("flytta") ? "dag" : undefined} />
      <Stack>{draft ? <Writing page={p} of={of} /> : <Running page={p} of={of} />}</Stack>
    </Page>
  );
}
