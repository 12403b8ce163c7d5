// Drafting and sending. Signing stands in signing/, the seats move in seats/.
import { inForceOn, isDate } from "~/platform/calendar";
import { transact, type Tx } from "~/platform/db.server";
import type { By } from "~/platform/events.server";
import { newReference } from "~/platform/env.server";
import { nanoid } from "~/platform/ids";
import { must } from "~/platform/must";
import { wake } from "~/platform/outbox.server";
import { conflict, notFound, type FieldErrors } from "~/platform/refusal";
import { emailKey } from "~/platform/swedish";
import { reaches, within, type NetworkPermit } from "~/domain/access/permits.server";
import { makeLink, pressLink } from "~/domain/access/tokens.server";
import { termsOf } from "~/domain/network/terms.server";
import type { Commitment } from "~/platform/prisma/client";
import { contentHash, readDraft, writeContent } from "./content.server";
import { fillerOf } from "./filler.server";
import { collides, kinds, seatsOf, signersOf, untilOf, type Kind } from "./rules";
import type { Content, Draft, ManagerInput } from "./schema";
import { unfit } from "./unfit.server";
import { recordStep, takeStep } from "./steps.server";
import { announce } from "~/platform/events.server";
import { onPaper, words } from "./texts";
import { printable } from "~/platform/printable";

export interface NewCommitment {
  organisationId: string;
  kind: Kind;
  draft: Draft;
  origin: "link" | "member" | "staff" | "paper" | "moveIn";
  onBehalf?: boolean;
  copiedFromId?: string;
  groupId?: string;
}

/** The holding that a replacement ends, and the commitment in force. */
async function inForce(tx: Tx, networkId: string, organisationId: string, kind: Kind, today: string) {
  const holdings = await tx.holding.findMany({
    where: {
      networkId,
      organisationId,
      ...inForceOn(today),
    },
  });
  const active = await tx.commitment.findFirst({
    where: { networkId, organisationId, state: "active" },
    orderBy: { signedAt: "desc" },
  });
  const leaver =
    kind === "representative" || kind === "deputy" ? holdings.find((h) => h.seat === kind) : undefined;
  return { active, leaver };
}

/** Begins a form. The start is announced: the strategist learns of a replacement at once. */
export async function startCommitment(
  tx: Tx,
  permit: NetworkPermit<"commitment.fill" | "replacement.start" | "moveIn.use">,
  given: NewCommitment,
): Promise<Commitment> {
  const { network } = permit;
  if (!reaches(permit, given.organisationId)) throw notFound();
  const { active, leaver } = await inForce(tx, network.id, given.organisationId, given.kind, permit.today);
  const id = nanoid(14);
  const leaverId = leaver?.id ?? null;
  const onBehalf = given.onBehalf ?? false;
  const commitment = await tx.commitment.create({
    data: {
      id,
      networkId: network.id,
      organisationId: given.organisationId,
      kind: given.kind,
      state: "draft",
      origin: given.origin,
      onBehalf,
      ...fillerOf(permit, given.organisationId, given.draft),
      content: "{}",
      previousId: active?.id ?? null,
      leaverId,
      copiedFromId: given.copiedFromId ?? null,
      groupId: given.groupId ?? null,
      reference: newReference(),
      createdAt: permit.now,
      touchedAt: permit.now,
    },
  });
  const content = await writeContent(tx, id, given.draft);
  await tx.commitment.update({ where: { id }, data: { content } });
  await recordStep(tx, permit, id, "start", null, "draft");
  await announce(tx, permit, {
    kind: "commitment.start",
    networkId: network.id,
    organisationId: given.organisationId,
    subjectType: "commitment",
    subjectId: id,
    data: {
      kind: given.kind,
      leaver: leaverId,
      startOn: isDate(given.draft.startOn) ? given.draft.startOn : null,
      onBehalf,
      ...(given.groupId ? { group: given.groupId } : {}),
    },
  });
  return { ...commitment, content };
}

/** The commitment, if the permit reaches it; a link's own form only. */
export async function findWithin(tx: Tx, permit: NetworkPermit, id: string) {
  const found = await tx.commitment.findFirst({
    where: { id, ...within(permit) },
    include: { secret: true },
  });
  if (
    !found ||
    (permit.link?.commitmentId && permit.actor.kind === "link" && permit.link.commitmentId !== id)
  )
    throw notFound();
  return found;
}

/** Saves what was typed, as it is. `version` is the one the form was shown. */
export async function saveDraft(
  permit: NetworkPermit<"commitment.fill">,
  id: string,
  draft: Draft,
  version: number,
): Promise<void> {
  await transact(async (tx) => {
    const found = await findWithin(tx, permit, id);
    mayWrite(permit, found);
    const content = await writeContent(tx, id, draft);
    if (permit.link) await pressLink(tx, permit.link.id, permit.now);
    await takeStep(tx, permit, found, "save", {
      version,
      change: {
        content,
        touchedAt: permit.now,
        fillerName: fillerOf(permit, found.organisationId, draft).fillerName ?? found.fillerName,
        fillerEmail: draft.filler.email || found.fillerEmail,
      },
    });
  });
}

/** A draft is its writers' own: staff write (and read) only what they fill in on somebody's behalf. */
export function mayWrite(
  permit: NetworkPermit,
  commitment: Pick<Commitment, "onBehalf" | "fillerAccountId" | "id" | "origin">,
): void {
  const staff = permit.roles.has("strategist");
  const own =
    permit.actor.kind === "link" ||
    commitment.fillerAccountId === permit.account?.id ||
    (commitment.origin === "member" && !staff);
  if (!own && !(staff && commitment.onBehalf)) throw notFound();
}

const toContent = (draft: Draft, kind: Kind, organisation: string, startOn: string): Content => ({
  kind,
  organisation,
  association: draft.association || null,
  representative: seatsOf(kind).includes("representative") ? draft.representative : null,
  deputy: seatsOf(kind).includes("deputy") && !(draft.deputyLater && kind !== "deputy") ? draft.deputy : null,
  deputyLater: kind !== "deputy" && kind !== "representative" && draft.deputyLater,
  channels: kind === "deputy" ? [] : draft.channels.filter((c) => c.name),
  startOn,
});

/** "Gäller alla tre": the organisations whose forms are sent with this one, or the form that this one is sent with. */
interface Together {
  with?: readonly string[];
  partOf?: string;
}

/**
 * Freezes and hashes the form and sends it to the manager or managers. Throws field errors; asks the
 * open questions as field errors too (their key is confirmed in the form).
 */
export async function sendWithin(
  tx: Tx,
  permit: NetworkPermit<"commitment.fill">,
  found: Commitment & { secret: { content: string } | null },
  version: number,
  together: Together = {},
): Promise<void> {
  const organisation = await tx.organisation.findUniqueOrThrow({ where: { id: found.organisationId } });
  const kind = must(
    kinds.find((k) => k === found.kind),
    "a kind of form",
  );
  const draft = readDraft(found);
  // A name from before such names were asked about: what is sealed could not say it.
  const name: FieldErrors = printable(organisation.name)
    ? {}
    : { form: [words.nameNotInLatin(organisation.name)] };
  const wrong = unfit(draft, kind, { onBehalf: found.onBehalf, today: permit.today }, name);
  if (wrong) throw wrong;
  const content = toContent(draft, kind, organisation.name, draft.startOn);
  const signers = signersOf(kind, content.deputy !== null, draft.sameManager);
  const { fillerName } = fillerOf(permit, found.organisationId, draft);
  await freeze(tx, permit, found, content, version, { ...together, managers: signers.length });
  for (const seats of signers) {
    const m = seats === "deputy" ? draft.deputyManager : draft.manager;
    await askManager(tx, permit, found, seats, m, {
      kind: permit.actor.kind,
      id: permit.actor.id,
      label: found.onBehalf ? permit.network.authority : (fillerName ?? found.fillerName ?? ""),
    });
  }
}

/** Freezes the content: hash, duties' version, start and end; nothing else may be under way for the seat. */
async function freeze(
  tx: Tx,
  permit: NetworkPermit,
  found: Commitment,
  content: Content,
  version: number,
  told: Together & { managers: number },
): Promise<void> {
  const kind = content.kind;
  const underway = await tx.commitment.findMany({
    where: {
      networkId: found.networkId,
      organisationId: found.organisationId,
      state: { in: ["awaitingSignature", "signed"] },
      id: { not: found.id },
    },
  });
  if (underway.some((other) => collides(kind, other.kind as Kind))) throw conflict(words.otherUnderway);
  const { active } = await inForce(tx, found.networkId, found.organisationId, kind, permit.today);
  const { version: termsVersion } = termsOf(found.networkId);
  const text = await writeContent(tx, found.id, content);
  await takeStep(tx, permit, found, "send", {
    version,
    data: { startOn: content.startOn, leaver: found.leaverId, ...told },
    change: {
      content: text,
      contentHash: contentHash(content, termsVersion),
      termsVersion,
      startOn: content.startOn,
      sentAt: permit.now,
      touchedAt: permit.now,
      untilOn: untilOf(kind, content.startOn, {
        months: permit.network.termMonths,
        periodEnd: active?.untilOn ?? null,
      }),
    },
  });
}

/** Asks a manager to sign: the row, the link, and the fact whose reaction writes the letter. */
export async function askManager(
  tx: Tx,
  by: By & { network: { id: string; quietPeriods: { from: string; to: string }[] } },
  commitment: Commitment,
  seats: string,
  m: ManagerInput,
  namedBy: { kind: string; id: string | null; label: string },
  state: "pending" | "unconfirmed" = "pending",
): Promise<string> {
  const id = nanoid(14);
  await tx.signature.create({
    data: {
      id,
      commitmentId: commitment.id,
      seats,
      state,
      name: m.name,
      title: m.title || null,
      email: m.email || null,
      emailKey: m.email ? emailKey(m.email) : null,
      phone: m.phone || null,
      unit: m.unit || null,
      town: m.town || null,
      acting: m.acting,
      sharedMailbox: m.sharedMailbox,
      namedBy: JSON.stringify(namedBy),
      createdAt: by.now,
    },
  });
  if (state === "pending" && m.email) await sendSignLink(tx, by, commitment, id, m.email);
  return id;
}

/** Makes the manager's link and announces that a signature is asked for. */
export async function sendSignLink(
  tx: Tx,
  by: By & { network: { id: string; quietPeriods: { from: string; to: string }[] } },
  commitment: Pick<Commitment, "id" | "networkId" | "organisationId">,
  signatureId: string,
  email: string,
): Promise<void> {
  const linkId = await makeLink(
    tx,
    {
      purpose: "sign",
      networkId: commitment.networkId,
      organisationId: commitment.organisationId,
      commitmentId: commitment.id,
      signatureId,
      email,
    },
    by.now,
    by.network.quietPeriods,
  );
  await announce(tx, by, {
    kind: "signature.asked",
    networkId: commitment.networkId,
    organisationId: commitment.organisationId,
    subjectType: "signature",
    subjectId: signatureId,
    data: { commitment: commitment.id, link: linkId },
  });
}

/** Takes a form back before it is signed. */
export async function withdraw(
  permit: NetworkPermit<"commitment.withdraw">,
  id: string,
  why: string,
): Promise<void> {
  await transact(async (tx) => {
    const found = await findWithin(tx, permit, id);
    await tx.signature.updateMany({
      where: { commitmentId: id, state: { in: ["pending", "unconfirmed"] } },
      data: { state: "withdrawn" },
    });
    await tx.link.updateMany({
      where: { commitmentId: id, purpose: "sign", revokedAt: null },
      data: { revokedAt: permit.now },
    });
    await takeStep(tx, permit, found, "withdraw", { why });
  });
}

/** "Ta emot": a stamp with a diary number, once; `all`: on the other forms of the same change and day too. How many it was. */
export async function receive(
  permit: NetworkPermit<"commitment.receive">,
  id: string,
  diaryNumber: string,
  { all = false } = {},
): Promise<number> {
  return transact(async (tx) => {
    const first = await findWithin(tx, permit, id);
    const waiting = { receivedAt: null, state: { in: ["signed", "active"] }, origin: { not: "moveIn" } };
    const groupId = (all && first.groupId) || "";
    const others = await tx.commitment.findMany({
      where: { id: { not: id }, networkId: permit.network.id, groupId, ...waiting },
    });
    const day = (c: { changesOn: string | null; startOn: string | null }) => c.changesOn ?? c.startOn;
    const each = [first, ...others.filter((c) => day(c) === day(first))];
    for (const c of each) await receiveWithin(tx, permit, c.id, diaryNumber);
    return each.length;
  });
}
async function receiveWithin(
  tx: Tx,
  permit: NetworkPermit<"commitment.receive">,
  id: string,
  diaryNumber: string,
): Promise<void> {
  const found = await findWithin(tx, permit, id);
  if (found.receivedAt) throw conflict("Ni har redan tagit emot blanketten.");
  if (found.origin === "moveIn") throw conflict(`${onPaper}: den kom in innan den hämtades hit.`);
  await takeStep(tx, permit, found, "receive", {
    change: {
      receivedAt: permit.now,
      receivedById: permit.account?.id ?? null,
      diaryNumber: diaryNumber || permit.network.diaryNumber,
    },
  });
}

/** Stops a signed form before its day. The signed one stays untouched; a draft is copied from it. */
export async function stop(permit: NetworkPermit<"commitment.stop">, id: string, why: string): Promise<void> {
  await transact(async (tx) => {
    const found = await findWithin(tx, permit, id);
    await takeStep(tx, permit, found, "stop", { why });
  });
}

/** The seal is tried again at once, whatever the waiting time after the last failure. */
export async function sealAgain(permit: NetworkPermit<"commitment.receive">, id: string): Promise<void> {
  await transact(async (tx) => {
    await findWithin(tx, permit, id);
    await tx.work.updateMany({
      where: { kind: { in: ["seal", "sheet"] }, subjectId: id, doneAt: null },
      data: { attempts: 0, nextAttemptAt: permit.now, claimedAt: null, error: null },
    });
    wake();
  });
}
