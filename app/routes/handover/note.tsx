// The leaver's page, by the personal link: what is open, and a few words to whoever comes. To fetch it counts as nothing.
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { writeNote } from "~/domain/handover/commands.server";
import { notePage } from "~/domain/handover/queries.server";
import { noteSchema } from "~/domain/handover/schema";
import { fields, openWords, whoReads } from "~/domain/handover/texts";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { longDate } from "~/platform/calendar";
import { ErrorSummary, FormFields, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, Empty, Notice } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, `Lämna över: ${data?.organisation ?? ""}`) },
  { name: "robots", content: "noindex" },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "handover.write", (permit) => notePage(permit), { link: "handover" });
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "handover.write",
    noteSchema,
    async (permit, input, { url }) => {
      await writeNote(permit, input);
      return {
        to: url.pathname,
        notice: "Överlämningen är sparad. Din efterträdare läser den på sin första sida.",
      };
    },
    { link: "handover" },
  );

export default function WriteNote() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={p.authority}
      title="Lämna över till din efterträdare"
      lead={`Din sista dag i uppdraget för ${p.organisation} är ${longDate(p.lastOn)}. Några rader från dig gör starten lättare för den som kommer.`}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <Stack>
        {p.writtenOn && (
          <Notice tone="ok">
            <p>Du skrev överlämningen {longDate(p.writtenOn)}. Du kan ändra den så länge länken gäller.</p>
          </Notice>
        )}
        <Card title="Det här är öppet för organisationen" pad={false}>
          {p.open.length === 0 ? (
            <Empty>Inget väntar på svar just nu.</Empty>
          ) : (
            <ul className="rows">
              {p.open.map((t) => (
                <li key={t.key}>
                  <div>
                    {openWords[t.kind]}: {t.title}
                    {t.lastOn && <p className="muted">Senast {longDate(t.lastOn)}</p>}
                  </div>
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Card title="Dina rader">
          <FormFields
            state={{
              values: failed?.values ?? { know: p.know, contacts: p.contacts },
              errors: failed?.errors ?? {},
            }}
          >
            <Form noValidate>
              <TextArea name="know" rows={8} {...fields.know} />
              <TextArea name="contacts" rows={4} optional {...fields.contacts} />
              <p className="muted">{whoReads}</p>
              <div className="acts">
                <Button>Spara överlämningen</Button>
              </div>
            </Form>
          </FormFields>
        </Card>
        {p.others.length > 0 && (
          <Card title="Du lämnar över för fler organisationer" pad={false}>
            <ul className="rows">
              {p.others.map((o) => (
                <li key={o.at}>
                  <div>
                    <a href={o.at}>Lämna över för {o.organisation}</a>
                    {o.written && <p className="muted">Du har skrivit en överlämning.</p>}
                  </div>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </Stack>
      <p className="muted after">
        Frågor? Skriv till <a href={`mailto:${p.mailbox}`}>{p.mailbox}</a>.
      </p>
    </Page>
  );
}
