// The agenda as it is read, and the fields of an item.
import type { AgendaCard, AgendaLine } from "~/domain/meetings/agenda/queries.server";
import type { MaterialLine } from "~/domain/material/queries.server";
import { purposes } from "~/domain/meetings/agenda/texts";
import { clock } from "~/domain/meetings/rules";
import { paths, type Place } from "~/paths";
import { longDate } from "~/platform/calendar";
import { RadioGroup, TextArea, TextField } from "~/ui/fields";
import { Card } from "~/ui/page";
import { Empty } from "~/ui/parts";
import { Material, type Way } from "../../material/views/material-list";
import { counted } from "~/platform/swedish";

export function Item({ item, place, level = 3 }: { item: AgendaLine; place?: Place; level?: 2 | 3 }) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <>
      <Heading>
        {item.fromTime && <span className="when">{clock(item.fromTime)} </span>}
        {item.title}
      </Heading>
      <p className="muted">
        {[purposes[item.purpose], item.presenter, item.organisation && `förslag från ${item.organisation}`]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {item.effort && (
        <p>
          {item.effort.done} av {item.effort.of} är klara.{" "}
          {place && <a href={paths.effort(place, item.effort.id)}>Läs om insatsen</a>}
        </p>
      )}
      {item.text && <div className="said-text">{item.text}</div>}
    </>
  );
}

/** On the meeting's page: what is on the agenda, one's own proposals, and the ways on. */
export function Agenda({
  agenda,
  material,
  way,
  staff,
  manage,
  propose,
}: {
  agenda: AgendaCard;
  material: readonly MaterialLine[];
  way: Way;
  staff: boolean;
  manage: string;
  propose: string;
}) {
  return (
    <Card
      title="Dagordning"
      id="dagordning"
      action={
        staff ? (
          <a href={manage}>
            {agenda.waiting > 0
              ? `Ändra, ${counted(agenda.waiting, "förslag väntar", "förslag väntar")}`
              : "Ändra"}
          </a>
        ) : undefined
      }
    >
      {agenda.items.length === 0 ? (
        <Empty>Dagordningen har inga punkter än.</Empty>
      ) : (
        <ol className="agenda">
          {agenda.items.map((item) => (
            <li key={item.id}>
              <Item item={item} place={"place" in way ? way.place : undefined} />
              <Material lines={material.filter((l) => l.agendaItemId === item.id)} way={way} />
            </li>
          ))}
        </ol>
      )}
      {agenda.mine.length > 0 && (
        <div className="after">
          <h3>Föreslaget av er</h3>
          <ul className="plainlist">
            {agenda.mine.map((i) => (
              <li key={i.id}>
                {i.title}{" "}
                <span className="muted">{i.organisation}. Länsstyrelsen har inte tagit med punkten än.</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {agenda.mayPropose && agenda.proposeByOn && (
        <p className="after">
          <a href={propose}>Föreslå en punkt</a>{" "}
          <span className="muted">senast {longDate(agenda.proposeByOn)}</span>
        </p>
      )}
    </Card>
  );
}

/** What a proposal and an item have in common. */
export const ItemBasics = () => (
  <>
    <TextField name="title" label="Punkt" />
    <RadioGroup name="purpose" label="Vad är punkten till för?" options={Object.entries(purposes)} />
    <TextField name="presenter" label="Vem håller i punkten" optional />
  </>
);
export const ItemText = () => <TextArea name="text" label="Mer om punkten" rows={4} optional />;
