import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inOtherLanguages } from "~/domain/network/queries.server";
import { read } from "~/http/porter.server";
import { Page } from "~/ui/page";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Andra språk") }];
export const loader = (args: LoaderFunctionArgs) => read(args, "front.see", () => inOtherLanguages());

export default function Languages() {
  const paragraphs = useLoaderData<typeof loader>();
  const own = (lang: string | null) =>
    paragraphs.filter((p) => p.lang === lang).map((p) => <p key={p.text}>{p.text}</p>);
  return (
    <Page narrow title="Andra språk" lead="Webbplatsen är på svenska. Här står kort vad den är till för.">
      <div className="prose">
        <section lang="fi">
          <h2>Suomeksi</h2>
          {own("fi")}
          <p>
            Sinulla on oikeus käyttää suomea yhteydenpidossa lääninhallituksen kanssa. Kirjoita
            lääninhallitukselle suomeksi, niin saat vastauksen suomeksi.
          </p>
        </section>
        <section>
          <h2>Samiska</h2>
          {own("se")}
          <p>
            Du har rätt att använda samiska i kontakt med länsstyrelsen i de kommuner som hör till det samiska
            förvaltningsområdet. Skriv till länsstyrelsen, så ordnar vi det.
          </p>
        </section>
        <section lang="en">
          <h2>English</h2>
          {own("en")}
          <p>Write to the county administrative board if you need information in English.</p>
        </section>
        {own(null)}
      </div>
    </Page>
  );
}
