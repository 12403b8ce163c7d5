// The standing once more, as plainly as can be: every row is read into memory and every rule is a loop. Slow on purpose, and it
// imports nothing from the application, so that a mistake there is not made here as well.
import Database from "better-sqlite3";

export type Levels = Record<"takePart" | "groups" | "home" | "spread" | "collect" | "seat", string>;
type Row = Record<string, string | number | null>;
const covers = (r: Row, day: string) =>
  String(r.fromOn) <= day && (r.untilOn === null || String(r.untilOn) > day);

const swedish = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Stockholm",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});
const inStockholm = (at: string) => swedish.format(new Date(at));

/** "organisation year" → the six levels, for each organisation that was a member on the last day of the year (today, in this one). */
export function naiveStanding(
  path: string,
  networkId: string,
  today: string,
  years: readonly string[],
): Map<string, Levels> {
  const database = new Database(path, { readonly: true });
  const all = (table: string) => database.prepare(`SELECT * FROM "${table}"`).all() as Row[];
  const of = (table: string) => all(table).filter((r) => r.networkId === networkId);
  const [memberships, meetings, attendance, attendees, places, holdings, forms] = [
    of("Membership"),
    of("Meeting"),
    of("Attendance"),
    of("Attendee"),
    of("GroupPlace"),
    of("Holding"),
    of("Commitment"),
  ];
  const asks = (
    [
      ["home", "Effort", "EffortShare", "effortId", "done"],
      ["spread", "SpreadItem", "SpreadShare", "itemId", "spread"],
      ["collect", "Inquiry", "InquiryShare", "inquiryId", "submitted"],
    ] as const
  ).map(([duty, ask, share, key, good]) => ({ duty, good, key, asks: of(ask), shares: all(share) }));
  database.close();

  /** Who sits for an organisation on a day. */
  const sitters = (organisation: string, day: string): Row[] =>
    holdings.filter((h) => h.organisationId === organisation && covers(h, day));
  /** Somebody sat there to be called, and the organisation had come when the meeting was convened or has been called since. */
  const called = (meeting: Row, organisation: string, day: string): boolean => {
    const persons = new Set(sitters(organisation, day).map((h) => h.personId));
    if (persons.size === 0) return false;
    const membership = memberships.find(
      (m) => m.organisationId === organisation && m.kind === "member" && covers(m, day),
    );
    return (
      meeting.convenedAt === null ||
      (membership !== undefined && String(membership.fromOn) <= inStockholm(String(meeting.convenedAt))) ||
      attendees.some(
        (a) => a.meetingId === meeting.id && a.kind === "member" && persons.has(a.personId ?? ""),
      )
    );
  };

  const levels = new Map<string, Levels>();
  for (const year of years) {
    const first = `${year}-01-01`;
    const last = `${year}-12-31` < today ? `${year}-12-31` : today;
    const members = new Set(
      memberships.filter((m) => m.kind === "member" && covers(m, last)).map((m) => String(m.organisationId)),
    );
    for (const organisation of members) {
      const own = (r: Row) => r.organisationId === organisation;

      let [held, halves] = [0, 0];
      for (const meeting of meetings) {
        const day = String(meeting.heldOn);
        if (day === today && meeting.closedAt === null) continue;
        if (meeting.state !== "convened" || meeting.kind === "group" || day < first || day > last) continue;
        const marks = attendance.filter((a) => a.meetingId === meeting.id);
        if (marks.length === 0 || !memberships.some((m) => own(m) && m.kind === "member" && covers(m, day)))
          continue;
        const mark = marks.find(own);
        const there = mark ? Number(mark.morning) + Number(mark.afternoon) : 0;
        if (there === 0 && (mark?.who === "vacant" || !called(meeting, organisation, day))) continue;
        held++;
        halves += there;
      }
      const takePart = (): string => {
        if (held === 0) return "none";
        if (halves === 0) return "open";
        return halves / 2 / held >= 0.75 ? "met" : "partly";
      };

      const had = places.filter(
        (p) => own(p) && String(p.fromOn) <= last && (p.untilOn === null || String(p.untilOn) > first),
      );
      const now = had.filter((p) => covers(p, last));
      const groups = (): string => {
        if (!now.some((p) => p.personId === null)) return had.length > 0 ? "met" : "none";
        return now.some((p) => p.personId !== null) ? "partly" : "open";
      };

      const asked: Record<string, string> = {};
      for (const { duty, good, key, asks: list, shares } of asks) {
        let [answered, open, late] = [0, 0, 0];
        for (const ask of list)
          for (const share of shares) {
            if (!own(share) || share[key] !== ask.id) continue;
            const day = String(share.lastOn ?? ask.lastOn);
            const counted = day > today ? today : day;
            if (counted < first || counted > last) continue;
            if (
              share.state !== good &&
              share.state !== "notForUs" &&
              sitters(organisation, counted).length === 0
            )
              continue;
            if (share.state === good || share.state === "notForUs") answered++;
            else if (ask.closedAt !== null && inStockholm(String(ask.closedAt)) <= day) continue;
            else if (day < today) late++;
            else open++;
          }
        if (answered + open + late === 0) asked[duty] = "none";
        else if (late > 0) asked[duty] = answered + open === 0 ? "open" : "partly";
        else asked[duty] = open > 0 ? "underway" : "met";
      }

      const sitting = (name: string) => holdings.find((h) => own(h) && h.seat === name && covers(h, last));
      const isToday = last === today;
      const has = (...states: string[]) =>
        isToday && forms.some((c) => own(c) && states.includes(String(c.state)));
      const representative = sitting("representative");
      const hadForm = representative !== undefined && representative.commitmentId !== null;
      const inForce = isToday ? has("active") : hadForm;
      const somebodyBefore = holdings.some(
        (h) => own(h) && h.seat === "representative" && h.untilOn !== null && String(h.untilOn) <= last,
      );
      /** Leaves on a day that is known, and the seat is to be empty from then on. */
      const leaving = (name: string): boolean => {
        const until = sitting(name)?.untilOn;
        if (!isToday || !until) return false;
        if (holdings.some((h) => own(h) && h.seat === name && h.fromOn === until)) return false;
        return memberships.some(
          (m) =>
            own(m) &&
            m.kind === "member" &&
            covers(m, today) &&
            (m.untilOn === null || String(m.untilOn) > String(until)),
        );
      };
      const seatNow = (): string => {
        if (!representative && (inForce || somebodyBefore)) return "open";
        if (leaving("representative") && !has("signed")) return "partly";
        if (has("declined", "returned")) return "partly";
        if (has("awaitingSignature")) return "underway";
        if (!inForce) return has("signed", "draft") ? "underway" : "open";
        if (!sitting("deputy") || leaving("deputy")) return "partly";
        return "met";
      };
      const seat = seatNow();

      levels.set(`${organisation} ${year}`, {
        takePart: takePart(),
        groups: groups(),
        home: asked.home!,
        spread: asked.spread!,
        collect: asked.collect!,
        seat,
      });
    }
  }
  return levels;
}
