import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { convene } from "~/domain/meetings/commands.server";
import { conveningPage } from "~/domain/meetings/queries.server";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { capital, counted, numberWord } from "~/platform/swedish";
import { ErrorSummary, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page } from "~/ui/page";
import { Button, Notice } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Granska kallelsen") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "meeting.manage", (permit, { params }) => conveningPage(permit, params.meeting));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "meeting.manage",
    z.object({ version: z.coerce.number().int(), granskat: z.string().max(100).default("") }),
    async (permit, { version, granskat }, { params }) => {
      await convene(permit, params.meeting, version, granskat);
      return {
        to: paths.meeting(permit.network, params.meeting),
        notice: "Kallelsen är på väg. Var och en får ett mejl med mötet till sin kalender.",
      };
    },
    { keepOnConflict: true },
  );

export default function Convene() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.meeting(p.place, p.meeting.id)}>{p.meeting.title}</a>}
      title="Granska kallelsen"
      lead={`Går till ${counted(p.persons, "person", "personer")}, ett mejl till var och en.${p.deputies > 0 ? ` ${p.deputies === 1 ? "En av dem är en ersättare som går in" : `${capital(numberWord(p.deputies))} av dem är ersättare som går in`}.` : ""}`}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      {p.missing.map((what) => (
        <Notice tone="wait" key={what}>
          <p>{what}</p>
        </Notice>
      ))}
      <Card>
        <p className="strong">{p.letter.subject}</p>
        <div className="letter">{p.letter.text}</div>
      </Card>
      <Form className="acts last">
        <Hidden name="version" value={p.meeting.version} />
        <Hidden name="granskat" value={p.promise} />
        {p.ready && <Button>Skicka kallelsen</Button>}
        <a href={paths.meetingAct(p.place, p.meeting.id, "andra")}>Ändra mötet</a>
      </Form>
    </Page>
  );
}
