// A member's answer, or the strategist's note of one that came by phone.
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { answer } from "~/domain/meetings/answering/commands.server";
import { memberAnswerPage } from "~/domain/meetings/answering/queries.server";
import { answerSchema } from "~/domain/meetings/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { must } from "~/platform/must";
import { Card, Page, Stack } from "~/ui/page";
import { Notice } from "~/ui/parts";
import { Answered, AnswerForm } from "./views/answer-form";
import { MeetingFacts } from "./views/facts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Svara på kallelsen") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "meeting.answer", (permit, { params, url }) =>
    memberAnswerPage(permit, params.meeting, url.searchParams.get("organisation")),
  );
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "meeting.answer",
    answerSchema,
    async (permit, input, { params, url }) => {
      await answer(permit, params.meeting, input);
      return {
        to: permit.roles.has("strategist")
          ? paths.meeting(permit.network, params.meeting)
          : url.pathname + url.search,
        notice: "Svaret är sparat.",
      };
    },
    { keepOnConflict: true },
  );

export default function MemberAnswer() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.meeting(p.place, p.meeting.id)}>{p.meeting.title}</a>}
      title={p.staff ? `Svara åt ${must(p.seats[0], "a seat").organisation}` : "Svara på kallelsen"}
    >
      <Stack>
        <Card>
          <MeetingFacts m={p.meeting} />
        </Card>
        {p.started ? (
          <Notice>
            <p>Mötet har börjat. Det går inte att ändra svaret längre.</p>
          </Notice>
        ) : (
          p.seats.map((seat) => (
            <Card key={seat.organisationId} title={seat.organisation}>
              <Answered seat={seat} />
              <AnswerForm
                seat={seat}
                meeting={p.meeting}
                left={p.left}
                failed={failed}
                me={p.staff ? null : (seat.seat as "representative" | "deputy")}
              />
            </Card>
          ))
        )}
      </Stack>
    </Page>
  );
}
