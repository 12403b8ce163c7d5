// Who hears that the deputy serves for a while, and that she does no longer.
import { inForceOn } from "~/platform/calendar";
import { send, tellStrategist, toOrganisation, toPerson, type Scene } from "./scene.server";
import { tellDeputies } from "./leaving.server";
import * as texts from "./leaving/texts";

export async function coverStarted(s: Scene): Promise<void> {
  const { fromOn, untilOn } = s.event.data as { fromOn: string; untilOn: string };
  await tellStrategist(
    s,
    texts.covered(s.group, s.organisation, { fromOn, untilOn }),
    undefined,
    toOrganisation(s),
  );
  await tellDeputies(s, [s.organisationId], { fromOn, untilOn, seatVacant: false });
}

/** Before its last day. One that is over already has been told with its day. */
export async function coverEnded(s: Scene): Promise<void> {
  const { fromOn, untilOn } = await s.tx.cover.findUniqueOrThrow({ where: { id: s.event.subjectId } });
  const { today } = s.event.by;
  if (!untilOn || untilOn <= today) return;
  const given = { fromOn, untilOn, today };
  await tellStrategist(s, texts.coverOver(s.organisation, given), undefined, toOrganisation(s));
  const deputy = await s.tx.holding.findFirst({
    where: {
      networkId: s.network.id,
      organisationId: s.organisationId,
      seat: "deputy",
      ...inForceOn(fromOn > today ? fromOn : today),
    },
    include: { person: true },
  });
  if (deputy)
    await send(
      s,
      { ...toPerson(deputy.person), what: "coverEnded" },
      texts.coverEnds(s.group, s.organisation, given),
    );
}
