// Calendar entries as Outlook, Google and Apple read them (RFC 5545, 5546): Stockholm's wall clock with its
// VTIMEZONE, DTSTAMP in UTC, the same bytes wherever the server stands.
import { TZDate } from "@date-fns/tz";
import { getVtimezoneComponent } from "@touch4it/ical-timezones";
import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventStatus,
  type ICalCalendar,
} from "ical-generator";
import { ZONE } from "./calendar";

export interface Entry {
  uid: string;
  sequence: number;
  /** YYYY-MM-DD and HH:MM in Stockholm */
  heldOn: string;
  fromTime: string;
  toTime: string;
  summary: string;
  location: string | null;
  description: string;
  url: string | null;
  cancelled: boolean;
  /** When this version was made. */
  at: Date;
}
export interface Request extends Entry {
  /** publish: an entry without attendees, for whoever must not be named in one. */
  method: "request" | "cancel" | "publish";
  organizer: { name: string; email: string };
  attendee: { name: string; email: string } | null;
}

const zoned = (on: string, time: string) => {
  const [y, m, d] = on.split("-").map(Number) as [number, number, number];
  const [hour, minute] = time.split(":").map(Number) as [number, number];
  return new TZDate(y, m - 1, d, hour, minute, 0, ZONE);
};
const calendar = (name?: string): ICalCalendar => {
  const made = ical({ prodId: { company: "Lansstyrelsen", product: "Natverk", language: "SV" }, name });
  made.timezone({ name: null, generator: getVtimezoneComponent });
  return made;
};
const event = (to: ICalCalendar, e: Entry) =>
  to.createEvent({
    id: e.uid,
    sequence: e.sequence,
    stamp: e.at,
    start: zoned(e.heldOn, e.fromTime),
    end: zoned(e.heldOn, e.toTime),
    timezone: ZONE,
    summary: e.summary,
    location: e.location,
    description: e.description,
    url: e.url,
    status: e.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });

/** A name as a parameter can hold it (RFC 5545, 3.2): no quotation mark, which would end it, and no line. */
const named = <T extends { name: string }>(who: T): T => ({
  ...who,
  name: who.name.replace(/"/g, "”").replace(/\\|\p{Cc}+/gu, " "),
});

/** One entry to one person: the text of a text/calendar part. */
export function requestText(r: Request): string {
  const made = calendar();
  made.method(
    {
      request: ICalCalendarMethod.REQUEST,
      cancel: ICalCalendarMethod.CANCEL,
      publish: ICalCalendarMethod.PUBLISH,
    }[r.method],
  );
  const entry = event(made, r);
  entry.organizer(named(r.organizer));
  if (r.attendee)
    entry.createAttendee({
      ...named(r.attendee),
      rsvp: r.method === "request",
      status: ICalAttendeeStatus.NEEDSACTION,
      role: ICalAttendeeRole.REQ,
      type: ICalAttendeeType.INDIVIDUAL,
    });
  return made.toString();
}

/** A feed that calendars subscribe to: no organizer, no attendees. */
export function feedText(name: string, entries: readonly Entry[]): string {
  const made = calendar(name);
  made.method(ICalCalendarMethod.PUBLISH);
  made.ttl(3600);
  for (const e of entries) event(made, e);
  return made.toString();
}
