import { whenText } from "~/domain/meetings/rules";
import { modes } from "~/domain/meetings/texts";
import type { OrganisationPage } from "~/domain/organisations/queries.server";
import { paths } from "~/paths";
import { Card } from "~/ui/page";
import { DataTable } from "~/ui/parts";
import { AnswerTag } from "../../meetings/views/answer-tag";

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
          { head: "Svar", cell: (m) => <AnswerTag {...m} /> },
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
