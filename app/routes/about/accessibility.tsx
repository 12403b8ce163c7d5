import type { MetaFunction } from "@remix-run/node";
import { longDate } from "~/platform/calendar";
import { Page } from "~/ui/page";
import { review, supervisor } from "./texts";

export const meta: MetaFunction = () => [{ title: "Tillgänglighetsredogörelse – Länsgruppen" }];

export default function Accessibility() {
  return (
    <Page narrow title="Tillgänglighetsredogörelse" lead="Länsstyrelsen står bakom den här webbplatsen. Vi vill att alla ska kunna använda den.">
      <div className="prose">
        <h2>Så tillgänglig är webbplatsen</h2>
        <p>Webbplatsen ska följa lagen om tillgänglighet till digital offentlig service. Vårt mål är WCAG 2.2 på nivå AA, och det gäller också de PDF-filer som webbplatsen gör.</p>
        <p>Vi känner inte till några brister i de sidor som webbplatsen gör. Inskannade papper som organisationer har skickat in är bilder. De kan inte läsas upp. Samma uppgifter finns som text på blankettens sida.</p>
        <h2>Om något inte fungerar för dig</h2>
        <p>Skriv till länsstyrelsens funktionsbrevlåda, som står på länsgruppens startsida. Berätta vilken sida det gäller och vad som inte gick. Vi svarar inom fem arbetsdagar, och du kan få uppgifterna på ett annat sätt under tiden.</p>
        <h2>Tillsyn</h2>
        <p>Är du inte nöjd med vårt svar kan du anmäla det till {supervisor.name}, <a href={supervisor.address}>{supervisor.address.replace("https://www.", "")}</a>.</p>
        <h2>Så har vi kontrollerat</h2>
        <p>{review.how} Senaste genomgången gjordes {longDate(review.on)}.</p>
      </div>
    </Page>
  );
}
