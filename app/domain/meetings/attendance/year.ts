// The year's figures for the report to the board. Pure: from one row an organisation and meeting, as the heat map has them.
import { isCounted } from "../rules";

export interface YearCell {
  meetingId: string;
  title: string;
  heldOn: string;
  organisationId: string;
  sort: string;
  who: string | null;
  halves: number;
  mode: string | null;
  askable: number;
}
interface MeetingFigure {
  id: string;
  title: string;
  heldOn: string;
  asked: number;
  present: number;
  taken: boolean;
}
export interface YearFigures {
  meetings: MeetingFigure[];
  /** Organisations asked and present over all meetings whose attendance was taken; half days are halves. */
  asked: number;
  present: number;
  bySort: { sort: string; asked: number; present: number }[];
  /** Who represented the organisations that were there. */
  who: { representative: number; deputy: number; standIn: number };
  room: number;
  link: number;
  /** Organisations that were at every meeting they were asked to, and at none. */
  always: number;
  never: number;
}

const here = (c: YearCell) => c.halves > 0;
const sum = (cells: readonly YearCell[]) => cells.reduce((all, c) => all + c.halves, 0) / 2;
const grouped = <K>(cells: readonly YearCell[], by: (c: YearCell) => K): Map<K, YearCell[]> => {
  const found = new Map<K, YearCell[]>();
  for (const c of cells) {
    const known = found.get(by(c));
    if (known) known.push(c);
    else found.set(by(c), [c]);
  }
  return found;
};

/** A meeting at which nobody was marked counts as not taken, and is in no share. */
export function yearFigures(all: readonly YearCell[]): YearFigures {
  const cells = all.filter(isCounted);
  const meetings = [...grouped(cells, (c) => c.meetingId).values()]
    .flatMap((of): (MeetingFigure & { of: YearCell[] })[] =>
      of.slice(0, 1).map(({ meetingId, title, heldOn }) => ({
        id: meetingId,
        title,
        heldOn,
        asked: of.length,
        present: sum(of),
        taken: of.some((c) => c.who !== null),
        of,
      })),
    )
    .sort((a, b) => a.heldOn.localeCompare(b.heldOn) || a.id.localeCompare(b.id));
  const taken = meetings.filter((m) => m.taken).flatMap((m) => m.of);
  const there = taken.filter(here);
  const count = (who: string) => there.filter((c) => c.who === who).length;
  const organisations = [...grouped(taken, (c) => c.organisationId).values()];
  return {
    meetings: meetings.map(({ of: _, ...m }) => m),
    asked: taken.length,
    present: sum(taken),
    bySort: [...grouped(taken, (c) => c.sort)]
      .map(([sort, of]) => ({ sort, asked: of.length, present: sum(of) }))
      .sort((a, b) => a.sort.localeCompare(b.sort)),
    who: { representative: count("representative"), deputy: count("deputy"), standIn: count("standIn") },
    room: there.filter((c) => c.mode !== "link").length,
    link: there.filter((c) => c.mode === "link").length,
    always: organisations.filter((of) => of.every(here)).length,
    never: organisations.filter((of) => !of.some(here)).length,
  };
}
/** "73 %" */
export const share = (present: number, asked: number): string =>
  asked === 0 ? "–" : `${Math.round((present / asked) * 100)} %`;
