// What the code on the wall leads to. Looking at it checks nobody in.
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { checkIn, writeIn as note } from "~/domain/meetings/check-in/commands.server";
import { checkInPage } from "~/domain/meetings/check-in/queries.server";
import { checkInSchema } from "~/domain/meetings/check-in/schema";
import { whenText } from "~/domain/meetings/rules";
import { read, write, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { ErrorSummary, FormFields, Hidden, Select, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, Notice } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data ? `Checka in: ${data.meeting.title}` : "Checka in") },
];
export const loader = (args: LoaderFunctionArgs) =>
  read(args, "checkIn.use", (permit, { params, url }) => ({
    ...checkInPage(permit, params.token),
    /** Somebody has just written who they are, and has nothing more to do here. */
    written: url.searchParams.has("klart"),
  }));
export const action = (args: ActionFunctionArgs) =>
  write(
    args,
    "checkIn.use",
    checkInSchema,
    async (permit, input, { params, url }) => {
      if (input.gor === "har") {
        await checkIn(permit, params.token, input.organisationId);
        return { to: url.pathname, notice: "Du är incheckad. Välkommen!" };
      }
      await note(permit, params.token, input);
      return {
        to: paths.checkIn(params.token, "ja"),
        notice: "Tack! Länsstyrelsen bekräftar att du är här. Du behöver inte göra något mer.",
      };
    },
    { keepOnConflict: true },
  );

function whyClosed(p: { standing: string; opens: string; closed: boolean }): string {
  if (p.standing === "early") return `Incheckningen öppnar ${p.opens}.`;
  return p.closed
    ? "Närvaron är stängd. Hör av dig till länsstyrelsen om du inte blev införd."
    : "Mötet är slut och incheckningen är stängd.";
}

export default function CheckIn() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const open = p.standing === "open" && !p.closed;
  return (
    <Page narrow title="Checka in" lead={`${p.meeting.title}, ${whenText(p.meeting)}`}>
      <ErrorSummary errors={failed?.errors ?? {}} />
      {!open && (
        <Notice>
          <p>{whyClosed(p)}</p>
        </Notice>
      )}
      {open && (
        <Stack>
          {p.seats.map((s) => (
            <Card key={s.organisationId} title={s.organisation}>
              {s.noted ? (
                <p>Ni är införda i närvaron.</p>
              ) : (
                <Form>
                  <Hidden name="gor" value="har" />
                  <Hidden name="organisationId" value={s.organisationId} />
                  <Button>Jag är här</Button>
                </Form>
              )}
            </Card>
          ))}
          {p.written && !failed ? (
            <p>
              <a href={p.here}>Checka in någon annan</a>
            </p>
          ) : (
            <Card title={p.seats.length > 0 ? "Någon annan checkar in" : "Vem är du?"}>
              {!p.signedIn && (
                <p>
                  Har du en plats i nätverket kan du <a href={paths.signIn(p.here)}>logga in</a> och checka in
                  direkt. Annars skriver du här.
                </p>
              )}
              <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
                <Form noValidate>
                  <Hidden name="gor" value="skriv" />
                  <TextField name="name" label="Ditt namn" autoComplete="name" />
                  <Select
                    name="organisationId"
                    label="Organisation"
                    options={[["", "Välj"], ["gast", "Gäst"], ...p.organisations]}
                  />
                  <div className="acts">
                    <Button quiet={p.seats.length > 0}>Jag är här</Button>
                  </div>
                </Form>
              </FormFields>
            </Card>
          )}
        </Stack>
      )}
    </Page>
  );
}
