// Every address, as a function. Nobody writes one by hand.
import type { Purpose } from "./domain/access/links";

export interface Place {
  countySlug: string;
  slug: string;
}
const query = (asked: Record<string, string | undefined>) => {
  const given = Object.entries(asked).flatMap(([k, v]) => (v ? `${k}=${encodeURIComponent(v)}` : []));
  return given.length ? `?${given.join("&")}` : "";
};
const at = (place: Place, rest = "") => `/${place.countySlug}/${place.slug}${rest}`;

const linkDoors: Record<Purpose, string> = {
  fill: "blankett",
  sign: "underskrift",
  replace: "byte",
  attend: "svar",
  read: "las",
  contribute: "bidra",
  poll: "svar-tid",
  confirm: "bekrafta",
  handover: "overlamning",
  standing: "laget",
};
/** The door of a personal link. */
export const linkPath = (purpose: Purpose, token: string, rest = ""): string =>
  `/${linkDoors[purpose]}/${token}${rest}`;

const nowhere = "http://own.invalid";
/** An address within this site as a header may carry it: in ASCII, without host; null where it leads anywhere else. */
function within(address: string): string | null {
  if (!address.startsWith("/") || !URL.canParse(address, nowhere)) return null;
  const { origin, pathname, search, hash } = new URL(address, nowhere);
  return origin === nowhere && !pathname.startsWith("//") ? pathname + search + hash : null;
}
/** Where a redirect of ours leads. What a part of an address says never makes it another site's. */
export const leadsTo = (address: string): string => within(address) ?? "/";
const longestPath = 2000;
/**
 * The own path that a visitor asks to be led on to, or null: never another host, however it is written (tabs,
 * backslashes, two slashes, any of them encoded). The one place that decides it.
 */
export function ownPath(asked: unknown): string | null {
  if (typeof asked !== "string" || asked.length > longestPath) return null;
  let path = asked.split(/[?#]/, 1)[0] ?? "";
  for (let before = ""; before !== path;) {
    if (/\/\/|\\|\p{C}/u.test(path)) return null;
    before = path;
    try {
      path = decodeURIComponent(path);
    } catch {
      return null;
    }
  }
  return /\p{Cc}/u.test(asked) ? null : within(asked);
}

export const paths = {
  start: "/",
  signIn: (next?: string) => (next ? `/logga-in?nasta=${encodeURIComponent(next)}` : "/logga-in"),
  signInCode: (from: { email: string; next?: string; parked?: string }) =>
    `/logga-in/kod${query({ mejl: from.email, nasta: from.next, parkerat: from.parked })}`,
  signOut: "/logga-ut",
  mine: "/mitt",
  /** As `mine`, for whoever has just signed in: a new holder begins on the handover page. */
  signedIn: "/mitt?inloggad",
  mailChoice: "/mitt/mejl",
  verify: "/verifiera",
  verified: (reference: string) => `/verifiera/${encodeURIComponent(reference)}`,
  demoMailbox: "/demo/brev",
  demoMailboxOf: (to: string) => `/demo/brev${query({ till: to })}`,
  demoEntry: (id: string) => `/demo/brev/${id}/moten.ics`,
  demoLetter: (id: string) => `/demo/brev/${id}`,
  accessibility: "/tillganglighet",
  cookies: "/om-kakor",
  privacy: "/personuppgifter",
  help: "/hjalp",
  languages: "/andra-sprak",
  administration: "/administration",

  network: (p: Place) => at(p),
  /** Everything about one sort of thing that has no page of its own. */
  part: (p: Place, part: "uppdrag" | "underskrifter" | "skyddad" | "mejl") => at(p, `/${part}`),
  todo: (p: Place) => at(p, "/att-gora"),
  notices: (p: Place, { show, page = 1 }: { show?: string; page?: number } = {}) =>
    at(p, `/utskick${query({ visa: show, sida: page > 1 ? String(page) : undefined })}`),
  organisations: (p: Place) => at(p, "/organisationer"),
  organisation: (p: Place, organisation: string, on?: string) =>
    at(p, `/organisationer/${organisation}${on ? `?datum=${on}` : ""}`),
  organisationAct: (p: Place, organisation: string, act: OrganisationAct) =>
    at(p, `/organisationer/${organisation}/${act}`),
  /** One seat of an organisation is left without anybody to follow. */
  leaveSeat: (p: Place, organisation: string, seat: string) =>
    at(p, `/organisationer/${organisation}/slutar${query({ plats: seat })}`),
  newOrganisation: (p: Place) => at(p, "/organisationer/ny"),
  commitment: (p: Place, id: string) => at(p, `/uppdrag/${id}`),
  commitmentAct: (p: Place, id: string, act: CommitmentAct) => at(p, `/uppdrag/${id}/${act}`),
  filledForm: (p: Place, id: string) => at(p, `/uppdrag/${id}/blankett.pdf`),
  signature: (p: Place, id: string, act: "chef" | "paminnelse") => at(p, `/underskrifter/${id}/${act}`),
  file: (p: Place, id: string) => at(p, `/filer/${id}`),
  blankForm: (p: Place) => at(p, "/blankett.pdf"),
  askForLink: (p: Place) => at(p, "/be-om-lank"),
  invite: (p: Place) => at(p, "/inbjudningar"),
  invitation: (p: Place, id: string, act: "ny" | "aterkallelse") => at(p, `/inbjudningar/${id}/${act}`),
  moveIn: (p: Place) => at(p, "/flytta-in"),
  meetings: (p: Place, year?: string) => at(p, `/moten${query({ ar: year })}`),
  newMeeting: (p: Place, group?: string) => at(p, `/moten/nytt${group ? `?grupp=${group}` : ""}`),
  planYear: (p: Place, year?: number) => at(p, `/moten/ar${year ? `?ar=${year}` : ""}`),
  attendance: (p: Place, fromYear?: string) => at(p, `/moten/narvaro${query({ fran: fromYear })}`),
  attendanceFile: (p: Place, ending: "xlsx" | "csv", fromYear: string) =>
    at(p, `/moten/narvaro.${ending}${query({ fran: fromYear })}`),
  inbox: (p: Place) => at(p, "/moten/inkomna-svar"),
  agreed: (p: Place, show?: "mina") => at(p, `/moten/vi-kom-overens-om${query({ visa: show })}`),
  yearFigures: (p: Place, year?: number) => at(p, `/moten/arets-siffror${year ? `?ar=${year}` : ""}`),
  yearFiguresPdf: (p: Place, year: number) => at(p, `/moten/arets-siffror.pdf?ar=${year}`),
  newPoll: (p: Place) => at(p, "/moten/tider/ny"),
  poll: (p: Place, id: string) => at(p, `/moten/tider/${id}`),
  pollAnswer: (p: Place, id: string) => at(p, `/moten/tider/${id}/svar`),
  subscribe: (p: Place) => at(p, "/moten/prenumerera"),
  networkFeed: (p: Place) => at(p, "/moten.ics"),
  checkIn: (token: string, klart?: "ja") => `/incheckning/${token}${query({ klart })}`,
  feed: (token: string) => `/kalender/${token}.ics`,
  meeting: (p: Place, id: string) => at(p, `/moten/${id}`),
  meetingAct: (p: Place, id: string, act: MeetingAct) => at(p, `/moten/${id}/${act}`),
  /** The answer of one organisation, which the strategist gives in its place. */
  answerFor: (p: Place, id: string, organisation: string) =>
    at(p, `/moten/${id}/svar${query({ organisation })}`),
  /** An item of the agenda; "ny" is one that is not there yet. */
  agendaItem: (p: Place, meeting: string, item: string) => at(p, `/moten/${meeting}/dagordning/${item}`),
  groups: (p: Place) => at(p, "/arbetsgrupper"),
  newGroup: (p: Place) => at(p, "/arbetsgrupper/ny"),
  group: (p: Place, id: string) => at(p, `/arbetsgrupper/${id}`),
  groupAct: (p: Place, id: string, act: "andra" | "plats" | "avslut" | "medverkan" | "inbjudan") =>
    at(p, `/arbetsgrupper/${id}/${act}`),
  groupPlace: (p: Place, group: string, organisation: string) =>
    at(p, `/arbetsgrupper/${group}/plats${query({ organisation })}`),
  /** A milestone of a group; "ny" is one that is not there yet. */
  milestone: (p: Place, group: string, milestone: string) =>
    at(p, `/arbetsgrupper/${group}/milstolpar/${milestone}`),
  groupsFile: (p: Place, ending: "xlsx" | "csv") => at(p, `/arbetsgrupper/arbetsgrupper.${ending}`),
  overview: (p: Place, year?: string, duty?: string, level?: string) =>
    at(p, `/laget${query({ ar: year, visa: duty, lage: level })}`),
  /** Of one year, or of all of them. */
  overviewTable: (p: Place, ending: "xlsx" | "csv", year?: string) =>
    at(p, `/laget/laget.${ending}${query({ ar: year })}`),
  standing: (p: Place, organisation: string, year?: string) =>
    at(p, `/laget/${organisation}${query({ ar: year })}`),
  standingPdf: (p: Place, organisation: string, year: string) =>
    at(p, `/laget/${organisation}/laget.pdf?ar=${year}`),
  spread: (p: Place) => at(p, "/sprida"),
  newSpread: (p: Place) => at(p, "/sprida/ny"),
  spreadItem: (p: Place, id: string) => at(p, `/sprida/${id}`),
  spreadTable: (p: Place, id: string, ending: "xlsx" | "csv") => at(p, `/sprida/${id}/svar.${ending}`),
  spreadPackage: (p: Place, id: string, organisation: string) => at(p, `/sprida/${id}/paket/${organisation}`),
  spreadSheet: (p: Place, id: string, organisation: string) =>
    at(p, `/sprida/${id}/paket/${organisation}/blad.pdf`),
  spreadPicture: (p: Place, id: string, organisation: string) =>
    at(p, `/sprida/${id}/paket/${organisation}/bild.png`),
  changeSpread: (p: Place, id: string) => at(p, `/sprida/${id}/andra`),
  confirm: (token: string) => linkPath("confirm", token),
  inquiries: (p: Place) => at(p, "/samla-in"),
  newInquiry: (p: Place) => at(p, "/samla-in/ny"),
  inquiry: (p: Place, id: string) => at(p, `/samla-in/${id}`),
  changeInquiry: (p: Place, id: string) => at(p, `/samla-in/${id}/andra`),
  inquiryAnswer: (p: Place, id: string, organisation: string) =>
    at(p, `/samla-in/${id}/svar/${organisation}`),
  inquiryResults: (p: Place, id: string, question?: string) =>
    at(p, `/samla-in/${id}/resultat${query({ visa: question })}`),
  inquiryReport: (p: Place, id: string) => at(p, `/samla-in/${id}/rapport.pdf`),
  inquiryTable: (p: Place, id: string, kind: "xlsx" | "csv") => at(p, `/samla-in/${id}/svar.${kind}`),
  inquiryFile: (p: Place, id: string, organisation: string, file: string) =>
    at(p, `/samla-in/${id}/svar/${organisation}/fil/${file}`),
  findings: (p: Place) => at(p, "/lardomar"),
  /** Lifted from a submitted answer (the id of its value) or from a meeting's minutes. */
  newFinding: (p: Place, from: { answer?: string; meeting?: string } = {}) =>
    at(p, `/lardomar/ny${query({ svar: from.answer, minnesanteckningar: from.meeting })}`),
  findingsFile: (p: Place, ending: "xlsx" | "csv") => at(p, `/lardomar/lardomar.${ending}`),
  finding: (p: Place, id: string) => at(p, `/lardomar/${id}`),
  changeFinding: (p: Place, id: string) => at(p, `/lardomar/${id}/andra`),
  questions: (p: Place) => at(p, "/fragor-att-lyfta"),
  newQuestion: (p: Place) => at(p, "/fragor-att-lyfta/ny"),
  questionsFile: (p: Place, ending: "xlsx" | "csv") => at(p, `/fragor-att-lyfta/fragor.${ending}`),
  question: (p: Place, id: string) => at(p, `/fragor-att-lyfta/${id}`),
  changeQuestion: (p: Place, id: string) => at(p, `/fragor-att-lyfta/${id}/andra`),
  visits: (p: Place) => at(p, "/kommunbesok"),
  visitsTable: (p: Place, ending: "xlsx" | "csv") => at(p, `/kommunbesok/besok.${ending}`),
  newVisit: (p: Place, organisation?: string) => at(p, `/kommunbesok/nytt${query({ organisation })}`),
  visit: (p: Place, id: string) => at(p, `/kommunbesok/${id}`),
  changeVisit: (p: Place, id: string) => at(p, `/kommunbesok/${id}/andra`),
  visitBrief: (p: Place, id: string) => at(p, `/kommunbesok/${id}/underlag.pdf`),
  contribute: (token: string) => `/bidra/${token}`,
  read: (token: string) => `/las/${token}`,
  readMaterial: (token: string, material: string) => `/las/${token}/material/${material}`,
  efforts: (p: Place) => at(p, "/pa-hemmaplan"),
  newEffort: (p: Place, task?: string) => at(p, `/pa-hemmaplan/ny${task ? `?uppgift=${task}` : ""}`),
  effort: (p: Place, id: string, show?: "kvar") => at(p, `/pa-hemmaplan/${id}${query({ visa: show })}`),
  effortFile: (p: Place, id: string, file: string) => at(p, `/pa-hemmaplan/${id}/filer/${file}`),
  effortAnswers: (p: Place, id: string, ending: "xlsx" | "csv") =>
    at(p, `/pa-hemmaplan/${id}/svar.${ending}`),
  changeEffort: (p: Place, id: string) => at(p, `/pa-hemmaplan/${id}/andra`),
  material: (p: Place, search?: string) =>
    at(p, `/material${search ? `?q=${encodeURIComponent(search)}` : ""}`),
  newMaterialOf: (p: Place, what: "sprida" | "grupp", id: string) => at(p, `/material/nytt?${what}=${id}`),
  newMaterial: (p: Place, meeting?: string, item?: string) =>
    at(p, `/material/nytt${meeting ? `?mote=${meeting}${item ? `&punkt=${item}` : ""}` : ""}`),
  /** Opens it: the file, or on to the address. An older version is the strategist's. */
  openMaterial: (p: Place, id: string, version?: number) =>
    at(p, `/material/${id}${version ? `?version=${version}` : ""}`),
  aboutMaterial: (p: Place, id: string) => at(p, `/material/${id}/om`),
  answer: (token: string) => linkPath("attend", token),
  materialByLink: (token: string, id: string) => linkPath("attend", token, `/material/${id}`),
  addresses: (p: Place, whom?: string) => at(p, `/mejladresser${query({ till: whom })}`),
  members: (p: Place) => at(p, "/medlemslista"),
  statusPdf: (p: Place) => at(p, "/lagesbild.pdf"),
  membersPdf: (p: Place) => at(p, "/medlemslista.pdf"),
  settings: (p: Place) => at(p, "/installningar"),
  letter: (p: Place, id: string, act: "igen" | "klart") => at(p, `/mejl/${id}/${act}`),
  protectedPerson: (p: Place, id: string) => at(p, `/skyddad/${id}`),
  protectPerson: (p: Place, id: string) => at(p, `/skyddad/${id}/markera`),

  fill: (token: string) => linkPath("fill", token),
  fillCheck: (token: string) => linkPath("fill", token, "/kontrollera"),
  fillSent: (token: string) => linkPath("fill", token, "/skickad"),
  fillManager: (token: string) => linkPath("fill", token, "/chef"),
  fillPdf: (token: string) => linkPath("fill", token, "/blankett.pdf"),
  sign: (token: string) => linkPath("sign", token),
  /** `then`: which of the manager's answers the code is for. */
  signCode: (token: string, then?: "underskrift" | "avbojande" | "fel-chef") =>
    linkPath("sign", token, `/kod${query({ till: then })}`),
  signing: (token: string) => linkPath("sign", token, "/underskrift"),
  signDecline: (token: string) => linkPath("sign", token, "/avbojande"),
  signMisdirect: (token: string) => linkPath("sign", token, "/fel-chef"),
  signReceipt: (token: string) => linkPath("sign", token, "/kvitto"),
  signPdf: (token: string) => linkPath("sign", token, "/undertecknad.pdf"),
  replace: (token: string) => linkPath("replace", token),
  replaceAct: (token: string, act: "ny-blankett" | "slutar" | "ersattaren-tjanstgor" | "kod") =>
    linkPath("replace", token, `/${act}`),
  replaceLeave: (token: string, seat: string) =>
    linkPath("replace", token, `/slutar${query({ plats: seat })}`),
  standingByLinkPdf: (token: string, year: string) =>
    linkPath("standing", token, `/laget.pdf${query({ ar: year })}`),
  expiredLink: (purpose: Purpose, token: string) => `/lank-utgangen/${purpose}/${token}`,
};
/** Pages about one organisation, by its act. */
export type OrganisationAct =
  | "blankett"
  | "byt-representant"
  | "byt-ersattare"
  | "slutar"
  | "ersattaren-tjanstgor"
  | "inbjudan"
  | "uppgifter"
  | "kontaktvagar"
  | "bekraftelse"
  | "overlamning"
  | "finns-pa-papper"
  | "ta-bort";
/** Pages about one meeting. */
export type MeetingAct =
  | "andra"
  | "kallelse"
  | "installt"
  | "svar"
  | "narvaro"
  | "dagordning"
  | "forslag"
  | "minnesanteckningar"
  | "minnesanteckningar.pdf"
  | "minnesanteckningar/skriv"
  | "minnesanteckningar/jamfor"
  | "narvarolista.pdf"
  | "incheckning"
  | "incheckning.pdf"
  | "utskrifter"
  | "namnskyltar.pdf";
/** Acts on one commitment. */
export type CommitmentAct =
  | "utkast"
  | "kontrollera"
  | "mottagande"
  | "stopp"
  | "papper"
  | "aterkallelse"
  | "tidigare-dag"
  | "ny-fran-denna"
  | "stampel"
  | "ratta"
  | "ta-bort"
  | "bilaga";
