import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { comparePage } from "~/domain/meetings/minutes/queries.server";
import { minutesStates } from "~/domain/meetings/minutes/texts";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { FormFields, Select } from "~/ui/fields";
import { Card, Page, Stack } from "~/ui/page";
import { Button } from "~/ui/parts";
import { Diff } from "./views/minutes-text";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Jämför versioner") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "minutes.see", (permit, { params, url }) =>
    comparePage(permit, params.meeting, url.searchParams.get("fran"), url.searchParams.get("till")),
  );

export default function Compare() {
  const p = useLoaderData<typeof loader>();
  const options = p.versions.map(
    (v) =>
      [String(v.number), `Version ${v.number}, ${minutesStates[v.state].toLowerCase()}, ${v.when}`] as const,
  );
  return (
    <Page
      above={
        <a href={paths.meetingAct(p.place, p.meeting.id, "minnesanteckningar")}>
          Minnesanteckningar: {p.meeting.title}
        </a>
      }
      title="Jämför versioner"
    >
      <FormFields state={{ values: { fran: p.left, till: p.right }, errors: {} }}>
        <form method="get" className="line-form form">
          <Select name="fran" label="Från" options={options} />
          <Select name="till" label="Till" options={options} />
          <Button quiet>Jämför</Button>
        </form>
      </FormFields>
      <Stack>
        <Card>
          <Diff rows={p.rows} before={`Version ${p.left}`} after={`Version ${p.right}`} />
        </Card>
      </Stack>
    </Page>
  );
}
