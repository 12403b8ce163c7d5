// Forms as they are read: by their writers, and by those who follow them.
import { db, row, rows } from "~/platform/db.server";
import type { Commitment } from "~/platform/prisma/client";
import { emailKey } from "~/platform/swedish";
import { inForceSql, longMoment } from "~/platform/calendar";
import { notFound } from "~/platform/refusal";
import { heldLink, type NetworkPermit, within } from "~/domain/access/permits.server";
import { placeOf, type Place } from "~/domain/network/queries.server";
import { mayWrite } from "./commands.server";
import { readDraft, readMasked } from "./content.server";
import { effectOf, standingCopyOf, type Effect } from "./effect.server";
import { wordForName } from "./filler.server";
import { ownMay, staffMay, type May } from "./may.server";
import { nameBehind, prefilled, wholeKind } from "./prefill.server";
import { after, isMendable, isReplacement, seatsOf, type Kind, type State, type Term } from "./rules";
import { draftSchema, type Content, type Draft } from "./schema";
import { signersOf, type SignerView } from "./signers.server";
import { stepWords, whenSigned } from "./texts";

export interface FillView {
  place: Place;
  authority: string;
  networkName: string;
  mailbox: string;
  organisation: string;
  organisationSlug: string;
  id: string | null;
  version: number;
  state: State;
  kind: Kind;
  onBehalf: boolean;
  draft: Draft;
  associations: string[];
  term: Term;
  leaver: string | null;
  /** What stands for the name of whoever fills in and is protected; they are not asked for one. */
  wordForName: string | null;
  today: string;
  reference: string | null;
  /** The same person's seats in other organisations: "Gäller alla tre". */
  alsoIn: {
    organisationId: string;
    organisation: string;
    chosen: boolean;
    managerName: string;
    managerEmail: string;
  }[];
}

function organisationOf(permit: NetworkPermit, id: string) {
  const found = row<{ id: string; name: string; slug: string }>(
    "SELECT o.id, o.name, o.slug FROM Organisation o JOIN Membership m ON m.organisationId = o.id WHERE o.id = ? AND m.networkId = ?",
    id,
    permit.network.id,
  );
  if (!found) throw notFound();
  return found;
}

const frame = (permit: NetworkPermit, organisation: { id: string; name: string; slug: string }) => ({
  place: placeOf(permit.network),
  authority: permit.network.authority,
  networkName: permit.network.name,
  mailbox: permit.network.mailbox,
  organisation: organisation.name,
  organisationSlug: organisation.slug,
  today: permit.today,
  term: {
    months: permit.network.termMonths,
    periodEnd:
      row<{ untilOn: string | null }>(
        "SELECT untilOn FROM Commitment WHERE networkId = ? AND organisationId = ? AND state = 'active' ORDER BY signedAt DESC",
        permit.network.id,
        organisation.id,
      )?.untilOn ?? null,
  },
  associations: rows<{ name: string }>(
    `SELECT name FROM Association WHERE organisationId = ?1 AND ${inForceSql("")} ORDER BY swedish(name)`,
    organisation.id,
    permit.today,
  ).map((a) => a.name),
});

/** A person who leaves, as the form may call them. */
function leaverOf(leaverId: string | null): string | null {
  const p = row<{ name: string; protected: number }>(
    "SELECT p.name, p.protected FROM Holding h JOIN Person p ON p.id = h.personId WHERE h.id = ?",
    leaverId ?? "",
  );
  return p?.protected ? "den som har platsen nu (skyddade uppgifter)" : (p?.name ?? null);
}

/** The leaver's same seat in other organisations of the network, with the managers that are known there. */
function alsoIn(
  permit: NetworkPermit,
  leaverId: string | null,
  seat: Kind,
  draft: Draft,
): FillView["alsoIn"] {
  if (!leaverId || !isReplacement(seat)) return [];
  // One organisation's people do not see another's manager: only the leaving person and the strategist are asked.
  const email =
    permit.actor.kind === "link" || permit.actor.kind === "account" ? emailKey(permit.actor.email) : "";
  const self = row(
    "SELECT 1 FROM Holding h JOIN Person p ON p.id = h.personId LEFT JOIN ProtectedIdentity i ON i.personId = p.id WHERE h.id = ? AND COALESCE(p.emailKey, i.emailKey) = ?",
    leaverId,
    email,
  );
  if (!self && !permit.roles.has("strategist")) return [];
  return rows<{
    organisationId: string;
    organisation: string;
    managerName: string | null;
    managerEmail: string | null;
  }>(
    `SELECT h.organisationId, o.name AS organisation, mt.name AS managerName, mt.email AS managerEmail FROM Holding l JOIN Holding h ON h.personId = l.personId AND h.networkId = l.networkId AND h.seat = l.seat AND h.id <> l.id
     JOIN Organisation o ON o.id = h.organisationId
     LEFT JOIN ManagerTerm mt ON mt.networkId = h.networkId AND mt.organisationId = h.organisationId AND mt.seat = h.seat AND mt.untilOn IS NULL
     WHERE l.id = ?1 AND h.seat = ?3 AND ${inForceSql("h")} ORDER BY o.sortKey`,
    leaverId,
    permit.today,
    seat,
  ).map((o) => {
    const given = draft.alsoIn.find((a) => a.organisationId === o.organisationId);
    return {
      organisationId: o.organisationId,
      organisation: o.organisation,
      chosen: given?.chosen ?? false,
      managerName: given?.managerName || o.managerName || "",
      managerEmail: given?.managerEmail || o.managerEmail || "",
    };
  });
}

/** The form that a link leads to: its own, or a fresh one filled in with what holds. */
export async function linkForm(permit: NetworkPermit<"commitment.fill">): Promise<FillView> {
  const link = heldLink(permit);
  if (link.commitmentId) return draftForm(permit, link.commitmentId);
  const organisation = organisationOf(permit, link.organisationId);
  const kind = wholeKind(permit.network.id, link.organisationId);
  const word = wordForName(permit, organisation.id);
  const draft = prefilled(permit.network.id, link.organisationId, kind, permit.today, {
    email: link.email,
    name: word ?? nameBehind(permit.network.id, link.organisationId, link.email),
  });
  return {
    ...frame(permit, organisation),
    id: null,
    version: 0,
    state: "draft",
    kind,
    onBehalf: false,
    draft,
    leaver: null,
    wordForName: word,
    reference: null,
    alsoIn: [],
  };
}

/** A form of the permit's reach, to be written on. Another's draft is not found. */
export async function draftForm(permit: NetworkPermit<"commitment.fill">, id: string): Promise<FillView> {
  const found = await db.commitment.findFirst({
    where: { id, ...within(permit) },
    include: { secret: true },
  });
  if (!found || (permit.actor.kind === "link" && permit.link?.commitmentId !== id)) throw notFound();
  mayWrite(permit, found);
  const kind = found.kind as Kind;
  const draft = found.state === "draft" ? readDraft(found) : draftSchema.parse({});
  return {
    ...frame(permit, organisationOf(permit, found.organisationId)),
    id,
    version: found.version,
    state: found.state as State,
    kind,
    onBehalf: found.onBehalf,
    draft,
    leaver: leaverOf(found.leaverId),
    wordForName: wordForName(permit, found.organisationId),
    reference: found.reference,
    alsoIn: found.state === "draft" ? alsoIn(permit, found.leaverId, kind, draft) : [],
  };
}

interface StepView {
  number: number;
  words: string;
  when: string;
  who: string;
  why: string | null;
}
interface FileView {
  id: string;
  role: string;
  name: string;
  size: number;
}
export interface CommitmentView {
  id: string;
  place: Place;
  organisation: string;
  organisationSlug: string;
  organisationId: string;
  kind: Kind;
  state: State;
  reference: string;
  onBehalf: boolean;
  effect: Effect;
  untilOn: string | null;
  sentAt: string | null;
  signedAt: string | null;
  receivedAt: string | null;
  diaryNumber: string | null;
  /** Of a form taken in from a list. */
  onPaper: { cameInOn: string | null; signedOn: string | null; dayUncertain: boolean } | null;
  version: number;
  content: Content | null;
  signers: SignerView[];
  steps: StepView[];
  files: FileView[];
  filler: string | null;
  leaver: string | null;
  copiedFrom: string | null;
  copy: string | null;
  others: string[];
  sealed: boolean;
  may: May;
}

/** What was sent; a draft's text is its writer's own. */
const contentShown = (c: Commitment) =>
  c.state === "draft" || c.state === "lapsed" || c.content === "{}" || !c.contentHash ? null : readMasked(c);
const paperOf = (c: Commitment) =>
  c.origin === "moveIn"
    ? { cameInOn: c.cameInOn, signedOn: c.paperSignedOn, dayUncertain: c.dayUncertain }
    : null;
/** The other organisations of a form that is about several. */
async function sentWith({ id, groupId, networkId }: Commitment): Promise<string[]> {
  if (!groupId) return [];
  const group = await db.commitment.findMany({
    where: { groupId, networkId, id: { not: id } },
    include: { organisation: { select: { name: true } } },
  });
  return group.map((g) => g.organisation.name);
}
/** One form with its steps, for the strategist and the organisation's own people. A draft's text is not in it. */
export async function commitmentView(
  permit: NetworkPermit<"commitment.see">,
  id: string,
): Promise<CommitmentView> {
  const c = await db.commitment.findFirst({
    where: { id, ...within(permit) },
    include: {
      steps: { orderBy: { number: "asc" } },
      files: { orderBy: { createdAt: "asc" } },
      organisation: true,
    },
  });
  if (!c) throw notFound();
  const state = c.state as State;
  const staff = permit.roles.has("strategist");
  const content = contentShown(c);
  const accounts = await staffNames(
    permit,
    c.steps.map((s) => s.actorId),
  );
  const copy = await db.commitment.findFirst({ where: standingCopyOf(id), select: { id: true } });
  const hidden = Boolean(content?.representative?.protected || content?.deputy?.protected);
  return {
    id,
    place: placeOf(permit.network),
    organisation: c.organisation.name,
    organisationSlug: c.organisation.slug,
    organisationId: c.organisationId,
    kind: c.kind as Kind,
    state,
    reference: c.reference,
    onBehalf: c.onBehalf,
    effect: effectOf(c),
    untilOn: c.untilOn,
    sentAt: c.sentAt && longMoment(c.sentAt),
    signedAt: c.signedAt && whenSigned(c.signedAt),
    receivedAt: c.receivedAt && longMoment(c.receivedAt),
    diaryNumber: c.diaryNumber,
    onPaper: paperOf(c),
    version: c.version,
    content,
    signers: await signersOf(c, content),
    filler: c.onBehalf ? permit.network.authority : c.fillerName,
    leaver: leaverOf(c.leaverId),
    copiedFrom: c.copiedFromId,
    copy: copy?.id ?? null,
    others: await sentWith(c),
    sealed: c.files.some((f) => f.role === "sealed" || f.role === "sheet"),
    steps: c.steps
      .filter((s) => s.step !== "save")
      .map((s) => ({
        number: s.number,
        words: wordsOfSteps[stepOf(c.origin, s.step)] ?? s.step,
        when: longMoment(s.at),
        who: actorWords(s.actorKind, s.actorId, accounts, permit),
        why: s.why,
      })),
    files: c.files
      .filter((f) => staff || (f.audience === "organisation" && f.role !== "mistakenSeal"))
      .filter((f) => !(staff && /^(sealed|sheet)Masked$/.test(f.role) && !hidden))
      .map(({ id: fileId, role, name, size }) => ({ id: fileId, role, name, size })),
    may: staff ? staffMay(c, copy !== null, permit) : ownMay(c, copy !== null, permit),
  };
}

/** Older lists were taken in by the step of a signed paper, which they were not. */
/** The log may name a step that no longer is. */
const wordsOfSteps: Partial<Record<string, string>> = stepWords;
const stepOf = (origin: string, step: string): string =>
  origin === "moveIn" && step === "attachPaper" ? "moveIn" : step;

async function staffNames(permit: NetworkPermit, ids: (string | null)[]): Promise<Map<string, string>> {
  const found = await db.staffRole.findMany({
    where: {
      accountId: { in: ids.filter((i): i is string => i !== null) },
      OR: [{ networkId: permit.network.id }, { networkId: null }],
    },
  });
  return new Map(found.map((s) => [s.accountId, s.name]));
}
/** Who did a step: the authority, the organisation, the manager or the system – never a person's address. */
function actorWords(
  kind: string,
  id: string | null,
  staff: Map<string, string>,
  permit: NetworkPermit,
): string {
  if (kind === "link") return "Genom personlig länk";
  if (kind === "job") return "Av sig självt, på dagen";
  const organisation = kind === "account" && !(id && staff.has(id));
  return organisation ? "Organisationen, inloggad" : permit.network.authority;
}

/** The form's own page for its writer: what became of it. */
export async function sentView(permit: NetworkPermit<"commitment.fill">) {
  const link = heldLink(permit);
  const c = link.commitmentId
    ? await db.commitment.findFirst({
        where: { id: link.commitmentId, ...within(permit) },
        include: { steps: { orderBy: { number: "desc" } }, files: true },
      })
    : null;
  if (!c) throw notFound();
  const organisation = organisationOf(permit, c.organisationId);
  const content = c.contentHash ? readMasked(c) : null;
  // Who takes it back by this link knows why.
  const reason =
    c.steps.find(
      ({ step, actorKind }) =>
        step === "decline" || step === "stop" || (step === "withdraw" && actorKind !== "link"),
    )?.why ?? null;
  return {
    ...frame(permit, organisation),
    state: c.state as State,
    kind: c.kind as Kind,
    reference: c.reference,
    effect: effectOf(c),
    untilOn: c.untilOn,
    received: c.receivedAt !== null,
    sentAt: c.sentAt && longMoment(c.sentAt),
    content,
    reason,
    version: c.version,
    signers: await signersOf(c, content),
    mayWithdraw: after("withdraw", c.state as State) !== null && c.state !== "draft",
    mayCopy: isMendable(c),
    seats: seatsOf(c.kind as Kind),
    file: c.files.find((f) => f.audience === "organisation" && /^(sealed|sheet)/.test(f.role))?.id ?? null,
  };
}
