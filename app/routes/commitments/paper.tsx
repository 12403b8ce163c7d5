import { isWaitedFor } from "~/domain/commitments/rules";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { commitmentView } from "~/domain/commitments/queries.server";
import { storeScan } from "~/domain/commitments/sealing/commands.server";
import { attachPaper } from "~/domain/commitments/signing/paper.server";
import { paperSchema } from "~/domain/commitments/signing/schema";
import { signerWords } from "~/domain/commitments/texts";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { unmasked } from "~/domain/people/rules";
import { paths } from "~/paths";
import { invalid } from "~/platform/refusal";
import { largestFile } from "~/platform/sizes";
import { DateField, ErrorSummary, Fieldset, FileField, FormFields, RadioGroup, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Underskrift på papper") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "commitment.paper", async (permit, { params, also }) => {
    const v = await commitmentView(also("commitment.see"), params.id);
    const waiting = v.signers.filter(isWaitedFor);
    return {
      at: paths.commitment(v.place, v.id),
      organisation: v.organisation,
      pdf: paths.filledForm(v.place, v.id),
      waiting: waiting.map((s) => s.seats),
      values: {
        signatures: Object.fromEntries(
          waiting.map(({ seats, name, title }) => [
            seats,
            { signedName: unmasked(name), signedTitle: title ?? "", signedOn: permit.today },
          ]),
        ),
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
      const several = Object.values(input.signatures).filter(Boolean).length > 1;
      return {
        to: paths.commitment(permit.network, params.id),
        notice: several ? "Underskrifterna är inlagda." : "Underskriften är inlagd.",
      };
    },
    { largestFile },
  );

/** Who signed as whose manager, and which day: one of them may have signed another day than the other. */
const Signature = ({ seats }: { seats: string }) => (
  <Fieldset legend={signerWords[seats as keyof typeof signerWords]}>
    <div className="pair">
      <TextField name={`signatures.${seats}.signedName`} label="Vem skrev under?" />
      <TextField name={`signatures.${seats}.signedTitle`} label="Titel" />
    </div>
    <DateField name={`signatures.${seats}.signedOn`} label="Vilken dag?" />
  </Fieldset>
);

export default function Paper() {
  const p = useLoaderData<typeof loader>();
  const several = p.waiting.length > 1;
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
            label={several ? "Hur har cheferna skrivit under?" : "Hur har chefen skrivit under?"}
            options={[
              ["paper", "På papper, jag har det inskannat"],
              ["phone", "Bekräftat per telefon"],
            ]}
          />
          <FileField
            name="scan"
            label="Den inskannade blanketten"
            hint={`PDF, PNG eller JPEG, högst 10 MB. Behövs inte för telefon.${several ? " Skanna till en och samma fil om cheferna har skrivit under var sitt papper." : ""}`}
            accept="application/pdf,image/png,image/jpeg"
          />
          <TextField
            name="note"
            label="Anteckning"
            hint="Vid telefon: hur du bekräftade, till exempel uppringd via kommunens växel."
          />
          {p.waiting.map((seats) => (
            <Signature key={seats} seats={seats} />
          ))}
          <Fieldset legend="Från när">
            <TextField
              name="backdateWhy"
              label="Ska den gälla från dagen på blanketten fast den dagen har varit? Skriv i så fall varför"
              hint="Lämna tomt om platserna ska ändras i dag."
              optional
            />
          </Fieldset>
          <div className="acts">
            <Button>{several ? "Lägg in underskrifterna" : "Lägg in underskriften"}</Button>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
