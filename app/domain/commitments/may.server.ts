// What may be done with a form on its page, and by whom.
import type { NetworkPermit } from "~/domain/access/permits.server";
import type { Commitment } from "~/platform/prisma/client";
import { mayBackdate } from "./effect.server";
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

const ownDraft = (c: Commitment, permit: NetworkPermit): boolean =>
  c.state === "draft" &&
  (c.fillerAccountId === permit.account?.id ||
    (permit.roles.has("strategist") ? c.onBehalf : c.origin === "member"));
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
