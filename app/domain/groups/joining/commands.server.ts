// Into a group: an organisation asks and the strategist answers, or the strategist invites and the organisation answers.
import { inForceOn } from "~/platform/calendar";
import { transact, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import type { LetterKind } from "~/platform/letter-kinds";
import { post } from "~/platform/outbox.server";
import { conflict, notFound } from "~/platform/refusal";
import { paths } from "~/paths";
import { reaches, type NetworkPermit } from "~/domain/access/permits.server";
import { chosenMembers, tellSeats } from "~/domain/asks/asked.server";
import { thatCanWait } from "~/domain/digest/waiting.server";
import type { GroupJoining, WorkingGroup } from "~/platform/prisma/client";
import { fillPlace, openGroup, placed, told } from "../places.server";
import { reminderOn, type JoiningKind, type JoiningState, type SeatChoice } from "./rules";
import type { InviteInput } from "./schema";
import * as texts from "./texts";

type Member = NetworkPermit<"group.join">;
type Manager = NetworkPermit<"group.manage">;
const about = (permit: NetworkPermit, g: WorkingGroup) => ({
  group: g.name,
  purpose: g.purpose,
  address: env.baseUrl + paths.group(permit.network, g.id),
});
const named = async (tx: Tx, id: string) =>
  (await tx.organisation.findUniqueOrThrow({ where: { id }, select: { name: true } })).name;
const envelope = ({ network, now }: NetworkPermit, kind: LetterKind, eventSeq: number) => ({
  key: `${kind}:${eventSeq}`,
  kind,
  senderName: network.authority,
  replyTo: network.mailbox,
  at: now,
  eventSeq,
  networkId: network.id,
});

/** May it come in: a member without a place, of which nothing is open. */
async function free(tx: Tx, permit: NetworkPermit, groupId: string, organisationId: string): Promise<void> {
  if (await tx.groupPlace.count({ where: { groupId, organisationId, ...placed(permit.today) } }))
    throw conflict("Organisationen har redan plats i gruppen.");
  if (await tx.groupJoining.count({ where: { groupId, organisationId, state: "open" } }))
    throw conflict("Organisationen har redan en fråga om plats som väntar på svar.");
}

/** Takes what is open to its end; of two at once one does. */
async function settle(
  tx: Tx,
  permit: NetworkPermit,
  where: { id: string; groupId: string; kind?: JoiningKind },
  state: JoiningState,
  more: { who?: SeatChoice; reason?: string } = {},
): Promise<GroupJoining> {
  const found = await tx.groupJoining.findFirst({ where: { ...where, networkId: permit.network.id } });
  if (!found || !reaches(permit, found.organisationId)) throw notFound();
  const { count } = await tx.groupJoining.updateMany({
    where: { id: found.id, state: "open" },
    data: { state, settledAt: permit.now, ...more },
  });
  if (count === 0) throw conflict("Någon har redan svarat på frågan. Läs in sidan igen.");
  return found;
}

/** The place of whoever was to sit; a seat that is empty, or a colleague named later, leaves it vacant. */
async function giveTo(
  tx: Tx,
  permit: NetworkPermit,
  g: WorkingGroup,
  organisationId: string,
  who: SeatChoice,
): Promise<void> {
  const seated =
    who !== "later" &&
    (await tx.holding.count({
      where: { networkId: g.networkId, organisationId, seat: who, ...inForceOn(permit.today) },
    })) > 0;
  await fillPlace(tx, permit, g, {
    organisationId,
    who: seated ? who : "vacant",
    name: null,
    email: null,
    protected: false,
  });
}

export async function askForPlace(
  permit: Member,
  groupId: string,
  { organisationId, who, words }: { organisationId: string; who: SeatChoice; words: string | null },
): Promise<void> {
  if (!reaches(permit, organisationId)) throw notFound();
  await transact(async (tx) => {
    const g = await openGroup(tx, permit, groupId);
    await free(tx, permit, groupId, organisationId);
    const askedById = permit.seats.find((s) => s.organisationId === organisationId)?.personId ?? null;
    await tx.groupJoining.create({
      data: {
        id: nanoid(14),
        groupId,
        networkId: g.networkId,
        organisationId,
        kind: "request",
        who,
        words,
        askedById,
        createdAt: permit.now,
      },
    });
    const { seq } = await announce(tx, permit, told(permit, "group.requested", groupId, organisationId));
    await post(tx, {
      ...texts.requested(permit.network, {
        ...about(permit, g),
        organisation: await named(tx, organisationId),
        words,
      }),
      ...envelope(permit, "group.requested", seq),
      to: permit.network.mailbox,
      organisationId,
    });
  });
}

/** Yes gives the place, no takes a reason; whoever asked hears, or those who sit for the organisation now. */
export async function answerRequest(
  permit: Manager,
  groupId: string,
  id: string,
  reason: string | null,
): Promise<void> {
  await transact(async (tx) => {
    const g = await openGroup(tx, permit, groupId);
    const { organisationId, who, askedById } = await settle(
      tx,
      permit,
      { id, groupId, kind: "request" },
      reason === null ? "accepted" : "declined",
      reason === null ? {} : { reason },
    );
    if (reason === null) await giveTo(tx, permit, g, organisationId, who as SeatChoice);
    const kind = reason === null ? "group.letIn" : "group.refused";
    const { seq } = await announce(tx, permit, told(permit, kind, groupId, organisationId));
    const organisation = await named(tx, organisationId);
    const letter =
      reason === null
        ? texts.letIn(permit.network, { ...about(permit, g), organisation })
        : texts.refused(permit.network, { ...about(permit, g), organisation, reason });
    const asker = askedById
      ? await tx.holding.findFirst({
          where: { personId: askedById, networkId: g.networkId, organisationId, ...inForceOn(permit.today) },
          include: { person: true },
        })
      : null;
    if (asker)
      await post(tx, {
        ...thatCanWait(letter),
        ...envelope(permit, kind, seq),
        to: asker.person.protected ? "" : (asker.person.email ?? ""),
        personId: asker.personId,
        organisationId,
      });
    else
      await tellSeats(tx, permit, {
        kind,
        id: String(seq),
        lastOn: reminderOn(permit.today),
        organisationIds: [organisationId],
        eventSeq: seq,
        path: paths.group(permit.network, groupId),
        letter: () => letter,
      });
  });
}

/** All chosen at once; each representative gets one letter. */
export async function inviteToGroup(
  permit: Manager,
  groupId: string,
  { organisations, words }: InviteInput,
): Promise<void> {
  await transact(async (tx) => {
    const g = await openGroup(tx, permit, groupId);
    const organisationIds = await chosenMembers(tx, permit, {
      to: "chosen",
      organisations: [...new Set(organisations)],
    });
    for (const organisationId of organisationIds) {
      await free(tx, permit, groupId, organisationId);
      await tx.groupJoining.create({
        data: {
          id: nanoid(14),
          groupId,
          networkId: g.networkId,
          organisationId,
          kind: "invitation",
          words,
          createdAt: permit.now,
        },
      });
    }
    const { seq } = await announce(tx, permit, {
      ...told(permit, "group.invited", groupId),
      data: { organisations: organisationIds },
    });
    await tellInvited(tx, permit, g, organisationIds, seq, words, false);
  });
}

export const tellInvited = (
  tx: Tx,
  permit: NetworkPermit,
  g: WorkingGroup,
  organisationIds: readonly string[],
  seq: number,
  words: string | null,
  again: boolean,
): Promise<number> =>
  tellSeats(tx, permit, {
    kind: again ? "group.invitedAgain" : "group.invited",
    id: String(seq),
    lastOn: reminderOn(permit.today),
    organisationIds,
    eventSeq: seq,
    path: paths.group(permit.network, g.id),
    letter: (names) =>
      texts.invited(permit.network, { ...about(permit, g), organisations: names, words }, again),
  });

/** Yes, with who is to sit, or no. The network's mailbox hears. */
export async function answerInvitation(
  permit: Member,
  groupId: string,
  id: string,
  who: SeatChoice | null,
): Promise<void> {
  await transact(async (tx) => {
    const g = await openGroup(tx, permit, groupId);
    const { organisationId } = await settle(
      tx,
      permit,
      { id, groupId, kind: "invitation" },
      who ? "accepted" : "declined",
      who ? { who } : {},
    );
    if (who) await giveTo(tx, permit, g, organisationId, who);
    const { seq } = await announce(
      tx,
      permit,
      told(permit, who ? "group.accepted" : "group.declined", groupId, organisationId),
    );
    await post(tx, {
      ...texts.answered(permit.network, {
        ...about(permit, g),
        organisation: await named(tx, organisationId),
        yes: who !== null,
      }),
      ...envelope(permit, "group.answered", seq),
      to: permit.network.mailbox,
      organisationId,
    });
  });
}

/** Withdrawn: the strategist's invitation, or the organisation's own request. */
export async function withdraw(
  permit: Manager | Member,
  groupId: string,
  id: string,
  kind: JoiningKind,
): Promise<void> {
  await transact(async (tx) => {
    const { organisationId } = await settle(tx, permit, { id, groupId, kind }, "withdrawn");
    await announce(tx, permit, told(permit, "group.withdrawn", groupId, organisationId, { kind }));
  });
}
