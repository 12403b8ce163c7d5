import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { commitmentView } from "~/domain/commitments/queries.server";
import { storeScan } from "~/domain/commitments/sealing/commands.server";
import { attachPaper } from "~/domain/commitments/signing/commands.server";
import { paperSchema } from "~/domain/commitments/signing/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { invalid } from "~/platform/refusal";
import { largestFile } from "~/platform/sizes";
import { DateField, ErrorSummary, FileField, FormFields, RadioGroup, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Underskrift på papper") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "commitment.paper", async (permit, { params, also }) => {
    const v = await commitmentView(also("commitment.see"), params.id);
    const waiting = v.signers.find((s) => s.state === "pending" || s.state === "unconfirmed");
    return {
      at: paths.commitment(v.place, v.id),
      organisation: v.organisation,
      pdf: paths.filledForm(v.place, v.id),
      values: {
        signedName: waiting?.name ?? "",
        signedTitle: waiting?.title ?? "",
        signedOn: permit.today,
        method: "paper",
      },
    };
  });
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "commitment.paper",
    paperSchema,
    async (permit, { scan, ...input }, { params }) => {
      const file = scan instanceof File && scan.size > 0 ? scan : null;
      if (!file && input.method === "paper") throw invalid({ scan: ["Välj den inskannade blanketten"] });
      if (input.method === "phone" && !input.note)
        throw invalid({ note: ["Skriv hur du bekräftade, till exempel vilket nummer du ringde"] });
      const fileId = file
        ? await storeScan(Buffer.from(await file.arrayBuffer()), file.name, permit.network.id, permit.now)
        : null;
      await attachPaper(permit, params.id, input, fileId);
      return { to: paths.commitment(permit.network, params.id), notice: "Underskriften är inlagd." };
    },
    { largestFile },
  );

export default function Paper() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={p.at}>Blanketten för {p.organisation}</a>}
      title="Underskrift på papper eller per telefon"
      lead={
        <>
          Gäller i stället för den digitala underskriften. <a href={p.pdf}>Skriv ut blanketten</a>
        </>
      }
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? p.values, errors: failed?.errors ?? {} }}>
        <Form className="form" encType="multipart/form-data" noValidate>
          <RadioGroup
            name="method"
            label="Hur har chefen skrivit under?"
            options={[
              ["paper", "På papper, jag har det inskannat"],
              ["phone", "Bekräftat per telefon"],
            ]}
          />
          <FileField
            name="scan"
            label="Den inskannade blanketten"
            hint="PDF, PNG eller JPEG, högst 10 MB. Behövs inte för telefon."
            accept="application/pdf,image/png,image/jpeg"
          />
          <div className="pair">
            <TextField name="signedName" label="Vem skrev under?" />
            <TextField name="signedTitle" label="Titel" />
          </div>
          <DateField name="signedOn" label="Vilken dag?" />
          <TextField
            name="note"
            label="Anteckning"
            hint="Vid telefon: hur du bekräftade, till exempel uppringd via kommunens växel."
          />
          <TextField
            name="backdateWhy"
            label="Ska den gälla från dagen på blanketten fast den dagen har varit? Skriv i så fall varför"
            hint="Lämna tomt om platserna ska ändras i dag."
            optional
          />
          <div className="acts">
            <Button>Lägg in underskriften</Button>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
