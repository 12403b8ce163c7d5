import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { demoLetter } from "~/domain/access/queries.server";
import { read } from "~/http/porter.server";
import { paths } from "~/paths";
import { longMoment } from "~/platform/calendar";
import { Page } from "~/ui/page";
import { Facts } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, `${data?.subject ?? "Mejl"} – Demobrevlådan`) },
];
export const loader = (args: LoaderFunctionArgs) =>
  read(args, "demoMailbox.see", (permit, { params }) => demoLetter(permit, params.id));

const entryWords: Record<string, string> = {
  REQUEST: "en kallelse som går att svara på",
  CANCEL: "mötet tas bort",
  PUBLISH: "en post utan namn",
};
const address = /(https?:\/\/\S+?)(?=[.,]?(?:\s|$))/g;
const linked = (text: string) =>
  text.split(address).map((part, i) =>
    i % 2 ? (
      <a key={i} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  );

export default function Letter() {
  const l = useLoaderData<typeof loader>();
  return (
    <Page narrow above={<a href={paths.demoMailbox}>Demobrevlådan</a>} title={l.subject}>
      <div className="paper">
        <Facts
          rows={[
            ["Till", l.to],
            ["Från", l.from],
            ["Svar till", l.replyTo],
            ["Skickat", longMoment(new Date(l.receivedAt))],
          ]}
        />
        {l.calendar && (
          <p className="after">
            Med i mejlet: <a href={paths.demoEntry(l.id)}>mötet till kalendern</a>{" "}
            <span className="muted">
              ({entryWords[/METHOD:(\w+)/.exec(l.calendar)?.[1] ?? ""] ?? "en post"})
            </span>
          </p>
        )}
        <div className="letter">{linked(l.text)}</div>
      </div>
    </Page>
  );
}
