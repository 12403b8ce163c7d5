import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { asText, moveIn, preview, readTable } from "~/domain/commitments/moving-in/commands.server";
import type { MoveInRow } from "~/domain/commitments/moving-in/rules";
import { placeOf } from "~/domain/network/queries.server";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { invalid } from "~/platform/refusal";
import { largestFile } from "~/platform/sizes";
import { counted } from "~/platform/swedish";
import { ErrorSummary, FileField, FormFields, Hidden, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, DataTable, Notice, Tag } from "~/ui/parts";
import { titled } from "~/ui/shell";

const posted = z.object({
  gor: z.enum(["granska", "flytta"]),
  rows: z.string().max(500_000, "Klistra in färre rader").default(""),
  file: z.unknown().optional(),
});
export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Flytta in från Excel") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "moveIn.use", (permit) => ({ place: placeOf(permit.network) }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "moveIn.use",
    posted,
    async (permit, { gor, rows, file }) => {
      const given = file instanceof File && file.size > 0 ? Buffer.from(await file.arrayBuffer()) : null;
      if (!given && !rows.trim()) throw invalid({ rows: ["Klistra in rader eller välj en fil"] });
      const table = await readTable(given, rows);
      if (gor === "flytta") {
        const moved = await moveIn(permit, table);
        return {
          to: paths.todo(permit.network),
          notice: `${counted(moved, "organisation", "organisationer").replace(/^./, (c) => c.toUpperCase())} är inflyttade.`,
        };
      }
      return { show: { preview: preview(permit, table), text: asText(table) } };
    },
    { largestFile },
  );

export default function MoveInPage() {
  const { place } = useLoaderData<typeof loader>();
  const answer = useActionData() as
    ({ preview?: MoveInRow[]; text?: string } & Partial<Rejected>) | undefined;
  if (answer?.preview)
    return <Preview rows={answer.preview} text={answer.text ?? ""} back={paths.moveIn(place)} />;
  return (
    <Page
      narrow
      above={<a href={paths.organisations(place)}>Organisationer</a>}
      title="Flytta in från Excel"
      lead="För blanketter som redan finns på papper. Du får se allt innan något sparas."
    >
      <ErrorSummary errors={answer?.errors ?? {}} />
      <FormFields state={{ values: answer?.values ?? {}, errors: answer?.errors ?? {} }}>
        <Form className="form" encType="multipart/form-data" noValidate>
          <Hidden name="gor" value="granska" />
          <TextArea
            name="rows"
            label="Klistra in rader"
            rows={8}
            hint="Kolumnerna organisation, representant, mejl, ersättare, mejl, chef och datum. Kopiera rakt från Excel, gärna med rubrikraden."
          />
          <FileField name="file" label="Eller välj en fil" hint="xlsx eller CSV" accept=".xlsx,.csv,.txt" />
          <div className="acts">
            <Button>Granska</Button>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}

function Preview({ rows, text, back }: { rows: MoveInRow[]; text: string; back: string }) {
  const good = rows.filter((r) => r.errors.length === 0).length;
  return (
    <Page
      above={<a href={back}>Börja om</a>}
      title={`${good} av ${counted(rows.length, "rad", "rader")} kan flyttas in`}
    >
      {good < rows.length && (
        <Notice tone="wait">
          <p>
            Rader med fel hoppas över. Rätta dem i Excel och flytta in dem efteråt, eller bjud in
            organisationen att fylla i blanketten.
          </p>
        </Notice>
      )}
      <Stack>
        <Card pad={false}>
          <DataTable
            caption="Rader"
            rows={rows}
            rowKey={(r) => String(r.line)}
            columns={[
              { head: "Rad", cell: (r) => r.line },
              { head: "Organisation", cell: (r) => r.organisation },
              {
                head: "Representant",
                cell: (r) => (
                  <>
                    {r.representative}
                    <br />
                    <span className="muted">{r.representativeEmail}</span>
                  </>
                ),
              },
              {
                head: "Ersättare",
                cell: (r) => (
                  <>
                    {r.deputy}
                    <br />
                    <span className="muted">{r.deputyEmail}</span>
                  </>
                ),
              },
              { head: "Chef", cell: (r) => r.manager },
              { head: "Datum", cell: (r) => <span className="when">{r.startOn}</span> },
              {
                head: "Läge",
                cell: (r) => (
                  <>
                    {r.errors.length > 0 ? (
                      <Tag tone="gap">Hoppas över</Tag>
                    ) : (
                      <Tag tone="ok">Flyttas in</Tag>
                    )}
                    {[...r.errors, ...r.warnings].map((e) => (
                      <p key={e} className="muted small">
                        {e}
                      </p>
                    ))}
                  </>
                ),
              },
            ]}
          />
        </Card>
        {good > 0 && (
          <Form encType="multipart/form-data">
            <Hidden name="gor" value="flytta" />
            <textarea name="rows" defaultValue={text} hidden readOnly />
            <Button>Flytta in {counted(good, "organisation", "organisationer")}</Button>
          </Form>
        )}
      </Stack>
    </Page>
  );
}
