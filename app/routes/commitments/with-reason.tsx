// "Stoppa", "Ta tillbaka" and "Låt den gälla från dagen på blanketten": all take a reason that the organisation may read.
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { stop, withdraw } from "~/domain/commitments/commands.server";
import { backdate } from "~/domain/commitments/signing/paper.server";
import { commitmentView } from "~/domain/commitments/queries.server";
import { looksLikePersonnummer } from "~/domain/commitments/slips";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { notFound } from "~/platform/refusal";
import { ErrorSummary, FormFields, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";

const posted = z.object({
  why: z
    .string()
    .trim()
    .min(1, "Skriv varför")
    .max(1000, "Högst 1 000 tecken")
    .refine((v) => !looksLikePersonnummer(v), "Det ser ut som ett personnummer. Ta bort det."),
});
const acts = {
  stopp: {
    title: "Stoppa blanketten",
    lead: "Blanketten börjar inte gälla. Den undertecknade blanketten sparas som den är, och du kan rätta i en kopia.",
    button: "Stoppa blanketten",
    done: "Blanketten är stoppad. Organisationen har fått besked.",
  },
  aterkallelse: {
    title: "Ta tillbaka blanketten",
    lead: "Länken till den som ska skriva under slutar fungera. Ni kan fylla i en ny blankett när som helst.",
    button: "Ta tillbaka",
    done: "Blanketten är återtagen.",
  },
  "tidigare-dag": {
    title: "Låt blanketten gälla från sin egen dag",
    lead: "Annars ändras platserna den dag då den sista chefen skriver under, inte dagen som står på blanketten.",
    button: "Låt den gälla från dagen på blanketten",
    done: "Blanketten gäller från sin egen dag när den är undertecknad.",
  },
} as const;
type Act = keyof typeof acts;
const actOf = (url: URL): Act => {
  const name = url.pathname.replace(/^.*\//, "").replace(".data", "");
  if (!Object.hasOwn(acts, name)) throw notFound();
  return name as Act;
};

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data ? acts[data.act].title : "Blankett") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "commitment.stop", async (_, { params, url, also }) => {
    const v = await commitmentView(also("commitment.see"), params.id);
    return { act: actOf(url), at: paths.commitment(v.place, v.id), organisation: v.organisation };
  });
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "commitment.stop", posted, async (permit, { why }, { params, url, also }) => {
    const act = actOf(url);
    if (act === "stopp") await stop(permit, params.id, why);
    else if (act === "tidigare-dag") await backdate(also("commitment.paper"), params.id, why);
    else await withdraw(also("commitment.withdraw"), params.id, why);
    return {
      to: paths.commitment(permit.network, params.id),
      notice: acts[act].done,
    };
  });

export default function WithReason() {
  const { act, at, organisation } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={at}>Blanketten för {organisation}</a>}
      title={acts[act].title}
      lead={acts[act].lead}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <Form className="form" noValidate>
          <TextArea name="why" label="Varför?" hint="Organisationen får läsa det du skriver." />
          <div className="acts">
            <Button warn>{acts[act].button}</Button>
            <a className="btn quiet" href={at}>
              Tillbaka
            </a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
