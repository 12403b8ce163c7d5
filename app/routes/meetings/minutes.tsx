import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { comment } from "~/domain/meetings/minutes/commands.server";
import { minutesPage } from "~/domain/meetings/minutes/queries.server";
import { commentSchema } from "~/domain/meetings/minutes/schema";
import { minutesStates, minutesTones } from "~/domain/meetings/minutes/texts";
import { whenText } from "~/domain/meetings/rules";
import { again } from "~/http/again";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { ErrorSummary, FormFields, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Empty, Notice, Tag } from "~/ui/parts";
import { MinutesText } from "./views/minutes-text";
import { WhichOrganisation } from "./views/which-organisation";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  {
    title: titled(matches, data ? `Minnesanteckningar: ${data.meeting.title}` : "Minnesanteckningar"),
  },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "minutes.see", (permit, { params }) => minutesPage(permit, params.meeting));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "minutes.comment",
    commentSchema,
    async (permit, input, { params, url }) => {
      await comment(permit, params.meeting, input);
      return {
        to: url.pathname,
        notice: "Tack, synpunkten är skickad till länsstyrelsen.",
        sent: again.sent("en synpunkt"),
      };
    },
    { keepOnConflict: true },
  );

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function Marked({ page: p }: { page: Shown }) {
  if (p.items.length === 0) return null;
  return (
    <Card title="Markerat i texten" count={p.items.length}>
      <ul className="plainlist">
        {p.items.map((i) => (
          <li key={i.id}>
            <b>{i.kind === "task" ? "Uppgift" : "Vi kom överens om"}:</b> {i.text}
            {(i.who || i.dueOn || i.doneOn) && (
              <>
                <br />
                <span className="muted">
                  {[i.who, i.dueOn && `senast ${longDate(i.dueOn)}`, i.doneOn && `klar ${longDate(i.doneOn)}`]
                    .filter(Boolean)
                    .join(", ")}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
      <p className="after">
        <a href={paths.agreed(p.place)}>Alla uppgifter och överenskommelser</a>
      </p>
    </Card>
  );
}

function Comments({ page: p, failed }: { page: Shown; failed: Rejected | undefined }) {
  if (p.comments.length === 0 && !p.mayComment && !failed) return null;
  return (
    <Card title={p.staff ? "Synpunkter" : "Dina synpunkter"} count={p.comments.length || undefined}>
      {p.comments.length > 0 && (
        <ul className="plainlist">
          {p.comments.map((c) => (
            <li key={c.id}>
              <div className="said-text">{c.text}</div>
              <span className="muted">
                {c.organisation ?? "Länsstyrelsen"}, {c.when}
              </span>
            </li>
          ))}
        </ul>
      )}
      {(p.mayComment || failed) && (
        <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
          <Form noValidate>
            <WhichOrganisation organisations={p.organisations} />
            <TextArea
              name="text"
              label="Din synpunkt"
              hint="Bara din organisation och länsstyrelsen ser den."
              rows={5}
            />
            <div className="acts">
              <Button>Skicka synpunkten</Button>
            </div>
          </Form>
        </FormFields>
      )}
    </Card>
  );
}

function Versions({ page: p }: { page: Shown }) {
  if (p.versions.length === 0) return null;
  return (
    <Card title="Versioner">
      <ul className="plainlist">
        {p.versions.map((v) => (
          <li key={v.number}>
            Version {v.number}, {minutesStates[v.state].toLowerCase()}
            <br />
            <span className="muted">
              {v.when}
              {v.who && `, ${v.who}`}
            </span>
          </li>
        ))}
      </ul>
      {p.staff && (
        <p className="after">
          <a href={paths.newFinding(p.place, { meeting: p.meeting.id })}>Lyft till lärdomar</a>
        </p>
      )}
      <p className="after">
        <a href={paths.meetingAct(p.place, p.meeting.id, "minnesanteckningar.pdf")}>Hämta som PDF</a>
      </p>
      {p.versions.length > 1 && (
        <p>
          <a href={paths.meetingAct(p.place, p.meeting.id, "minnesanteckningar/jamfor")}>
            Jämför två versioner
          </a>
        </p>
      )}
    </Card>
  );
}

/** Who sees them as they stand, and what can be done. */
function Stands({ page: p }: { page: Shown }) {
  const m = p.minutes;
  return (
    <>
      {m?.state === "draft" && (
        <Notice tone="wait">
          <p>Det här är ett utkast. Bara länsstyrelsen ser det.</p>
        </Notice>
      )}
      {m?.state === "comments" && (
        <Notice>
          <p>
            {p.mayComment
              ? "Stämmer det? Lämna dina synpunkter innan anteckningarna publiceras."
              : "Medlemmarna kan läsa och lämna synpunkter tills anteckningarna publiceras."}
          </p>
        </Notice>
      )}
      {m?.state === "approved" && (
        <Notice>
          <p>
            Anteckningarna är godkända {m.approved}.{" "}
            {p.staff
              ? "Medlemmarna får ett mejl när du publicerar dem."
              : "Länsstyrelsen publicerar dem snart."}
          </p>
        </Notice>
      )}
    </>
  );
}

export default function MinutesPage() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const m = p.minutes;
  return (
    <Page
      above={<a href={paths.meeting(p.place, p.meeting.id)}>{p.meeting.title}</a>}
      title="Minnesanteckningar"
      lead={whenText(p.meeting)}
      beside={
        <>
          {m && <Tag tone={minutesTones[m.state]}>{minutesStates[m.state]}</Tag>}
          {p.staff && p.meeting.state !== "cancelled" && (
            <ButtonLink href={paths.meetingAct(p.place, p.meeting.id, "minnesanteckningar/skriv")}>
              {m ? "Ändra" : "Skriv"}
            </ButtonLink>
          )}
        </>
      }
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <Stands page={p} />
      <Columns>
        <Card>
          {m ? <MinutesText html={m.html} /> : <Empty>Inga minnesanteckningar är skrivna än.</Empty>}
        </Card>
        <Stack>
          <Marked page={p} />
          <Comments page={p} failed={failed} />
          <Versions page={p} />
        </Stack>
      </Columns>
    </Page>
  );
}
