import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useEffect, useState } from "react";
import { mailAddresses, type Whom } from "~/domain/network/addresses.server";
import { placeOf } from "~/domain/network/queries.server";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { counted } from "~/platform/swedish";
import { Page } from "~/ui/page";
import { Notice } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const handle = { scripts: true };
export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Kopiera mejladresser") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "addresses.see", (permit, { url }) => {
    const given = url.searchParams.get("till");
    const whom: Whom = given === "ersattare" || given === "bada" ? given : "representanter";
    return { ...mailAddresses(permit, whom), whom, place: placeOf(permit.network) };
  });
const choices: [Whom, string][] = [
  ["representanter", "Representanter"],
  ["ersattare", "Ersättare"],
  ["bada", "Båda"],
];

export default function Addresses() {
  const { addresses, leftOut, whom, place } = useLoaderData<typeof loader>();
  const [copied, setCopied] = useState(false);
  // Copying takes browser code: the button comes with it.
  const [able, setAble] = useState(false);
  useEffect(() => setAble(true), []);
  const text = addresses.join("; ");
  return (
    <Page
      narrow
      above={<a href={paths.organisations(place)}>Organisationer</a>}
      title="Kopiera mejladresser"
      lead="Klistra in i fältet för hemlig kopia i Outlook."
    >
      <nav className="tabs" aria-label="Vilka">
        {choices.map(([key, name]) => (
          <a key={key} href={paths.addresses(place, key)} aria-current={whom === key ? "page" : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <div className="field">
        <label htmlFor="adresser">
          {counted(addresses.length, "adress", "adresser").replace(/^./, (c) => c.toUpperCase())}
        </label>
        <textarea
          id="adresser"
          className="ds-input addresses"
          readOnly
          value={text}
          onFocus={(e) => e.currentTarget.select()}
        />
      </div>
      <div className="acts no-print">
        {able && (
          <button
            type="button"
            className="btn"
            onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
          >
            Kopiera
          </button>
        )}
        <span role="status">{copied ? "Adresserna är kopierade." : ""}</span>
      </div>
      {leftOut > 0 && (
        <Notice tone="wait">
          <p>
            {counted(leftOut, "person", "personer").replace(/^./, (c) => c.toUpperCase())} med skyddade
            uppgifter är inte med. {leftOut === 1 ? "Mejla den personen för sig." : "Mejla dem var för sig."}
          </p>
        </Notice>
      )}
    </Page>
  );
}
