import type { MetaFunction } from "@remix-run/node";
import { longDate } from "~/platform/calendar";
import { Page } from "~/ui/page";
import { review, supervisor } from "./texts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Tillgänglighetsredogörelse") }];

export default function Accessibility() {
  return (
    <Page
      narrow
      title="Tillgänglighetsredogörelse"
      lead="Länsstyrelsen står bakom den här webbplatsen. Vi vill att alla ska kunna använda den."
    >
      <div className="prose">
        <h2>Så tillgänglig är webbplatsen</h2>
        <p>
          Lagen om tillgänglighet till digital offentlig service kräver att webbplatsen följer standarden EN
          301 549, alltså WCAG 2.1 på nivå AA. Vi har valt ett högre mål: WCAG 2.2 på nivå AA. Det gäller
          också de PDF-filer som webbplatsen gör.
        </p>
        <p>
          Webbplatsen är delvis förenlig med lagen. Det beror på inskannade papper som organisationer har
          skickat in. De är bilder och kan inte läsas upp. Samma uppgifter finns som text på blankettens sida.
          Vi känner inte till några brister i de sidor och PDF-filer som webbplatsen gör.
        </p>
        <h2>Om något inte fungerar för dig</h2>
        <p>
          Skriv till länsstyrelsens funktionsbrevlåda, som står på nätverkets startsida. Berätta vilken sida
          det gäller och vad som inte gick. Vi svarar inom fem arbetsdagar, och du kan få uppgifterna på ett
          annat sätt under tiden.
        </p>
        <h2>Tillsyn</h2>
        <p>
          Är du inte nöjd med vårt svar kan du anmäla det till {supervisor.name},{" "}
          <a href={supervisor.address}>{supervisor.address.replace("https://www.", "")}</a>.
        </p>
        <h2>Så har vi kontrollerat</h2>
        <p>
          {review.how} Senaste genomgången gjordes {longDate(review.on)}.
        </p>
      </div>
    </Page>
  );
}
