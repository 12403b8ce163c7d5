// A group's milestones as a line in time: what is done, what is near, what is late.
import type { MilestoneLine } from "~/domain/groups/milestones/queries.server";
import { paths, type Place } from "~/paths";
import { longDate } from "~/platform/calendar";
import { Card } from "~/ui/page";
import { Empty, PostButton, Tag, Timeline } from "~/ui/parts";

export function Milestones({
  lines,
  place,
  group,
  staff,
  leads,
}: {
  lines: readonly MilestoneLine[];
  place: Place;
  group: string;
  staff: boolean;
  leads: boolean;
}) {
  const at = (id: string) => paths.milestone(place, group, id);
  const change = staff && leads;
  if (lines.length === 0 && !change) return null;
  return (
    <Card title="Milstolpar" id="milstolpar" action={change ? <a href={at("ny")}>Lägg till</a> : undefined}>
      {lines.length === 0 ? (
        <Empty>
          En milstolpe är en dag då gruppen ska ha kommit en bit på väg. Gruppen påminns en vecka före.
        </Empty>
      ) : (
        <Timeline
          items={lines.map((m) => ({
            key: m.id,
            when: longDate(m.dueOn),
            what: (
              <>
                {change ? <a href={at(m.id)}>{m.title}</a> : m.title} {m.doneOn && <Tag tone="ok">Klar</Tag>}
                {!m.doneOn && m.late && <Tag tone="wait">Dagen har passerat</Tag>}
              </>
            ),
            more: (
              <>
                {m.doneOn && (
                  <p>
                    {longDate(m.doneOn)}
                    {m.doneBy && `, ${m.doneBy}`}
                  </p>
                )}
                {leads && (
                  <PostButton small quiet action={at(m.id)} hidden={{ gor: m.doneOn ? "inte-klar" : "klar" }}>
                    {m.doneOn ? "Inte klar" : "Klar"}
                    <span className="hidden">: {m.title}</span>
                  </PostButton>
                )}
              </>
            ),
          }))}
        />
      )}
    </Card>
  );
}
