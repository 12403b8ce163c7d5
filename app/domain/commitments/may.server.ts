// What may be done with a form on its page, and by whom.
import type { NetworkPermit } from "~/domain/access/permits.server";
import { row } from "~/platform/db.server";
import type { Commitment } from "~/platform/prisma/client";
import { mayBackdate, hasStandingCopySql } from "./effect.server";
import { after, isMendable, type State } from "./rules";

export interface May {
  receive: boolean;
  stop: boolean;
  paper: boolean;
  backdate: boolean;
  withdraw: boolean;
  /** Mends or takes away what was taken in from a list. */
  correct: boolean;
  copy: boolean;
  continue: boolean;
  remind: boolean;
  /** Says that the address of the manager whom the first one named is right. */
  confirm: boolean;
}

/** Whoever filled it in signed in, not on somebody's behalf. */
export const filledInBy = (
  c: Pick<Commitment, "origin" | "fillerAccountId">,
  { account }: { account: { id: string } | null },
): boolean => c.origin === "member" && account !== null && c.fillerAccountId === account.id;

type Drafted = Pick<Commitment, "state" | "origin" | "fillerAccountId"> & { onBehalf: boolean | number };
type Visitor = Pick<NetworkPermit, "account" | "roles">;
const ownDraft = (c: Drafted, permit: Visitor): boolean =>
  c.state === "draft" &&
  (c.fillerAccountId === permit.account?.id ||
    (permit.roles.has("strategist") ? Boolean(c.onBehalf) : c.origin === "member"));
const nothingMay: May = {
  receive: false,
  stop: false,
  paper: false,
  backdate: false,
  withdraw: false,
  correct: false,
  copy: false,
  continue: false,
  remind: false,
  confirm: false,
};
export function staffMay(c: Commitment, copied: boolean, permit: NetworkPermit): May {
  const state = c.state as State;
  const awaits = state === "awaitingSignature";
  return {
    receive: !c.receivedAt && c.origin !== "moveIn" && after("receive", state) !== null,
    stop: after("stop", state) !== null,
    paper: awaits,
    backdate: awaits && mayBackdate(c, permit.today),
    withdraw: awaits,
    correct: c.origin === "moveIn" && after("takeBack", state) !== null,
    copy: !copied && isMendable(c),
    continue: ownDraft(c, permit),
    remind: awaits,
    confirm: awaits,
  };
}

/** Whoever filled it in signed in goes on with it, and mends it. */
export const ownMay = (c: Commitment, copied: boolean, permit: NetworkPermit): May => ({
  ...nothingMay,
  continue: ownDraft(c, permit),
  copy: !copied && filledInBy(c, permit) && isMendable(c),
  confirm: c.state === "awaitingSignature" && filledInBy(c, permit),
});

/** Is there a way on with the form, on its page, for the visitor: to write on, to mend, or to ask for its signature? */
export function goesOnWith(id: string, visitor: Visitor): boolean {
  const c = row<Drafted & Pick<Commitment, "contentHash"> & { copied: number }>(
    `SELECT c.state, c.origin, c.fillerAccountId, c.onBehalf, c.contentHash, ${hasStandingCopySql("c")} AS copied FROM Commitment c WHERE c.id = ?1`,
    id,
  );
  if (!c) return false;
  if (c.state === "awaitingSignature" || c.state === "signed") return true;
  const mends = visitor.roles.has("strategist") || filledInBy(c, visitor);
  return ownDraft(c, visitor) || (mends && isMendable(c) && !c.copied);
}
