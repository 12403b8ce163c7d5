import type { SignView } from "~/domain/commitments/signing/queries.server";
import { paths } from "~/paths";
import { ContentFacts } from "~/routes/commitments/views/document";
import { Page } from "~/ui/page";
import { ButtonLink, Facts, Notice } from "~/ui/parts";

const titles: Record<string, string> = {
  pending: "Blanketten väntar inte längre på dig",
  signed: "Redan undertecknat",
  declined: "Du har avböjt",
  misdirected: "Tack, vi har noterat att du inte är rätt chef",
  withdrawn: "Underskriften behövs inte längre",
  unconfirmed: "Underskriften väntar",
};

function titleOf(v: SignView, waits: boolean, fresh?: boolean): string | undefined {
  if (v.over && v.signature.state !== "declined" && v.signature.state !== "misdirected") return v.over;
  if (waits)
    return fresh
      ? "Tack. Den andra chefen ska också skriva under"
      : "Du har skrivit under. Den andra chefen ska också skriva under";
  if (fresh && v.signature.state === "signed") return "Tack, uppdraget är undertecknat";
  return titles[v.signature.state];
}

/** What came of the signature; what the form has come to goes before what was done. */
function Outcome({ view: v, waits }: { view: SignView; waits: boolean }) {
  if (v.over)
    return (
      <Notice tone="gap">
        <p>Din underskrift gäller inte längre. Du får en ny länk om en rättad blankett skickas till dig.</p>
      </Notice>
    );
  return (
    <Notice tone="ok">
      <p>
        {waits
          ? `Du får besked när blanketten är färdig. ${v.authority} har fått besked om att du har skrivit under.`
          : `${v.authority} har fått besked.`}{" "}
        {v.effect.words && (v.state === "signed" || v.state === "active") ? `${v.effect.words}.` : ""}
      </p>
    </Notice>
  );
}
function Receipt({ view: v, waits }: { view: SignView; waits: boolean }) {
  return (
    <>
      <Outcome view={v} waits={waits} />
      <div className="paper">
        <Facts
          rows={[
            [
              "Undertecknat av",
              <>
                {v.signature.signedName}
                <p>
                  {v.signature.signedTitle}
                  {v.signature.acting && " (t.f.)"}
                </p>
              </>,
            ],
            ["När", v.signature.signedAt],
            ["Referens", v.reference],
            v.namedBy ? ["Uppgifterna lämnades av", v.namedBy] : null,
          ]}
        />
      </div>
    </>
  );
}

/** What a link shows once its work is done: the receipt. */
export function Done({ view: v, fresh }: { view: SignView & { token: string }; fresh?: boolean }) {
  const signed = v.signature.state === "signed";
  const waits = signed && v.state === "awaitingSignature" && v.others > 0;
  return (
    <Page
      narrow
      title={titleOf(v, waits, fresh)}
      lead={
        <>
          {v.organisation}. Referens <strong>{v.reference}</strong>
        </>
      }
    >
      {signed && <Receipt view={v} waits={waits} />}
      {v.signature.state === "declined" && v.signature.note && (
        <Notice>
          <p>Du skrev: {v.signature.note}</p>
        </Notice>
      )}
      {v.signature.state === "misdirected" && (
        <Notice>
          <p>Den chef du angav får blanketten när avsändaren eller {v.authority} har bekräftat adressen.</p>
        </Notice>
      )}
      {signed && (
        <div className="paper">
          <ContentFacts content={v.content} untilOn={v.untilOn} leaver={v.leaver} />
        </div>
      )}
      {signed && (
        <div className="acts">
          <ButtonLink quiet href={paths.signPdf(v.token)}>
            {v.sealed ? "Hämta den stämplade PDF:en" : "Hämta som PDF"}
          </ButtonLink>
        </div>
      )}
      <p className="muted after">Frågor? Skriv till {v.mailbox}.</p>
    </Page>
  );
}
