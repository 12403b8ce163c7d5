import { longDate } from "~/platform/calendar";
import type { FillView } from "~/domain/commitments/queries.server";
import { seatsOf, signersOf, untilOf } from "~/domain/commitments/rules";
import { purposes, signerWords, untilLine } from "~/domain/commitments/texts";
import type { Rejected } from "~/http/porter.server";
import { ErrorSummary, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Button, Facts, Notice } from "~/ui/parts";

const lines = (...all: (string | false | undefined)[]) =>
  all.filter(Boolean).map((l, i) => (i === 0 ? <span key={i}>{l}</span> : <p key={i}>{l}</p>));

/** Who signs, how, and who hears of it. */
function WhatFollows({
  paper,
  managers,
  authority,
}: {
  paper: boolean;
  managers: number;
  authority: string;
}) {
  if (paper)
    return (
      <Notice tone="wait">
        <p>
          {managers > 1 ? "En av cheferna" : "Chefen"} har ingen egen mejladress och skriver under på papper
          eller bekräftar per telefon. När du har skickat blanketten kan du skriva ut den.
        </p>
      </Notice>
    );
  return (
    <Notice>
      <p>
        {managers > 1
          ? "Cheferna får var sin personliga länk, läser hela uppdraget och skriver under."
          : "Chefen får en personlig länk, läser hela uppdraget och skriver under."}{" "}
        {authority} får besked samtidigt. Efter det kan blanketten inte ändras.
      </p>
    </Notice>
  );
}

/** "Kontrollera svaren": everything as it will be sent, and the one button. */
export function CheckView({ view, failed, change }: { view: FillView; failed?: Rejected; change: string }) {
  const { draft: d, kind } = view;
  const seats = seatsOf(kind);
  const deputy = seats.includes("deputy") && !(d.deputyLater && kind !== "deputy");
  const who = (p: typeof d.representative) =>
    lines(
      p.name,
      p.title,
      p.email,
      p.phone,
      p.protected && "Skyddade personuppgifter: bara länsstyrelsen ser namnet",
      p.sharedMailbox && "Funktionsbrevlåda som flera delar",
    );
  const chief = (m: typeof d.manager) =>
    lines(
      m.name,
      m.title && `${m.title}${m.acting ? " (t.f.)" : ""}`,
      [m.unit, m.town].filter(Boolean).join(", "),
      m.email,
      m.phone,
    );
  const chosen = d.alsoIn
    .filter((a) => a.chosen)
    .map((a) => ({
      ...a,
      organisation: view.alsoIn.find((o) => o.organisationId === a.organisationId)?.organisation ?? "",
    }));
  const signers = signersOf(kind, deputy, d.sameManager);
  const managers = signers.length + chosen.length;
  const paper = signers.some((s) => {
    const m = s === "deputy" ? d.deputyManager : d.manager;
    return !m.email || m.sharedMailbox;
  });
  return (
    <>
      <ErrorSummary errors={failed?.errors ?? {}} />
      {failed && (
        <p>
          <a href={change}>Rätta i blanketten</a>
        </p>
      )}
      <div className="paper">
        <Facts
          rows={[
            ["Organisation", view.organisation],
            d.association ? ["Förening som skriver under", d.association] : null,
            seats.includes("representative") ? ["Representant", who(d.representative)] : null,
            deputy ? ["Ersättare", who(d.deputy)] : null,
            !deputy && seats.includes("deputy") ? ["Ersättare", "Utses senare"] : null,
            view.leaver ? ["Lämnar uppdraget", view.leaver] : null,
            kind !== "deputy"
              ? [
                  "Interna kontaktvägar",
                  <ul className="plainlist" key="c">
                    {d.channels
                      .filter((c) => c.name)
                      .map((c, i) => (
                        <li key={i}>
                          {c.name}, {c.frequency} ({purposes[c.purpose].toLowerCase()})
                        </li>
                      ))}
                  </ul>,
                ]
              : null,
            ...signers.map(
              (s) => [signerWords[s], chief(s === "deputy" ? d.deputyManager : d.manager)] as const,
            ),
            ...chosen.map(
              (a) =>
                [`Gäller även ${a.organisation}`, lines(`Chef: ${a.managerName}`, a.managerEmail)] as const,
            ),
            [
              "Gäller från",
              d.startOn ? lines(longDate(d.startOn), untilLine(untilOf(kind, d.startOn, view.term))) : "–",
            ],
          ]}
        />
      </div>
      <WhatFollows paper={paper} managers={managers} authority={view.authority} />
      <Form className="acts">
        <Hidden name="version" value={view.version} />
        <Button>{managers > 1 ? "Skicka till cheferna" : "Skicka till chefen"}</Button>
        <a className="btn quiet" href={change}>
          Ändra
        </a>
      </Form>
    </>
  );
}
