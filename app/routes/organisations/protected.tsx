import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { z } from "zod";
import { reveal, type Revealed } from "~/domain/people/protected.server";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { ErrorSummary, FormFields, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button, Facts } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Skyddade uppgifter") }];
export const loader = (args: LoaderFunctionArgs) => readIn(args, "protected.reveal", () => null);
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "protected.reveal",
    z.object({ why: z.string().trim().max(300).default("") }),
    async (permit, { why }, { params }) => ({ show: { person: await reveal(permit, params.id, why) } }),
  );

export default function Protected() {
  const posted: unknown = useActionData();
  const answer = posted as ({ person?: Revealed } & Partial<Rejected>) | undefined;
  const person = answer?.person;
  return (
    <Page
      narrow
      title="Skyddade uppgifter"
      lead={
        person
          ? "Uppgifterna visas bara nu. Skriv inte av dem i mejl."
          : "Att du visar uppgifterna loggas: vem, när och för vilken organisation."
      }
    >
      {person ? (
        <div className="paper">
          <Facts
            rows={[
              ["Namn", person.name || "Inte angivet"],
              ["Mejladress", person.email],
              person.phone ? ["Telefon", person.phone] : null,
            ]}
          />
        </div>
      ) : (
        <>
          <ErrorSummary errors={answer?.errors ?? {}} />
          <FormFields state={{ values: answer?.values ?? {}, errors: answer?.errors ?? {} }}>
            <Form className="form" noValidate>
              <TextField name="why" label="Varför behöver du se uppgifterna?" />
              <div className="acts">
                <Button>Visa uppgifterna</Button>
              </div>
            </Form>
          </FormFields>
        </>
      )}
    </Page>
  );
}
