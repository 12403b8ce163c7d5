// One tap an organisation. Without JavaScript each button posts its form; with it the tap is kept in the browser until
// the server has it, so that a lost network loses nothing and the page says what has not arrived.
import type { MouseEvent } from "react";
import type { AttendanceLine, Who } from "~/domain/meetings/attendance/queries.server";
import { isCounted } from "~/domain/meetings/rules";
import { asDeputy } from "~/domain/people/texts";
import { nobodyToCall, wasVacant } from "~/domain/meetings/texts";
import type { Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { Hidden, idOf, valueAt } from "~/ui/fields";
import { Form } from "~/ui/form";
import { More, Notice, Tag } from "~/ui/parts";
import { useTaps, type Stopped, type Tap } from "./taps";
import { capital, counted } from "~/platform/swedish";

const words: Record<Who, string> = {
  representative: "Representanten",
  deputy: "Ersättaren",
  standIn: "Någon annan",
  absentNoticed: "Anmält förhinder",
  absent: "Uteblev utan besked",
  vacant: wasVacant,
};
const answers: Record<string, string> = {
  representative: "Representanten kommer",
  deputy: "Ersättaren kommer",
  both: "Båda kommer",
  standIn: "Någon annan kommer",
  nobody: "Ingen kan komma",
};

const tones: Partial<Record<Who, "gap" | "wait">> = { absent: "gap", absentNoticed: "wait" };
const whyStopped: Partial<Record<number, string>> = {
  409: "någon annan har hunnit före. Läs in sidan igen och se vad som är infört.",
  422: "skriv namnet på den som kom, eller varför närvaron ändras.",
};
/** The part of the day somebody is there. */
function partOf(l: AttendanceLine): "day" | "morning" | "afternoon" {
  if (l.morning && !l.afternoon) return "morning";
  return l.afternoon && !l.morning ? "afternoon" : "day";
}
const halves = { day: "", morning: ", förmiddagen", afternoon: ", eftermiddagen" };
/** Where somebody is noted there was somebody to call, whatever the day of asking said. */
const unanswered = (l: AttendanceLine) => {
  if (l.askable) return "Har inte svarat";
  return l.who && l.who !== "vacant" ? null : nobodyToCall;
};
/** Whoever sits came or did not; of an organisation without a representative the seat may be said to have been vacant. */
const tapsOf = (l: AttendanceLine): Who[] => [
  ...(l.representative ? (["representative"] as const) : []),
  ...(l.deputy ? (["deputy"] as const) : []),
  ...(l.representative || l.deputy ? (["absentNoticed", "absent"] as const) : []),
  ...(l.representative ? [] : (["vacant"] as const)),
];
function tapWords(who: Who, l: AttendanceLine) {
  if (who === "representative") return l.representative;
  return who === "deputy" ? asDeputy(l.deputy) : words[who];
}

function Trouble({ stopped, lines }: { stopped: NonNullable<Stopped>; lines: readonly AttendanceLine[] }) {
  if (stopped.why === "signIn")
    return (
      <p>
        Du har loggats ut. Markeringarna finns kvar här och skickas när du har{" "}
        <a href={paths.signIn(location.pathname)}>loggat in igen</a>.
      </p>
    );
  const name = lines.find((l) => l.organisationId === stopped.organisationId)?.organisation;
  return (
    <p>
      {name}: {whyStopped[stopped.status] ?? "servern tog inte emot markeringen. Läs in sidan igen."}
    </p>
  );
}

interface TakingProps {
  line: AttendanceLine;
  group: boolean;
  may: boolean;
  /** What was posted for this organisation and refused. */
  failed: Rejected | null;
  hybrid: boolean;
  closed: boolean;
  tap: (tap: Tap) => void;
}
/** One organisation: what it has answered, what is noted, and the buttons that note it. */
function Taking(props: TakingProps) {
  const { line: l, group, may, tap } = props;
  const said = answerWords(l, group);
  const press = (e: MouseEvent<HTMLButtonElement>) => {
    const button = e.currentTarget;
    const data = Object.fromEntries(
      [...new FormData(button.form ?? undefined, null)].filter(
        (x): x is [string, string] => typeof x[1] === "string",
      ),
    );
    e.preventDefault();
    tap({ ...data, organisationId: l.organisationId, who: button.value });
  };
  return (
    <li id={l.organisationId} className={l.who ? "marked" : undefined}>
      <Form>
        <Hidden name="organisationId" value={l.organisationId} />
        <Hidden name="version" value={l.version} />
        <div className="whose">
          <h2>{l.organisation}</h2>
          {said && <span className="muted">{said}</span>}
          {l.who && <Tag tone={tones[l.who] ?? "ok"}>{notedWords(l, l.who, group)}</Tag>}
        </div>
        {may && (
          <>
            <div className="taps">
              {tapsOf(l).map((who) => (
                <button
                  key={who}
                  type="submit"
                  name="who"
                  value={who}
                  className="btn quiet small"
                  aria-pressed={l.who === who}
                  onClick={press}
                >
                  {tapWords(who, l)}
                </button>
              ))}
            </div>
            <SomebodyElse {...props} press={press} />
          </>
        )}
      </Form>
    </li>
  );
}
function answerWords(l: AttendanceLine, group: boolean): string | null {
  if (!l.choice) return unanswered(l);
  const choice = group && l.choice === "representative" ? "Kommer" : answers[l.choice];
  return `Svar: ${choice}${l.choice === "standIn" && l.standInName ? ` (${l.standInName})` : ""}`;
}
function notedWords(l: AttendanceLine, who: Who, group: boolean): string {
  return [
    group && who === "representative" ? "Var med" : words[who],
    l.name ? `: ${l.name}` : "",
    l.morning || l.afternoon ? halves[partOf(l)] : "",
    l.mode === "link" && (l.morning || l.afternoon) ? ", digitalt" : "",
  ].join("");
}

function SomebodyElse({
  line: l,
  failed,
  hybrid,
  closed,
  press,
}: TakingProps & { press: (e: MouseEvent<HTMLButtonElement>) => void }) {
  const typed = (name: string) => (failed ? valueAt(failed.values, name) : null);
  const id = (name: string) => idOf(name, l.organisationId);
  return (
    <More label="Någon annan, halv dag, digitalt" open={typed("who") !== null}>
      <div className="line-form">
        <div className="field">
          <label htmlFor={id("name")}>Någon annan: namn</label>
          <input
            id={id("name")}
            name="name"
            className="ds-input"
            autoComplete="off"
            defaultValue={typed("name") ?? l.name ?? l.standInName ?? ""}
          />
        </div>
        <div className="field">
          <label htmlFor={id("part")}>Del av dagen</label>
          <select id={id("part")} name="part" className="ds-input" defaultValue={typed("part") ?? partOf(l)}>
            <option value="day">Hela dagen</option>
            <option value="morning">Förmiddagen</option>
            <option value="afternoon">Eftermiddagen</option>
          </select>
        </div>
        {hybrid && (
          <div className="field">
            <label htmlFor={id("mode")}>Hur</label>
            <select
              id={id("mode")}
              name="mode"
              className="ds-input"
              defaultValue={typed("mode") ?? l.mode ?? l.answerMode ?? "room"}
            >
              <option value="room">På plats</option>
              <option value="link">Digitalt</option>
            </select>
          </div>
        )}
        {closed && (
          <div className="field">
            <label htmlFor={id("why")}>Varför närvaron ändras</label>
            <input
              id={id("why")}
              name="why"
              className="ds-input"
              autoComplete="off"
              defaultValue={typed("why") ?? ""}
            />
          </div>
        )}
        <button type="submit" name="who" value="standIn" className="btn quiet small" onClick={press}>
          Någon annan kom
        </button>
      </div>
    </More>
  );
}

export function AttendanceList({
  lines,
  group,
  may,
  closed,
  past,
  hybrid,
  meetingId,
  failed,
}: {
  lines: readonly AttendanceLine[];
  group: boolean;
  may: boolean;
  closed: boolean;
  /** The meeting has been: nobody is there any longer. */
  past: boolean;
  hybrid: boolean;
  meetingId: string;
  failed: Rejected | null;
}) {
  const { waiting, sent, tap, stopped } = useTaps(meetingId);
  const marked = (l: AttendanceLine): AttendanceLine => {
    const t = waiting.find((w) => w.organisationId === l.organisationId) ?? sent[l.organisationId];
    if (!t) return l;
    const here = t.who === "representative" || t.who === "deputy" || t.who === "standIn";
    return {
      ...l,
      who: t.who as Who,
      name: t.name || null,
      morning: here && t.part !== "afternoon" ? 1 : 0,
      afternoon: here && t.part !== "morning" ? 1 : 0,
      mode: t.mode === "link" ? "link" : "room",
    };
  };
  const shown = lines.map(marked);
  return (
    <>
      <p className="counts" role="status">
        {shown.filter((l) => l.morning || l.afternoon).length} av{" "}
        {shown.filter((l) => isCounted({ ...l, halves: l.morning + l.afternoon })).length} organisationer{" "}
        {past ? "var med" : "är här"}.{" "}
        {waiting.length > 0 && (
          <strong>
            {capital(counted(waiting.length, "markering", "markeringar"))} har inte nått servern än. Vi
            försöker igen.
          </strong>
        )}
      </p>
      {stopped && (
        <Notice tone="wait" live>
          <Trouble stopped={stopped} lines={lines} />
        </Notice>
      )}
      <ul className="taking">
        {shown.map((l) => (
          <Taking
            key={l.organisationId}
            line={l}
            group={group}
            may={may}
            failed={failed?.values.organisationId === l.organisationId ? failed : null}
            hybrid={hybrid}
            closed={closed}
            tap={tap}
          />
        ))}
      </ul>
    </>
  );
}
