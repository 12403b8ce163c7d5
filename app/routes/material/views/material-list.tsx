// Material as it is listed: on its own page, on a meeting's, under an item of the agenda, and by the link of a letter.
import type { MaterialLine } from "~/domain/material/queries.server";
import { audienceTags } from "~/domain/material/texts";
import { paths, type Place } from "~/paths";
import { PostButton, Tag } from "~/ui/parts";

/** Where each line leads: to the network's own doors, or to those of a letter's link. */
export type Way = { place: Place; staff: boolean } | { token: string };

function Name({ line: l, way }: { line: MaterialLine; way: Way }) {
  if (l.state !== "ready") return <b>{l.title}</b>;
  if ("place" in way) return <a href={paths.openMaterial(way.place, l.id)}>{l.title}</a>;
  if (l.url && l.opened)
    return (
      <a href={l.url} rel="noreferrer">
        {l.title}
      </a>
    );
  return <b>{l.title}</b>;
}

function Marks({ line: l, byLink }: { line: MaterialLine; byLink: boolean }) {
  return (
    <>
      {l.state === "waiting" && (
        <>
          {" "}
          <Tag tone="wait">Kontrolleras mot virus</Tag>
        </>
      )}
      {l.state === "infected" && (
        <>
          {" "}
          <Tag tone="gap">Kan inte öppnas</Tag>
        </>
      )}
      {byLink && l.opened && (
        <>
          {" "}
          <Tag tone="ok">Öppnad</Tag>
        </>
      )}
    </>
  );
}

export function Material({
  lines,
  way,
  whose,
}: {
  lines: readonly MaterialLine[];
  way: Way;
  /** Says of each where it belongs. */ whose?: boolean;
}) {
  if (lines.length === 0) return null;
  return (
    <ul className="material">
      {lines.map((l) => (
        <li key={l.id} id={`m-${l.id}`}>
          <div>
            <Name line={l} way={way} />{" "}
            <span className="muted">
              {l.about}
              {l.number > 1 && `, version ${l.number}`}
              {whose && (l.item ?? l.meeting) && ` · ${[l.meeting, l.item].filter(Boolean).join(", ")}`}
            </span>
            <Marks line={l} byLink={"token" in way} />
            {l.snippet.length > 0 && (
              <p className="snippet">
                {l.snippet.map((p, i) => (p.found ? <mark key={i}>{p.text}</mark> : p.text))}
              </p>
            )}
          </div>
          {"token" in way && l.state === "ready" && !(l.url && l.opened) && (
            <PostButton small quiet action={paths.materialByLink(way.token, l.id)}>
              Öppna<span className="hidden"> {l.title}</span>
            </PostButton>
          )}
          {"place" in way && way.staff && (
            <span className="handle">
              {l.audience && <span className="muted">{audienceTags[l.audience]}</span>}{" "}
              <a href={paths.aboutMaterial(way.place, l.id)}>
                Hantera<span className="hidden"> {l.title}</span>
              </a>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
