import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { answerPoll } from "~/domain/meetings/polls/commands.server";
import { pollAnswerPage } from "~/domain/meetings/polls/queries.server";
import { pollAnswerSchema } from "~/domain/meetings/polls/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { Page, Stack } from "~/ui/page";
import { PollAnswers } from "./views";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "När kan ni?") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "poll.answer", (permit) => pollAnswerPage(permit, null), { link: "poll" });
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "poll.answer",
    pollAnswerSchema,
    async (permit, input, { url }) => {
      await answerPoll(permit, pollAnswerPage(permit, null).poll.id, input);
      return { to: url.pathname, notice: "Tack, svaret är sparat." };
    },
    { link: "poll", keepOnConflict: true },
  );

export default function AnswerPollByLink() {
  const page = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      title={`När kan ni? ${page.poll.title}`}
      lead={`${page.authority} söker en tid.${page.poll.place ? ` Plats: ${page.poll.place}.` : ""}`}
    >
      {page.poll.message && <p className="after">{page.poll.message}</p>}
      <Stack>
        <PollAnswers page={page} failed={failed} />
      </Stack>
    </Page>
  );
}
