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

function readRows(path: string, networkId: string) {
  const database = new Database(path, { readonly: true });
  const all = (table: string) => database.prepare(`SELECT * FROM "${table}"`).all() as Row[];
  const of = (table: string) => all(table).filter((r) => r.networkId === networkId);
  const rows = {
    memberships: of("Membership"),
    meetings: of("Meeting"),
    attendance: of("Attendance"),
    attendees: of("Attendee"),
    places: of("GroupPlace"),
    holdings: of("Holding"),
    forms: of("Commitment"),
    home: { asks: of("Effort"), shares: all("EffortShare"), key: "effortId", good: "done" },
    spread: { asks: of("SpreadItem"), shares: all("SpreadShare"), key: "itemId", good: "spread" },
    collect: { asks: of("Inquiry"), shares: all("InquiryShare"), key: "inquiryId", good: "submitted" },
  };
  database.close();
  return rows;
}
type Rows = ReturnType<typeof readRows>;
/** One organisation in one year, up to today. */
interface One {
  own: (r: Row) => boolean;
  first: string;
  last: string;
  today: string;
}

/** Who sits for an organisation on a day. */
const sitters = ({ holdings }: Rows, { own }: One, day: string): Row[] =>
  holdings.filter((h) => own(h) && covers(h, day));
const memberOn = ({ memberships }: Rows, { own }: One, day: string): Row | undefined =>
  memberships.find((m) => own(m) && m.kind === "member" && covers(m, day));

/** Somebody sat there to be called, and the organisation had come when the meeting was convened or has been called since. */
function called(rows: Rows, one: One, meeting: Row, day: string): boolean {
  const persons = new Set(sitters(rows, one, day).map((h) => h.personId));
  if (persons.size === 0) return false;
  if (meeting.convenedAt === null) return true;
  const membership = memberOn(rows, one, day);
  if (membership && String(membership.fromOn) <= inStockholm(String(meeting.convenedAt))) return true;
  return rows.attendees.some(
    (a) => a.meetingId === meeting.id && a.kind === "member" && persons.has(a.personId ?? ""),
  );
}
/** Was it held in the year, with attendance taken, while the organisation was a member? */
function held(rows: Rows, one: One, meeting: Row): boolean {
  const day = String(meeting.heldOn);
  if (day === one.today && meeting.closedAt === null) return false;
  if (meeting.state !== "convened" || meeting.kind === "group") return false;
  if (day < one.first || day > one.last) return false;
  return rows.attendance.some((a) => a.meetingId === meeting.id) && memberOn(rows, one, day) !== undefined;
}
function takePart(rows: Rows, one: One): string {
  let [counted, halves] = [0, 0];
  for (const meeting of rows.meetings) {
    if (!held(rows, one, meeting)) continue;
    const mark = rows.attendance.find((a) => a.meetingId === meeting.id && one.own(a));
    const there = mark ? Number(mark.morning) + Number(mark.afternoon) : 0;
    const expected = mark?.who !== "vacant" && called(rows, one, meeting, String(meeting.heldOn));
    if (there === 0 && !expected) continue;
    counted++;
    halves += there;
  }
  if (counted === 0) return "none";
  if (halves === 0) return "open";
  return halves / 2 / counted >= 0.75 ? "met" : "partly";
}

function groups({ places }: Rows, { own, first, last }: One): string {
  const had = places.filter(
    (p) => own(p) && String(p.fromOn) <= last && (p.untilOn === null || String(p.untilOn) > first),
  );
  const now = had.filter((p) => covers(p, last));
  if (!now.some((p) => p.personId === null)) return had.length > 0 ? "met" : "none";
  return now.some((p) => p.personId !== null) ? "partly" : "open";
}

type Asked = "answered" | "open" | "late";
/** How one share stands; null: it does not count in the year. */
function shareStands(rows: Rows, one: One, [ask, share, good]: readonly [Row, Row, string]): Asked | null {
  const day = String(share.lastOn ?? ask.lastOn);
  const counted = day > one.today ? one.today : day;
  if (counted < one.first || counted > one.last) return null;
  if (share.state === good || share.state === "notForUs") return "answered";
  if (sitters(rows, one, counted).length === 0) return null;
  if (ask.closedAt !== null && inStockholm(String(ask.closedAt)) <= day) return null;
  return day < one.today ? "late" : "open";
}
function asked(rows: Rows, one: One, { asks, shares, key, good }: Rows["home"]): string {
  const stand: (Asked | null)[] = [];
  for (const ask of asks)
    for (const share of shares)
      if (one.own(share) && share[key] === ask.id) stand.push(shareStands(rows, one, [ask, share, good]));
  const has = (what: Asked) => stand.includes(what);
  if (has("late")) return has("answered") || has("open") ? "partly" : "open";
  if (has("open")) return "underway";
  return has("answered") ? "met" : "none";
}

/** Leaves on a day that is known, and the seat is to be empty from then on. */
function leaving({ holdings, memberships }: Rows, { own, today }: One, sitting: Row | undefined): boolean {
  const until = sitting?.untilOn;
  if (!sitting || !until) return false;
  if (holdings.some((h) => own(h) && h.seat === sitting.seat && h.fromOn === until)) return false;
  return memberships.some(
    (m) =>
      own(m) &&
      m.kind === "member" &&
      covers(m, today) &&
      (m.untilOn === null || String(m.untilOn) > String(until)),
  );
}
function seat(rows: Rows, one: One): string {
  const { own, last, today } = one;
  const isToday = last === today;
  const sitting = (name: string) => rows.holdings.find((h) => own(h) && h.seat === name && covers(h, last));
  const leaves = (name: string) => isToday && leaving(rows, one, sitting(name));
  const has = (...states: string[]) =>
    isToday && rows.forms.some((c) => own(c) && states.includes(String(c.state)));
  const representative = sitting("representative");
  const hadForm = representative !== undefined && representative.commitmentId !== null;
  const inForce = isToday ? has("active") : hadForm;
  const somebodyBefore = rows.holdings.some(
    (h) => own(h) && h.seat === "representative" && h.untilOn !== null && String(h.untilOn) <= last,
  );
  if (!representative && (inForce || somebodyBefore)) return "open";
  if (leaves("representative") && !has("signed")) return "partly";
  if (has("declined", "returned")) return "partly";
  if (has("awaitingSignature")) return "underway";
  if (!inForce) return has("signed", "draft") ? "underway" : "open";
  return !sitting("deputy") || leaves("deputy") ? "partly" : "met";
}

/** "organisation year" → the six levels, for each organisation that was a member on the last day of the year (today, in this one). */
export function naiveStanding(
  path: string,
  networkId: string,
  today: string,
  years: readonly string[],
): Map<string, Levels> {
  const rows = readRows(path, networkId);
  const levels = new Map<string, Levels>();
  for (const year of years) {
    const last = `${year}-12-31` < today ? `${year}-12-31` : today;
    const members = new Set(
      rows.memberships
        .filter((m) => m.kind === "member" && covers(m, last))
        .map((m) => String(m.organisationId)),
    );
    for (const organisation of members) {
      const own = (r: Row) => r.organisationId === organisation;
      const one = { own, first: `${year}-01-01`, last, today };
      levels.set(`${organisation} ${year}`, {
        takePart: takePart(rows, one),
        groups: groups(rows, one),
        home: asked(rows, one, rows.home),
        spread: asked(rows, one, rows.spread),
        collect: asked(rows, one, rows.collect),
        seat: seat(rows, one),
      });
    }
  }
  return levels;
}
