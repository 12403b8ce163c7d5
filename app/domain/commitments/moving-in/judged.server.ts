// A list is judged once. What was judged is carried by the browser under our own mark, so that what is done is what was shown.
import type { NetworkPermit } from "~/domain/access/permits.server";
import { rows } from "~/platform/db.server";
import { derive, sameText } from "~/platform/env.server";
import type { Cells } from "./columns";
import { readRows, standsInTheWay, type Judged, type Known, type MoveInRow } from "./rules";

export type MoveIn = NetworkPermit<"moveIn.use">;

/** `but`: a moved-in form that is being corrected counts as not there. */
function knownIn({ network }: MoveIn, but = ""): Known[] {
  return rows<{
    id: string;
    name: string;
    hasForm: number;
    protectedDefault: number;
    heldUntil: string | null;
  }>(
    `SELECT o.id, o.name, o.protectedDefault,
       EXISTS (SELECT 1 FROM Commitment c WHERE c.organisationId = o.id AND c.networkId = ?1 AND c.id <> ?2 AND c.state IN ('awaitingSignature', 'signed', 'active')) AS hasForm,
       (SELECT max(coalesce(h.untilOn, '9999')) FROM Holding h WHERE h.organisationId = o.id AND h.networkId = ?1 AND coalesce(h.commitmentId, '') <> ?2) AS heldUntil
     FROM Organisation o JOIN Membership m ON m.organisationId = o.id WHERE m.networkId = ?1 AND m.kind = 'member'`,
    network.id,
    but,
  ).map((k) => ({ ...k, hasForm: k.hasForm === 1, protectedDefault: k.protectedDefault === 1 }));
}

/** The rows with their errors; nothing is written. */
export const preview = (permit: MoveIn, table: readonly Cells[]): Judged =>
  readRows(table, knownIn(permit), permit.today);

/** What has come in the way of judged rows since: the rows again, with why. Empty: nothing. */
export function inTheWayNow(permit: MoveIn, judged: readonly MoveInRow[], but = ""): MoveInRow[] {
  const known = new Map(knownIn(permit, but).map((k) => [k.id, k]));
  return judged.flatMap((row) => {
    const why = standsInTheWay(known.get(row.organisationId ?? ""), row, permit.today);
    return why ? [{ ...row, errors: [why] }] : [];
  });
}

const livesMs = 24 * 3_600_000;
/** The number counts up when a row says more than before: what was judged by the old rules is judged again. */
const mark = (permit: MoveIn, body: string) =>
  derive("judged-list-2", `${permit.network.id}\n${permit.account?.id ?? ""}\n${body}`).toString("base64url");

/** The rows as the page carries them to the press. */
export function carried(permit: MoveIn, judged: readonly MoveInRow[]): string {
  const body = Buffer.from(JSON.stringify({ at: permit.now.getTime(), rows: judged })).toString("base64url");
  return `${body}.${mark(permit, body)}`;
}
/** The same rows, or null for what this strategist was not shown here within a day. */
export function opened(permit: MoveIn, text: string): MoveInRow[] | null {
  const [body = "", given = ""] = text.split(".");
  if (!sameText(given, mark(permit, body))) return null;
  const { at, rows: judged } = JSON.parse(Buffer.from(body, "base64url").toString()) as {
    at: number;
    rows: MoveInRow[];
  };
  return at + livesMs < permit.now.getTime() ? null : judged;
}
