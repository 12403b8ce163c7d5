// The papers: the blank and the filled form, the sealed document with its evidence, the members' list.
import { longDate, longMoment, todayOn } from "~/platform/calendar";
import { now } from "~/platform/clock";
import { Paper, type Fact } from "~/platform/pdf/paper.server";
import type { Content } from "../schema";
import type { Network } from "~/domain/access/permits.server";
import { termsOf, type Terms } from "~/domain/network/terms.server";
import { declaration, kindWords, purposes, signedFrom, signerWords, untilLine, whenSigned } from "../texts";
import { capital, counted } from "~/platform/swedish";

export interface Letterhead {
  countyName: string;
  authority: string;
  networkName: string;
  /** The short name inside a sentence. */
  within: string;
  mailbox: string;
  terms: Terms;
}
/** The same for each paper of a network; a form that has been sent keeps the duties of its version. */
export const letterheadOf = (network: Network, termsVersion?: string | null): Letterhead => ({
  countyName: network.countyName,
  authority: network.authority,
  networkName: network.name,
  within: network.within,
  mailbox: network.mailbox,
  terms: termsOf(network.id, termsVersion),
});
export interface FilledManager {
  seats: string;
  name: string;
  title?: string | null;
  email?: string | null;
  phone?: string | null;
  /** Has signed already: no blank to sign. */
  signed?: { name: string; title: string | null; acting: boolean; method: string; at: Date } | null;
}
interface Evidence {
  seats: string;
  name: string;
  title: string | null;
  acting: boolean;
  method: string;
  email: string | null;
  /** Of a paper or a call the day on which the manager signed, as its beginning. */
  signedAt: Date;
  /** When the county board laid in a paper or a call. */
  laidInAt: Date | null;
  declarationVersion: string | null;
  note: string | null;
}
export interface SealedInput extends Letterhead {
  content: Content;
  reference: string;
  contentHash: string;
  untilOn: string | null;
  sentAt: Date | null;
  signedAt: Date;
  /** The day on which the seats change; the paper keeps its own. */
  changesOn: string | null;
  signers: readonly Evidence[];
  verifyAt: string;
  masked: boolean;
}
const wordsOfSeats: Partial<Record<string, string>> = signerWords;
function methodWords(method: string): string {
  if (method === "paper") return "På papper";
  return method === "phone" ? "Bekräftat per telefon" : "Enkel elektronisk underskrift: kod till mejladress";
}
type Person = NonNullable<Content["representative"]>;

const personLines = (p: Person): string[] =>
  [p.name, p.title, p.email, p.phone, p.sharedMailbox ? "Funktionsbrevlåda som flera delar" : ""].filter(
    Boolean,
  );
const channelLines = (content: Content): string[] =>
  content.channels.map((c) => `${c.name}, ${c.frequency} (${purposes[c.purpose].toLowerCase()})`);

export function contentFacts(content: Content, untilOn: string | null): Fact[] {
  const facts: Fact[] = [{ label: "Organisation", value: content.organisation }];
  if (content.association) facts.push({ label: "Förening som skriver under", value: content.association });
  if (content.representative)
    facts.push({ label: "Representant", value: personLines(content.representative) });
  if (content.deputy) facts.push({ label: "Ersättare", value: personLines(content.deputy) });
  else if (content.deputyLater) facts.push({ label: "Ersättare", value: "Utses senare" });
  if (content.channels.length) facts.push({ label: "Interna kontaktvägar", value: channelLines(content) });
  facts.push({
    label: "Gäller från",
    value: [content.startOn ? longDate(content.startOn) : "Okänt", untilLine(untilOn)],
  });
  return facts;
}

export function dutiesOf(paper: Paper, { duties, gives }: Terms): void {
  paper.heading(2, "Det här åtar sig organisationen");
  paper.list(
    duties.map(({ name, text }, i) => ({
      label: `${i + 1}.`,
      runs: [{ text: `${name}. `, bold: true }, { text }],
    })),
  );
  paper.space(4);
  paper.text(gives);
}

const headingOf = (m: FilledManager): string => `Underskrift: ${wordsOfSeats[m.seats] ?? m.seats}`;
/** `over`: of a form that came to nothing. */
function signedLines(
  paper: Paper,
  heading: string,
  signed: NonNullable<FilledManager["signed"]>,
  over: boolean,
): void {
  const title = [signed.title, signed.acting ? "tillförordnad (t.f.)" : ""].filter(Boolean).join(", ");
  paper.block(
    heading,
    `Undertecknat ${whenSigned(signed.at)}.${over ? " Underskriften gäller inte längre." : ""}`,
    [
      { label: "Namn och titel", value: [signed.name, title].filter(Boolean) },
      { label: "Sätt", value: methodWords(signed.method) },
    ],
  );
}
function signatureLines(paper: Paper, heading: string, manager: FilledManager | null, toSign: boolean): void {
  if (manager?.signed) {
    signedLines(paper, heading, manager.signed, false);
    return;
  }
  if (!toSign) {
    paper.block(heading, "Ska också skriva under.", [
      { label: "Namn och titel", value: [manager?.name, manager?.title].filter(Boolean).join(", ") || null },
    ]);
    return;
  }
  paper.block(heading, declaration, [
    { label: "Underskrift", value: null, tall: true },
    { label: "Namn", value: manager?.name || null },
    { label: "Titel", value: manager?.title || null },
    { label: "Mejl/telefon", value: [manager?.email, manager?.phone].filter(Boolean).join(", ") || null },
    { label: "Datum", value: null },
  ]);
}

/** The form to fill in by pen (domain page, "The commitment form"). */
export async function blankForm(of: Letterhead, at: Date = now()): Promise<Buffer> {
  const paper = await Paper.open({ title: `Uppdragsblankett – ${of.networkName}`, author: of.authority, at });
  paper.overline(`${of.authority} · ${of.networkName}`);
  paper.heading(1, "Uppdragsblankett");
  paper.text(`Med blanketten utser organisationen sin representant i ${of.within} och en ersättare.`);
  paper.facts([
    { label: "Organisation", value: null },
    { label: "Representant", value: null },
    { label: "Mejladress", value: null },
    { label: "Ersättare", value: null },
    { label: "Mejladress", value: null },
    { label: "Gäller från", value: null },
  ]);
  paper.heading(2, "Interna kontaktvägar");
  paper.text(
    "Där representanten kan sprida och samla in information. Skriv vad kontaktvägen heter, om den är till för att sprida, samla in eller båda, och hur ofta.",
    { muted: true },
  );
  paper.facts([1, 2, 3].map((n) => ({ label: `Kontaktväg ${n}`, value: null })));
  dutiesOf(paper, of.terms);
  signatureLines(paper, "Underskrift av ansvarig chef", null, true);
  paper.text(
    `Skicka den undertecknade blanketten till ${of.authority}: ${of.mailbox}. Skriv aldrig personnummer på blanketten.`,
    { muted: true },
  );
  return paper.finish(`${of.networkName} · Uppdragsblankett`);
}

/** Who has signed, and a line each for who is to; `toSign` is false for whoever has signed. */
function signatures(
  paper: Paper,
  of: Letterhead & { managers?: readonly FilledManager[]; toSign?: boolean },
): void {
  const { toSign = true } = of;
  const managers = of.managers?.length ? of.managers : [null];
  const wait = managers.some((m) => !m?.signed);
  if (wait && managers.some((m) => m?.signed))
    paper.text("En chef har skrivit under. Den andra chefen ska också skriva under.");
  for (const m of managers) {
    const heading = managers.length > 1 && m ? headingOf(m) : "Underskrift av ansvarig chef";
    signatureLines(paper, heading, m, toSign);
  }
  if (wait && toSign)
    paper.text(`Skicka den undertecknade blanketten till ${of.authority}: ${of.mailbox}.`, { muted: true });
}

/** A filled form to sign by pen; the reference tells us which one comes back. */
export async function filledForm(
  of: Letterhead & {
    content: Content;
    reference: string | null;
    untilOn?: string | null;
    managers?: readonly FilledManager[];
    /** False for whoever has signed: there is nothing left to sign by pen. */
    toSign?: boolean;
    /** What it is where it came to nothing: nobody signs it any more, and no signature on it counts. */
    over?: string | null;
  },
  at: Date = now(),
): Promise<Buffer> {
  const title = `${kindWords[of.content.kind]} – ${of.content.organisation}`;
  const paper = await Paper.open({ title, author: of.authority, at });
  paper.overline(`${of.authority} · ${of.networkName}`);
  paper.heading(1, title);
  if (of.over) paper.text(`${of.over} och gäller inte.`);
  paper.facts([
    ...contentFacts(of.content, of.untilOn ?? null),
    ...(of.reference ? [{ label: "Referens", value: of.reference }] : []),
  ]);
  dutiesOf(paper, of.terms);
  if (of.over) {
    for (const m of of.managers ?? []) if (m.signed) signedLines(paper, headingOf(m), m.signed, true);
  } else signatures(paper, of);
  return paper.finish([of.networkName, of.reference].filter(Boolean).join(" · "));
}

function methodLines(e: Evidence): string[] {
  const more =
    e.method === "email" ? e.email : e.laidInAt && `Inlagt av länsstyrelsen ${longMoment(e.laidInAt)}`;
  return [methodWords(e.method), ...(more ? [more] : [])];
}
/** Until 29 November 2026 a paper was kept as signed when it was laid in, and its day stood in the note alone. */
function timeOf({ method, signedAt, laidInAt }: Evidence): Fact[] {
  if (method === "email") return [{ label: "Tid", value: longMoment(signedAt) }];
  return signedAt.getTime() === laidInAt?.getTime() ? [] : [{ label: "Dag", value: whenSigned(signedAt) }];
}

/** The commitment and, on a page of its own, what shows that it was signed. `sealSpace`: see seal.server.ts. */
export async function sealedDocument(of: SealedInput, sealSpace: number, at: Date): Promise<Buffer> {
  const title = `${kindWords[of.content.kind]} – ${of.content.organisation}`;
  const paper = await Paper.open({ title, author: of.authority, at, sealSpace });
  paper.overline(`${of.authority} · ${of.networkName}`);
  paper.heading(1, title);
  paper.text(
    `${signedFrom(todayOn(of.signedAt), of.changesOn ?? of.content.startOn)}. Referens ${of.reference}.`,
    { muted: true },
  );
  paper.space(4);
  paper.facts(contentFacts(of.content, of.untilOn));
  if (of.masked)
    paper.text(
      "Den här versionen visar inte skyddade personuppgifter. I övrigt är den lika med den fullständiga.",
      { muted: true },
    );
  dutiesOf(paper, of.terms);
  paper.page();
  paper.heading(1, "Underskrifter och stämpel");
  paper.text(
    "Filen har en elektronisk stämpel. Den visar att filen kommer från den här tjänsten och att ingenting i den har ändrats sedan den stämplades. Stämpeln är tjänstens, inte chefens underskrift.",
  );
  for (const e of of.signers) {
    paper.block(wordsOfSeats[e.seats] ?? "Ansvarig chef", null, [
      {
        label: "Namn och titel",
        value: [e.name, [e.title, e.acting ? "tillförordnad (t.f.)" : ""].filter(Boolean).join(", ")].filter(
          Boolean,
        ),
      },
      { label: "Sätt", value: methodLines(e) },
      ...timeOf(e),
      ...(e.note ? [{ label: "Anteckning", value: e.note }] : []),
      ...(e.declarationVersion
        ? [{ label: "Försäkran", value: `”${declaration}” (version ${e.declarationVersion})` }]
        : []),
    ]);
  }
  paper.heading(2, "Dokumentet");
  paper.facts([
    { label: "Referens", value: of.reference },
    {
      label: "Innehållets kontrollsumma (SHA-256)",
      value: [of.contentHash.slice(0, 32), of.contentHash.slice(32)],
    },
    {
      label: "Åtagandena",
      value: [
        `Version ${of.terms.version}`,
        of.sentAt ? `låst när den skickades ${longMoment(of.sentAt)}` : "",
      ]
        .filter(Boolean)
        .join(", "),
    },
    { label: "Kontrollera", value: `${of.verifyAt} – med filen eller referensen` },
  ]);
  return paper.finish(`${of.networkName} · ${of.reference}`);
}

export interface MemberRow {
  organisation: string;
  representative: string;
  deputy: string;
}

/** The members' list to print. What may be shown is decided by whoever made the rows. */
export async function membersList(
  of: { networkName: string; countyName: string; authority?: string; on: string; rows: readonly MemberRow[] },
  at: Date = now(),
): Promise<Buffer> {
  const paper = await Paper.open({
    title: `Medlemslista – ${of.networkName}`,
    author: of.authority ?? of.countyName,
    at,
  });
  paper.overline(of.authority ?? of.countyName);
  paper.heading(1, of.networkName);
  paper.text(
    `Medlemslista ${longDate(of.on)}. ${capital(counted(of.rows.length, "organisation", "organisationer"))}.`,
    { muted: true },
  );
  paper.table(
    ["Organisation", "Representant", "Ersättare"],
    of.rows.map((r) => [r.organisation, r.representative, r.deputy]),
    [38, 34, 28],
  );
  return paper.finish(`${of.networkName} · ${longDate(of.on)}`);
}
