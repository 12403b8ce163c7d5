import type { SignerView } from "~/domain/commitments/signers.server";
import { signerWords } from "~/domain/commitments/texts";
import { Notice, Tag, type Tone } from "~/ui/parts";
import { capital, counted } from "~/platform/swedish";

const states: Record<string, [string, Tone]> = {
  pending: ["Väntar på underskrift", "wait"],
  unconfirmed: ["Adressen ska bekräftas", "wait"],
  signed: ["Har skrivit under", "ok"],
  onPaper: ["Enligt listan, ej undertecknat här", "info"],
  declined: ["Skriver inte under", "gap"],
  misdirected: ["Var inte rätt chef", "info"],
  withdrawn: ["Behövs inte längre", "info"],
};
const methods: Record<string, string> = {
  email: "Med kod till sin mejladress",
  paper: "På papper",
  phone: "Bekräftat per telefon",
};

function WhatTheyDid({ signer: s }: { signer: SignerView }) {
  return (
    <>
      {s.state === "signed" && (
        <p className="muted">
          {s.signedAt}. {methods[s.method ?? ""] ?? ""}
          {s.note && `. ${s.note}`}
        </p>
      )}
      {s.state !== "signed" && s.remindersSent > 0 && (
        <p className="muted">
          {capital(counted(s.remindersSent, "påminnelse skickad", "påminnelser skickade"))}
        </p>
      )}
    </>
  );
}
/** What the county board is to look twice at. */
function LookTwice({ signer: s }: { signer: SignerView }) {
  return (
    <>
      {s.domainUnknown && s.state !== "misdirected" && (
        <Notice tone="wait">
          <p>Adressens domän är inte känd för organisationen. Kontrollera att chefen hör dit.</p>
        </Notice>
      )}
      {s.selfSigned && s.state !== "misdirected" && (
        <Notice tone="wait">
          <p>Chefen är samma person som fyllde i blanketten, eller som representanten eller ersättaren.</p>
        </Notice>
      )}
      {(s.sharedMailbox || !s.email) && s.state === "pending" && (
        <Notice tone="wait">
          <p>
            {s.email ? "Brevlådan delas av flera" : "Ingen mejladress"}: chefen skriver under på papper eller
            bekräftar per telefon.
          </p>
        </Notice>
      )}
    </>
  );
}

/** Who is asked to sign, what they did, and what to look twice at. */
export function Signers({
  signers,
  staff,
  action,
}: {
  signers: readonly SignerView[];
  staff: boolean;
  action?: (s: SignerView) => React.ReactNode;
}) {
  return (
    <ul className="rows signers">
      {signers.map((s) => {
        const [words, tone] = states[s.state] ?? [s.state, "info"];
        return (
          <li key={s.id}>
            <div>
              <strong>{s.signedName ?? s.name}</strong>
              {s.acting && " (t.f.)"} <Tag tone={tone}>{words}</Tag>
              <p className="muted">
                {signerWords[s.seats as keyof typeof signerWords]}
                {(s.signedTitle ?? s.title) && `, ${s.signedTitle ?? s.title}`}
                {[s.unit, s.town].filter(Boolean).map((x) => `, ${x}`)}
              </p>
              {s.email && <p className="muted">{s.email}</p>}
              {!s.email && s.phone && <p className="muted">{s.phone}</p>}
              <WhatTheyDid signer={s} />
              {staff && s.namedBy && <p className="muted">Uppgifterna lämnades av {s.namedBy}</p>}
              {staff && <LookTwice signer={s} />}
            </div>
            {action?.(s)}
          </li>
        );
      })}
    </ul>
  );
}
