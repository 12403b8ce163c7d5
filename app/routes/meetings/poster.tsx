import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { renewCheckIn } from "~/domain/meetings/check-in/commands.server";
import { posterPage } from "~/domain/meetings/check-in/queries.server";
import { posterSchema } from "~/domain/meetings/check-in/schema";
import { whenText } from "~/domain/meetings/rules";
import { readIn, writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Notice } from "~/ui/parts";
import { Code } from "./views/code";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Kod för incheckning") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "attendance.take", (permit, { params }) => posterPage(permit, params.meeting));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "attendance.take", posterSchema, async (permit, _, { params, url }) => {
    const { replaced } = await renewCheckIn(permit, params.meeting);
    const notice = replaced
      ? "Den nya koden är klar att skriva ut. Den gamla leder ingenstans längre."
      : "Koden är klar att skriva ut.";
    return { to: url.pathname, notice };
  });

export default function Poster() {
  const p = useLoaderData<typeof loader>();
  return (
    <Page
      narrow
      above={<a href={paths.meetingAct(p.place, p.meeting.id, "narvaro")}>Närvaro: {p.meeting.title}</a>}
      title="Kod för incheckning"
      lead="Sätt upp koden vid dörren. Den som är inloggad checkar in själv. Andra skriver sitt namn, och du bekräftar på närvarosidan."
    >
      {!p.may && (
        <Notice tone="wait">
          <p>Skicka kallelsen först.</p>
        </Notice>
      )}
      <Stack>
        {p.squares && p.address && (
          <Card>
            <div className="poster">
              <Code squares={p.squares} label={`Kod som leder till ${p.address}`} />
              <p className="strong">{p.meeting.title}</p>
              <p>{whenText(p.meeting)}</p>
              <p className="breaks muted">{p.address}</p>
            </div>
          </Card>
        )}
        {p.may && (
          <div className="acts">
            {p.address && (
              <ButtonLink href={paths.meetingAct(p.place, p.meeting.id, "incheckning.pdf")}>
                Hämta affischen som PDF
              </ButtonLink>
            )}
            <Form className="inline">
              <Hidden name="gor" value="ny-adress" />
              <Button quiet={p.address !== null}>{p.address ? "Byt kod" : "Gör en kod"}</Button>
            </Form>
          </div>
        )}
        <p className="muted">
          Koden gäller på mötesdagen, från en timme före samlingen till en timme efter slutet.
        </p>
      </Stack>
    </Page>
  );
}
