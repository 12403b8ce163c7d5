import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { inNetwork } from "~/domain/access/permits.server";
import { enterCode, requestSignatureCode } from "~/domain/commitments/signing/commands.server";
import { signView } from "~/domain/commitments/signing/queries.server";
import { codeOnlySchema } from "~/domain/commitments/signing/schema";
import { redirect } from "~/http/redirect";
import { read, write, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { ErrorSummary, FormFields } from "~/ui/fields";
import { Page } from "~/ui/page";
import { CodeForms, Steps } from "./views/steps";
import { titled } from "~/ui/shell";

const posted = z.discriminatedUnion("gor", [
  z.object({ gor: z.literal("skicka") }),
  codeOnlySchema.extend({ gor: z.literal("kod") }),
]);
const acts = {
  underskrift: paths.signing,
  avbojande: paths.signDecline,
  "fel-chef": paths.signMisdirect,
} as const;
type Act = keyof typeof acts;
const actOf = (url: URL): Act => {
  const given = url.searchParams.get("till");
  return given && Object.hasOwn(acts, given) ? (given as Act) : "underskrift";
};

export const meta: MetaFunction<typeof loader> = ({ matches }) => [{ title: titled(matches, "Skriv koden") }];
export const loader = (args: LoaderFunctionArgs) =>
  read(
    args,
    "commitment.sign",
    async (permit, { browserHash, params, url }) => {
      const v = await signView(inNetwork(permit), browserHash);
      if (v.signature.state !== "pending") throw redirect(paths.sign(params.token), 303);
      if (v.proven) throw redirect(acts[actOf(url)](params.token), 303);
      return { token: params.token, asked: v.asked, address: v.address, organisation: v.organisation };
    },
    { link: "sign" },
  );
export const action = (args: ActionFunctionArgs) =>
  write(
    args,
    "commitment.sign",
    posted,
    async (permit, input, { params, browserHash, url }) => {
      const own = inNetwork(permit);
      if (input.gor === "skicka") {
        await requestSignatureCode(own, browserHash);
        return { to: url.pathname + url.search };
      }
      await enterCode(own, input.code, browserHash);
      return { to: acts[actOf(url)](params.token) };
    },
    { link: "sign", cookies: true },
  );

export default function SignCode() {
  const { token, asked, address, organisation } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<Steps at={2} />}
      title={asked ? "Skriv koden" : "Bekräfta att det är du"}
      lead={
        asked ? (
          <>Vi har skickat en kod till {address}. Den gäller i tio minuter i den här webbläsaren.</>
        ) : (
          <>Vi skickar en kod till den adress som länken kom till. Med den svarar du för {organisation}.</>
        )
      }
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <CodeForms asked={asked} address={address} />
      </FormFields>
      <p className="after">
        <a href={paths.sign(token)}>Tillbaka till uppdraget</a>
      </p>
    </Page>
  );
}
