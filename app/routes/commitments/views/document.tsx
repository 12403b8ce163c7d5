// The whole commitment as it is read: by its writer, its manager and those who follow it.
import { longDate } from "~/platform/calendar";
import type { Content } from "~/domain/commitments/schema";
import { purposes, untilLine } from "~/domain/commitments/texts";
import type { Terms } from "~/domain/network/terms.server";
import { Facts } from "~/ui/parts";

type Person = NonNullable<Content["representative"]>;
const person = (p: Person) => (
  <>
    {p.name}
    {/* Whoever is kept from the reader has no address here; whose name is read is said to be protected. */}
    {p.protected && p.email && " (skyddade uppgifter)"}
    {p.title && <p>{p.title}</p>}
    {p.email && <p>{p.email}</p>}
    {p.phone && <p>{p.phone}</p>}
    {p.sharedMailbox && <p className="muted">Funktionsbrevlåda som flera delar</p>}
  </>
);

export function ContentFacts({
  content,
  untilOn,
  leaver,
}: {
  content: Content;
  untilOn: string | null;
  leaver?: string | null;
}) {
  return (
    <Facts
      rows={[
        ["Organisation", content.organisation],
        content.association ? ["Förening som skriver under", content.association] : null,
        content.representative ? ["Representant", person(content.representative)] : null,
        content.deputy ? ["Ersättare", person(content.deputy)] : null,
        !content.deputy && content.deputyLater ? ["Ersättare", "Utses senare"] : null,
        leaver ? ["Lämnar uppdraget", leaver] : null,
        content.channels.length > 0
          ? [
              "Interna kontaktvägar",
              <ul className="plainlist" key="c">
                {content.channels.map((c, i) => (
                  <li key={i}>
                    {c.name}, {c.frequency}{" "}
                    <span className="muted">({purposes[c.purpose].toLowerCase()})</span>
                  </li>
                ))}
              </ul>,
            ]
          : null,
        [
          "Gäller från",
          <>
            {content.startOn ? longDate(content.startOn) : "Okänt"}
            <p>{untilLine(untilOn)}</p>
          </>,
        ],
      ]}
    />
  );
}

export function Duties({ authority, terms }: { authority: string; terms: Terms }) {
  return (
    <section className="duties">
      <h2>Det här åtar sig organisationen</h2>
      <ol>
        {terms.duties.map((d) => (
          <li key={d.name}>
            <strong>{d.name}.</strong> {d.text}
          </li>
        ))}
      </ol>
      <p>{terms.gives}</p>
      <p className="muted">{authority} samordnar och kallar till mötena.</p>
    </section>
  );
}
