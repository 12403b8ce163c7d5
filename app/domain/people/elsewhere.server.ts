// Where somebody stands beside the register: as a guest, a contact, whoever filled in a form, a manager, staff. An address there is a name too.
import type { Tx } from "~/platform/db.server";
import { emailKey } from "~/platform/swedish";
import { protectedName } from "./texts";
import { sameness } from "./rules";

interface Marked {
  name: string;
  emails: readonly string[];
  accountIds: readonly string[];
}
const networksOf = async (tx: Tx, countyId: string) => ({
  in: (await tx.network.findMany({ where: { countyId }, select: { id: true } })).map((n) => n.id),
});

/**
 * A guest or a stand-in is from now on known by the person, to whom the letters go, and answers as before; where the person is asked for a
 * seat too, by that alone.
 */
export async function hideGuests(
  tx: Tx,
  countyId: string,
  personId: string,
  emails: readonly string[],
  at: Date,
): Promise<void> {
  const networkId = await networksOf(tx, countyId);
  const keys = emails.map(emailKey);
  const hidden = { name: protectedName, email: null, emailKey: null };
  for (const guest of await tx.attendee.findMany({
    where: { networkId, personId: null, emailKey: { in: keys } },
  })) {
    const asked = await tx.attendee.findFirst({ where: { meetingId: guest.meetingId, personId } });
    await tx.attendee.update({
      where: { id: guest.id },
      data: asked ? { ...hidden, state: "withdrawn" } : { ...hidden, personId },
    });
    await tx.link.updateMany({
      where: { attendeeId: guest.id },
      data: { email: "", emailKey: "", ...(asked ? { revokedAt: at } : {}) },
    });
  }
  const standIns = await tx.answer.findMany({ where: { networkId, standInEmail: { not: null } } });
  await tx.answer.updateMany({
    where: {
      id: { in: standIns.filter((a) => keys.includes(emailKey(a.standInEmail ?? ""))).map((a) => a.id) },
    },
    data: { standInName: protectedName, standInEmail: null, standInPersonId: personId },
  });
  // Their turns in the room are theirs still.
  for (const key of keys)
    for (const turn of await tx.roomPlace.findMany({
      where: { personKey: `e:${key}`, meeting: { networkId } },
    })) {
      const { meetingId } = turn;
      const held = await tx.roomPlace.findFirst({ where: { meetingId, personKey: `p:${personId}` } });
      const which = { meetingId_personKey: { meetingId, personKey: turn.personKey } };
      if (held) await tx.roomPlace.delete({ where: which });
      else await tx.roomPlace.update({ where: which, data: { personKey: `p:${personId}` } });
    }
}

/** A contact's row goes; a manager and whoever filled in a form are reached without an address. */
export async function hideElsewhere(tx: Tx, countyId: string, p: Marked): Promise<void> {
  const networkId = await networksOf(tx, countyId);
  const keys = p.emails.map(emailKey);
  const is = (name: string | null, email: string | null) =>
    name === null ||
    p.emails.some((e) => sameness({ name: p.name, email: e }, { name, email: email ?? e }) === "same");
  const ids = (found: readonly { id: string; name: string | null; email?: string | null }[]) => ({
    in: found.filter((r) => is(r.name, r.email ?? null)).map((r) => r.id),
  });
  const emailIn = { emailKey: { in: keys } };
  await tx.contact.deleteMany({
    where: { id: ids(await tx.contact.findMany({ where: { networkId, ...emailIn } })) },
  });
  const terms = ids(await tx.managerTerm.findMany({ where: { networkId, ...emailIn } }));
  await tx.managerTerm.updateMany({
    where: { id: terms },
    data: { name: protectedName, email: null, emailKey: null, phone: null },
  });
  await tx.confirmation.updateMany({
    where: { managerTermId: terms, byName: { not: null } },
    data: { byName: protectedName },
  });
  // Under what they have signed their name stands for good; what waits for them is still sent to them.
  const signatures = ids(
    await tx.signature.findMany({
      where: { commitment: { networkId }, ...emailIn, state: { not: "signed" } },
    }),
  );
  await tx.signature.updateMany({ where: { id: signatures }, data: { name: protectedName, phone: null } });
  await tx.signature.updateMany({
    where: { id: signatures, state: { notIn: ["pending", "unconfirmed"] } },
    data: { email: null, emailKey: null },
  });
  const roles = await tx.staffRole.findMany({ where: { networkId, accountId: { in: [...p.accountIds] } } });
  await tx.staffRole.updateMany({ where: { id: ids(roles) }, data: { name: protectedName } });
  await tx.commitment.updateMany({
    where: { networkId, fillerEmail: { in: [...p.emails, ...keys] } },
    data: { fillerEmail: null },
  });
}
