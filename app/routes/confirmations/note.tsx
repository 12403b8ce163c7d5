// The strategist's page of an organisation's confirmations: the answer by telephone, and what has been answered.
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { noteConfirmation, settleNo } from "~/domain/confirmations/commands.server";
import { confirmationsPage } from "~/domain/confirmations/queries.server";
import { noteSchema } from "~/domain/confirmations/schema";
import { answerWords, subjects, type Subject } from "~/domain/confirmations/texts";
import { organisationAt } from "~/domain/organisations/queries.server";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDateAt } from "~/platform/calendar";
import { must } from "~/platform/must";
import { ErrorSummary, FormFields, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { Button, Empty, Facts, PostButton, Tag } from "~/ui/parts";
import { AnswerFields } from "./views/answer-fields";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, `Årlig bekräftelse: ${data?.organisation ?? ""}`) },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "confirmation.note", (permit, { params }) => confirmationsPage(permit, params.organisation));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "confirmation.note",
    noteSchema,
    async (permit, input, { params, url }) => {
      const { id } = organisationAt(permit, params.organisation);
      if (input.gor === "klart") {
        await settleNo(permit, id, input.id);
        return { to: url.pathname, notice: "Det är hanterat." };
      }
      const { gor: _, ...answer } = input;
      await noteConfirmation(permit, id, answer);
      return { to: url.pathname, notice: "Svaret är noterat." };
    },
    { keepOnConflict: true },
  );

function whatNow(open: { mailed: number } | null): string {
  if (!open)
    return "Chefen har ingen fråga att svara på just nu. Du kan notera ett svar ändå. Då frågar vi igen om ett år.";
  return open.mailed
    ? "När du sparar slutar länken i chefens mejl att fungera."
    : "Chefen har ingen egen mejladress.";
}
const on = (at: string) => longDateAt(at);
type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function Answered({ page: p }: { page: Shown }) {
  return (
    <Card title="Svar" pad={false}>
      {p.answered.length === 0 ? (
        <Empty>Här visas chefens svar.</Empty>
      ) : (
        <ul className="rows">
          {p.answered.map((c) => {
            const no = (Object.keys(subjects) as Subject[]).filter((s) => c[s] === "no");
            return (
              <li key={c.id}>
                <div>
                  <b>{on(must(c.answeredAt, "when it was answered"))}</b>{" "}
                  <span className="muted">
                    {c.byName}, {c.method === "phone" ? "per telefon" : "genom länken"}
                  </span>
                  <p className="muted">
                    {(Object.keys(subjects) as Subject[])
                      .map((s) => `${subjects[s]}: ${(answerWords[c[s] ?? ""] ?? "").toLowerCase()}`)
                      .join(" · ")}
                  </p>
                  {c.note && <p>”{c.note}”</p>}
                </div>
                {no.length > 0 &&
                  (c.settledAt ? (
                    <Tag tone="ok">Hanterat</Tag>
                  ) : (
                    <PostButton
                      small
                      quiet
                      action={paths.organisationAct(p.place, p.slug, "bekraftelse")}
                      hidden={{ gor: "klart", id: c.id }}
                    >
                      Klart
                    </PostButton>
                  ))}
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}

function ManagerCard({ page: p }: { page: Shown }) {
  const m = p.manager;
  return (
    <Card title="Ansvarig chef">
      {m ? (
        <Facts
          rows={[
            ["Namn", m.name],
            m.title ? ["Titel", m.title] : null,
            ["Mejladress", m.email ? `${m.email}${m.sharedMailbox ? " (delas av flera)" : ""}` : "Saknas"],
            m.phone ? ["Telefon", m.phone] : null,
          ]}
        />
      ) : (
        <Empty>Ingen chef är känd.</Empty>
      )}
      <p className="after">
        <a href={paths.organisationAct(p.place, p.slug, "uppgifter")}>Notera en ny chef</a>
      </p>
    </Card>
  );
}

export default function NoteConfirmation() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const { open, manager: m } = p;
  return (
    <Page
      above={<a href={paths.organisation(p.place, p.slug)}>{p.organisation}</a>}
      title="Årlig bekräftelse"
      lead="En gång om året, och när chefen är ny, frågar vi ansvarig chef om tid, utrymme och kontaktvägar fortfarande finns."
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <Columns>
        <Stack>
          <Card title="Notera ett svar per telefon">
            <p className="muted">{whatNow(open)}</p>
            <FormFields
              state={{ values: failed?.values ?? { byName: m?.name ?? "" }, errors: failed?.errors ?? {} }}
            >
              <Form noValidate>
                <Hidden name="gor" value="notera" />
                <AnswerFields name="Vem svarade?" note="Anteckning" />
                <div className="acts">
                  <Button>Spara svaret</Button>
                </div>
              </Form>
            </FormFields>
          </Card>
          <Answered page={p} />
        </Stack>
        <Stack>
          <ManagerCard page={p} />
          {open && (
            <Card title="Frågan">
              <Facts
                rows={[
                  ["Ställdes", on(open.askedAt)],
                  open.mailed
                    ? ["Påminnelse", open.remindedAt ? on(open.remindedAt) : "Efter två veckor"]
                    : ["Hur", "Per telefon"],
                ]}
              />
            </Card>
          )}
        </Stack>
      </Columns>
    </Page>
  );
}
