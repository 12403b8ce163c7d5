import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { demoLetters } from "~/domain/access/queries.server";
import { read } from "~/http/porter.server";
import { paths } from "~/paths";
import { tableMoment } from "~/platform/calendar";
import { Card, Page, Stack } from "~/ui/page";
import { DataTable, Empty } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Demobrevlådan") }];
export const loader = (args: LoaderFunctionArgs) =>
  read(args, "demoMailbox.see", async (permit, { url }) => ({
    to: url.searchParams.get("till"),
    letters: await demoLetters(permit, url.searchParams.get("till")),
  }));

export default function Mailbox() {
  const { to, letters } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Demobrevlådan"
      lead={
        to ? (
          <>
            Mejl till {to}. <a href={paths.demoMailbox}>Visa alla</a>
          </>
        ) : (
          "Alla mejl som demon skickar hamnar här i stället för hos mottagaren. Koder för inloggning och underskrift också."
        )
      }
    >
      <Stack>
        <Card pad={false}>
          {letters.length === 0 ? (
            <Empty>Här visas mejlen när något har skickats.</Empty>
          ) : (
            <DataTable
              caption="Mejl"
              rows={letters}
              rowKey={(l) => l.id}
              columns={[
                { head: "Ämne", cell: (l) => <a href={paths.demoLetter(l.id)}>{l.subject}</a> },
                {
                  head: "Till",
                  cell: (l) => (
                    <a className="quiet" href={paths.demoMailboxOf(l.to)}>
                      {l.to}
                    </a>
                  ),
                },
                {
                  head: "När",
                  cell: (l) => <span className="when">{tableMoment(new Date(l.receivedAt))}</span>,
                },
              ]}
            />
          )}
        </Card>
      </Stack>
    </Page>
  );
}
