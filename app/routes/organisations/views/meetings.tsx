import { whenText } from "~/domain/meetings/rules";
import { answerWords, modes, nobodyToCall } from "~/domain/meetings/texts";
import type { OrganisationPage } from "~/domain/organisations/queries.server";
import { paths } from "~/paths";
import { Card } from "~/ui/page";
import { DataTable, Tag, type Tone } from "~/ui/parts";

type Coming = OrganisationPage["meetings"][number];
const answerTones: Partial<Record<string, Tone>> = { nobody: "gap" };
function Answer({ m }: { m: Coming }) {
  if (m.choice) return <Tag tone={answerTones[m.choice] ?? "ok"}>{answerWords[m.choice]}</Tag>;
  return m.askable ? <Tag tone="wait">Har inte svarat</Tag> : <span className="muted">{nobodyToCall}</span>;
}
/** Before the day: what the organisation has said of who comes. */
export function Meetings({ page: p }: { page: OrganisationPage }) {
  if (p.meetings.length === 0) return null;
  return (
    <Card title="Kommande möten" pad={false}>
      <DataTable
        caption="Kommande möten"
        rows={p.meetings}
        rowKey={(m) => m.id}
        columns={[
          {
            head: "Möte",
            cell: (m) => (
              <>
                <a href={paths.meeting(p.place, m.id)}>{m.title}</a>
                <br />
                <span className="muted">{whenText(m)}</span>
              </>
            ),
          },
          { head: "Svar", cell: (m) => <Answer m={m} /> },
          {
            head: "Vem",
            cell: (m) =>
              m.who && (
                <>
                  {m.who}
                  {m.mode && <span className="muted">, {modes[m.mode].toLowerCase()}</span>}
                </>
              ),
          },
          { head: "Svarade", cell: (m) => <span className="when">{m.answeredOn ?? ""}</span> },
        ]}
      />
    </Card>
  );
}
