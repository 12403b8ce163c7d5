// Who may do what: one readable table. A row says which roles the permission is given to;
// how far it reaches follows from the role (permits.server.ts).
import type { Purpose } from "./links";

export type Role =
  | "anyone"
  | "signedIn"
  | "administrator"
  | "strategist"
  | "representative"
  | "deputy"
  | "job"
  | "cli"
  | `link:${Purpose}`;

const seats = ["representative", "deputy"] as const;

export const matrix = {
  // The public
  "front.see": ["anyone"],
  "signIn.use": ["anyone"],
  "verify.use": ["anyone"],
  "linkRequest.use": ["anyone", "cli"],
  "demoMailbox.see": ["anyone"],
  "health.see": ["anyone"],
  "link.renew": ["anyone"],
  // Whoever has signed in
  "me.see": ["signedIn"],
  // The network
  "todo.see": ["strategist"],
  "network.see": ["strategist", ...seats],
  "network.manage": ["strategist", "administrator"],
  "installation.manage": ["administrator", "cli"],
  "letters.see": ["strategist"],
  "addresses.see": ["strategist"],
  "moveIn.use": ["strategist", "cli"],
  "invitation.send": ["strategist", "cli"],
  "status.see": ["strategist"],
  // An organisation
  "organisation.see": ["strategist", ...seats],
  "organisation.manage": ["strategist", "cli"],
  "protected.reveal": ["strategist"],
  "person.protect": ["strategist"],
  // A commitment
  "commitment.see": ["strategist", ...seats],
  "commitment.fill": ["link:fill", "link:replace", "strategist", "cli", ...seats],
  "commitment.sign": ["link:sign"],
  "commitment.receive": ["strategist"],
  "commitment.stop": ["strategist"],
  "commitment.paper": ["strategist"],
  "commitment.withdraw": ["strategist", "link:fill"],
  "commitment.confirmManager": ["strategist", "link:fill", ...seats],
  "commitment.remind": ["strategist"],
  "commitment.advance": ["job"],
  "file.see": ["strategist", ...seats, "link:sign", "link:fill"],
  // Meetings
  "meeting.see": ["strategist", ...seats],
  "meeting.manage": ["strategist", "cli"],
  "meeting.answer": ["link:attend", "strategist", ...seats],
  "poll.answer": ["link:poll", ...seats],
  "attendance.take": ["strategist"],
  "checkIn.use": ["anyone"],
  "attendance.see": ["strategist"],
  "agenda.manage": ["strategist"],
  "agenda.propose": [...seats],
  "minutes.see": ["strategist", ...seats],
  "minutes.write": ["strategist"],
  "minutes.comment": [...seats],
  "feed.read": ["anyone"],
  // Working groups
  "group.see": ["strategist", ...seats],
  "group.manage": ["strategist", "cli"],
  "group.join": [...seats],
  "group.lead": ["strategist", ...seats],
  // Home work
  "effort.see": ["strategist", ...seats],
  "effort.manage": ["strategist", "cli"],
  "effort.report": ["strategist", ...seats, "cli"],
  // Läget i korthet
  "overview.see": ["strategist"],
  "standing.see": ["strategist", ...seats],
  "standing.send": ["strategist", ...seats],
  "standing.read": ["link:standing"],
  // Inquiries
  "inquiry.see": ["strategist", ...seats],
  "inquiry.manage": ["strategist", "cli"],
  "inquiry.answer": ["strategist", ...seats, "cli"],
  "inquiry.contribute": ["link:contribute"],
  // Findings
  "finding.see": ["strategist", ...seats],
  "finding.manage": ["strategist", "cli"],
  "finding.consent": ["strategist", ...seats],
  // Questions to raise
  "question.see": ["strategist", ...seats],
  "question.propose": ["strategist", ...seats],
  "question.manage": ["strategist", "cli"],
  // Visits
  "visit.manage": ["strategist", "cli"],
  // Spreading
  "spread.see": ["strategist", ...seats],
  "spread.manage": ["strategist", "cli"],
  "spread.answer": ["strategist", ...seats, "cli"],
  "spread.read": ["link:read"],
  // The yearly confirmation, and the channels it is about
  "confirmation.answer": ["link:confirm"],
  "confirmation.note": ["strategist"],
  "channels.change": ["strategist", ...seats],
  // The handover: the page of whoever holds a seat, and the leaver's note
  "handover.see": ["strategist", ...seats],
  "handover.write": ["link:handover"],
  // Material; what of it whoever comes may see stands in material/reach.server.ts
  "material.see": ["anyone", "link:attend", "link:read", "strategist", ...seats],
  "material.manage": ["strategist"],
  // A seat
  "replacement.start": ["strategist", ...seats, "link:replace", "cli"],
  "seat.leave": [...seats, "strategist", "link:replace"],
  "cover.start": ["strategist", "link:replace"],
  // Recurring work
  "work.run": ["job"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof matrix;

/** What staff write by these is read by others: it names nobody who is protected (protected-names.server.ts). */
export const readByOthers: ReadonlySet<Permission> = new Set<Permission>([
  "network.manage",
  "meeting.manage",
  "agenda.manage",
  "minutes.write",
  "group.manage",
  "group.lead",
  "effort.manage",
  "inquiry.manage",
  "finding.manage",
  "question.manage",
  "visit.manage",
  "spread.manage",
  "material.manage",
]);
