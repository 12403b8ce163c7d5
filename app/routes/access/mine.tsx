import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { myPlaces } from "~/domain/access/queries.server";
import { read } from "~/http/porter.server";
import { paths } from "~/paths";
import { seatWords } from "~/domain/commitments/texts";
import { Card, Page, Stack } from "~/ui/page";
import { Empty } from "~/ui/parts";

type Places = ReturnType<typeof myPlaces>;
const doorOf = (p: Places[number]) =>
  p.role === "administrator" ? paths.administration : p.organisation ? paths.organisation(p, p.organisation.slug) : paths.todo(p);

export const meta: MetaFunction = () => [{ title: "Mina uppdrag – Länsgruppen" }];
export const loader = (args: LoaderFunctionArgs) => read(args, "me.see", (permit) => {
  const places = myPlaces(permit);
  if (places.length === 1) throw redirect(doorOf(places[0]!));
  return { places };
});

export default function Mine() {
  const { places } = useLoaderData<typeof loader>();
  return (
    <Page narrow title="Mina uppdrag" lead="Välj vad du vill arbeta med.">
      <Stack>
        <Card pad={false}>
          {places.length === 0 ? <Empty>Du har inget uppdrag i dag. När en blankett med ditt namn börjar gälla visas den här.</Empty> : (
            <ul className="rows">
              {places.map((p, i) => (
                <li key={i}><a href={doorOf(p)}>{p.organisation?.name ?? (p.role === "administrator" ? "Administration" : p.network)}</a>
                  <span className="muted">{p.role === "strategist" ? `Länsstrateg, ${p.countyName}` : p.role === "administrator" ? "Administratör" : `${seatWords[p.role]}, ${p.network}`}</span></li>
              ))}
            </ul>
          )}
        </Card>
      </Stack>
    </Page>
  );
}
