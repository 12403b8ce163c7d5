import type { HandoverPage } from "~/domain/handover/queries.server";
import { seatWords } from "~/domain/commitments/texts";
import { longDate } from "~/platform/calendar";

const Text = ({ text }: { text: string }) => (
  <>
    {text.split(/\n{2,}/).map((part, i) => (
      <p key={i} className="said-text">
        {part}
      </p>
    ))}
  </>
);

/** The organisation's own read it; the county board sees that it is there. */
export function Note({ note, own }: { note: HandoverPage["notes"][number]; own: boolean }) {
  const who = (
    <p className="muted">
      {note.who}, {seatWords[note.seat].toLowerCase()}.{" "}
      {note.writtenOn
        ? `Skriven ${longDate(note.writtenOn)}.`
        : `Fick frågan ${longDate(note.askedOn)} och har inte skrivit än.`}
      {!own && note.writtenOn && " Bara organisationen läser den."}
    </p>
  );
  if (!own || !note.know) return who;
  return (
    <>
      {who}
      <Text text={note.know} />
      {note.contacts && (
        <>
          <h3 className="after">Bra att känna till</h3>
          <Text text={note.contacts} />
        </>
      )}
    </>
  );
}
