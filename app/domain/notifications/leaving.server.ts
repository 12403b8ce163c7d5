// Who hears that somebody leaves without a successor: the county board once, however many seats end together.
import { inForceOn } from "~/platform/calendar";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { askForNote } from "~/domain/handover/asking.server";
import { asked as askedForNote } from "~/domain/handover/texts";
import { heldBy, heldSeat } from "~/domain/seats/held.server";
import {
  called,
  holder,
  placeOf,
  send,
  tellStrategist,
  toOrganisation,
  toPerson,
  type Scene,
} from "./scene.server";
import * as texts from "./texts";

/** The holdings that end with this one, said by the same press. */
async function together(s: Scene) {
  const ids = Array.isArray(s.event.data?.with) ? s.event.data.with.map(String) : [];
  return s.tx.holding.findMany({
    where: { id: { in: ids } },
    include: { person: true, organisation: { select: { name: true, sortKey: true } } },
    orderBy: { organisation: { sortKey: "asc" } },
  });
}

export async function toldLeaving(s: Scene): Promise<void> {
  // By a form: told when it was signed.
  if (s.event.data?.commitment) return;
  const h = await holder(s.tx, s.event.subjectId);
  if (!h) return;
  const untilOn = String(s.event.data?.untilOn);
  const linkId = await askForNote(s.tx, s.event.by, s.network, h, untilOn);
  if (h.seat === "representative") await tellDeputy(s, untilOn, untilOn, true);
  const others = await together(s);
  if (!s.event.data?.partOf) await tellOnce(s, [h, ...others], untilOn);
  // A link of its own for each organisation's note; without one, one letter for all of them.
  if (s.event.data?.partOf && !linkId) return;
  const organisations = [s.organisation, ...others.map((o) => o.organisation.name)];
  await send(
    s,
    { ...toPerson(h.person), what: "leaver", linkId: linkId ?? undefined },
    texts.leaverSigned(s.group, linkId ? [s.organisation] : organisations, {
      seat: h.seat,
      untilOn,
      successor: false,
      today: s.event.by.today,
      note: linkId && askedForNote(untilOn, false),
    }),
  );
}

async function tellOnce(
  s: Scene,
  all: readonly NonNullable<Awaited<ReturnType<typeof holder>>>[],
  untilOn: string,
): Promise<void> {
  const [h] = all;
  if (!h) return;
  const organisations = await s.tx.organisation.findMany({
    where: { id: { in: all.map((x) => x.organisationId) } },
    orderBy: { sortKey: "asc" },
    select: { id: true, name: true },
  });
  const held = (await Promise.all(all.map((x) => heldBy(s.tx, x, s.event.by.today)))).flat();
  const names = new Map(organisations.map((o) => [o.id, o.name]));
  const ending = all.map((x) => heldSeat(x.seat, names.get(x.organisationId) ?? ""));
  await tellStrategist(
    s,
    texts.left(
      organisations.map((o) => o.name),
      {
        seats: all.map((x) => x.seat),
        who: called(h.person, s.organisation, h.seat) ?? "",
        untilOn,
        held: [...new Set(held.map((x) => x.words))].filter((words) => !ending.includes(words)),
        today: s.event.by.today,
      },
    ),
    undefined,
    all.length > 1 ? undefined : toOrganisation(s),
  );
}

/** A contact says that somebody leaves: the county board ends the seat, or asks. */
export async function saidToLeave(s: Scene): Promise<void> {
  const h = await holder(s.tx, s.event.subjectId);
  if (!h) return;
  await tellStrategist(
    s,
    texts.saidToLeave(s.organisation, {
      seat: h.seat,
      who: called(h.person, s.organisation, h.seat) ?? "",
      untilOn: String(s.event.data?.untilOn),
    }),
    undefined,
    toOrganisation(s),
  );
}

export async function tellDeputy(
  s: Scene,
  fromOn: string,
  untilOn: string,
  seatVacant: boolean,
): Promise<void> {
  const deputy = await s.tx.holding.findFirst({
    where: {
      networkId: s.network.id,
      organisationId: s.organisationId,
      seat: "deputy",
      ...inForceOn(fromOn),
    },
    include: { person: true },
  });
  if (deputy)
    await send(
      s,
      { ...toPerson(deputy.person), what: "cover" },
      texts.coverBegins(s.group, s.organisation, {
        fromOn,
        untilOn,
        seatVacant,
        today: s.event.by.today,
        address: env.baseUrl + paths.organisation(placeOf(s.network), s.slug),
      }),
    );
}
