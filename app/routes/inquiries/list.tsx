import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inquiryList } from "~/domain/inquiries/queries.server";
import { standingTones, standingWords } from "~/domain/inquiries/texts";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { Card, Page } from "~/ui/page";
import { ButtonLink, DataTable, Empty, Tag } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Samla in") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "inquiry.see", (permit) => inquiryList(permit));

function Ours({ mine, waiting }: { mine: number; waiting: number }) {
  if (waiting === 0) return <Tag tone="ok">Ni har svarat</Tag>;
  return <Tag tone="wait">{mine > 1 ? `${waiting} av ${mine} kvar` : "Inte inskickat"}</Tag>;
}

export default function Inquiries() {
  const p = useLoaderData<typeof loader>();
  return (
    <Page
      title="Samla in"
      lead="Frågor till organisationerna. Varje organisation skickar in ett svar."
      beside={p.staff && <ButtonLink href={paths.newInquiry(p.place)}>Ställ frågor</ButtonLink>}
    >
      <Card pad={false}>
        {p.inquiries.length === 0 ? (
          <Empty>
            {p.staff
              ? "Här visas frågorna när du har skrivit några."
              : "Här visas frågorna som din organisation får."}
          </Empty>
        ) : (
          <DataTable
            caption="Samla in"
            rows={p.inquiries}
            rowKey={(i) => i.id}
            columns={[
              { head: "Frågor", cell: (i) => <a href={paths.inquiry(p.place, i.id)}>{i.title}</a> },
              { head: "Sista dag", cell: (i) => longDate(i.lastOn) },
              p.staff
                ? {
                    head: "Inskickade",
                    cell: (i) => (i.state === "draft" ? "" : `${i.submitted} av ${i.organisations}`),
                  }
                : {
                    head: "Ni",
                    cell: (i) => (i.mine > 0 ? <Ours mine={i.mine} waiting={i.waiting} /> : ""),
                  },
              {
                head: "Läge",
                cell: (i) => <Tag tone={standingTones[i.standing]}>{standingWords[i.standing]}</Tag>,
              },
            ]}
          />
        )}
      </Card>
    </Page>
  );
}
