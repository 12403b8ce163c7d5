import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { answerConsent, removeFinding, takeProposal } from "~/domain/findings/commands.server";
import { findingPage, type FindingLine } from "~/domain/findings/queries.server";
import { postedSchema } from "~/domain/findings/schema";
import { consentTones, consentWords, kindWords, question } from "~/domain/findings/texts";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths, type Place } from "~/paths";
import { longDate } from "~/platform/calendar";
import { Checkbox, ErrorSummary, FormFields, Hidden, RadioGroup, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Facts, More, Notice, PostButton, Tag } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.finding.title ?? "Lärdom") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "finding.see", (permit, { params }) => findingPage(permit, params.finding));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "finding.consent",
    postedSchema,
    async (permit, input, { params, url, also }) => {
      const id = params.finding;
      if (input.gor === "ta-bort") {
        await removeFinding(also("finding.manage"), id);
        return { to: paths.findings(permit.network), notice: "Lärdomen är borttagen ur listan." };
      }
      if (input.gor === "ta-forslaget") {
        await takeProposal(also("finding.manage"), id, input.version);
        return { to: url.pathname, notice: "Deras text visas nu." };
      }
      const { gor: _, ...answer } = input;
      await answerConsent(permit, id, answer);
      return { to: url.pathname, notice: "Svaret är sparat. Det går att ändra när som helst." };
    },
    { keepOnConflict: true },
  );

/** `asked`: the question, to whoever is asked it; without it the strategist notes what they said. */
function Answer({ finding: f, failed, asked }: { finding: FindingLine; failed?: Rejected; asked?: string }) {
  const chosen =
    { agreed: "yes", nameless: "nameless", proposed: "propose", refused: "no", withdrawn: "no" }[
      f.consent as string
    ] ?? "";
  return (
    <FormFields
      state={{
        values: failed?.values ?? {
          answer: chosen,
          proposal: f.proposal ?? f.text,
          named: f.proposalNamed ? "on" : "",
        },
        errors: failed?.errors ?? {},
      }}
    >
      <Form noValidate>
        <Hidden name="gor" value="svara" />
        <Hidden name="version" value={f.version} />
        <RadioGroup
          name="answer"
          label={asked ?? "Vad svarade de?"}
          options={[
            ["yes", `Ja, med namnet ${f.organisation}`],
            ["nameless", "Ja, utan namn"],
            ["propose", "Ja, men med en annan text"],
            ["no", f.shown ? "Nej, visa den inte längre" : "Nej"],
          ]}
        />
        <More label="Skriv en annan text" open={failed !== undefined || f.consent === "proposed"}>
          <TextArea
            name="proposal"
            label="Så borde det stå"
            hint="Skriv inget om enskilda personer."
            rows={6}
          />
          <Checkbox name="named" label={asked ? "Vårt namn får stå med" : "Namnet får stå med"} />
        </More>
        <div className="acts">
          <Button>Spara svaret</Button>
        </div>
      </Form>
    </FormFields>
  );
}

interface FromProps {
  finding: FindingLine;
  place: Place;
  within: string;
  shortName: string;
}
function From({ finding: f, place, within, shortName }: FromProps) {
  if (f.organisation && f.slug) return <a href={paths.organisation(place, f.slug)}>{f.organisation}</a>;
  return <>{f.nameless ? `En organisation i ${within}` : shortName}</>;
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function Source({ page: p }: { page: Shown }) {
  const { finding: f, staff, place } = p;
  return (
    <Card title="Källa">
      <Facts
        rows={[
          ["Från", <From key="o" {...p} />],
          f.inquiry
            ? [
                "Svar på",
                <span key="i">
                  {staff && f.inquiryId ? (
                    <a href={paths.inquiry(place, f.inquiryId)}>{f.inquiry}</a>
                  ) : (
                    f.inquiry
                  )}
                  <p className="muted">{f.question}</p>
                </span>,
              ]
            : null,
          f.meeting && f.meetingId
            ? [
                "Minnesanteckningar",
                <a key="m" href={paths.meeting(place, f.meetingId)}>
                  {f.meeting}
                </a>,
              ]
            : null,
          ["Lyft", longDate(f.foundOn)],
          f.askedOn ? ["Tillfrågad", longDate(f.askedOn)] : null,
          f.answeredOn ? ["Svarade", longDate(f.answeredOn)] : null,
        ]}
      />
    </Card>
  );
}

function Proposal({ page: { finding: f, place } }: { page: Shown }) {
  const here = paths.finding(place, f.id);
  return (
    <Card title={`Förslag från ${f.organisation}`}>
      <div className="said-text">{f.proposal}</div>
      <p className="muted">{f.proposalNamed ? "Namnet får stå med." : "Utan namn."}</p>
      <div className="acts">
        <PostButton action={here} hidden={{ gor: "ta-forslaget", version: String(f.version) }}>
          Ta deras text
        </PostButton>
        <a href={paths.changeFinding(place, f.id)}>Skriv om</a>
      </div>
    </Card>
  );
}

export default function FindingPage() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const { finding: f, staff, place } = p;
  const here = paths.finding(place, f.id);
  return (
    <Page
      above={<a href={paths.findings(place)}>Lärdomar</a>}
      title={f.title}
      beside={
        <>
          {(staff || f.mine) && <Tag tone={consentTones[f.consent]}>{consentWords[f.consent]}</Tag>}
          {staff && (
            <ButtonLink quiet href={paths.changeFinding(place, f.id)}>
              Ändra
            </ButtonLink>
          )}
        </>
      }
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      {f.takenBack && (
        <Notice tone="wait">
          <p>
            Organisationen har tagit tillbaka eller ändrat svaret sedan du lyfte det. Texten här är kvar som
            den var.
          </p>
        </Notice>
      )}
      <Columns>
        <Stack>
          <Card title={kindWords[f.kind]}>
            <div className="said-text">{f.text}</div>
          </Card>
          {staff && f.consent === "proposed" && <Proposal page={p} />}
          {p.mayAnswer && !staff && (
            <Card title={f.consent === "asked" ? "Svara här" : "Ert svar"}>
              <Answer finding={f} failed={failed} asked={question(p)} />
            </Card>
          )}
          {p.mayAnswer && staff && (
            <More label="Notera ett svar per telefon" open={failed !== undefined}>
              <Answer finding={f} failed={failed} />
            </More>
          )}
        </Stack>
        <Stack>
          <Source page={p} />
          {staff && (
            <div className="acts">
              <PostButton quiet action={here} hidden={{ gor: "ta-bort" }}>
                Ta bort ur listan
              </PostButton>
            </div>
          )}
        </Stack>
      </Columns>
    </Page>
  );
}
