// Where one belongs: the networks side by side, or straight on where there is only one place.
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { myPlaces } from "~/domain/access/queries.server";
import { seatWords } from "~/domain/commitments/texts";
import { firstPage } from "~/domain/handover/queries.server";
import { whenText } from "~/domain/meetings/rules";
import { myNetworks } from "~/domain/network/mine.server";
import { redirect } from "~/http/redirect";
import { read } from "~/http/porter.server";
import { paths } from "~/paths";
import { only } from "~/platform/must";
import { Card, Page, Stack } from "~/ui/page";
import { ButtonLink, Empty } from "~/ui/parts";
import { WaitsList } from "./views/waits";
import { titled } from "~/ui/shell";

type Places = ReturnType<typeof myPlaces>;
function doorOf(p: Places[number]) {
  if (p.role === "administrator") return paths.administration;
  return p.organisation ? paths.organisation(p, p.organisation.slug) : paths.todo(p);
}

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Mina uppdrag") }];
export const loader = (args: LoaderFunctionArgs) =>
  read(args, "me.see", (permit, { url }) => {
    const first = url.searchParams.has("inloggad") ? firstPage(permit) : null;
    if (first) throw redirect(first);
    const places = myPlaces(permit);
    const place = only(places);
    if (place) throw redirect(doorOf(place));
    return {
      networks: myNetworks(permit),
      administrator: places.some((p) => p.role === "administrator"),
      seated: places.some((p) => p.organisation),
    };
  });

export default function Mine() {
  const { networks, administrator, seated } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Mina uppdrag"
      lead={networks.length > 1 ? "Dina nätverk sida vid sida." : undefined}
      beside={
        seated && (
          <ButtonLink quiet href={paths.mailChoice}>
            Välj hur du får mejl
          </ButtonLink>
        )
      }
    >
      {networks.length === 0 && !administrator ? (
        <Stack>
          <Card pad={false}>
            <Empty>
              Du har inget uppdrag i dag. När en blankett med ditt namn börjar gälla visas den här.
            </Empty>
          </Card>
        </Stack>
      ) : (
        <div className="besides">
          {networks.map((n) => (
            <Card key={n.id} title={n.name} count={n.countyName}>
              {n.strategist && (
                <p>
                  <a href={paths.todo(n.place)}>Att göra</a> <span className="muted">Du är länsstrateg</span>
                </p>
              )}
              {n.seats.length > 0 && (
                <ul className="plainlist">
                  {n.seats.map((s) => (
                    <li key={s.slug + s.seat}>
                      <a href={paths.organisation(n.place, s.slug)}>{s.name}</a>{" "}
                      <span className="muted">{seatWords[s.seat].toLowerCase()}</span>
                    </li>
                  ))}
                </ul>
              )}
              <h3 className="after">Nästa möte</h3>
              {n.next ? (
                <p>
                  <a href={paths.meeting(n.place, n.next.id)}>{n.next.title}</a>
                  <br />
                  <span className="muted">{whenText(n.next)}</span>
                </p>
              ) : (
                <p className="muted">Inget möte är på gång.</p>
              )}
              {n.seats.length > 0 && (
                <>
                  <h3 className="after">Väntar på er</h3>
                  <WaitsList waits={n.waits} place={n.place} />
                </>
              )}
            </Card>
          ))}
          {administrator && (
            <Card title="Administration">
              <p>
                <a href={paths.administration}>Län, nätverk och länsstrateger</a>
              </p>
            </Card>
          )}
        </div>
      )}
    </Page>
  );
}
