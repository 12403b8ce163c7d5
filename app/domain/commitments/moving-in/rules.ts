// "På papper, ej undertecknat här": rows from a list, read as they are. Pure.
import { inLatin, printable } from "~/platform/printable";
import { asAddress, clean, emailKey, isNewAddress, searchKey } from "~/platform/swedish";
import { addressSlip, looksLikePersonnummer } from "../slips";
import { columnsOf, type Cells, type Column } from "./columns";
import { readDay } from "./days";
import { sameName } from "~/domain/people/rules";

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

const nobody = /^(vakant|-|–|saknas|ingen)?$/i;
/** What lists say of somebody whose details are protected, also by the older and the neighbouring words. */
const protection = String.raw`skyddade?\s+(?:person)?uppgifter|skydda[dts]e?t?(?:\s+(?:identitet|id|adress|person|namn))?|sekretess\p{L}*|kvarskriv\p{L}*|fingera\p{L}*(?:\s+\p{L}+)?|konfidentiell\p{L}*|hemlig\p{L}*\s+(?:adress|identitet|uppgift|person|namn)\p{L}*`;
const saysProtected = new RegExp(String.raw`(?<!\p{L})(?:${protection})(?!\p{L})`, "iu");
const saysNot = /(?<!\p{L})(ej|inte|icke|utan) (skydd|sekretess)/iu;
const protectedWords = new RegExp(String.raw`\(?\s*(?<!\p{L})(?:${protection})[^)]*\)?`, "giu");
/** "(skyddad)" is said of somebody and is nobody's name. */
const nameIn = (cell: string) =>
  saysProtected.test(cell)
    ? cell
        .replace(protectedWords, " ")
        .replace(/\s+/g, " ")
        .replace(/^[\s,;:–-]+|[\s,;:–-]+$/g, "")
    : cell;

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

function personFaults(row: MoveInRow, who: string, name: string, mail: string): void {
  if (looksLikePersonnummer(name)) row.errors.push(`${who}: det ser ut som ett personnummer`);
  if (!printable(name)) row.errors.push(`${who}: ${inLatin}`);
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

function managerFaults(row: MoveInRow): void {
  if (!row.manager) row.errors.push("Ansvarig chef saknas");
  else if (looksLikePersonnummer(row.manager) || looksLikePersonnummer(row.managerTitle))
    row.errors.push("Chef: det ser ut som ett personnummer");
  else if (!printable(row.manager) || !printable(row.managerTitle)) row.errors.push(`Chef: ${inLatin}`);
  if (row.managerEmail && !isNewAddress(row.managerEmail)) row.errors.push("Chef: mejladressen är inte hel");
}

function peopleFaults(row: MoveInRow, said: { representative: string; deputy: string }): void {
  if (nobody.test(said.representative))
    row.errors.push("Representant saknas. Bjud in organisationen i stället");
  else personFaults(row, "Representant", row.representative, row.representativeEmail);
  if (nobody.test(said.deputy)) row.warnings.push("Ersättare saknas");
  else personFaults(row, "Ersättare", row.deputy, row.deputyEmail);
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
  all: string,
  line: number,
): MoveInRow & { said: { representative: string; deputy: string } } {
  const said = { representative: cell("representative"), deputy: cell("deputy") };
  const column = cell("protected");
  const flagged = column !== "" && !/^(nej|no|n|0|falskt|false|-|–)$/i.test(column) && !saysNot.test(column);
  const someone = (text: string) => (nobody.test(text) ? "" : nameIn(text));
  return {
    line,
    organisation: cell("organisation"),
    organisationId: null,
    representative: someone(said.representative),
    representativeEmail: asAddress(cell("representativeEmail")),
    representativePhone: cell("representativePhone"),
    representativeTitle: cell("representativeTitle"),
    deputy: someone(said.deputy),
    deputyEmail: nobody.test(said.deputy) ? "" : asAddress(cell("deputyEmail")),
    deputyPhone: cell("deputyPhone"),
    deputyTitle: cell("deputyTitle"),
    manager: cell("manager"),
    ...contactOf(cell),
    managerTitle: cell("managerTitle"),
    startOn: "",
    cameInOn: "",
    paperSignedOn: "",
    protected: flagged || (saysProtected.test(all) && !saysNot.test(all)),
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
    const { said, ...row } = readRow(cell, shown(cells.join(" ")), i + 1);
    const found = named(byName, row.organisation);
    if (found?.protectedDefault && !saysNot.test(cells.join(" "))) row.protected = true;
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
    managerFaults(row);
    row.errors.push(...tooLong(row));
    return [row];
  });
  return { rows, ignored: head.ignored };
}
