// The manager's page, by the personal link: what the assignment is, and three questions. To fetch it counts as nothing.
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { purposes } from "~/domain/commitments/texts";
import { answerConfirmation } from "~/domain/confirmations/commands.server";
import { confirmPage } from "~/domain/confirmations/queries.server";
import { answerSchema } from "~/domain/confirmations/schema";
import { standingInShort } from "~/domain/standing/queries.server";
import { figureHint } from "~/domain/standing/texts";
import { answerWords, subjects, type Subject } from "~/domain/confirmations/texts";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDateAt } from "~/platform/calendar";
import { ErrorSummary, FormFields } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, Facts } from "~/ui/parts";
import { AnswerFields } from "./views/answer-fields";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, `Stämmer uppdraget för ${data?.organisation ?? "er"}?`) },
  { name: "robots", content: "noindex" },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(
    args,
    "confirmation.answer",
    (permit) => {
      const page = confirmPage(permit);
      return { ...page, standing: page.answeredAt ? null : standingInShort(permit) };
    },
    { link: "confirm" },
  );
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "confirmation.answer",
    answerSchema,
    async (permit, input, { params }) => {
      await answerConfirmation(permit, input);
      return { to: paths.confirm(params.token), notice: "Tack! Svaret är sparat." };
    },
    { link: "confirm" },
  );

export default function Confirm() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  if (p.answeredAt) {
    const no = [p.resources, p.room, p.channels].includes("no");
    return (
      <Page
        narrow
        above={p.authority}
        title="Du har svarat"
        lead={`${p.organisation}, ${longDateAt(p.answeredAt)}.`}
      >
        <div className="paper">
          <Facts
            rows={[
              ...(Object.keys(subjects) as Subject[]).map(
                (s) => [subjects[s], answerWords[p[s] ?? ""] ?? ""] as const,
              ),
              p.note ? ["Du skrev", p.note] : null,
              ["Svarat av", p.byName],
            ]}
          />
        </div>
        <p>
          {no
            ? `${p.authority} hör av sig om det som behöver ändras.`
            : "Vi frågar igen om ett år, eller när någon annan blir ansvarig chef."}
        </p>
        <p className="muted">
          Frågor? Skriv till <a href={`mailto:${p.mailbox}`}>{p.mailbox}</a>.
        </p>
      </Page>
    );
  }
  return (
    <Page
      narrow
      above={p.authority}
      title={`Stämmer uppdraget för ${p.organisation}?`}
      lead={`${p.authority} samordnar ${p.network}. Du är ansvarig chef för representanten. Svara på frågorna längst ner. Det tar två minuter.`}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <Stack>
        <Card title="Det här gäller i dag">
          <Facts
            rows={[
              ["Representant", p.representative ?? p.empty.representative],
              ["Ersättare", p.deputy ?? p.empty.deputy],
              [
                "Kontaktvägar",
                p.ways.length === 0 ? (
                  "Inga"
                ) : (
                  <ul className="plainlist" key="w">
                    {p.ways.map((c) => (
                      <li key={c.name}>
                        {c.name}, {c.frequency}{" "}
                        <span className="muted">({purposes[c.purpose].toLowerCase()})</span>
                      </li>
                    ))}
                  </ul>
                ),
              ],
            ]}
          />
          <p className="muted after">
            Ska någon bytas ut? <a href={paths.askForLink(p.place)}>Be om en länk för byte</a>.
          </p>
        </Card>
        <Card title="Det här åtar sig organisationen">
          <ul className="plainlist">
            {p.terms.duties.map((d, i) => {
              const at = p.standing?.cells[i];
              return (
                <li key={d.name}>
                  <strong>{d.name}.</strong> {d.text}
                  {p.standing && at && (
                    <div className="muted">
                      Läget {p.standing.year}: {at.word}
                      {at.figure && `, ${at.figure} ${figureHint[at.duty]}`}
                    </div>
                  )}
                </li>
              );
            })}
          </ul>
        </Card>
        <Card title="Tre frågor">
          <FormFields
            state={{ values: failed?.values ?? { byName: p.manager ?? "" }, errors: failed?.errors ?? {} }}
          >
            <Form noValidate>
              <AnswerFields name="Ditt namn" note="Något vi bör veta?" />
              <div className="acts">
                <Button>Skicka svaret</Button>
              </div>
            </Form>
          </FormFields>
        </Card>
      </Stack>
      <p className="muted after">
        Är någon annan ansvarig chef, eller vill du svara per telefon? Skriv till{" "}
        <a href={`mailto:${p.mailbox}`}>{p.mailbox}</a>.
      </p>
    </Page>
  );
}
