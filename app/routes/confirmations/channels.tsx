// The organisation's channels, kept current by its own seats or the strategist.
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { purposes } from "~/domain/commitments/texts";
import { addChannel, changeChannel, endChannel } from "~/domain/confirmations/channels/commands.server";
import { channelsPage } from "~/domain/confirmations/channels/queries.server";
import { channelPost } from "~/domain/confirmations/schema";
import { hintWords } from "~/domain/confirmations/texts";
import { organisationAt } from "~/domain/organisations/queries.server";
import { again } from "~/http/again";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { addDays, longDate, longPeriod } from "~/platform/calendar";
import { counted } from "~/platform/swedish";
import { ErrorSummary, FormFields, Hidden, Select, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, DataTable, Empty, More, PostButton } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, `Kontaktvägar: ${data?.organisation ?? ""}`) },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "channels.change", (permit, { params }) => channelsPage(permit, params.organisation));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "channels.change",
    channelPost,
    async (permit, input, { params, url }) => {
      const { id } = organisationAt(permit, params.organisation);
      const here = (notice: string) => ({ to: url.pathname, notice });
      if (input.gor === "avsluta") {
        await endChannel(permit, id, input.id);
        return here("Kontaktvägen är avslutad. Den finns kvar i historiken.");
      }
      const { name, purpose, frequency } = input;
      if (input.gor === "ny") {
        await addChannel(permit, id, { name, purpose, frequency });
        return { ...here("Kontaktvägen är tillagd."), sent: again.added(name) };
      }
      await changeChannel(permit, id, input.id, { name, purpose, frequency });
      return here("Kontaktvägen är ändrad.");
    },
    { keepOnConflict: true },
  );

const Fields = () => (
  <>
    <TextField
      name="name"
      label="Kontaktväg"
      hint="Något som når hela organisationen, till exempel Kommunens ledningsgrupp."
      autoComplete="off"
    />
    <div className="pair">
      <Select
        name="purpose"
        label="Till för att"
        hint="Vad representanten gör genom den."
        options={Object.entries(purposes)}
      />
      <TextField name="frequency" label="Hur ofta" hint="Till exempel varje kvartal." autoComplete="off" />
    </div>
  </>
);

export default function Channels() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const at = failed && (failed.values.gor === "ny" ? "ny" : String(failed.values.id));
  const state = (key: string, values: Record<string, unknown>) =>
    failed && at === key
      ? { values: failed.values, errors: failed.errors, prefix: key }
      : { values, errors: {}, prefix: key };
  return (
    <Page
      narrow
      above={<a href={paths.organisation(p.place, p.slug)}>{p.organisation}</a>}
      title="Interna kontaktvägar"
      lead="Genom dem sprider och samlar representanten in information i hela organisationen. Ingen ny blankett behövs när de ändras."
    >
      <ErrorSummary errors={failed?.errors ?? {}} prefix={at} />
      <Stack>
        <Card pad={false}>
          {p.channels.length === 0 ? (
            <Empty>Ingen kontaktväg finns än.</Empty>
          ) : (
            <ul className="rows ways">
              {p.channels.map((c) => (
                <li key={c.id}>
                  <div>
                    <b>{c.name}</b>
                    <p className="muted">
                      {purposes[c.purpose]}, {c.frequency}. Sedan {longDate(c.fromOn)}
                      {c.used > 0 && `, använd ${counted(c.used, "gång", "gånger")} det senaste året`}.
                    </p>
                    {c.hints.map((h) => (
                      <p key={h}>{hintWords[h]}</p>
                    ))}
                    {c.hints.length > 0 && (
                      <p className="muted">
                        Ändra eller avsluta den om den inte stämmer.{" "}
                        {c.hints.includes("unconfirmed") && "Chefen får frågan en gång om året."}
                      </p>
                    )}
                    <More label={`Ändra ${c.name}`} open={at === c.id}>
                      <FormFields state={state(c.id, { ...c })}>
                        <Form noValidate>
                          <Hidden name="gor" value="andra" />
                          <Hidden name="id" value={c.id} />
                          <Fields />
                          <div className="acts">
                            <Button small>Spara</Button>
                          </div>
                        </Form>
                      </FormFields>
                    </More>
                  </div>
                  {p.channels.length > 1 && (
                    <PostButton
                      small
                      quiet
                      action={paths.organisationAct(p.place, p.slug, "kontaktvagar")}
                      hidden={{ gor: "avsluta", id: c.id }}
                    >
                      Avsluta <span className="hidden">{c.name}</span>
                    </PostButton>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Card title="Lägg till en kontaktväg">
          <FormFields state={state("ny", { purpose: "both" })}>
            <Form noValidate>
              <Hidden name="gor" value="ny" />
              <Fields />
              <div className="acts">
                <Button quiet>Lägg till</Button>
              </div>
            </Form>
          </FormFields>
        </Card>
        {p.earlier.length > 0 && (
          <Card title="Tidigare kontaktvägar" pad={false}>
            <DataTable
              caption="Tidigare kontaktvägar"
              rows={p.earlier}
              rowKey={(c) => c.id}
              columns={[
                { head: "Kontaktväg", cell: (c) => c.name },
                { head: "Till för", cell: (c) => `${purposes[c.purpose]}, ${c.frequency}` },
                { head: "När", cell: (c) => longPeriod(c.fromOn, addDays(c.untilOn, -1)) },
              ]}
            />
          </Card>
        )}
      </Stack>
    </Page>
  );
}
