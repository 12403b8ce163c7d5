// The organisation's one answer, beside what its colleagues have said.
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { lastDay } from "~/domain/asks/rules";
import { changeShare, saveAnswer } from "~/domain/inquiries/commands.server";
import { answerPage, type AnswerPage, type NumberedQuestion } from "~/domain/inquiries/queries.server";
import { answerSchema, linkSchema } from "~/domain/inquiries/schema";
import { stateTones, stateWords } from "~/domain/inquiries/texts";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { largestMaterial } from "~/platform/sizes";
import { paths } from "~/paths";
import { longDate, longDateAt } from "~/platform/calendar";
import { capital, counted, listed } from "~/platform/swedish";
import { ErrorSummary, FormFields } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { Button, Facts, Notice, PostButton, Tag } from "~/ui/parts";
import { FileLink, QuestionFields } from "./views/question-fields";
import { titled } from "~/ui/shell";

const posted = z.union([linkSchema, answerSchema]);
export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.inquiry.title ?? "Samla in") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "inquiry.answer", (permit, { params }) =>
    answerPage(permit, params.inquiry, params.organisation),
  );
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "inquiry.answer",
    posted,
    async (permit, input, { params, url }) => {
      const { share } = await answerPage(permit, params.inquiry, params.organisation);
      if (input.gor === "spara" || input.gor === "skicka-in") {
        await saveAnswer(permit, params.inquiry, share.organisationId, input);
        if (input.use && input.gor === "spara")
          return {
            to: `${url.pathname}#f-q-${input.use.split(":")[1]}`,
            notice:
              "Kollegans svar är inlagt, och allt du har skrivit är sparat. Svaret är inte inskickat än.",
          };
        return {
          to: url.pathname,
          notice:
            input.gor === "spara" ? "Sparat. Svaret är inte inskickat än." : "Tack! Svaret är inskickat.",
        };
      }
      await changeShare(permit, params.inquiry, share.organisationId, input.gor);
      return {
        to: url.pathname,
        notice: {
          "ny-lank": "Länken är klar att skicka till kollegor.",
          "stang-lank": "Länken är stängd.",
          "andra-igen": "Nu kan ni ändra svaret. Skicka in det igen när ni är klara.",
        }[input.gor],
      };
    },
    { keepOnConflict: true, largestFile: largestMaterial },
  );

/** What colleagues have said at a question. Each button saves all that is typed and puts the words in. */
function Theirs({ q, colleagues }: { q: NumberedQuestion; colleagues: AnswerPage["colleagues"] }) {
  const said = colleagues.filter((c) => (c.said[q.id] ?? []).length > 0);
  if (said.length === 0) return null;
  return (
    <div className="theirs">
      <p className="strong">{capital(counted(said.length, "kollega", "kollegor"))} har svarat</p>
      <ul className="plain-list">
        {said.map((c, i) => (
          <li key={c.id}>
            <div>
              <p className="said-text">{listed(c.said[q.id] ?? [])}</p>
              {c.part && <p className="muted small">{c.part}</p>}
            </div>
            <Button small quiet name="use" value={`${c.id}:${q.id}`}>
              Använd
              <span className="hidden">
                {" "}
                svar {i + 1} på fråga {q.number}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The link that works, the one that did, or what a link is for. */
function AboutLink(p: { link: string | null; workedUntilOn: string | null; writing: boolean }) {
  if (p.link)
    return (
      <>
        <p>Den som får länken svarar utan att logga in. Bara ni ser svaren.</p>
        <p className="address">{p.link}</p>
      </>
    );
  if (!p.workedUntilOn)
    return <p>Låt kollegor bidra. De svarar utan att logga in, och bara ni ser svaren.</p>;
  return (
    <p>
      Länken gällde till och med {longDate(p.workedUntilOn)}. Nu går det inte längre att svara med den.
      {p.writing && " Skapa en ny och skicka den till dina kollegor."}
    </p>
  );
}

function AnswerOf({
  file,
  words,
  href,
}: {
  file: AnswerPage["files"][string] | undefined;
  words: string;
  href: (id: string) => string;
}) {
  return file ? <FileLink file={file} href={href} /> : <>{words || "–"}</>;
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function Writing({ page: p, failed }: { page: Shown; failed: Rejected | undefined }) {
  const { inquiry: i, share: s } = p;
  const fileHref = (file: string) => paths.inquiryFile(p.place, i.id, s.slug, file);
  return (
    <Card title={p.staff ? `Svara åt ${s.organisation}` : "Ert svar"}>
      {p.staff && s.state === "begun" && (
        <Notice tone="wait">
          <p>Organisationen har börjat svara själv. Det du skickar in ersätter deras utkast.</p>
        </Notice>
      )}
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <Form
          noValidate
          encType={p.questions.some((q) => q.kind === "file") ? "multipart/form-data" : undefined}
        >
          {/* Enter in a field saves; it neither submits nor takes a colleague's words. */}
          {!p.staff && (
            <button
              type="submit"
              name="gor"
              value="spara"
              className="hidden"
              tabIndex={-1}
              aria-hidden="true"
            >
              Spara så länge
            </button>
          )}
          <QuestionFields
            questions={p.questions}
            said={p.said}
            typed={failed?.values.q}
            files={p.files}
            fileHref={fileHref}
            beside={(q) => <Theirs q={q} colleagues={p.colleagues} />}
          />
          <div className="acts">
            <Button name="gor" value="skicka-in">
              Skicka in svaret
            </Button>
            {!p.staff && (
              <Button quiet name="gor" value="spara">
                Spara så länge
              </Button>
            )}
          </div>
        </Form>
      </FormFields>
    </Card>
  );
}

function Submitted({ page: p, open }: { page: Shown; open: boolean }) {
  const { inquiry: i, share: s } = p;
  const here = paths.inquiryAnswer(p.place, i.id, s.slug);
  const fileHref = (file: string) => paths.inquiryFile(p.place, i.id, s.slug, file);
  const words = (id: string) => listed(p.said[id] ?? []);
  return (
    <Card title="Svaret">
      <dl className="facts">
        {p.questions.map((q) => (
          <div key={q.id}>
            <dt>
              {q.number}. {q.label}
            </dt>
            <dd className={q.kind === "text" ? "said-text plain-words" : "said-text"}>
              <AnswerOf file={p.files[q.id]} words={words(q.id)} href={fileHref} />
            </dd>
          </div>
        ))}
      </dl>
      {open && (
        <PostButton quiet action={here} hidden={{ gor: "andra-igen" }}>
          Ändra svaret
        </PostButton>
      )}
    </Card>
  );
}

function ForColleagues({ page: p, writing }: { page: Shown; writing: boolean }) {
  const { inquiry: i, share: s } = p;
  const here = paths.inquiryAnswer(p.place, i.id, s.slug);
  if (p.staff || !(writing || p.link || p.workedUntilOn)) return null;
  return (
    <Card title="Länk för kollegor">
      <AboutLink link={p.link} workedUntilOn={p.workedUntilOn} writing={writing} />
      {writing && (
        <div className="pairacts after">
          <PostButton quiet small action={here} hidden={{ gor: "ny-lank" }}>
            {p.link ? "Byt till en ny länk" : "Skapa en länk"}
          </PostButton>
          {p.link && (
            <PostButton quiet small action={here} hidden={{ gor: "stang-lank" }}>
              Stäng länken
            </PostButton>
          )}
        </div>
      )}
    </Card>
  );
}

export default function InquiryAnswer() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const { inquiry: i, share: s } = p;
  const open = p.standing !== "closed";
  const writing = open && s.state !== "submitted";
  return (
    <Page
      above={
        <a href={p.staff ? paths.inquiry(p.place, i.id) : paths.inquiries(p.place)}>
          {p.staff ? i.title : "Samla in"}
        </a>
      }
      title={p.staff ? `${i.title}: ${s.organisation}` : i.title}
      lead={i.why}
      beside={<Tag tone={stateTones[s.state]}>{stateWords[s.state]}</Tag>}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <Columns>
        <Stack>{writing ? <Writing page={p} failed={failed} /> : <Submitted page={p} open={open} />}</Stack>
        <Stack>
          <Card title="I korthet">
            <Facts
              rows={[
                ["Sista dag", longDate(lastDay(i, s))],
                s.submittedAt ? ["Inskickat", longDateAt(s.submittedAt)] : null,
              ]}
            />
          </Card>
          <ForColleagues page={p} writing={writing} />
        </Stack>
      </Columns>
    </Page>
  );
}
