import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { moveIn } from "~/domain/commitments/moving-in/commands.server";
import { carried, opened, preview } from "~/domain/commitments/moving-in/judged.server";
import { readTable } from "~/domain/commitments/moving-in/table.server";
import { onPaper } from "~/domain/commitments/texts";
import { placeOf } from "~/domain/network/queries.server";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { invalid } from "~/platform/refusal";
import { largestFile } from "~/platform/sizes";
import { capital, counted } from "~/platform/swedish";
import { ErrorSummary, FileField, FormFields, Hidden, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";
import { MoveInPreview, type Shown } from "./views/move-in-preview";

const posted = z.object({
  gor: z.enum(["granska", "flytta"]),
  rows: z.string().max(500_000, "Klistra in färre rader").default(""),
  file: z.unknown().optional(),
  /** The judged rows of the page before, under our mark. */
  granskat: z.string().max(2_000_000).default(""),
});
export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Hämta in från Excel") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "moveIn.use", (permit) => ({ place: placeOf(permit.network) }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "moveIn.use",
    posted,
    async (permit, { gor, rows, file, granskat }) => {
      if (gor === "flytta") {
        const judged = opened(permit, granskat);
        if (!judged) throw invalid({ rows: ["Granskningen gäller inte längre. Granska listan igen."] });
        const done = await moveIn(permit, judged);
        if ("inTheWay" in done) {
          const stopped = new Map(done.inTheWay.map((r) => [r.line, r]));
          const again = judged.map((r) => stopped.get(r.line) ?? r);
          const good = again.filter((r) => r.errors.length === 0);
          return {
            show: {
              rows: again,
              ignored: [],
              otherSheets: [],
              changed: true,
              carried: carried(permit, good),
            },
          };
        }
        return {
          to: paths.organisations(permit.network),
          notice: `${capital(counted(done.moved, "organisation", "organisationer"))} ${done.moved === 1 ? "är hämtad" : "är hämtade"} från listan. ${onPaper}.`,
        };
      }
      const given = file instanceof File && file.size > 0 ? Buffer.from(await file.arrayBuffer()) : null;
      if (!given && !rows.trim()) throw invalid({ rows: ["Klistra in rader eller välj en fil"] });
      const { cells, otherSheets } = await readTable(given, rows);
      const judged = preview(permit, cells);
      const good = judged.rows.filter((r) => r.errors.length === 0);
      return {
        show: { ...judged, otherSheets, changed: false, carried: carried(permit, good) } satisfies Shown,
      };
    },
    { largestFile },
  );

export default function MoveInPage() {
  const { place } = useLoaderData<typeof loader>();
  const posted: unknown = useActionData();
  const answer = posted as Shown | Rejected | undefined;
  if (answer && "carried" in answer) return <MoveInPreview shown={answer} back={paths.moveIn(place)} />;
  const errors = answer?.errors ?? {};
  return (
    <Page
      narrow
      above={<a href={paths.organisations(place)}>Organisationer</a>}
      title="Hämta in från Excel"
      lead="För blanketter som redan finns på papper. Du får se allt innan något sparas."
    >
      <ErrorSummary errors={errors} />
      <FormFields state={{ values: answer?.values ?? {}, errors }}>
        <Form className="form" encType="multipart/form-data" noValidate>
          <Hidden name="gor" value="granska" />
          <TextArea
            name="rows"
            label="Klistra in rader"
            rows={8}
            hint="Kopiera rakt från Excel, gärna med rubrikraden. Utan rubriker läses kolumnerna som organisation, representant, mejl, ersättare, mejl, chef och från vilken dag det gäller."
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
