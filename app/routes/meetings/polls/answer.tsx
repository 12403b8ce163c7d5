import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { answerPoll } from "~/domain/meetings/polls/commands.server";
import { pollAnswerPage } from "~/domain/meetings/polls/queries.server";
import { pollAnswerSchema } from "~/domain/meetings/polls/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { Page, Stack } from "~/ui/page";
import { PollAnswers } from "./views";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "När kan ni?") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "poll.answer", (permit, { params }) => pollAnswerPage(permit, params.poll));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "poll.answer",
    pollAnswerSchema,
    async (permit, input, { params, url }) => {
      await answerPoll(permit, params.poll, input);
      return { to: url.pathname, notice: "Tack, svaret är sparat." };
    },
    { keepOnConflict: true },
  );

export default function AnswerPoll() {
  const page = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.meetings(page.place)}>Möten</a>}
      title={`När kan ni? ${page.poll.title}`}
      lead={page.poll.place ? `Plats: ${page.poll.place}.` : undefined}
    >
      {page.poll.message && <p className="after">{page.poll.message}</p>}
      <Stack>
        <PollAnswers page={page} failed={failed} />
      </Stack>
    </Page>
  );
}
