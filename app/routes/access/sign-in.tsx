import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requestSignIn } from "~/domain/access/commands.server";
import { signInSchema } from "~/domain/access/schema";
import { kept } from "~/http/parking.server";
import { read, write, type Rejected } from "~/http/porter.server";
import { redirect } from "~/http/redirect";
import { ownPath, paths } from "~/paths";
import { EmailField, ErrorSummary, FormFields, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button, Notice } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader, Record<string, never>> = ({ matches }) => [
  { title: titled(matches, "Logga in") },
];
export const loader = (args: LoaderFunctionArgs) =>
  read(args, "signIn.use", ({ now, account }, { url, browserHash }) => {
    const parkerat = url.searchParams.get("parkerat") ?? "";
    const nasta = ownPath(url.searchParams.get("nasta"));
    if (account && !parkerat) throw redirect(nasta ?? paths.mine);
    return {
      nasta: nasta ?? "",
      parkerat,
      kept: kept(parkerat, browserHash, now),
    };
  });
export const action = (args: ActionFunctionArgs) =>
  write(
    args,
    "signIn.use",
    signInSchema,
    async (permit, input, door) => {
      await requestSignIn(permit, input.email, door.browserHash);
      const next = ownPath(input.nasta) ?? undefined;
      return { to: paths.signInCode({ email: input.email, next, parked: input.parkerat }) };
    },
    { cookies: true },
  );

export default function SignIn() {
  const { nasta, parkerat, kept } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page narrow title="Logga in" lead="Vi skickar en kod till din mejladress. Du behöver inget lösenord.">
      {kept && (
        <Notice tone="wait">
          <p>
            Du hann bli utloggad. Det du skrev är sparat en timme. Logga in så fortsätter du där du var.
            {kept.files && " Filer sparas inte. Dem väljer du på nytt."}
          </p>
        </Notice>
      )}
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <Form className="form" noValidate>
          <Hidden name="nasta" value={nasta} />
          <Hidden name="parkerat" value={parkerat} />
          <EmailField
            name="email"
            label="Din mejladress"
            hint="Den adress som länsstyrelsen har till dig."
            autoComplete="email"
          />
          <div className="acts">
            <Button>Skicka kod</Button>
          </div>
        </Form>
      </FormFields>
      <p className="muted after">
        Är du chef och ska skriva under, eller ska du fylla i en blankett? Då behöver du inte logga in. Använd
        länken i mejlet du har fått.
      </p>
    </Page>
  );
}
