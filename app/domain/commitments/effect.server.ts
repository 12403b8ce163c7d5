// When a signed form begins to hold, and that it does.
import { forComparison } from "~/domain/people/register.server";
import { sameness } from "~/domain/people/rules";
import { todayOn } from "~/platform/calendar";
import type { Tx } from "~/platform/db.server";
import type { By } from "~/platform/events.server";
import type { Commitment } from "~/platform/prisma/client";
import { readContent } from "./content.server";
import { changesOn, seatsOf, type Kind } from "./rules";
import { takeStep } from "./steps.server";
import { signedFrom } from "./texts";

/** The form that was copied from a declined or stopped one, as long as somebody goes on with it. */
export const standingCopyOf = (id: string) => ({
  copiedFromId: id,
  state: { notIn: ["lapsed", "withdrawn"] },
});

/** Is there one? The same in raw SQL, of a form by its name in the query. */
export const hasStandingCopySql = (c: string): string =>
  `EXISTS (SELECT 1 FROM Commitment x WHERE x.networkId = ${c}.networkId AND x.organisationId = ${c}.organisationId AND x.copiedFromId = ${c}.id AND x.state NOT IN ('lapsed', 'withdrawn'))`;

export interface Effect {
  /** The day that stands on the paper. */
  startOn: string | null;
  /** The day on which the seats change. */
  changesOn: string | null;
  /** The sentence of it, once signed. */
  words: string | null;
}
/** From when a form holds, as it is shown. */
export function effectOf(c: Pick<Commitment, "startOn" | "changesOn" | "signedAt" | "origin">): Effect {
  const changes = c.changesOn ?? c.startOn;
  const words =
    c.signedAt && changes && c.origin !== "moveIn" ? signedFrom(todayOn(c.signedAt), changes) : null;
  return { startOn: c.startOn, changesOn: changes, words };
}

/** Its own day has been, and the county board has not said that it holds all the same. */
export const mayBackdate = (c: Pick<Commitment, "startOn" | "backdatedWhy">, today: string): boolean =>
  !c.backdatedWhy && (c.startOn ?? today) < today;

/** The paper's own day holds for what was in force before it came here, and where the county board has said why. */
const keepsItsDay = (c: Pick<Commitment, "origin" | "backdatedWhy">): boolean =>
  c.origin === "moveIn" || c.backdatedWhy !== null;

/** The day on which the form's seats change, signed on a day: never before it, and never the day that somebody who leaves began. */
export async function dayOfChange(tx: Tx, c: Commitment, signedOn: string): Promise<string> {
  const startOn = c.startOn ?? signedOn;
  const signed = keepsItsDay(c) ? startOn : signedOn;
  const day = changesOn(startOn, signed, null);
  const secret = await tx.commitmentSecret.findUnique({ where: { commitmentId: c.id } });
  const content = readContent({ content: c.content, secret });
  let latest = day;
  for (const seat of seatsOf(c.kind as Kind)) {
    const comer = content[seat];
    if (!comer && !(seat === "deputy" && content.deputyLater)) continue;
    const sitting = await tx.holding.findMany({
      where: {
        networkId: c.networkId,
        organisationId: c.organisationId,
        seat,
        OR: [{ untilOn: null }, { untilOn: { gt: day } }],
      },
    });
    for (const h of sitting) {
      const stays = comer && sameness(await forComparison(tx, h.personId), comer) !== "other";
      if (stays && h.fromOn <= day) continue;
      const after = changesOn(startOn, signed, h.fromOn);
      if (after > latest) latest = after;
    }
  }
  return latest;
}

/** Lets a signed form begin to hold if its day has come; the seats move in reaction. */
export async function activateIfDue(tx: Tx, by: By, commitment: Commitment): Promise<boolean> {
  // Asked anew: a seat may have got another holder since it was signed.
  const day = await dayOfChange(tx, commitment, commitment.changesOn ?? by.today);
  if (day > by.today) return false;
  const others = await tx.commitment.findMany({
    where: {
      networkId: commitment.networkId,
      organisationId: commitment.organisationId,
      state: "active",
      id: { not: commitment.id },
    },
  });
  await takeStep(tx, by, commitment, "activate", { data: { startOn: day }, change: { changesOn: day } });
  for (const other of others) await takeStep(tx, by, other, "replace", { data: { by: commitment.id } });
  return true;
}
