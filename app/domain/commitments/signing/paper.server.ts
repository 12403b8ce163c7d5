// What the strategist lays in: signatures on paper or by telephone, the day that a paper keeps, an extract of minutes.
import { isWaitedFor } from "../rules";
import type { z } from "zod";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { addMonths, startOfDay, todayOn } from "~/platform/calendar";
import { transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import type { Commitment, Signature } from "~/platform/prisma/client";
import { conflict, invalid, notFound, type FieldErrors } from "~/platform/refusal";
import { findWithin } from "../commands.server";
import { activateIfDue, dayOfChange } from "../effect.server";
import type { State } from "../rules";
import { takeStep } from "../steps.server";
import { declarationVersion, words } from "../texts";
import type { PaperSignature, paperSchema } from "./schema";
import { stillTheSameHolder } from "./commands.server";

const backdated = (why: string) => ({ why, change: { backdatedWhy: why } });

/** The paper's own day is to hold though it is signed later: the strategist alone says so, with a reason, while it waits. */
export async function backdate(
  permit: NetworkPermit<"commitment.paper">,
  id: string,
  why: string,
): Promise<void> {
  await transact(async (tx) => {
    const found = await findWithin(tx, permit, id);
    if (found.backdatedWhy) throw conflict("Blanketten får redan gälla från sin egen dag.");
    await takeStep(tx, permit, found, "backdate", backdated(why));
  });
}

type Paper = Omit<z.output<typeof paperSchema>, "scan">;

/** Each signature that is waited for, with what the paper says of it. Somebody else may have signed since the page was read. */
function laidIn(waiting: readonly Signature[], { signatures }: Paper): (PaperSignature & Signature)[] {
  const said = new Map<string, PaperSignature>(Object.entries(signatures));
  const each = waiting.flatMap((w) => {
    const of = said.get(w.seats);
    return of ? [{ ...w, ...of }] : [];
  });
  if (each.length !== waiting.length || each.length !== said.size) throw conflict(words.somebodyWasFirst);
  return each;
}
/** The day of a pen or a call has been, and is of this form. */
function checkDays(each: readonly (PaperSignature & Signature)[], sentAt: Date | null, today: string): void {
  const errors: FieldErrors = {};
  for (const { seats, signedOn } of each) {
    const at = `signatures.${seats}.signedOn`;
    if (signedOn > today) errors[at] = ["Dagen har inte varit än."];
    else if (sentAt && addMonths(signedOn, 12) < todayOn(sentAt))
      errors[at] = ["Dagen är mer än ett år innan blanketten skickades. Kontrollera året."];
  }
  if (Object.keys(errors).length > 0) throw invalid(errors);
}

/**
 * A signed paper (or a call back to the managers), noted by the strategist, stands for the signatures that are missing. Each is of
 * the day on which its manager signed, which stands as the beginning of that day; the form is signed on the latest of its
 * signatures' days, whenever it is laid in. When it was laid in stands in the step.
 */
export async function attachPaper(
  permit: NetworkPermit<"commitment.paper">,
  id: string,
  input: Paper,
  fileId: string | null,
): Promise<void> {
  await transact(async (tx) => {
    const { backdateWhy } = input;
    const sent = await findWithin(tx, permit, id);
    mayBeLaidIn(sent);
    if (backdateWhy) await takeStep(tx, permit, sent, "backdate", backdated(backdateWhy));
    const found = backdateWhy ? await findWithin(tx, permit, id) : sent;
    await stillTheSameHolder(tx, found, permit.today);
    const signatures = await tx.signature.findMany({ where: { commitmentId: id } });
    const each = laidIn(signatures.filter(isWaitedFor), input);
    checkDays(each, found.sentAt, permit.today);
    for (const s of each)
      await tx.signature.update({
        where: { id: s.id },
        data: {
          state: "signed",
          method: input.method,
          signedAt: startOfDay(s.signedOn),
          signedName: s.signedName,
          signedTitle: s.signedTitle,
          note: input.note || null,
          declarationVersion,
        },
      });
    await tx.link.updateMany({
      where: { commitmentId: id, purpose: "sign", usedAt: null },
      data: { usedAt: permit.now },
    });
    if (fileId)
      await tx.file.updateMany({
        where: { id: fileId, networkId: permit.network.id },
        data: { commitmentId: id },
      });
    const made = signatures.flatMap((s) => (s.state === "signed" && s.signedAt ? [s.signedAt] : []));
    const given = [...made, ...each.map((s) => startOfDay(s.signedOn))];
    const signedAt = new Date(Math.max(...given.map((at) => at.getTime())));
    const day = await dayOfChange(tx, found, permit.today);
    await takeStep(tx, permit, found, "attachPaper", {
      change: { signedAt, changesOn: day },
      data: {
        method: input.method,
        file: fileId,
        startOn: day,
        signedOn: todayOn(signedAt),
        leaver: found.leaverId,
      },
    });
    await activateIfDue(tx, permit, await tx.commitment.findUniqueOrThrow({ where: { id } }));
  });
}
function mayBeLaidIn(c: Commitment): void {
  if (c.state === "draft")
    throw conflict("Blanketten är inte färdigifylld. Fyll i den och skicka den först.");
  if (c.state !== "awaitingSignature") throw conflict(words.tooLate("attachPaper", c.state as State));
}

/** An extract of minutes beside the form: a chair who is the representative has a board behind the signature (strategist's desk, 3). */
export async function attachExtract(
  permit: NetworkPermit<"commitment.paper">,
  id: string,
  fileId: string,
): Promise<void> {
  await transact(async (tx) => {
    const found = await tx.commitment.findFirst({ where: { id, networkId: permit.network.id } });
    if (!found) throw notFound();
    await tx.file.updateMany({
      where: { id: fileId, networkId: permit.network.id, commitmentId: null },
      data: { commitmentId: id },
    });
    await announce(tx, permit, {
      kind: "commitment.extract",
      networkId: found.networkId,
      organisationId: found.organisationId,
      subjectType: "commitment",
      subjectId: id,
      data: { file: fileId },
    });
  });
}
