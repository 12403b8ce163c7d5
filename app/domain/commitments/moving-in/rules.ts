// "Finns redan på papper": rows from the Excel list, read as they are. Pure.
import { isDate } from "~/platform/calendar";
import { inLatin, printable } from "~/platform/printable";
import { asAddress, clean, emailKey, isAddress, searchKey } from "~/platform/swedish";
import { addressSlip, looksLikePersonnummer } from "../slips";

export type Cells = readonly (string | null)[];
export interface MoveInRow {
  line: number;
  organisation: string;
  organisationId: string | null;
  representative: string;
  representativeEmail: string;
  deputy: string;
  deputyEmail: string;
  manager: string;
  managerContact: string;
  startOn: string;
  errors: string[];
  warnings: string[];
}
interface Known {
  id: string;
  name: string;
  hasForm: boolean;
}

const heads = {
  organisation: /^organisation/,
  representative: /^representant/,
  deputy: /^ersättare/,
  managerContact: /^(mejl|e-post|telefon).*chef/,
  manager: /chef/,
  startOn: /^(datum|blankett|från|inkom|gäller)/,
  deputyEmail: /^mejl.*ersättare/,
  email: /^(mejl|e-?post)/,
} as const;

/** Which column is what: by the heading row if there is one, otherwise organisation, representative, e-mail, deputy, e-mail, manager, date. */
function columnsOf(cells: Cells): Record<string, number> | null {
  const at: Record<string, number> = {};
  cells.forEach((cell, i) => {
    const head = searchKey(cell ?? "");
    if (!head) return;
    const name = (Object.keys(heads) as (keyof typeof heads)[]).find((k) => heads[k].test(head));
    if (!name) return;
    const key =
      name === "email" ? ("representativeEmail" in at ? "deputyEmail" : "representativeEmail") : name;
    at[key] ??= i;
  });
  return "organisation" in at && "representative" in at ? at : null;
}
const usual = {
  organisation: 0,
  representative: 1,
  representativeEmail: 2,
  deputy: 3,
  deputyEmail: 4,
  manager: 5,
  startOn: 6,
};
const empty = (text: string) => /^(vakant|-|–|saknas|ingen)?$/i.test(text);

/** Reads the table against the network's organisations; every row keeps its errors, nothing is thrown away. */
export function readRows(table: readonly Cells[], known: readonly Known[], today: string): MoveInRow[] {
  const headAt = table.findIndex((cells) => columnsOf(cells) !== null);
  const at: Record<string, number> = columnsOf(table[headAt] ?? []) ?? usual;
  const byName = new Map(known.map((o) => [searchKey(o.name), o]));
  const seen = new Set<string>();
  return table.flatMap((cells, i) => {
    if (i <= headAt || cells.every((c) => !c?.trim())) return [];
    const cell = (name: string) => {
      const column = at[name];
      const text = column === undefined ? "" : (cells[column] ?? "");
      return clean(text).replace(/\s+/g, " ").trim();
    };
    const row: MoveInRow = {
      line: i + 1,
      organisation: cell("organisation"),
      organisationId: null,
      representative: cell("representative"),
      representativeEmail: asAddress(cell("representativeEmail")),
      deputy: empty(cell("deputy")) ? "" : cell("deputy"),
      deputyEmail: asAddress(cell("deputyEmail")),
      manager: cell("manager"),
      managerContact: asAddress(cell("managerContact")),
      startOn: cell("startOn").slice(0, 10),
      errors: [],
      warnings: [],
    };
    const found = byName.get(searchKey(row.organisation));
    if (!row.organisation) row.errors.push("Organisationens namn saknas");
    else if (!found)
      row.errors.push(
        "Organisationen finns inte i nätverket. Kontrollera stavningen eller lägg till den först",
      );
    else if (found.hasForm) row.errors.push("Organisationen har redan en blankett här");
    else if (seen.has(found.id)) row.errors.push("Organisationen står på flera rader");
    else {
      row.organisationId = found.id;
      seen.add(found.id);
    }
    const person = (who: string, name: string, mail: string) => {
      if (!printable(name)) row.errors.push(`${who}: ${inLatin}`);
      if (looksLikePersonnummer(name)) row.errors.push(`${who}: det ser ut som ett personnummer`);
      if (/[;,\s]\S+@/.test(mail)) row.errors.push(`${who}: skriv bara en mejladress`);
      else if (!isAddress(mail)) row.errors.push(`${who}: mejladressen saknas eller är inte hel`);
      else {
        const slip = addressSlip(mail);
        if (slip) row.warnings.push(`${who}: ${slip.sentence}`);
      }
    };
    if (empty(row.representative)) row.errors.push("Representant saknas. Bjud in organisationen i stället");
    else person("Representant", row.representative, row.representativeEmail);
    if (row.deputy) person("Ersättare", row.deputy, row.deputyEmail);
    else row.warnings.push("Ersättare saknas");
    if (!row.manager) row.errors.push("Ansvarig chef saknas");
    else if (!printable(row.manager)) row.errors.push(`Chef: ${inLatin}`);
    else if (looksLikePersonnummer(row.manager)) row.errors.push("Chef: det ser ut som ett personnummer");
    if (row.managerContact.includes("@") && !isAddress(row.managerContact))
      row.errors.push("Chef: mejladressen är inte hel");
    if (!isDate(row.startOn)) row.errors.push("Datum saknas eller är inte skrivet som 2026-03-01");
    else if (row.startOn > today) row.errors.push("Datumet har inte varit än");
    if (
      row.deputy &&
      row.representativeEmail &&
      emailKey(row.deputyEmail) === emailKey(row.representativeEmail)
    )
      row.warnings.push("Samma mejladress för båda");
    return [row];
  });
}
