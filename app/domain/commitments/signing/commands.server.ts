// The manager's acts. Every one takes the code that was sent to the link's own address; opening a link does nothing.
import { inForceOn } from "~/platform/calendar";
import { z } from "zod";
import { hasProven, requestCode, tryCode } from "~/domain/access/codes.server";
import {
  heldLink,
  networkById,
  type NetworkPermit,
  type Permit,
  reaches,
} from "~/domain/access/permits.server";
import { pressLink, renewLink } from "~/domain/access/tokens.server";
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { must } from "~/platform/must";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { emailKey } from "~/platform/swedish";
import type { Commitment, Signature } from "~/platform/prisma/client";
import { askManager, sendSignLink } from "../commands.server";
import { activateIfDue, dayOfChange } from "../effect.server";
import { filledInBy } from "../may.server";
import { seatsOf, type Kind } from "../rules";
import { takeStep } from "../steps.server";
import { declarationVersion, words } from "../texts";
import { signatureCodeLetter } from "./texts";
import type { declineSchema, misdirectSchema, signSchema } from "./schema";

type SignPermit = NetworkPermit<"commitment.sign">;

async function asked(tx: Tx, permit: SignPermit): Promise<{ signature: Signature; commitment: Commitment }> {
  const id = permit.link?.signatureId;
  const signature = id
    ? await tx.signature.findUnique({ where: { id }, include: { commitment: true } })
    : null;
  if (!signature) throw notFound();
  const { commitment, ...rest } = signature;
  if (rest.state === "signed") throw conflict(words.alreadySigned);
  if (rest.state !== "pending") throw conflict("Den här underskriften behövs inte längre.");
  return { signature: rest, commitment };
}

/** "Skicka koden": when asked for, never by opening the link. */
export async function requestSignatureCode(permit: SignPermit, browserHash: string): Promise<void> {
  await transact(async (tx) => {
    const { signature } = await asked(tx, permit);
    if (signature.sharedMailbox)
      throw conflict(
        "Adressen är en brevlåda som flera delar. Skriv under på papper, eller bekräfta per telefon med länsstyrelsen.",
      );
    const { network } = permit;
    await pressLink(tx, heldLink(permit).id, permit.now);
    await requestCode(tx, {
      purpose: "signature",
      email: heldLink(permit).email,
      browserHash,
      linkId: heldLink(permit).id,
      now: permit.now,
      letter: {
        ...signatureCodeLetter(network.within, network.authority),
        kind: "signatureCode",
        networkId: network.id,
        senderName: network.authority,
        replyTo: network.mailbox,
      },
    });
  });
}

/**
 * Takes the code. Right: this browser may act on this link for half an hour, and sees a protected person's name.
 * Wrong tries are counted even though the act is refused: the count is a transaction of its own.
 */
export async function enterCode(permit: SignPermit, code: string, browserHash: string): Promise<void> {
  const answer = await transact(async (tx) => {
    await asked(tx, permit);
    return tryCode(tx, {
      purpose: "signature",
      email: heldLink(permit).email,
      browserHash,
      linkId: heldLink(permit).id,
      code,
      now: permit.now,
    });
  });
  if (answer === "wrong") throw invalid({ code: ["Koden stämmer inte. Jämför med det senaste mejlet."] });
  if (answer === "spent") throw invalid({ code: ["Koden gäller inte längre. Be om en ny kod."] });
}

async function proven(tx: Tx, permit: SignPermit, browserHash: string): Promise<void> {
  if (!(await hasProven(tx, heldLink(permit).id, browserHash, permit.now)))
    throw invalid({
      form: [
        "Det har gått en stund sedan du skrev koden. Be om en ny kod längst ner på sidan. Det du skrev står kvar.",
      ],
    });
}

/** Signs: the last of the managers completes the commitment, and it begins to hold if its day has come. */
export async function sign(
  permit: SignPermit,
  input: z.output<typeof signSchema>,
  browserHash: string,
): Promise<void> {
  await transact(async (tx) => {
    const { signature, commitment } = await asked(tx, permit);
    await proven(tx, permit, browserHash);
    await stillTheSameHolder(tx, commitment, permit.today);
    const won = await tx.signature.updateMany({
      where: { id: signature.id, state: "pending" },
      data: {
        state: "signed",
        method: "email",
        signedAt: permit.now,
        signedName: input.name,
        signedTitle: input.title,
        acting: input.acting === "on" || signature.acting,
        declarationVersion,
      },
    });
    if (won.count !== 1) throw conflict(words.alreadySigned);
    await tx.link.update({ where: { id: heldLink(permit).id }, data: { usedAt: permit.now } });
    await finishOrWait(tx, permit, commitment, signature.id);
  });
}

/** A replacement is of the holder it was begun for; another one by now is a conflict. */
export async function stillTheSameHolder(tx: Tx, commitment: Commitment, today: string): Promise<void> {
  for (const seat of seatsOf(commitment.kind as Kind)) {
    if (commitment.kind !== seat) continue;
    const holder = await tx.holding.findFirst({
      where: {
        networkId: commitment.networkId,
        organisationId: commitment.organisationId,
        seat,
        ...inForceOn(today),
      },
    });
    if (holder && holder.id !== commitment.leaverId) throw conflict(words.leaverChanged);
  }
}

async function finishOrWait(
  tx: Tx,
  permit: NetworkPermit,
  commitment: Commitment,
  signatureId: string,
): Promise<void> {
  const waiting = await tx.signature.count({
    where: { commitmentId: commitment.id, state: { in: ["pending", "unconfirmed"] } },
  });
  const data = { signature: signatureId, leaver: commitment.leaverId };
  if (waiting > 0) {
    await takeStep(tx, permit, commitment, "sign", { data: { ...data, startOn: commitment.startOn } });
    return;
  }
  const day = await dayOfChange(tx, commitment, permit.today);
  await takeStep(tx, permit, commitment, "complete", {
    change: { signedAt: permit.now, changesOn: day },
    data: { ...data, startOn: day, signedOn: permit.today },
  });
  await activateIfDue(tx, permit, await tx.commitment.findUniqueOrThrow({ where: { id: commitment.id } }));
}

/** "Jag skriver inte under", with a reason; it ends the form. */
export async function decline(
  permit: SignPermit,
  input: z.output<typeof declineSchema>,
  browserHash: string,
): Promise<void> {
  await transact(async (tx) => {
    const { signature, commitment } = await asked(tx, permit);
    await proven(tx, permit, browserHash);
    await tx.signature.update({ where: { id: signature.id }, data: { state: "declined", note: input.why } });
    await tx.signature.updateMany({
      where: { commitmentId: commitment.id, state: { in: ["pending", "unconfirmed"] } },
      data: { state: "withdrawn" },
    });
    await tx.link.update({ where: { id: heldLink(permit).id }, data: { usedAt: permit.now } });
    await takeStep(tx, permit, commitment, "decline", { why: input.why, data: { signature: signature.id } });
  });
}

/** "Jag är inte rätt chef": the one named gets a letter only when the sender or the strategist has confirmed the address. */
export async function misdirect(
  permit: SignPermit,
  input: z.output<typeof misdirectSchema>,
  browserHash: string,
): Promise<void> {
  await transact(async (tx) => {
    const { signature, commitment } = await asked(tx, permit);
    await proven(tx, permit, browserHash);
    await tx.signature.update({ where: { id: signature.id }, data: { state: "misdirected" } });
    await tx.link.update({ where: { id: heldLink(permit).id }, data: { usedAt: permit.now } });
    const named = await askManager(
      tx,
      permit,
      commitment,
      signature.seats,
      {
        name: input.name,
        title: input.title ?? "",
        email: input.email,
        phone: "",
        unit: "",
        town: "",
        acting: false,
        sharedMailbox: false,
      },
      { kind: "manager", id: signature.id, label: signature.name },
      "unconfirmed",
    );
    await takeStep(tx, permit, commitment, "misdirect", { data: { signature: signature.id, named } });
  });
}

/** The sender or the strategist says that the address a wrong manager named is right (or mends it); now the letter goes. */
export async function confirmManager(
  permit: Permit<"commitment.confirmManager">,
  signatureId: string,
  email: string,
): Promise<void> {
  await transact(async (tx) => {
    const signature = await tx.signature.findUnique({
      where: { id: signatureId },
      include: { commitment: true },
    });
    const network = signature && networkById(signature.commitment.networkId);
    if (!signature || !network || !within(permit, signature.commitment)) throw notFound();
    const won = await tx.signature.updateMany({
      where: { id: signatureId, state: "unconfirmed" },
      data: { state: "pending", email, emailKey: emailKey(email) },
    });
    if (won.count !== 1) throw conflict("Chefen är redan bekräftad.");
    await takeStep(tx, permit, signature.commitment, "confirmManager", { data: { signature: signatureId } });
    await sendSignLink(tx, { ...permit, network }, signature.commitment, signatureId, email);
  });
}

function within(permit: Permit, commitment: Commitment): boolean {
  if (permit.link && permit.actor.kind === "link") return permit.link.commitmentId === commitment.id;
  return (
    permit.network?.id === commitment.networkId &&
    reaches(permit, commitment.organisationId) &&
    (permit.roles.has("strategist") || filledInBy(commitment, permit))
  );
}

/** A reminder by hand, also after the automatic ones are spent: a fresh link to the same address. */
export async function remindNow(
  permit: NetworkPermit<"commitment.remind">,
  signatureId: string,
): Promise<void> {
  await transact(async (tx) => {
    const signature = await tx.signature.findFirst({
      where: { id: signatureId, commitment: { networkId: permit.network.id } },
      include: { commitment: true },
    });
    if (!signature) throw notFound();
    if (signature.state !== "pending" || !signature.email)
      throw conflict("Chefen har ingen mejladress, så ingen påminnelse går att skicka. Ring i stället.");
    await remindSigner(tx, permit, signature, signature.commitment);
  });
}

/** Renews the link (a new one where there is none) and announces the reminder. */
export async function remindSigner(
  tx: Tx,
  permit: NetworkPermit,
  signature: Signature,
  commitment: Commitment,
): Promise<void> {
  const link = await tx.link.findFirst({
    where: { signatureId: signature.id, revokedAt: null },
    orderBy: { createdAt: "desc" },
  });
  if (!link)
    return sendSignLink(
      tx,
      permit,
      commitment,
      signature.id,
      must(signature.email, "the address of the manager who signs"),
    );
  await renewLink(tx, link.id, permit.now, permit.network.quietPeriods);
  await tx.signature.update({ where: { id: signature.id }, data: { remindersSent: { increment: 1 } } });
  await announce(tx, permit, {
    kind: "signature.reminded",
    networkId: commitment.networkId,
    organisationId: commitment.organisationId,
    subjectType: "signature",
    subjectId: signature.id,
    data: { commitment: commitment.id, link: link.id, number: signature.remindersSent + 1 },
  });
}
