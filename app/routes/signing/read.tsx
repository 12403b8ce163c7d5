import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inNetwork } from "~/domain/access/permits.server";
import { signView } from "~/domain/commitments/signing/queries.server";
import { kindWords, signerWords } from "~/domain/commitments/texts";
import { read } from "~/http/porter.server";
import { paths } from "~/paths";
import { ContentFacts, Duties } from "~/routes/commitments/views/document";
import { Page } from "~/ui/page";
import { ButtonLink, Notice } from "~/ui/parts";
import { Steps } from "./views/steps";
import { Done } from "./views/done";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  {
    title: titled(
      matches,
      data
        ? `${data.signature.state === "pending" ? "Läs uppdraget" : "Uppdraget"} för ${data.organisation}`
        : "Uppdraget",
    ),
  },
];
export const loader = (args: LoaderFunctionArgs) =>
  read(
    args,
    "commitment.sign",
    async (permit, { browserHash, params }) => ({
      ...(await signView(inNetwork(permit), browserHash)),
      token: params.token,
    }),
    { link: "sign" },
  );

export default function ReadCommitment() {
  const v = useLoaderData<typeof loader>();
  const open = v.signature.state === "pending" && v.state === "awaitingSignature";
  if (!open) return <Done view={v} />;
  return (
    <Page
      narrow
      above={<Steps at={1} />}
      title="Läs uppdraget"
      lead={
        <>
          {v.authority} samordnar {v.network}. {v.namedBy || "Er organisation"} har angett dig som ansvarig
          chef.
        </>
      }
    >
      <div className="paper">
        <h2>
          {kindWords[v.kind]} för {v.organisation}
        </h2>
        <ContentFacts content={v.content} untilOn={v.untilOn} leaver={v.leaver} />
        {v.hidden && (
          <p className="muted">En person har skyddade uppgifter. Du ser namnet när du har skrivit koden.</p>
        )}
      </div>
      <Duties authority={v.authority} terms={v.terms} />
      <p className="muted">
        Du skriver under som {signerWords[v.signature.seats as keyof typeof signerWords].toLowerCase()}.
      </p>
      {v.signature.sharedMailbox ? (
        <Notice tone="wait" title="Den här adressen delas av flera">
          <p>
            Därför räcker inte en kod som underskrift. Skriv ut och skriv under på papper, eller bekräfta per
            telefon med {v.authority}.
          </p>
          <p>
            <a href={paths.signPdf(v.token)}>Blanketten som PDF</a>
          </p>
        </Notice>
      ) : (
        <div className="choices">
          <ButtonLink href={paths.signing(v.token)}>Gå vidare för att skriva under</ButtonLink>
          <ButtonLink quiet href={paths.signMisdirect(v.token)}>
            Jag är inte rätt chef
          </ButtonLink>
          <ButtonLink quiet warn href={paths.signDecline(v.token)}>
            Jag skriver inte under
          </ButtonLink>
        </div>
      )}
      <p className="muted after">
        Vill du skriva under på papper? <a href={paths.signPdf(v.token)}>Skriv ut blanketten</a> och mejla den
        till {v.mailbox}.
      </p>
    </Page>
  );
}
