// A name in a calendar entry is a parameter of a line: whatever it is, it ends neither the parameter nor the line.
import ICAL from "ical.js";
import { expect, it } from "vitest";
import { requestText } from "~/platform/calendar-entry.server";
import { must } from "~/platform/must";

it.each([
  ['Anna "Annie" Berg', "Anna ”Annie” Berg"],
  ['";ROLE=CHAIR:mailto:x@ort.example', "”;ROLE=CHAIR:mailto:x@ort.example"],
  ['Berg"\nATTENDEE:mailto:x@ort.example', "Berg” ATTENDEE:mailto:x@ort.example"],
  ["Berg, Anna; a:b", "Berg, Anna; a:b"],
  ["C:\\", "C: "],
])("named %j", (name, shown) => {
  const text = requestText({
    uid: "u@ort.example",
    sequence: 0,
    heldOn: "2027-01-12",
    fromTime: "09:00",
    toTime: "10:00",
    summary: name,
    location: name,
    description: name,
    url: null,
    cancelled: false,
    at: new Date(0),
    method: "request",
    organizer: { name, email: "grupp@ort.example" },
    attendee: { name, email: "anna@ort.example" },
  });
  const entry = must(
    new ICAL.Component(ICAL.parse(text) as never).getFirstSubcomponent("vevent"),
    "an entry",
  );
  const attendees = entry.getAllProperties("attendee");
  expect(attendees).toHaveLength(1);
  for (const who of [
    must(attendees[0], "an attendee"),
    must(entry.getFirstProperty("organizer"), "an organizer"),
  ]) {
    expect(who.getParameter("cn")).toBe(shown);
    expect(String(who.getFirstValue()).toLowerCase()).toMatch(/^mailto:(anna|grupp)@ort\.example$/);
  }
  expect(must(attendees[0], "an attendee").getParameter("role")).toBe("REQ-PARTICIPANT");
  expect(entry.getFirstPropertyValue("summary")).toBe(name);
});
