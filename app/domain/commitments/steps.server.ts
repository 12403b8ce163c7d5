// The one way a commitment changes state: a conditional update and the step's row, in the caller's
// transaction. Two at once: one wins, the other is told (409).
import { announce, type Announced, type By } from "~/platform/events.server";
import type { Tx } from "~/platform/db.server";
import { conflict } from "~/platform/refusal";
import type { Commitment } from "~/platform/prisma/client";
import { after, type State, type Step } from "./rules";
import { words } from "./texts";

export interface StepGiven {
  /** Columns that change with the step. */
  change?: Partial<Omit<Commitment, "id" | "state" | "version">>;
  why?: string;
  /** The version a form was shown; another one by now is a conflict. */
  version?: number;
  data?: Record<string, string | number | boolean | null | readonly string[]>;
}

/** Takes the step or throws the conflict; announces `commitment.<step>`. */
export async function takeStep(
  tx: Tx,
  by: By,
  commitment: Pick<Commitment, "id" | "state" | "version" | "networkId" | "organisationId" | "kind">,
  step: Step,
  given: StepGiven = {},
): Promise<Announced> {
  const to = after(step, commitment.state as State);
  if (to === null) throw conflict(words.tooLate(step, commitment.state as State));
  const { count } = await tx.commitment.updateMany({
    where: { id: commitment.id, state: commitment.state, version: given.version ?? commitment.version },
    data: { ...given.change, state: to, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict(words.somebodyWasFirst);
  await recordStep(tx, by, commitment.id, step, commitment.state, to, given.why);
  return announce(tx, by, {
    kind: `commitment.${step}`,
    networkId: commitment.networkId,
    organisationId: commitment.organisationId,
    subjectType: "commitment",
    subjectId: commitment.id,
    data: { from: commitment.state, to, kind: commitment.kind, ...given.data },
  });
}

export async function recordStep(
  tx: Tx,
  by: By,
  commitmentId: string,
  step: Step,
  fromState: string | null,
  toState: string,
  why?: string,
): Promise<void> {
  const number = await tx.commitmentStep.count({ where: { commitmentId } });
  await tx.commitmentStep.create({
    data: {
      commitmentId,
      number: number + 1,
      step,
      fromState,
      toState,
      at: by.now,
      actorKind: by.actor.kind,
      actorId: by.actor.id,
      why: why ?? null,
    },
  });
}
