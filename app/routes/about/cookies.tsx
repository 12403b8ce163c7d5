import type { MetaFunction } from "@remix-run/node";
import { Page } from "~/ui/page";
import { Facts } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Om kakor") }];

export default function Cookies() {
  return (
    <Page
      narrow
      title="Om kakor"
      lead="Webbplatsen använder bara kakor som behövs för att den ska fungera. Därför frågar vi inte om lov."
    >
      <div className="paper">
        <Facts
          rows={[
            [
              "lg_session",
              <>
                Håller dig inloggad<p>Högst 24 timmar, eller tills du loggar ut</p>
              </>,
            ],
            [
              "lg_browser",
              <>
                Känner igen webbläsaren, så att en kod bara fungerar där du bad om den, och är nyckeln till
                det du skrev om du har blivit utloggad<p>Ett år</p>
              </>,
            ],
            [
              "lg_notice",
              <>
                Visar en gång att något är sparat<p>En minut</p>
              </>,
            ],
          ]}
        />
      </div>
      <p>
        När du för in närvaro på ett möte sparar webbläsaren det du har markerat tills vi har tagit emot det.
        Där står organisationen, vem som kom och namnet på den som kom i stället för någon annan.
      </p>
      <p>
        Inget hämtas från andra webbplatser, och vi mäter inte vad du gör. Du kan ta bort kakorna i din
        webbläsare. Då behöver du logga in igen.
      </p>
    </Page>
  );
}
