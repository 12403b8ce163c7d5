import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { closePoll, pickOption } from "~/domain/meetings/polls/commands.server";
import { pollResults } from "~/domain/meetings/polls/queries.server";
import { whenText } from "~/domain/meetings/rules";
import { readIn, writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { capital, listed } from "~/platform/swedish";
import { Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, Facts, Notice, Tag } from "~/ui/parts";
import { titled } from "~/ui/shell";

const posted = z.discriminatedUnion("gor", [
  z.object({ gor: z.literal("valj"), option: z.string() }),
  z.object({ gor: z.literal("stang") }),
]);
export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.poll.title ?? "Förslag") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "meeting.manage", (permit, { params }) => pollResults(permit, params.poll));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "meeting.manage", posted, async (permit, input, { params }) => {
    if (input.gor === "stang") {
      await closePoll(permit, params.poll);
      return { to: paths.meetings(permit.network), notice: "Frågan är stängd." };
    }
    return {
      to: paths.meeting(permit.network, await pickOption(permit, params.poll, input.option)),
      notice: "Tiden är vald och svaren följer med. Ingen har fått kallelse än.",
    };
  });

export default function PollResults() {
  const p = useLoaderData<typeof loader>();
  return (
    <Page
      narrow
      above={<a href={paths.meetings(p.place)}>Möten</a>}
      title={p.poll.title}
      lead={p.poll.answerByOn ? `Sista svarsdag ${longDate(p.poll.answerByOn)}` : undefined}
    >
      {p.poll.state === "picked" && p.poll.meetingId && (
        <Notice tone="ok">
          <p>
            Tiden är vald. <a href={paths.meeting(p.place, p.poll.meetingId)}>Till mötet</a>
          </p>
        </Notice>
      )}
      {p.poll.state === "closed" && (
        <Notice>
          <p>Frågan är stängd utan att en tid valdes.</p>
        </Notice>
      )}
      <Stack>
        {p.options.map((o, i) => (
          <Card
            key={o.id}
            title={capital(whenText(o))}
            action={i === 0 && o.yes + o.ifNeeded > 0 ? <Tag tone="ok">Passar flest</Tag> : undefined}
          >
            {o.clash && (
              <p>
                <Tag tone="wait">{capital(o.clash)}</Tag>
              </p>
            )}
            <Facts
              rows={[
                ["Kan", `${o.yes} av ${p.asked}`],
                o.ifNeeded > 0 ? ["Kan om det behövs", `${o.ifNeeded}: ${listed(o.ifNeededNames)}`] : null,
                o.cannot.length > 0 ? ["Kan inte", listed(o.cannot)] : null,
              ]}
            />
            {p.poll.state === "open" && (
              <Form className="acts">
                <Hidden name="gor" value="valj" />
                <Hidden name="option" value={o.id} />
                <Button quiet={i > 0}>Välj den här tiden</Button>
              </Form>
            )}
          </Card>
        ))}
        {p.silent.length > 0 && (
          <Card title="Har inte svarat" count={p.silent.length}>
            <p>{listed(p.silent)}</p>
          </Card>
        )}
        {p.nobody.length > 0 && (
          <Card title="Ingen att fråga" count={p.nobody.length}>
            <p>{listed(p.nobody)}</p>
          </Card>
        )}
        {p.poll.state === "open" && (
          <Form className="acts">
            <Hidden name="gor" value="stang" />
            <Button quiet warn>
              Stäng utan att välja
            </Button>
          </Form>
        )}
      </Stack>
    </Page>
  );
}
