import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { propose } from "~/domain/meetings/agenda/commands.server";
import { proposalPage } from "~/domain/meetings/agenda/queries.server";
import { proposalSchema } from "~/domain/meetings/agenda/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { weekdayDate } from "~/platform/calendar";
import { ErrorSummary, FormFields } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, Notice, Tag } from "~/ui/parts";
import { Item, ItemBasics, ItemText } from "./views/agenda-items";
import { WhichOrganisation } from "./views/which-organisation";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Föreslå en punkt") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "agenda.propose", (permit, { params }) => proposalPage(permit, params.meeting));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "agenda.propose",
    proposalSchema,
    async (permit, input, { params, url }) => {
      await propose(permit, params.meeting, input);
      return { to: url.pathname, notice: "Tack, förslaget är skickat till länsstyrelsen." };
    },
    { keepOnConflict: true },
  );

export default function Proposal() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.meeting(p.place, p.meeting.id)}>{p.meeting.title}</a>}
      title="Föreslå en punkt"
      lead={
        p.may && p.meeting.proposeByOn
          ? `Till och med ${weekdayDate(p.meeting.proposeByOn)}. Länsstyrelsen sätter ihop dagordningen.`
          : undefined
      }
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      {!p.may && (
        <Notice>
          <p>Det går inte att föreslå punkter nu. Hör av dig till länsstyrelsen om något behöver tas upp.</p>
        </Notice>
      )}
      {(p.may || failed) && (
        <FormFields
          state={{ values: failed?.values ?? { purpose: "dialogue" }, errors: failed?.errors ?? {} }}
        >
          <Form noValidate className="form">
            <WhichOrganisation organisations={p.organisations} />
            <ItemBasics />
            <ItemText />
            <div className="acts">
              <Button>Skicka förslaget</Button>
              <a href={paths.meeting(p.place, p.meeting.id)}>Avbryt</a>
            </div>
          </Form>
        </FormFields>
      )}
      {p.proposals.length > 0 && (
        <Stack>
          <Card title="Föreslaget av er" pad={false}>
            <ul className="agenda rows">
              {p.proposals.map((i) => (
                <li key={i.id}>
                  <div>
                    <Item item={{ ...i, organisation: p.organisations.length > 1 ? i.organisation : null }} />
                  </div>
                  <Tag tone={i.accepted ? "ok" : "wait"}>
                    {i.accepted ? "Med på dagordningen" : "Inte med än"}
                  </Tag>
                </li>
              ))}
            </ul>
          </Card>
        </Stack>
      )}
    </Page>
  );
}
