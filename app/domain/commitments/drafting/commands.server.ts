// Beginning a form: by a personal link, signed in, on somebody's behalf, from one that was stopped.
import { inForceOn } from "~/platform/calendar";
import { linkToken, makeLink } from "~/domain/access/tokens.server";
import { heldLink, type NetworkPermit, reaches } from "~/domain/access/permits.server";
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { must } from "~/platform/must";
import { conflict, invalid, notFound } from "~/platform/refusal";
import type { Commitment } from "~/platform/prisma/client";
import {
  findWithin,
  mayWrite,
  saveDraft,
  sendWithin,
  startCommitment,
  type NewCommitment,
} from "../commands.server";
import { readContent, readDraft } from "../content.server";
import { standingCopyOf } from "../effect.server";
import { nameBehind, prefilled, seatsOpenTo, wholeKind } from "../prefill.server";
import { isMendable, isReplacement, type Kind, type SeatName } from "../rules";
import { draftSchema, emptyDraft, type Content, type Draft } from "../schema";
import { words } from "../texts";

type Fill = NetworkPermit<"commitment.fill">;

/** Saves what was typed on a link: the first time begins the form and ties it to the link. */
export async function saveByLink(permit: Fill, draft: Draft, version: number): Promise<string> {
  const link = heldLink(permit);
  if (link.commitmentId) {
    await saveDraft(permit, link.commitmentId, draft, version);
    return link.commitmentId;
  }
  return transact(async (tx) => {
    const c = await startCommitment(tx, permit, {
      organisationId: link.organisationId,
      kind: wholeKind(permit.network.id, link.organisationId),
      draft,
      origin: "link",
    });
    const tied = await tx.link.updateMany({
      where: { id: link.id, commitmentId: null },
      data: { commitmentId: c.id, pressedAt: permit.now },
    });
    if (tied.count !== 1) throw conflict(words.somebodyWasFirst);
    return c.id;
  });
}

/** The rules of who may begin what for whom (domain page, "Replacement"). */
function mayStart(permit: NetworkPermit, organisationId: string, kind: Kind): void {
  if (!reaches(permit, organisationId)) throw notFound();
  const roles = permit.roles;
  if (roles.has("strategist") || roles.has("representative") || permit.actor.kind !== "account") return;
  if (kind === "deputy" && roles.has("deputy"))
    throw invalid({
      seat: ["En ersättare kan inte utse en annan ersättare. Be representanten eller chefen göra det."],
    });
}

/** A signed-in member or the strategist (on the organisation's behalf) begins a form. */
export async function begin(
  permit: NetworkPermit<"replacement.start" | "commitment.fill">,
  organisationId: string,
  kind: "whole" | SeatName,
  onBehalf: boolean,
): Promise<string> {
  const real: Kind = kind === "whole" ? wholeKind(permit.network.id, organisationId) : kind;
  mayStart(permit, organisationId, real);
  return transact(async (tx) => {
    const email = permit.account?.email ?? permit.actor.kind;
    const draft = prefilled(permit.network.id, organisationId, real, permit.today, {
      email: onBehalf ? "" : email,
      name: onBehalf ? "" : nameBehind(permit.network.id, organisationId, email),
    });
    draft.startOn = "";
    const c = await startCommitment(tx, permit, {
      organisationId,
      kind: real,
      draft,
      origin: onBehalf ? "staff" : "member",
      onBehalf,
    });
    return c.id;
  });
}

/** From the replacement link: begins the form and gives the address of its own link, which is also mailed. */
export async function beginByLink(
  permit: NetworkPermit<"replacement.start">,
  seat: SeatName | "whole",
): Promise<string> {
  const link = heldLink(permit);
  const open = seatsOpenTo(permit.network.id, link.organisationId, link.email, permit.today);
  if (seat !== "whole" && !open.seats.includes(seat))
    throw invalid({
      seat: ["En ersättare kan inte utse en annan ersättare. Be representanten eller chefen göra det."],
    });
  const kind: Kind = seat === "whole" ? wholeKind(permit.network.id, link.organisationId) : seat;
  const id = await transact(async (tx) => {
    const draft = prefilled(permit.network.id, link.organisationId, kind, permit.today, {
      email: link.email,
      name: nameBehind(permit.network.id, link.organisationId, link.email),
    });
    const c = await startCommitment(tx, permit, {
      organisationId: link.organisationId,
      kind,
      draft,
      origin: "link",
    });
    const fill = await makeLink(
      tx,
      {
        purpose: "fill",
        networkId: permit.network.id,
        organisationId: link.organisationId,
        commitmentId: c.id,
        email: link.email,
      },
      permit.now,
      permit.network.quietPeriods,
    );
    await announce(tx, permit, {
      kind: "link.fresh",
      networkId: permit.network.id,
      organisationId: link.organisationId,
      subjectType: "link",
      subjectId: fill,
      data: { purpose: "fill", was: link.id },
    });
    return fill;
  });
  return must(await linkToken(id), "the link that was made").token;
}

/** What a sent form said, as a draft again. */
function asDraft(
  content: Content,
  managers: {
    seats: string;
    name: string;
    title: string | null;
    email: string | null;
    phone: string | null;
    unit: string | null;
    town: string | null;
    acting: boolean;
  }[],
  filler: { name: string; email: string },
): Draft {
  const same = content.kind !== "deputy" && managers.every((m) => m.seats !== "deputy");
  const manager = (seat: string) => {
    const m = managers.find((x) => x.seats === seat || x.seats === "both");
    return m
      ? {
          name: m.name,
          title: m.title ?? "",
          email: m.email ?? "",
          phone: m.phone ?? "",
          unit: m.unit ?? "",
          town: m.town ?? "",
          acting: m.acting ? "on" : "",
        }
      : {};
  };
  return draftSchema.parse({
    representative: content.representative ?? {},
    deputy: content.deputy ?? {},
    deputyLater: content.deputyLater,
    channels: content.channels.length ? content.channels : emptyDraft().channels,
    manager: manager("representative"),
    deputyManager: same ? {} : manager("deputy"),
    sameManager: same,
    association: content.association ?? "",
    startOn: content.startOn,
    filler,
  });
}

/** A declined, stopped or withdrawn form is corrected in a new draft that is copied from it; the old one stays as it was. */
export async function copyForm(permit: Fill, id: string): Promise<string> {
  return transact(async (tx) => {
    const found = await findWithin(tx, permit, id);
    if (!isMendable(found)) throw conflict("Blanketten behöver inte rättas.");
    const already = await tx.commitment.findFirst({ where: standingCopyOf(id) });
    if (already) throw conflict("En ny blankett är redan påbörjad.");
    const managers = await tx.signature.findMany({
      where: { commitmentId: id, state: { not: "misdirected" } },
      orderBy: { createdAt: "desc" },
    });
    const staff = permit.roles.has("strategist");
    const ownOrigin = permit.link ? "link" : "member";
    const draft = asDraft(readContent(found), managers, {
      name: found.fillerName ?? "",
      email: found.fillerEmail ?? "",
    });
    const given: NewCommitment = {
      organisationId: found.organisationId,
      kind: found.kind as Kind,
      draft,
      origin: staff ? "staff" : ownOrigin,
      onBehalf: staff || found.onBehalf,
      copiedFromId: id,
    };
    const c = await startCommitment(tx, permit, given);
    if (permit.link)
      await tx.link.update({
        where: { id: permit.link.id },
        data: { commitmentId: c.id, pressedAt: permit.now },
      });
    return c.id;
  });
}

/** Sends the form; for "Gäller alla tre" one form for each organisation, with its own manager, under one group. */
export async function send(permit: Fill, id: string, version: number): Promise<void> {
  await transact(async (tx) => {
    const found = await findWithin(tx, permit, id);
    mayWrite(permit, found);
    const draft = readDraft(found);
    const others = isReplacement(found.kind as Kind) ? draft.alsoIn.filter((a) => a.chosen) : [];
    const groupId = others.length > 0 ? nanoid() : null;
    if (groupId) await tx.commitment.update({ where: { id }, data: { groupId } });
    const together = groupId ? { with: others.map((o) => o.organisationId) } : {};
    await sendWithin(tx, permit, found, version, together);
    if (groupId) for (const other of others) await sendSibling(tx, permit, found, draft, other, groupId);
  });
}

async function sendSibling(
  tx: Tx,
  permit: Fill,
  first: Commitment,
  draft: Draft,
  other: Draft["alsoIn"][number],
  groupId: string,
): Promise<void> {
  const seat = first.kind as SeatName;
  // Only organisations where the leaving person holds the same seat: the form says so, and it is held here.
  const leaver = first.leaverId ? await tx.holding.findUnique({ where: { id: first.leaverId } }) : null;
  const same =
    leaver &&
    (await tx.holding.findFirst({
      where: {
        personId: leaver.personId,
        networkId: permit.network.id,
        organisationId: other.organisationId,
        seat,
        ...inForceOn(permit.today),
      },
    }));
  if (!same) throw conflict(words.leaverChanged);
  const widened = {
    ...permit,
    organisationIds: permit.organisationIds && [...permit.organisationIds, other.organisationId],
  } as Fill;
  const key = seat === "deputy" ? "deputyManager" : "manager";
  const sibling: Draft = {
    ...draft,
    alsoIn: [],
    [key]: { ...draftSchema.parse({}).manager, name: other.managerName, email: other.managerEmail },
  };
  const c = await startCommitment(tx, widened, {
    organisationId: other.organisationId,
    kind: seat,
    draft: sibling,
    origin: first.origin as NewCommitment["origin"],
    onBehalf: first.onBehalf,
    groupId,
  });
  await sendWithin(
    tx,
    widened,
    { ...c, secret: await tx.commitmentSecret.findUnique({ where: { commitmentId: c.id } }) },
    c.version,
    { partOf: first.id },
  );
}
