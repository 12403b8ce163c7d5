// Calendar objects as programs write them (RFC 5545, 5546, 6868), read into what a reply says. Line by line: a line that cannot be
// read is passed over, and nothing that comes makes the reading stop.
import { isDate, zonedInstant } from "~/platform/calendar";
import { clean, emailKey, isAddress } from "~/platform/swedish";
import type { Reply } from "./rules";

interface Line {
  name: string;
  params: Map<string, string>;
  value: string;
}
interface Part {
  name: string;
  lines: Line[];
  parts: Part[];
}
const limits = { calendars: 50, events: 20, depth: 8, comment: 2000 };

/** Folded lines put together again: CRLF, LF or CR, then a space or a tab (RFC 5545, 3.1). */
const unfolded = (text: string): string[] =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/\n[ \t]/g, "")
    .split("\n");

/** "NAME;PARAM=a;PARAM="b:c":value"; names in any case. Null: no content line. */
function lineOf(text: string): Line | null {
  const name = /^[A-Za-z0-9-]+/.exec(text)?.[0];
  if (!name) return null;
  const params = new Map<string, string>();
  let at = name.length;
  while (text[at] === ";") {
    const param = /;\s*([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/y;
    param.lastIndex = at;
    const found = param.exec(text);
    if (!found) return null;
    params.set((found[1] ?? "").toUpperCase(), unquoted(found[2] ?? ""));
    at = param.lastIndex;
  }
  return text[at] === ":" ? { name: name.toUpperCase(), params, value: text.slice(at + 1) } : null;
}
const carets: Readonly<Record<string, string>> = { "^n": "\n", "^^": "^", "^'": '"' };
const unquoted = (value: string): string =>
  value.replace(/"/g, "").replace(/\^[n^']/g, (sign) => carets[sign] ?? sign);
const unescaped = (value: string): string =>
  value.replace(/\\([nN,;\\])/g, (_, sign: string) => (sign.toLowerCase() === "n" ? "\n" : sign));

/** The calendars of a text, one after another; what stands between them is passed over. */
function calendarsIn(text: string): Part[] {
  const all: Part[] = [];
  let open: Part[] = [];
  for (const raw of unfolded(text)) {
    const line = lineOf(raw.trim());
    if (!line) continue;
    const word = line.value.trim().toUpperCase();
    if (line.name === "BEGIN" && word === "VCALENDAR") {
      const calendar: Part = { name: word, lines: [], parts: [] };
      all.push(calendar);
      open = [calendar];
    } else if (line.name === "BEGIN" && open.length > 0 && open.length < limits.depth) {
      const part: Part = { name: word, lines: [], parts: [] };
      open.at(-1)?.parts.push(part);
      open.push(part);
    } else if (line.name === "END") {
      const from = open.findLastIndex((p) => p.name === word);
      if (from >= 0) open.length = from;
    } else open.at(-1)?.lines.push(line);
  }
  return all.slice(0, limits.calendars);
}

/** The address of an attendee: "MAILTO:a@b", or what EMAIL says where the value is a path or a name in a directory. */
function attendeeOf({ value, params }: Line): { attendee: string; partstat: string } {
  const said = value
    .trim()
    .replace(/^mailto:\s*/i, "")
    .replace(/\?.*$/s, "");
  const email = params.get("EMAIL")?.replace(/^mailto:/i, "") ?? "";
  const decoded = /%[0-9a-f]{2}/i.test(said) ? unpercented(said) : said;
  return {
    attendee: emailKey(isAddress(decoded) || !isAddress(email) ? decoded : email),
    partstat: (params.get("PARTSTAT") ?? "NEEDS-ACTION").toUpperCase(),
  };
}
function unpercented(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** DTSTAMP is in UTC (RFC 5545, 3.8.7.2). Some programs leave out the Z and mean the clock on their wall: Stockholm's. */
function stampOf(value: string | undefined): Date | null {
  const found = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z?)$/.exec(value?.trim().toUpperCase() ?? "");
  if (!found) return null;
  const [, y = "", mo = "", d = "", h = "", mi = "", s = "", utc] = found;
  const on = `${y}-${mo}-${d}`;
  if (!isDate(on) || Number(h) > 23 || Number(mi) > 59 || Number(s) > 60) return null;
  const minute = utc ? Date.parse(`${on}T${h}:${mi}:00Z`) : zonedInstant(on, `${h}:${mi}`).getTime();
  return new Date(minute + Number(s) * 1000);
}

function replyOf(event: Part, method: string): Reply[] {
  const all = (name: string) => event.lines.filter((l) => l.name === name);
  const one = (name: string) => all(name)[0]?.value.trim();
  const [first, ...others] = all("ATTENDEE").map(attendeeOf);
  // Without an attendee nobody says anything. One who says it is the rule (RFC 5546, 3.2.3); some programs send the others along.
  if (!first) return [];
  const comment = all("COMMENT")
    .map((l) => unescaped(l.value))
    .concat(all("ATTENDEE").flatMap((l) => l.params.get("X-RESPONSE-COMMENT") ?? []))
    .map((text) => clean(text).trim())
    .filter(Boolean);
  return [
    {
      method,
      uid: one("UID") ?? "",
      sequence: /^\d{1,9}$/.test(one("SEQUENCE") ?? "") ? Number(one("SEQUENCE")) : 0,
      ...first,
      others,
      comment: [...new Set(comment)].join("\n").slice(0, limits.comment) || null,
      stampedAt: stampOf(one("DTSTAMP")),
    },
  ];
}

/** Every event of every calendar in a text as a reply; null: there is no calendar in it. `method`: what the mail says of the part (RFC 6047, 2.4). */
export function repliesIn(text: string, method = ""): Reply[] | null {
  const calendars = calendarsIn(text);
  if (calendars.length === 0) return null;
  return calendars.flatMap((calendar) => {
    const said = calendar.lines.find((l) => l.name === "METHOD")?.value.trim() ?? method;
    return calendar.parts
      .filter((p) => p.name === "VEVENT")
      .slice(0, limits.events)
      .flatMap((event) => replyOf(event, said.toUpperCase()));
  });
}
