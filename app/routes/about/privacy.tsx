import type { MetaFunction } from "@remix-run/node";
import { Page } from "~/ui/page";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Personuppgifter") }];

export default function Privacy() {
  return (
    <Page
      narrow
      title="Så hanterar vi personuppgifter"
      lead="Länsstyrelsen i länet är ansvarig för uppgifterna."
    >
      <div className="prose">
        <h2>Vilka uppgifter</h2>
        <p>
          Namn, titel, mejladress och telefon i tjänsten för den som representerar en organisation, är
          ersättare, ansvarig chef eller kontaktperson. Vad som har hänt med organisationens blanketter: vem
          som har skrivit under, när och hur. Vilka som har öppnat materialet till ett möte. Aldrig
          personnummer.
        </p>
        <h2>Varför</h2>
        <p>
          Länsstyrelsen samordnar nätverket. Uppgifterna behövs för att veta vem som talar för varje
          organisation. Den rättsliga grunden är uppgift av allmänt intresse.
        </p>
        <h2>Hur länge</h2>
        <p>
          Blanketter som har kommit in är allmänna handlingar och sparas enligt länsstyrelsens bevarandeplan.
          Ett utkast som ingen rör raderas efter 30 dagar. Texten i mejl raderas 90 dagar efter att de har
          skickats. Att du har öppnat ett material glöms efter ett år. Koder som ingen har använt och
          inloggningar som har gått ut raderas efter ett dygn.
        </p>
        <h2>Vem ser uppgifterna</h2>
        <p>
          Länsstyrelsens länsstrateg ser nätverkets uppgifter. Medlemmar ser vem som representerar vem.
          Organisationer ser aldrig varandras blanketter. Ingen person visas på de öppna sidorna.
        </p>
        <p>
          Har en person skyddade uppgifter ser bara länsstrategen namnet, efter att ha skrivit varför. Varje
          sådant tillfälle loggas.
        </p>
        <h2>Dina rättigheter</h2>
        <p>
          Du kan begära att få veta vilka uppgifter som finns om dig, få fel rättade och klaga hos
          Integritetsskyddsmyndigheten, <a href="https://www.imy.se">imy.se</a>. Skriv till länsstyrelsens
          funktionsbrevlåda, som står på nätverkets startsida.
        </p>
      </div>
    </Page>
  );
}
