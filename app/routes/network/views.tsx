import { counted } from "~/platform/swedish";
import { paths } from "~/paths";
import type { FrontNetwork, PlaceLine } from "~/domain/network/queries.server";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { ButtonLink } from "~/ui/parts";

const kinds: [string, string][] = [
  ["region", "Region"],
  ["university", "Högskola"],
  ["agency", "Statliga myndigheter"],
  ["municipality", "Kommuner"],
  ["civilSociety", "Ideella organisationer"],
  ["collaboration", "Samverkan"],
  ["resourceCentre", "Resurscentrum"],
];

/** The public page of a network: what it is, who is in it, how to take part. No person. */
export function FrontView({ network: n }: { network: FrontNetwork }) {
  const groups = kinds
    .map(([kind, name]) => ({ name, members: n.organisations.filter((o) => o.kind === kind) }))
    .filter((g) => g.members.length > 0);
  return (
    <Page title={n.name} lead={`${n.countyName}. ${n.authority} samordnar.`}>
      <Columns>
        <Stack>
          <Card title={`Det här är ${n.within}`}>
            {n.purpose.split("\n").map((p) => (
              <p key={p}>{p}</p>
            ))}
            {n.formedYear && (
              <p>
                Nätverket bildades {n.formedYear}.{" "}
                {counted(n.organisations.length, "organisation", "organisationer").replace(/^./, (c) =>
                  c.toUpperCase(),
                )}{" "}
                är med.
              </p>
            )}
          </Card>
          {n.material && (
            <Card title="Material">
              <p>
                Rapporter och annat som alla får läsa. <a href={paths.material(n.place)}>Se materialet</a>
              </p>
            </Card>
          )}
          <Card title="Organisationerna" count={n.organisations.length}>
            {groups.map((g) => (
              <section key={g.name} className="kind">
                <h3>{g.name}</h3>
                <ul className="tiles">
                  {g.members.map((o) => (
                    <li key={o.name}>{o.name}</li>
                  ))}
                </ul>
              </section>
            ))}
          </Card>
        </Stack>
        <Stack>
          <Card title="Representerar du en organisation?">
            <p>
              Här fyller ni i uppdragsblanketten, byter representant eller ersättare och ser era uppgifter.
            </p>
            <div className="acts">
              <ButtonLink href={paths.askForLink(n.place)}>Be om en länk</ButtonLink>
              <ButtonLink quiet href={n.signedIn ? paths.mine : paths.signIn()}>
                {n.signedIn ? "Till din sida" : "Logga in"}
              </ButtonLink>
            </div>
          </Card>
          <Card title="Vill er organisation vara med?">
            <p>
              Skriv till <a href={`mailto:${n.mailbox}`}>{n.mailbox}</a>. Ni utser en representant och en
              ersättare, och ansvarig chef skriver under.
            </p>
            <p>
              <a href={paths.blankForm(n.place)}>Blanketten som PDF att skriva ut</a>
            </p>
          </Card>
        </Stack>
      </Columns>
    </Page>
  );
}

/** Networks to choose from. */
export const NetworkTiles = ({ networks }: { networks: readonly PlaceLine[] }) => (
  <ul className="tiles">
    {networks.map((n) => (
      <li key={paths.network(n.place)}>
        <a href={paths.network(n.place)}>{n.name}</a>
        <br />
        <span className="muted">{n.countyName}</span>
      </li>
    ))}
  </ul>
);
