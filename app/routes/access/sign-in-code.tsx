import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useEffect } from "react";
import { signIn } from "~/domain/access/commands.server";
import { codeSchema } from "~/domain/access/schema";
import { withParked } from "~/http/kept.server";
import { redirect } from "~/http/redirect";
import { read, write, type Rejected } from "~/http/porter.server";
import { setSession } from "~/http/session.server";
import { ownPath, paths } from "~/paths";
import { invalid } from "~/platform/refusal";
import { CodeField, ErrorSummary, FormFields, Hidden, idOf } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const handle = { scripts: true };
export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Skriv koden") }];
export const loader = (args: LoaderFunctionArgs) =>
  read(args, "signIn.use", ({ account }, { url }) => {
    if (account && !url.searchParams.has("parkerat"))
      throw redirect(ownPath(url.searchParams.get("nasta")) ?? paths.mine);
    const email = url.searchParams.get("mejl");
    if (!email) throw redirect(paths.signIn());
    return {
      email,
      nasta: ownPath(url.searchParams.get("nasta")) ?? "",
      parkerat: url.searchParams.get("parkerat") ?? "",
    };
  });
export const action = (args: ActionFunctionArgs) =>
  write(
    args,
    "signIn.use",
    codeSchema,
    async (permit, input, door) => {
      const answer = await signIn(permit, { ...input, browserHash: door.browserHash });
      if (answer === "wrong") throw invalid({ code: ["Koden stämmer inte. Jämför med det senaste mejlet."] });
      if (answer === "spent")
        throw invalid({ code: ["Koden gäller inte längre i den här webbläsaren. Be om en ny kod."] });
      const next = ownPath(input.nasta) ?? paths.signedIn;
      return {
        to: withParked(next, input.parkerat ?? null),
        headers: { "Set-Cookie": await setSession(answer.token) },
      };
    },
    { cookies: true },
  );

export default function SignInCode() {
  const { email, nasta, parkerat } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  // The letter's link carries the code after #, which no server and no scanner's request ever sees.
  useEffect(() => {
    const code = decodeURIComponent(location.hash.slice(1));
    const field = document.getElementById(idOf("code")) as HTMLInputElement | null;
    if (/^[3479A-HJKMNP-TV-Z]{8}$/.test(code) && field && !field.value) field.value = code;
  }, []);
  const errors = failed?.errors ?? {};
  return (
    <Page
      narrow
      title="Skriv koden"
      lead={
        <>
          Om <strong>{email}</strong> finns hos oss kommer ett mejl med en kod inom en minut. Koden gäller i
          tio minuter i den här webbläsaren.
        </>
      }
    >
      <ErrorSummary errors={errors} />
      <FormFields state={{ values: failed?.values ?? {}, errors }}>
        <Form className="form" noValidate>
          <Hidden name="email" value={email} />
          <Hidden name="nasta" value={nasta} />
          <Hidden name="parkerat" value={parkerat} />
          <CodeField name="code" label="Kod" autoFocus />
          <div className="acts">
            <Button>Logga in</Button>
          </div>
        </Form>
      </FormFields>
      <Form action={paths.signIn()} className="after">
        <Hidden name="email" value={email} />
        <Hidden name="nasta" value={nasta} />
        <Hidden name="parkerat" value={parkerat} />
        <p className="muted">
          Kom inget mejl? Titta i skräpposten.{" "}
          <button type="submit" className="plain">
            Skicka en ny kod
          </button>
        </p>
      </Form>
    </Page>
  );
}
