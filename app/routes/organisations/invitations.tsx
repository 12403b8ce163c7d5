import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { placeOf } from "~/domain/network/queries.server";
import { invite } from "~/domain/organisations/invitations/commands.server";
import { invitations, type InvitationLine } from "~/domain/organisations/invitations/queries.server";
import { again } from "~/http/again";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { invalid } from "~/platform/refusal";
import { asAddress, counted, isNewAddress, listed, wholeAddress } from "~/platform/swedish";
import { stateWords } from "~/domain/commitments/texts";
import { protectedName } from "~/domain/people/texts";
import { EmailField, ErrorSummary, FormFields, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, DataTable, Empty, PostButton } from "~/ui/parts";
import { titled } from "~/ui/shell";

const posted = z.object({
  to: z.array(z.object({ organisationId: z.string(), email: z.string().transform(asAddress) })).max(500),
});

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Inbjudningar") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "invitation.send", (permit) => ({ ...invitations(permit), place: placeOf(permit.network) }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "invitation.send", posted, async (permit, { to }, { url }) => {
    const wrong = Object.fromEntries(
      to.flatMap((t, i) => (t.email && !isNewAddress(t.email) ? [[`to.${i}.email`, [wholeAddress]]] : [])),
    );
    if (Object.keys(wrong).length) throw invalid(wrong);
    const chosen = to.filter((t) => t.email);
    if (chosen.length === 0) throw invalid({ "to.0.email": ["Skriv minst en mejladress"] });
    await invite(permit, chosen);
    return {
      to: url.pathname,
      notice: `${counted(chosen.length, "inbjudan", "inbjudningar").replace(/^./, (c) => c.toUpperCase())} på väg.`,
      sent: again.invited(listed(chosen.map((c) => c.email))),
    };
  });

/** What became of it: begun on, not come through, run out, or waited for. */
const standing = (s: InvitationLine): string => {
  if (s.state) return stateWords[s.state];
  if (s.failed) return "Kom inte fram";
  if (s.expired) return "Länken har gått ut";
  return s.begun ? "Har börjat" : "Inte öppnad";
};

export default function Invitations() {
  const { sent, missing, place } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      title="Inbjudningar"
      lead="Den du bjuder in får en personlig länk och fyller i blanketten. Här ser du vem som har börjat."
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <Stack>
        {missing.length > 0 && (
          <Card title="Saknar blankett" count={missing.length}>
            <FormFields state={{ values: failed?.values ?? { to: missing }, errors: failed?.errors ?? {} }}>
              <Form noValidate>
                <p>Skriv en adress för varje organisation som du vill bjuda in. Tomma rader hoppas över.</p>
                <div className="invitees">
                  {missing.map((m, i) => (
                    <div key={m.organisationId}>
                      <Hidden name={`to.${i}.organisationId`} value={m.organisationId} />
                      <EmailField name={`to.${i}.email`} label={m.organisation} />
                    </div>
                  ))}
                </div>
                <div className="acts">
                  <Button>Skicka inbjudningarna</Button>
                </div>
              </Form>
            </FormFields>
          </Card>
        )}
        <Card title="Skickade" count={sent.length} pad={false}>
          {sent.length === 0 ? (
            <Empty>Här visas inbjudningar där blanketten inte är skickad till chefen än.</Empty>
          ) : (
            <DataTable
              caption="Skickade inbjudningar"
              rows={sent}
              rowKey={(s) => s.id}
              columns={[
                {
                  head: "Organisation",
                  cell: (s) => <a href={paths.organisation(place, s.slug)}>{s.organisation}</a>,
                },
                { head: "Till", cell: (s) => s.email || protectedName },
                { head: "Skickad", cell: (s) => <span className="when">{s.sent}</span> },
                {
                  head: "Läge",
                  cell: standing,
                },
                {
                  head: "Gör",
                  cell: (s) => (
                    <span className="pairacts">
                      <PostButton small quiet action={paths.invitation(place, s.id, "ny")}>
                        Skicka igen
                      </PostButton>
                      <PostButton small quiet warn action={paths.invitation(place, s.id, "aterkallelse")}>
                        Återkalla
                      </PostButton>
                    </span>
                  ),
                },
              ]}
            />
          )}
        </Card>
      </Stack>
    </Page>
  );
}
