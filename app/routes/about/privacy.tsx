import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { contactsOf } from "~/domain/network/queries.server";
import { read } from "~/http/porter.server";
import { paths } from "~/paths";
import { Page } from "~/ui/page";
import { titled } from "~/ui/shell";
import { protectedName } from "~/domain/people/texts";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Personuppgifter") }];
export const loader = (args: LoaderFunctionArgs) => read(args, "front.see", contactsOf);

export default function Privacy() {
  const contacts = useLoaderData<typeof loader>();
  return (
    <Page
      narrow
      title="Så hanterar vi personuppgifter"
      lead="Länsstyrelsen i ditt län är personuppgiftsansvarig för länets uppgifter."
    >
      <div className="prose">
        <h2>Vem du kan fråga</h2>
        <ul>
          {contacts.map((c) => (
            <li key={c.mailbox + c.network}>
              {c.authority}, {c.network}: <a href={`mailto:${c.mailbox}`}>{c.mailbox}</a>
            </li>
          ))}
        </ul>
        <h2>Vilka uppgifter</h2>
        <p>
          Namn, titel, mejladress och telefon i tjänsten för den som representerar en organisation, är
          ersättare, ansvarig chef eller kontaktperson. Vad som har hänt med organisationens blanketter: vem
          som har skrivit under, när och hur. Möten du är kallad till, vad du har svarat och om du var där.
          Det du skriver till nätverket. Vilka som har öppnat materialet till ett möte. Aldrig personnummer.
        </p>
        <h2>Varför</h2>
        <p>
          Länsstyrelsen samordnar länets nätverk. Uppgifterna behövs för att veta vem som talar för varje
          organisation och för att kalla till möten. Den rättsliga grunden är uppgift av allmänt intresse
          (artikel 6.1 e i dataskyddsförordningen).
        </p>
        <h2>Specialkost</h2>
        <p>
          Du behöver inte skriva något om mat. Det du skriver kan säga något om din hälsa eller tro. Vi
          använder det bara till maten på just det mötet och med ditt uttryckliga samtycke (artikel 9.2 a). Du
          tar tillbaka det genom att tömma fältet. Länsstyrelsen och din egen organisation kan se det, och det
          raderas en vecka efter mötet.
        </p>
        <h2>Hur länge</h2>
        <p>
          Blanketter som har kommit in är allmänna handlingar och sparas enligt länsstyrelsens bevarandeplan.
          Ett utkast som ingen rör raderas efter 30 dagar. Texten i mejl raderas 90 dagar efter att de har
          skapats. Att du har öppnat ett material glöms efter ett år. Koder som ingen har använt raderas ett
          dygn efter att de har gått ut, använda koder efter 90 dagar. Inloggningar raderas 30 dagar efter att
          de har gått ut.
        </p>
        <h2>Vem ser uppgifterna</h2>
        <p>
          Länsstyrelsens länsstrateg ser nätverkets uppgifter. Medlemmar ser vem som representerar vem.
          Organisationer ser aldrig varandras blanketter. Ingen person visas på de öppna sidorna.
        </p>
        <h2>Skyddade personuppgifter</h2>
        <p>
          Har en person skyddade personuppgifter står det ”{protectedName}” i stället för namnet, eller bara
          uppdraget. Den som fyller i blanketten skriver namnet, och chefen som skriver under ser det efter
          att ha skrivit en kod. Annars ser bara länsstrategen namnet, efter att ha skrivit varför eller valt
          att skriva ut en namnskylt. Varje sådant tillfälle loggas. Originalet av en stämplad blankett kan
          bara länsstyrelsen hämta, organisationen får en kopia utan namnet. Den som driver tjänsten tekniskt
          kan läsa databasen.
        </p>
        <p>
          Får länsstyrelsen veta i efterhand att någon har skyddade personuppgifter döljs namnet överallt på
          en gång. Mejl som redan har skickats finns kvar hos dem som fick dem.
        </p>
        <h2>Vad som sparas i webbläsaren</h2>
        <p>
          Kakor som behövs för inloggning och för att ett besked ska visas. Den som för in närvaro har trycken
          sparade i webbläsaren tills de har kommit fram. Vilka kakor det är står under{" "}
          <a href={paths.cookies}>Om kakor</a>.
        </p>
        <p>
          Har du blivit utloggad medan du skrev sparar servern det du skickade i högst en timme, så att du får
          tillbaka det när du loggar in igen. Det är låst med en nyckel som bara finns i din webbläsare. Filer
          sparas inte. På samma sätt minns servern i två timmar att ett formulär redan är skickat, så att
          inget görs två gånger.
        </p>
        <h2>Dina rättigheter</h2>
        <p>
          Du kan begära att få veta vilka uppgifter som finns om dig, få fel rättade, invända mot hur de
          används och klaga hos Integritetsskyddsmyndigheten, <a href="https://www.imy.se">imy.se</a>. Skriv
          till adressen för ditt nätverk ovan.
        </p>
      </div>
    </Page>
  );
}
