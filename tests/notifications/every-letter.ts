// Every function of words that makes a letter, with what somebody types wherever somebody types.
import * as access from "~/domain/access/texts";
import * as confirmations from "~/domain/confirmations/texts";
import * as signing from "~/domain/commitments/signing/texts";
import * as efforts from "~/domain/efforts/texts";
import * as findings from "~/domain/findings/texts";
import * as groups from "~/domain/groups/texts";
import * as joining from "~/domain/groups/joining/texts";
import * as milestones from "~/domain/groups/milestones/texts";
import * as handover from "~/domain/handover/texts";
import * as inquiries from "~/domain/inquiries/texts";
import * as meetings from "~/domain/meetings/texts";
import * as minutes from "~/domain/meetings/minutes/texts";
import * as polls from "~/domain/meetings/polls/texts";
import * as notifications from "~/domain/notifications/texts";
import * as leaving from "~/domain/notifications/leaving/texts";
import * as undone from "~/domain/notifications/undone/texts";
import * as questions from "~/domain/questions/texts";
import * as records from "~/domain/records/texts";
import * as spread from "~/domain/spread/texts";
import * as standing from "~/domain/standing/texts";
import { paths } from "~/paths";

export const typed = "{{link}} {{code}} {{namn}} https://elak.example/x";
/** As somebody types it who wants a button and a code of it, also by the signs that our own marks are kept with. */
export const why = `${typed}\n\n{{link}}\n\nhttps://elak.example/knapp\n\nSTJALKAD\n\n{{code}}\n\n\ufdd0button\ufdd1Logga in\ufdd1https://elak.example/y\ufdd2`;
const on = "2027-03-01";
export const page = "http://localhost:3000/dalarna/sidan";
const names = ["shortName", "authority", "name", "within", "nameWithin", "purpose"] as const;
export const g = Object.fromEntries(names.map((name) => [name, typed])) as Record<
  (typeof names)[number],
  string
>;
const m = {
  title: typed,
  heldOn: on,
  fromTime: "09:00",
  toTime: "12:00",
  gatherTime: "08:30",
  place: why,
  access: why,
  link: "https://elak.example/mote",
  answerByOn: on,
  message: why,
  places: 3,
};
const who = { roles: [typed] };
const change = {
  seat: "representative",
  moves: false,
  leaver: why,
  comer: why,
  startOn: on,
  held: [typed],
  goesOn: null,
  from: null,
};
const signs = { on, signedOn: on, paper: "2027-02-01" };
const seat = "representative";
const asked = {
  title: typed,
  text: why,
  why,
  targets: why,
  lastOn: on,
  organisations: [typed],
  address: page,
};
const group = { group: typed, purpose: why, address: page, organisation: typed, organisations: [typed] };
export const n = notifications;

/** Every function of words that makes a letter. */
export const letters: Record<string, () => { subject: string; text: string }> = {
  inviteLetter: () => n.inviteLetter(g, typed),
  askSignature: () => n.askSignature(g, typed, { who: why, acting: false, kind: "first" }),
  remindSignature: () => n.remindSignature(g, typed, 1),
  partlySigned: () => n.partlySigned(g, typed),
  started: () => n.started(g, typed, { seat, leaver: why, startOn: on, vacantSince: null }),
  sentToManager: () => n.sentToManager([typed], { change: why, comers: [typed], startOn: on, managers: 2 }),
  signed: () => n.signed(g, typed, [change], signs),
  signedFiller: () => n.signedFiller(g, typed, signs),
  declined: () => n.declined(g, typed, why),
  misdirected: () => n.misdirected(g, typed, why, typed),
  leaverSigned: () =>
    leaving.leaverSigned(g, [typed], {
      seat,
      untilOn: on,
      successor: true,
      today: on,
      note: handover.asked(on, true),
    }),
  namedSigned: () => n.namedSigned(g, typed, { seatName: seat, on, as: "comes", mailbox: typed }),
  managerSigned: () => n.managerSigned(g, typed, on),
  addressChanges: () => n.addressChanges(g, typed, on),
  addressChanged: () => n.addressChanged(g, typed, { signIn: page }),
  formerManager: () => n.formerManager(g, typed, seat, on),
  welcome: () =>
    n.welcome(
      g,
      [
        { organisation: typed, firstPage: page },
        { organisation: typed, firstPage: page },
      ],
      { seatName: seat, on, mailbox: typed },
    ),
  coverBegins: () =>
    leaving.coverBegins(g, [typed], { fromOn: on, untilOn: on, seatVacant: true, today: on, address: page }),
  oneSeatEnds: () => leaving.oneSeatEnds(g, [typed], { seat, untilOn: on, today: on, goesIn: true }),
  left: () =>
    leaving.left([typed], { seats: [seat], who: why, untilOn: on, held: [typed], goesOn: [], today: on }),
  saidToLeave: () => leaving.saidToLeave(typed, { seat, who: why, untilOn: on }),
  vacated: () => leaving.vacated(g, [typed], { seats: [seat], who: why, untilOn: on, today: on }, page),
  covered: () => leaving.covered(g, typed, { fromOn: on, untilOn: on }),
  replaceLink: () => n.replaceLink(g, typed),
  draftLink: () => n.draftLink(g, typed),
  unanswered: () => n.unanswered(g, typed),
  renewalAsk: () => n.renewalAsk(g, typed, on),
  coverOver: () => leaving.coverOver(typed, { fromOn: on, untilOn: on, today: on }),
  coverEnds: () => leaving.coverEnds(g, typed, { fromOn: on, untilOn: on, today: on }),
  stopped: () => undone.stopped(g, typed, { why, to: "contact", ask: page }),
  stoppedAfterAll: () => undone.stoppedAfterAll(g, typed, { comesTo: seat, holds: false, note: true }),
  otherDeclined: () => undone.otherDeclined(g, typed),
  takenBack: () => undone.takenBack(g, typed, { why, to: "contact", ask: page }),
  staffAppointed: () =>
    n.staffAppointed(g, { standIn: false, fromOn: on, lastOn: on, signIn: page, mailbox: typed }),
  staffEnded: () => n.staffEnded(g, { untilOn: on, mailbox: typed }),
  "handover.freshLink": () => handover.freshLink(g, typed),
  "confirmations.asked": () => confirmations.asked(g, typed, true),
  "confirmations.reminded": () => confirmations.reminded(g, typed),
  "confirmations.freshLink": () => confirmations.freshLink(g, typed),
  "standing.toManager": () => standing.toManager(g, typed, "2026", "asked"),
  convened: () => meetings.convened(g, m, who, [typed]),
  deputyAsked: () => meetings.deputyAsked(g, m, who, [typed]),
  standInAsked: () => meetings.standInAsked(g, m, typed, [typed]),
  guestInvited: () => meetings.guestInvited(g, m, [typed]),
  moved: () => meetings.moved(g, m, [why]),
  cancelled: () => meetings.cancelled(g, m, why),
  withdrawn: () => meetings.withdrawn(g, m),
  reminder: () => meetings.reminder(g, m, [typed]),
  placeFree: () => meetings.placeFree(g, m),
  placeLost: () => meetings.placeLost(g, m, 2),
  pollAsked: () => polls.pollAsked(g, { title: typed, message: why, answerByOn: on }, [m]),
  outForComments: () => minutes.outForComments(g, m, page),
  published: () => minutes.published(g, m, page),
  "efforts.given": () => efforts.given(g, asked),
  "efforts.reminded": () => efforts.reminded(g, asked, "before"),
  "spread.given": () => spread.given(g, asked),
  "spread.reminded": () => spread.reminded(g, asked, "after"),
  "inquiries.given": () => inquiries.given(g, asked),
  "inquiries.reminded": () => inquiries.reminded(g, asked, "after"),
  "findings.asked": () => findings.asked(g, asked),
  "findings.reminded": () => findings.reminded(g, asked, on),
  "questions.answered": () => questions.answered(g, { ...asked, answer: why, willReport: true }),
  nowConvener: () => groups.nowConvener(g, typed, page),
  "joining.invited": () => joining.invited(g, { ...group, words: why }, true),
  requested: () => joining.requested(g, { ...group, words: why }),
  letIn: () => joining.letIn(g, group),
  refused: () => joining.refused(g, { ...group, reason: why }),
  "joining.answered": () => joining.answered(g, { ...group, yes: true }),
  "milestones.reminded": () =>
    milestones.reminded(g, { ...group, title: typed, dueOn: on, leads: true }, "after"),
  "records.brokenLetter": () => records.brokenLetter(2, page),
  signInLetter: () =>
    access.signInLetter(`http://localhost:3000${paths.signInCode({ email: `${typed}@x.example` })}`, g),
  linkCodeLetter: () => access.linkCodeLetter(g),
  signatureCodeLetter: () => signing.signatureCodeLetter(typed, typed),
};
export const rooms = {
  access,
  confirmations,
  signing,
  efforts,
  findings,
  groups,
  joining,
  milestones,
  handover,
  inquiries,
  meetings,
  minutes,
  polls,
  notifications,
  leaving,
  undone,
  questions,
  records,
  spread,
  standing,
};
