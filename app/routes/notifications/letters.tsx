import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { placeOf } from "~/domain/network/queries.server";
import { letters } from "~/domain/notifications/queries.server";
import type { ShownLetters } from "~/domain/notifications/schema";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { Card, Page, Stack } from "~/ui/page";
import { DataTable, Empty, Pager, PostButton, Tag } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Utskick") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "letters.see", (permit, { url: { searchParams: asked } }) => ({
    ...letters(permit, { show: asked.get("visa"), page: asked.get("sida") }),
    place: placeOf(permit.network),
  }));

type Line = ReturnType<typeof letters>["lines"][number];
function standing(l: Line) {
  switch (l.state) {
    case "sent":
      return <Tag tone="ok">Skickat</Tag>;
    case "failed":
      return <Tag tone={l.settled ? "info" : "gap"}>{l.settled ? "Hanterat" : "Kom inte fram"}</Tag>;
    case "queued":
    case "sending":
      return <Tag tone="wait">{l.attempts > 0 ? `Väntar, försök ${l.attempts}` : "Väntar"}</Tag>;
    case "held":
      return <Tag tone="wait">Väntar på veckans mejl</Tag>;
    case "digested":
      return <Tag tone="ok">Stod i veckans mejl</Tag>;
    default:
      return <Tag tone="info">Behövdes inte</Tag>;
  }
}

const tabs: [ShownLetters, string][] = [
  ["", "Alla"],
  ["kom-inte-fram", "Kom inte fram"],
  ["vantar", "Väntar"],
];
const nothing: Record<ShownLetters, string> = {
  "": "Här visas mejlen när något har skickats.",
  "kom-inte-fram": "Alla mejl har kommit fram eller är hanterade.",
  vantar: "Inget mejl väntar på att skickas.",
};

export default function Letters() {
  const { lines, show, page, pages, toMend, place } = useLoaderData<typeof loader>();
  return (
    <Page title="Utskick" lead="Mejlen som har gått ut: när, till vem och varför något inte kom fram.">
      <nav className="tabs" aria-label="Vilka mejl som visas">
        {tabs.map(([key, label]) => (
          <a
            key={key}
            href={paths.notices(place, { show: key })}
            aria-current={key === show ? "page" : undefined}
          >
            {label}
            {key === "kom-inte-fram" && toMend > 0 && ` (${toMend})`}
          </a>
        ))}
      </nav>
      <Stack>
        <Card pad={false}>
          {lines.length === 0 ? (
            <Empty>{nothing[show]}</Empty>
          ) : (
            <DataTable
              caption="Mejl"
              rows={lines}
              rowKey={(l) => l.id}
              columns={[
                {
                  head: "Mejl",
                  cell: (l) => (
                    <>
                      {l.kind}
                      <br />
                      <span className="muted">{l.subject || "Texten är raderad"}</span>
                    </>
                  ),
                },
                {
                  head: "Organisation",
                  cell: (l) =>
                    l.slug ? <a href={paths.organisation(place, l.slug)}>{l.organisation}</a> : "",
                },
                { head: "Till", cell: (l) => l.to },
                { head: "När", cell: (l) => <span className="when">{l.when}</span> },
                {
                  head: "Läge",
                  cell: (l) => (
                    <>
                      {standing(l)}
                      {l.doubled && <p className="muted">Kan ha kommit två gånger</p>}
                      {l.error && l.state !== "sent" && <p className="muted">{l.error}</p>}
                    </>
                  ),
                },
                {
                  head: "Gör",
                  cell: (l) =>
                    l.state === "failed" && !l.settled ? (
                      <span className="pairacts">
                        <PostButton small quiet action={paths.letter(place, l.id, "igen")}>
                          Skicka igen
                        </PostButton>
                        <PostButton small quiet action={paths.letter(place, l.id, "klart")}>
                          Klart
                        </PostButton>
                      </span>
                    ) : (
                      ""
                    ),
                },
              ]}
            />
          )}
          <Pager page={page} pages={pages} href={(to) => paths.notices(place, { show, page: to })} />
        </Card>
      </Stack>
    </Page>
  );
}
