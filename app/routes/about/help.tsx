import type { MetaFunction } from "@remix-run/node";
import { Page } from "~/ui/page";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Hjälp") }];

export default function Help() {
  return (
    <Page narrow title="Hjälp">
      <div className="prose">
        <h2>Du ska fylla i blanketten</h2>
        <p>
          Öppna länken i mejlet. Skriv vem som är representant, vem som är ersättare, vilka interna
          kontaktvägar de har och vem som är ansvarig chef. Du kan spara och fortsätta på samma länk i 30
          dagar. När du har kontrollerat svaren går blanketten till chefen.
        </p>
        <h2>Du är chef och ska skriva under</h2>
        <p>
          Öppna länken i mejlet och läs uppdraget. Be om en kod, skriv den och skriv sedan under med namn och
          titel. Är du inte rätt chef, eller vill du inte skriva under, säger du det på samma sida.
        </p>
        <h2>Någon ska sluta</h2>
        <p>
          Be om en länk på nätverkets startsida, eller logga in om du har en plats. Byt representant eller
          ersättare, eller säg att någon slutar utan efterträdare. När någon ny utses skriver ansvarig chef
          under. Länsstyrelsen får besked automatiskt.
        </p>
        <h2>Länken fungerar inte</h2>
        <p>
          En länk gäller bara en tid. Öppna den ändå, så kan du be om en ny till samma mejladress. Kontrollera
          också att hela adressen kom med.
        </p>
        <h2>Mejlet eller koden kom inte</h2>
        <p>
          Titta i skräpposten. En del myndigheter stoppar mejl med länkar. Skriv då till länsstyrelsens
          funktionsbrevlåda, som står på nätverkets startsida.
        </p>
        <h2>Ni vill använda papper</h2>
        <p>
          Det går alltid. Skriv ut blanketten från nätverkets startsida eller från er länk, skriv under och
          skicka den till länsstyrelsen.
        </p>
      </div>
    </Page>
  );
}
