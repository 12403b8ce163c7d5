import type { NetworkPermit, Permit } from "~/domain/access/permits.server";
import { row, rows } from "~/platform/db.server";
import { rowsThatMeet } from "~/domain/people/meeting.server";
import { strayMessages } from "~/domain/meetings/inbox/queries.server";
import { must } from "~/platform/must";
import { placeOf } from "./queries.server";
import { termsOf } from "./terms.server";

export interface StaffLine {
  id: string;
  name: string;
  email: string;
  role: string;
  standIn: boolean;
  fromOn: string;
  untilOn: string | null;
}
const staffOf = (where: string, today: string, ...values: unknown[]): StaffLine[] =>
  rows<Omit<StaffLine, "standIn"> & { standIn: number }>(
    `SELECT s.id, s.name, a.email, s.role, s.standIn, s.fromOn, s.untilOn FROM StaffRole s JOIN Account a ON a.id = s.accountId WHERE ${where} AND (s.untilOn IS NULL OR s.untilOn > ?) ORDER BY s.fromOn, swedish(s.name)`,
    ...values,
    today,
  ).map((s) => ({ ...s, standIn: s.standIn === 1 }));

function wordsOf(networkId: string) {
  const [found] = rows<{
    nameWithin: string | null;
    shortNameWithin: string | null;
    knownDays: string;
    sportsWeek: number | null;
    placeExample: string | null;
    spreadExample: string | null;
    inOtherLanguages: string | null;
  }>(
    `SELECT n.nameWithin, n.shortNameWithin, n.knownDays, c.sportsWeek, n.placeExample, n.spreadExample, n.inOtherLanguages
     FROM Network n JOIN County c ON c.id = n.countyId WHERE n.id = ?`,
    networkId,
  );
  const terms = termsOf(networkId);
  return { ...found, duties: terms.duties.map((d) => d.text), gives: terms.gives };
}

export function networkSettings(permit: NetworkPermit<"network.manage">) {
  const n = must(
    row<{
      name: string;
      shortName: string;
      purpose: string;
      formedYear: number | null;
      mailbox: string;
      diaryNumber: string | null;
      termMonths: number | null;
      meetingsAYear: number;
    }>(
      "SELECT name, shortName, purpose, formedYear, mailbox, diaryNumber, termMonths, meetingsAYear FROM Network WHERE id = ?",
      permit.network.id,
    ),
    "the row of Network",
  );
  return {
    name: permit.network.name,
    today: permit.today,
    place: placeOf(permit.network),
    values: {
      ...n,
      formedYear: n.formedYear ?? "",
      diaryNumber: n.diaryNumber ?? "",
      termMonths: n.termMonths ?? "",
      quiet: [...permit.network.quietPeriods, { from: "", to: "" }],
    },
    words: wordsOf(permit.network.id),
    within: { name: permit.network.nameWithin, shortName: permit.network.within },
    staff: staffOf("s.networkId = ? AND s.role = 'strategist'", permit.today, permit.network.id),
  };
}

export function installation(permit: Permit<"installation.manage">) {
  const counties = rows<{ id: string; name: string; code: string; authority: string }>(
    "SELECT id, name, code, authority FROM County ORDER BY code",
  );
  const networks = rows<{ id: string; name: string; slug: string; countySlug: string; countyName: string }>(
    "SELECT n.id, n.name, n.slug, c.slug AS countySlug, c.name AS countyName FROM Network n JOIN County c ON c.id = n.countyId ORDER BY c.code, swedish(n.name)",
  );
  return {
    counties,
    networks: networks.map((n) => ({
      ...n,
      staff: staffOf("s.networkId = ? AND s.role = 'strategist'", permit.today, n.id),
    })),
    administrators: staffOf("s.role = 'administrator'", permit.today),
    today: permit.today,
    stray: strayMessages(permit),
    meeting: rowsThatMeet(permit),
  };
}
