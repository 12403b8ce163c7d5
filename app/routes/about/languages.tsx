import type { MetaFunction } from "@remix-run/node";
import { Page } from "~/ui/page";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Andra språk") }];

export default function Languages() {
  return (
    <Page narrow title="Andra språk" lead="Webbplatsen är på svenska. Här står kort vad den är till för.">
      <div className="prose">
        <section lang="fi">
          <h2>Suomeksi</h2>
          <p>
            Länsgruppen on lääninhallituksen koordinoima verkosto, joka työskentelee miesten naisiin
            kohdistamaa väkivaltaa vastaan. Verkostossa ovat mukana kunnat, alue, viranomaiset ja järjestöt.
            Sinulla on oikeus käyttää suomea yhteydenpidossa lääninhallituksen kanssa. Kirjoita
            lääninhallitukselle suomeksi, niin saat vastauksen suomeksi.
          </p>
        </section>
        <section>
          <h2>Samiska</h2>
          <p>
            Du har rätt att använda samiska i kontakt med länsstyrelsen i de kommuner som hör till det samiska
            förvaltningsområdet. Skriv till länsstyrelsen, så ordnar vi det.
          </p>
        </section>
        <section lang="en">
          <h2>English</h2>
          <p>
            Länsgruppen is the county’s network against men’s violence against women. The county
            administrative board coordinates it. Municipalities, the region, public agencies and civil society
            organisations take part. Write to the county administrative board if you need information in
            English.
          </p>
        </section>
        <p>
          Behöver du hjälp eller skydd? Kvinnofridslinjen, 020-50 50 50, har öppet dygnet runt och kan ta
          hjälp av tolk.
        </p>
      </div>
    </Page>
  );
}
