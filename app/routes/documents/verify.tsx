import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import {
  verifyReference,
  verifyUpload,
  type AboutReference,
  type Verdict,
} from "~/domain/commitments/sealing/queries.server";
import { onPaper, sealedByMistake } from "~/domain/commitments/texts";
import { read, write, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { invalid } from "~/platform/refusal";
import { largestFile } from "~/platform/sizes";
import { ErrorSummary, FileField, FormFields, Hidden, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, Notice } from "~/ui/parts";
import { titled } from "~/ui/shell";

const posted = z.discriminatedUnion("gor", [
  z.object({ gor: z.literal("fil"), file: z.unknown().optional() }),
  z.object({
    gor: z.literal("referens"),
    reference: z.string().trim().min(1, "Skriv referensen").max(60, "Referensen är för lång"),
  }),
]);

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Kontrollera en blankett") }];
export const loader = (args: LoaderFunctionArgs) =>
  read(args, "verify.use", async (_, { maybe: params }) => ({
    reference: params.reference ?? null,
    about: params.reference ? await verifyReference(params.reference) : null,
  }));
export const action = (args: ActionFunctionArgs) =>
  write(
    args,
    "verify.use",
    posted,
    async (_, input) => {
      if (input.gor === "referens") return { to: paths.verified(input.reference) };
      const file = input.file instanceof File ? input.file : null;
      if (!file || file.size === 0) throw invalid({ file: ["Välj en fil"] });
      return { show: { verdict: await verifyUpload(Buffer.from(await file.arrayBuffer())) } };
    },
    { largestFile },
  );

const words: Record<Verdict["verdict"], ["ok" | "gap" | "wait", string, (on?: string) => string]> = {
  ours: ["ok", "Filen är vår och oförändrad", (on) => `Stämplad ${on ? longDate(on) : ""}.`],
  mistaken: [
    "gap",
    sealedByMistake,
    (on) =>
      `${on ? `Stämplad ${longDate(on)}. ` : ""}Filen kommer härifrån och är oförändrad, men ingen har undertecknat blanketten här. Den gäller inte som blankett.`,
  ],
  changed: [
    "gap",
    "Filen är ändrad",
    () => "Den har vår stämpel men har ändrats efteråt. Lita inte på innehållet.",
  ],
  foreign: [
    "wait",
    "Filen är inte stämplad av oss",
    () =>
      "Det kan vara en utskrift som har skannats, eller en fil från någon annan. Kontrollera referensen i stället.",
  ],
};

export default function Verify() {
  const { reference, about } = useLoaderData<typeof loader>();
  const posted: unknown = useActionData();
  const answer = posted as ({ verdict?: Verdict } & Partial<Rejected>) | undefined;
  const errors = answer?.errors ?? {};
  const verdict = answer?.verdict;
  return (
    <Page
      narrow
      title="Kontrollera en blankett"
      lead="Se om en PDF kommer från den här tjänsten och är oförändrad. Filen sparas inte, och svaret visar inga namn."
    >
      <ErrorSummary errors={errors} />
      {verdict && (
        <Notice live tone={words[verdict.verdict][0]} title={words[verdict.verdict][1]}>
          <p>
            {words[verdict.verdict][2](verdict.sealedOn)}
            {verdict.reference && ` Referens ${verdict.reference}.`}
          </p>
        </Notice>
      )}
      {about && !answer && <About about={about} reference={reference ?? ""} />}
      <FormFields state={{ values: answer?.values ?? { reference }, errors }}>
        <Stack>
          <Card title="Med filen">
            <Form encType="multipart/form-data" noValidate>
              <Hidden name="gor" value="fil" />
              <FileField name="file" label="PDF-fil" hint="Högst 10 MB." accept="application/pdf" />
              <div className="acts">
                <Button>Kontrollera filen</Button>
              </div>
            </Form>
          </Card>
          <Card title="Med referensen">
            <Form noValidate>
              <Hidden name="gor" value="referens" />
              <TextField
                name="reference"
                label="Referens"
                hint="Står i sidfoten, till exempel 7K3M-9QXT-2HVB."
                className="short"
                autoComplete="off"
              />
              <div className="acts">
                <Button quiet>Kontrollera referensen</Button>
              </div>
            </Form>
          </Card>
        </Stack>
      </FormFields>
    </Page>
  );
}

function About({ about, reference }: { about: AboutReference; reference: string }) {
  if (!about.found)
    return (
      <Notice live tone="gap" title="Referensen finns inte">
        <p>Kontrollera att du har skrivit rätt: {reference}</p>
      </Notice>
    );
  if (about.onPaper)
    return (
      <Notice live tone="wait" title={onPaper}>
        <p>Referensen är vår. Uppgifterna hämtades från en lista i Excel.</p>
        {about.mistakenSeal && (
          <p>
            En fil med den här referensen är stämplad av misstag vid hämtning från Excel. Den gäller inte som
            blankett.
          </p>
        )}
      </Notice>
    );
  const unsigned = about.over ? null : "Blanketten är inte undertecknad än.";
  return (
    <Notice live tone={about.over ? "gap" : "ok"} title="Referensen är vår">
      <p>
        {about.signedOn ? `Blanketten undertecknades ${longDate(about.signedOn)}.` : unsigned}
        {about.over && ` ${about.over} och gäller inte.`}
      </p>
    </Notice>
  );
}
