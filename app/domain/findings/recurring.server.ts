// Whoever has not said whether a finding may be shown is reminded, once.
import { addDays, isQuiet, startOfDay, todayOn } from "~/platform/calendar";
import { db, transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { paths } from "~/paths";
import { networkById, ownPermit, type NetworkPermit } from "~/domain/access/permits.server";
import { tellSeats } from "~/domain/asks/asked.server";
import { isSilent, remindAfterDays, type Consent } from "./rules";
import { reminded } from "./texts";

export async function remindGivers(now: Date): Promise<number> {
  const today = todayOn(now);
  const open = await db.finding.findMany({
    where: {
      consent: "asked",
      remindedAt: null,
      removedAt: null,
      askedAt: { lt: startOfDay(addDays(today, 1 - remindAfterDays)) },
    },
    select: { id: true, networkId: true },
  });
  let sent = 0;
  for (const { id, networkId } of open) {
    const permit = ownPermit(
      "work.run",
      "job",
      "findings",
      networkById(networkId),
      now,
    ) as NetworkPermit<"work.run">;
    if (isQuiet(today, permit.network.quietPeriods)) continue;
    await transact(async (tx) => {
      const f = await tx.finding.findUniqueOrThrow({ where: { id } });
      const askedOn = f.askedAt && todayOn(f.askedAt);
      if (
        f.removedAt ||
        !f.organisationId ||
        !askedOn ||
        !isSilent({ consent: f.consent as Consent, askedOn, remindedAt: f.remindedAt }, today)
      )
        return;
      await tx.finding.update({ where: { id }, data: { remindedAt: now } });
      const { seq } = await announce(tx, permit, {
        kind: "finding.reminded",
        networkId,
        organisationId: f.organisationId,
        subjectType: "finding",
        subjectId: id,
        data: { version: f.version },
      });
      sent += await tellSeats(tx, permit, {
        kind: "finding.reminded",
        id: `${id}.${f.version}`,
        lastOn: addDays(today, remindAfterDays),
        organisationIds: [f.organisationId],
        eventSeq: seq,
        path: paths.finding(permit.network, id),
        letter: (organisations, address) =>
          reminded(permit.network, { ...f, organisations, address }, askedOn),
      });
    });
  }
  return sent;
}
