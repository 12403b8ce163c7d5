// "På papper, ej undertecknat här": rows from a list, read as they are. Pure.
import { inLatin, printable, withoutSigns } from "~/platform/printable";
import { asAddress, clean, emailKey, isNewAddress, searchKey } from "~/platform/swedish";
import { addressSlip, looksLikePersonnummer } from "../slips";
import { columnsOf, type Cells, type Column, type Head } from "./columns";
import { readDay } from "./days";
import { isName, onlyDenied, protectionIn, sameName, withoutProtection } from "~/domain/people/rules";

export interface MoveInRow {
  line: number;
  organisation: string;
  organisationId: string | null;
  representative: string;
  representativeEmail: string;
  representativePhone: string;
  representativeTitle: string;
  deputy: string;
  deputyEmail: string;
  deputyPhone: string;
  deputyTitle: string;
  manager: string;
  managerEmail: string;
  managerPhone: string;
  managerTitle: string;
  /** Days that the row says; empty is unknown. */
  startOn: string;
  cameInOn: string;
  paperSignedOn: string;
  /** Its persons are protected: the row says so, or the organisation suggests it. */
  protected: boolean;
  /** Whoever of them is not, although the row is protected: it says so of this one. */
  open: Seat[];
  errors: string[];
  warnings: string[];
}
export interface Known {
  id: string;
  name: string;
  hasForm: boolean;
  protectedDefault: boolean;
  /** The last day, as untilOn, on which somebody has held a seat here; "9999" while somebody does. */
  heldUntil: string | null;
}
export interface Judged {
  rows: MoveInRow[];
  /** Columns that are not taken along. */
  ignored: string[];
}

const days = ["startOn", "cameInOn", "paperSignedOn"] as const;
/** The first day on which the row shows that its persons sat: its own, or at the latest that of the paper. */
export const knownFrom = (row: Pick<MoveInRow, (typeof days)[number]>, today: string): string =>
  row.startOn || [row.paperSignedOn, row.cameInOn].filter(Boolean).sort()[0] || today;

const seats = ["representative", "deputy"] as const;
export type Seat = (typeof seats)[number];
type Says = ReturnType<typeof protectionIn>;

/** The name in a cell; empty where there is none, or only "(skyddad)". */
function nameIn(cell: string): string {
  const name = withoutProtection(cell);
  return isName(name) ? name : "";
}
const isNobody = (cell: string) => nameIn(cell) === "" && protectionIn(cell) !== "yes";

/** What a cell of a column for protection says: whatever is not a "no" is a yes. */
function ticked(cell: string): Says {
  if (cell === "") return null;
  const said = protectionIn(cell);
  if (said) return said;
  return /^(nej|no|n|0|falskt?|false|ej|inte|ingen|inga|saknas|vakant|[-–])[.!]?$/i.test(cell) ? "no" : "yes";
}
const together = (said: readonly Says[]): Says =>
  (["yes", "no"] as const).find((answer) => said.includes(answer)) ?? null;

const denied = onlyDenied();
const deniedOf: Record<Seat, RegExp> = {
  representative: onlyDenied(String.raw`(?:representanten|ledamoten)(?:\s*:|\s+är|\s+har)?\s+`),
  deputy: onlyDenied(String.raw`(?:ersättaren|suppleanten)(?:\s*:|\s+är|\s+har)?\s+`),
};

/**
 * Who is protected by what a row says. A yes holds for everybody of whom the row does not say no; a no holds for the one whom it is said
 * of, in that person's own cells or in a sentence of their own, and without a name only against what the organisation suggests.
 */
function protectionOf(
  cells: readonly string[],
  { at, protection }: Head,
  suggested: boolean,
): Record<Seat | "manager", boolean> {
  const ticks = (who: Seat | "manager" | null) =>
    protection.filter((p) => p.whose === who).map((p) => ticked(cells[p.at] ?? ""));
  const cellsOf = (who: Seat | "manager") =>
    [at[who], at[`${who}Email`], at[`${who}Phone`], at[`${who}Title`]].flatMap((i) => cells[i ?? -1] ?? []);
  const somebodys = new Set<number | undefined>([
    ...protection.filter((p) => p.whose !== null).map((p) => p.at),
    ...Object.entries(at).flatMap(([name, i]) => (/^(rep|dep|man)/.test(name) ? [i] : [])),
  ]);
  const others = cells.filter((_, i) => !somebodys.has(i));
  const clauses = others.flatMap((c) => c.split(/[.,;()]|\s(?:men|medan|och)\s/)).map((c) => c.trim());
  const of = (seat: Seat): Says =>
    together([
      ...cellsOf(seat).map(protectionIn),
      ...ticks(seat),
      clauses.some((c) => deniedOf[seat].test(c)) ? "no" : null,
    ]);
  const own = { representative: of("representative"), deputy: of("deputy") };
  const said = [...Object.values(own), ...ticks(null), ...cells.map(protectionIn)].includes("yes");
  const inGeneral = said || (suggested && !others.some((c) => denied.test(c)));
  const isProtected = (seat: Seat) => own[seat] === "yes" || (own[seat] === null && inGeneral);
  return {
    representative: isProtected("representative"),
    deputy: isProtected("deputy"),
    manager: together([protectionIn(cells[at.manager ?? -1] ?? ""), ...ticks("manager")]) === "yes",
  };
}

type Texts = (name: Column) => string;

function contactOf(cell: Texts): Pick<MoveInRow, "managerEmail" | "managerPhone"> {
  const both = cell("managerContact");
  const found = both.split(/[\s<>(),;:"]+/u).find((word) => /^[^@]+@[^@]/.test(word)) ?? "";
  const rest = both.replace(found, "").replace(/^[\s,;/]+|[\s,;/]+$/g, "");
  return {
    managerEmail: asAddress(cell("managerEmail") || found),
    managerPhone: cell("managerPhone") || rest,
  };
}

const most: Partial<Record<keyof MoveInRow, [string, number]>> = {
  representative: ["Representantens namn", 120],
  representativeEmail: ["Representantens mejladress", 200],
  representativePhone: ["Representantens telefonnummer", 40],
  representativeTitle: ["Representantens titel", 120],
  deputy: ["Ersättarens namn", 120],
  deputyEmail: ["Ersättarens mejladress", 200],
  deputyPhone: ["Ersättarens telefonnummer", 40],
  deputyTitle: ["Ersättarens titel", 120],
  manager: ["Chefens namn", 120],
  managerEmail: ["Chefens mejladress", 200],
  managerPhone: ["Chefens telefonnummer", 40],
  managerTitle: ["Chefens titel", 120],
};
const tooLong = (row: MoveInRow): string[] =>
  Object.entries(most).flatMap(([name, [what, letters]]) =>
    String(row[name as keyof MoveInRow]).length > letters ? [`${what} är längre än ${letters} tecken`] : [],
  );

/** Whether the one in a seat is taken in as protected; whoever has no name is. */
export const protects = (row: Pick<MoveInRow, Seat | "protected" | "open">, seat: Seat): boolean =>
  row[seat] === "" || (row.protected && !row.open.includes(seat));

/** What stops a row because of what the network holds; asked when the list is looked at, and again when it is taken in. */
export function standsInTheWay(found: Known | undefined, row: MoveInRow, today: string): string | null {
  if (!found)
    return "Organisationen finns inte i nätverket. Kontrollera stavningen eller lägg till den först";
  if (found.hasForm) return "Organisationen har redan en blankett här";
  if (found.heldUntil !== null && found.heldUntil > knownFrom(row, today))
    return "Någon annan har redan haft platsen här efter den dagen";
  return null;
}

/** "Kvinnojouren Gryning (skyddad adress!)" is Kvinnojouren Gryning. */
const named = (byName: ReadonlyMap<string, Known>, name: string) =>
  byName.get(searchKey(name)) ?? byName.get(searchKey(name.replace(/\s*\([^)]*\)\s*$/, "")));

function personFaults(row: MoveInRow, who: string, seat: Seat): void {
  const [name, mail] = [row[seat], row[`${seat}Email`]];
  const [title, phone] = [row[`${seat}Title`], row[`${seat}Phone`]];
  if (looksLikePersonnummer(name) || looksLikePersonnummer(title))
    row.errors.push(`${who}: det ser ut som ett personnummer`);
  if (!printable(name) || !printable(title)) row.errors.push(`${who}: ${inLatin}`);
  if (!printable(phone)) row.errors.push(`${who}: ${withoutSigns}`);
  if (/[;,\s]\S+@/.test(mail)) row.errors.push(`${who}: skriv bara en mejladress`);
  else if (!isNewAddress(mail)) row.errors.push(`${who}: mejladressen saknas eller är inte hel`);
  else {
    const slip = addressSlip(mail);
    if (slip) row.warnings.push(`${who}: ${slip.sentence}`);
  }
  if (!name)
    row.warnings.push(
      `${who}: namnet står inte i listan. Personen läggs in med skyddade uppgifter, utan namn`,
    );
}

function managerFaults(row: MoveInRow, isProtected: boolean): void {
  if (isProtected)
    row.errors.push(
      "Chef: i listan står att uppgifterna är skyddade, men chefens namn syns för andra. Skriv en annan chef, eller bara namnet om det får synas",
    );
  else if (!row.manager) row.errors.push("Ansvarig chef saknas");
  else if (looksLikePersonnummer(row.manager) || looksLikePersonnummer(row.managerTitle))
    row.errors.push("Chef: det ser ut som ett personnummer");
  else if (!printable(row.manager) || !printable(row.managerTitle)) row.errors.push(`Chef: ${inLatin}`);
  if (!printable(row.managerPhone)) row.errors.push(`Chef: ${withoutSigns}`);
  if (row.managerEmail && !isNewAddress(row.managerEmail)) row.errors.push("Chef: mejladressen är inte hel");
}

function peopleFaults(row: MoveInRow, said: { representative: string; deputy: string }): void {
  if (isNobody(said.representative)) row.errors.push("Representant saknas. Bjud in organisationen i stället");
  else personFaults(row, "Representant", "representative");
  if (isNobody(said.deputy)) row.warnings.push("Ersättare saknas");
  else personFaults(row, "Ersättare", "deputy");
  const sameAddress =
    row.deputyEmail !== "" && emailKey(row.deputyEmail) === emailKey(row.representativeEmail);
  if (!sameAddress) return;
  if (sameName(row.deputy, row.representative))
    row.errors.push("Representanten och ersättaren är samma person");
  else row.warnings.push("Samma mejladress för båda");
}

function dayFaults(row: MoveInRow, cell: Texts, today: string): void {
  for (const name of days) {
    const day = readDay(cell(name));
    if ("ask" in day) row.errors.push(day.ask);
    else if ("on" in day) {
      row[name] = day.on;
      if (day.on > today) row.errors.push(`Dagen ${day.on} har inte varit än`);
    }
  }
  if (!row.startOn && !row.cameInOn && !row.paperSignedOn && row.errors.length === 0)
    row.warnings.push("Från vilken dag är okänt");
}

/** One row on its own; the network's organisations are asked by whoever calls. */
function readRow(
  cell: Texts,
  line: number,
): MoveInRow & { said: { representative: string; deputy: string } } {
  const said = { representative: cell("representative"), deputy: cell("deputy") };
  return {
    line,
    organisation: cell("organisation"),
    organisationId: null,
    representative: nameIn(said.representative),
    representativeEmail: asAddress(cell("representativeEmail")),
    representativePhone: cell("representativePhone"),
    representativeTitle: cell("representativeTitle"),
    deputy: nameIn(said.deputy),
    deputyEmail: isNobody(said.deputy) ? "" : asAddress(cell("deputyEmail")),
    deputyPhone: cell("deputyPhone"),
    deputyTitle: cell("deputyTitle"),
    manager: nameIn(cell("manager")),
    ...contactOf(cell),
    managerTitle: cell("managerTitle"),
    startOn: "",
    cameInOn: "",
    paperSignedOn: "",
    protected: false,
    open: [],
    errors: [],
    warnings: [],
    said,
  };
}

/** Reads the table against the network's organisations; every row keeps its errors, nothing is thrown away. */
export function readRows(table: readonly Cells[], known: readonly Known[], today: string): Judged {
  const head = columnsOf(table);
  const byName = new Map(known.map((o) => [searchKey(o.name), o]));
  const seen = new Set<string>();
  const shown = (c: string | null | undefined) =>
    clean(c ?? "")
      .replace(/\s+/g, " ")
      .trim();
  const rows = table.flatMap((cells, i) => {
    if (i <= head.line || cells.every((c) => !c?.trim())) return [];
    const cell: Texts = (name) => shown(cells[head.at[name] ?? -1]);
    const { said, ...row } = readRow(cell, i + 1);
    const found = named(byName, row.organisation);
    const theirs = protectionOf(Array.from(cells, shown), head, found?.protectedDefault === true);
    const seated = seats.filter((seat) => !isNobody(said[seat]));
    row.protected = seated.some((seat) => theirs[seat]);
    row.open = row.protected ? seated.filter((seat) => !theirs[seat]) : [];
    dayFaults(row, cell, today);
    const inTheWay = standsInTheWay(found, row, today);
    if (!row.organisation) row.errors.unshift("Organisationens namn saknas");
    else if (inTheWay) row.errors.unshift(inTheWay);
    else if (found && seen.has(found.id)) row.errors.unshift("Organisationen står på flera rader");
    else if (found) {
      row.organisationId = found.id;
      seen.add(found.id);
    }
    peopleFaults(row, said);
    managerFaults(row, theirs.manager);
    row.errors.push(...tooLong(row));
    return [row];
  });
  return { rows, ignored: head.ignored };
}
