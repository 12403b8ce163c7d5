import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeInquiry } from "~/domain/inquiries/commands.server";
import { inquiryPage } from "~/domain/inquiries/queries.server";
import { changeSchema } from "~/domain/inquiries/schema";
import { redirect } from "~/http/redirect";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { ErrorSummary, FormFields, Version } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";
import { InquiryFields } from "./views/inquiry-fields";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Ändra rubrik och sista dag") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "inquiry.manage", (permit, { params }) => {
    const { place, inquiry } = inquiryPage(permit, params.inquiry);
    if (inquiry.state !== "draft") throw redirect(paths.inquiry(place, inquiry.id));
    return { place, inquiry };
  });
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "inquiry.manage",
    changeSchema,
    async (permit, input, { params }) => {
      await changeInquiry(permit, params.inquiry, input);
      return { to: paths.inquiry(permit.network, params.inquiry), notice: "Sparat." };
    },
    { keepOnConflict: true },
  );

export default function ChangeInquiry() {
  const { place, inquiry: i } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const errors = failed?.errors ?? {};
  return (
    <Page
      narrow
      above={<a href={paths.inquiry(place, i.id)}>{i.title}</a>}
      title="Ändra rubrik och sista dag"
    >
      <ErrorSummary errors={errors} />
      <FormFields
        state={{ values: failed?.values ?? { title: i.title, why: i.why, lastOn: i.lastOn }, errors }}
      >
        <Form noValidate className="form">
          <Version sent={failed?.values} now={i.version} />
          <InquiryFields />
          <div className="acts">
            <Button>Spara</Button>
            <a href={paths.inquiry(place, i.id)}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
