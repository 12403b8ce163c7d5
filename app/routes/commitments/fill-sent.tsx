import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { heldLink, inNetwork } from "~/domain/access/permits.server";
import { emailField } from "~/domain/access/schema";
import { withdraw } from "~/domain/commitments/commands.server";
import { copyForm } from "~/domain/commitments/drafting/commands.server";
import { sentView } from "~/domain/commitments/queries.server";
import { confirmManager } from "~/domain/commitments/signing/commands.server";
import { formWord } from "~/domain/commitments/texts";
import { redirect } from "~/http/redirect";
import { read, write, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { must } from "~/platform/must";
import { EmailField, ErrorSummary, FormFields, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Notice } from "~/ui/parts";
import { ContentFacts } from "./views/document";
import { Signers } from "./views/signers";
import { titled } from "~/ui/shell";

const acts = z.discriminatedUnion("gor", [
  z.object({ gor: z.literal("chef"), signatureId: z.string(), email: emailField }),
  z.object({ gor: z.literal("aterta") }),
  z.object({ gor: z.literal("ratta") }),
]);

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Din blankett") }];
export const loader = (args: LoaderFunctionArgs) =>
  read(
    args,
    "commitment.fill",
    async (permit, { params }) => {
      const view = await sentView(inNetwork(permit));
      if (view.state === "draft") throw redirect(paths.fill(params.token), 303);
      return { ...view, token: params.token };
    },
    { link: "fill" },
  );
export const action = (args: ActionFunctionArgs) =>
  write(
    args,
    "commitment.fill",
    acts,
    async (permit, input, { params, also }) => {
      const own = inNetwork(permit);
      const token = params.token;
      const commitmentId = must(heldLink(permit).commitmentId, "the form of the link");
      if (input.gor === "chef") {
        await confirmManager(also("commitment.confirmManager"), input.signatureId, input.email);
        return { to: paths.fillSent(token), notice: "Chefen har fått sin länk." };
      }
      if (input.gor === "ratta") {
        await copyForm(own, commitmentId);
        return { to: paths.fill(token) };
      }
      await withdraw(also("commitment.withdraw"), commitmentId, "Återtogs av den som fyllde i");
      return { to: paths.fillSent(token), notice: "Blanketten är återtagen." };
    },
    { link: "fill" },
  );

export default function Sent() {
  const v = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const titles: Partial<Record<string, string>> = {
    awaitingSignature: "Blanketten är skickad",
    active: "Blanketten gäller",
  };
  const asked = v.signers.filter((s) => s.state === "pending" || s.state === "signed").length;
  const title = titles[v.state] ?? formWord({ ...v, startOn: v.effect.changesOn });
  return (
    <Page
      narrow
      title={title}
      lead={
        <>
          {v.organisation}. Referens <strong>{v.reference}</strong>
        </>
      }
    >
      {v.state === "awaitingSignature" && (
        <Notice tone="ok">
          <p>
            {asked > 1 ? "Ansvariga chefer" : "Ansvarig chef"} läser och skriver under. Du får ett mejl när
            det är klart. {v.authority} har fått besked att blanketten är på väg.
          </p>
        </Notice>
      )}
      {(v.state === "signed" || v.state === "active") && v.effect.words && (
        <Notice tone="ok">
          <p>{v.effect.words}.</p>
        </Notice>
      )}
      {v.reason && (
        <Notice tone="gap" title={v.state === "declined" ? "Chefen skriver" : `${v.authority} skriver`}>
          <p>{v.reason}</p>
        </Notice>
      )}
      <ErrorSummary errors={failed?.errors ?? {}} />
      {v.mayCopy && (
        <Form className="acts">
          <Hidden name="gor" value="ratta" />
          <Button>Rätta och skicka igen</Button>
        </Form>
      )}
      <Stack>
        <Card title="Underskrift" pad={false}>
          <Signers
            signers={v.signers}
            staff={false}
            action={(s) =>
              s.state === "unconfirmed" && (
                <FormFields
                  state={{ values: failed?.values ?? { email: s.email }, errors: failed?.errors ?? {} }}
                >
                  <Form className="confirm" noValidate>
                    <Hidden name="gor" value="chef" />
                    <Hidden name="signatureId" value={s.id} />
                    <p>Den som fick blanketten säger att {s.name} är rätt chef. Stämmer adressen?</p>
                    <EmailField name="email" label="Chefens mejladress" />
                    <div className="acts">
                      <Button small>Ja, skicka dit</Button>
                    </div>
                  </Form>
                </FormFields>
              )
            }
          />
        </Card>
        {v.content && (
          <Card title="Det du skickade">
            <ContentFacts content={v.content} untilOn={v.untilOn} />
          </Card>
        )}
      </Stack>
      <div className="acts">
        {v.content && (
          <ButtonLink quiet href={paths.fillPdf(v.token)}>
            Hämta som PDF
          </ButtonLink>
        )}
        {v.mayWithdraw && (
          <Form className="inline">
            <Hidden name="gor" value="aterta" />
            <Button quiet warn>
              Ta tillbaka blanketten
            </Button>
          </Form>
        )}
      </div>
    </Page>
  );
}
