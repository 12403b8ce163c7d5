import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { draftInquiry } from "~/domain/inquiries/commands.server";
import { inquiryForm } from "~/domain/inquiries/queries.server";
import { inquirySchema } from "~/domain/inquiries/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { ErrorSummary, FormFields } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";
import { InquiryFields } from "./views/inquiry-fields";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Ställ frågor") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "inquiry.manage", (permit) => inquiryForm(permit));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "inquiry.manage", inquirySchema, async (permit, input) => {
    const id = await draftInquiry(permit, input);
    return { to: paths.inquiry(permit.network, id), made: paths.changeInquiry(permit.network, id) };
  });

export default function NewInquiry() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const errors = failed?.errors ?? {};
  return (
    <Page
      narrow
      above={<a href={paths.inquiries(p.place)}>Samla in</a>}
      title="Ställ frågor"
      lead="Börja med vad ni vill veta och varför. Sedan skriver du frågorna, och inget skickas förrän du väljer det."
    >
      <ErrorSummary errors={errors} />
      <FormFields state={{ values: failed?.values ?? {}, errors }}>
        <Form noValidate className="form" creates>
          <InquiryFields />
          <div className="acts">
            <Button>Fortsätt till frågorna</Button>
            <a href={paths.inquiries(p.place)}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
