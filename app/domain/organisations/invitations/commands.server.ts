// Invitations to fill in the form: a personal link by mail; sent again, taken back.
import type { NetworkPermit } from "~/domain/access/permits.server";
import { makeLink, renewLink } from "~/domain/access/tokens.server";
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { conflict, notFound } from "~/platform/refusal";

type Invite = NetworkPermit<"invitation.send">;
export interface Invitee {
  organisationId: string;
  email: string;
}

async function inviteOne(tx: Tx, permit: Invite, { organisationId, email }: Invitee): Promise<void> {
  const { network, now } = permit;
  const member = await tx.membership.findFirst({
    where: { networkId: network.id, organisationId, kind: "member" },
  });
  if (!member) throw notFound();
  const id = await makeLink(
    tx,
    { purpose: "fill", networkId: network.id, organisationId, email },
    now,
    network.quietPeriods,
  );
  await announce(tx, permit, {
    kind: "link.invited",
    networkId: network.id,
    organisationId,
    subjectType: "link",
    subjectId: id,
    data: { purpose: "fill" },
  });
}

/** Each gets a letter of its own with a link of its own. */
export async function invite(permit: Invite, invitees: readonly Invitee[]): Promise<void> {
  await transact(async (tx) => {
    for (const invitee of invitees) await inviteOne(tx, permit, invitee);
  });
}

async function find(tx: Tx, permit: Invite, id: string) {
  const link = await tx.link.findFirst({ where: { id, networkId: permit.network.id, purpose: "fill" } });
  if (!link) throw notFound();
  if (link.revokedAt) throw conflict("Inbjudan är redan återkallad.");
  return link;
}

export async function inviteAgain(permit: Invite, id: string): Promise<void> {
  await transact(async (tx) => {
    const link = await find(tx, permit, id);
    await renewLink(tx, id, permit.now, permit.network.quietPeriods);
    await announce(tx, permit, {
      kind: "link.invited",
      networkId: permit.network.id,
      organisationId: link.organisationId,
      subjectType: "link",
      subjectId: id,
      data: { purpose: "fill", again: true },
    });
  });
}

export async function revokeInvitation(permit: Invite, id: string): Promise<void> {
  await transact(async (tx) => {
    const link = await find(tx, permit, id);
    await tx.link.update({ where: { id }, data: { revokedAt: permit.now } });
    await announce(tx, permit, {
      kind: "link.revoked",
      networkId: permit.network.id,
      organisationId: link.organisationId,
      subjectType: "link",
      subjectId: id,
      data: { purpose: "fill" },
    });
  });
}
