// The county board hears that a change is begun, and that it waits for the managers: once for "gäller alla tre", not once for each form.
import { readMasked } from "~/domain/commitments/content.server";
import { formNames } from "~/domain/commitments/texts";
import type { Kind } from "~/domain/commitments/rules";
import { called, holder, lastHeldUntil, tellStrategist, type Scene } from "./scene.server";
import * as texts from "./texts";

export async function begun(s: Scene): Promise<void> {
  const { kind, leaver, group } = s.event.data ?? {};
  // Made when the first of them was sent, and told with it.
  if (group) return;
  if (kind !== "representative" && kind !== "deputy") return;
  const h = await holder(s.tx, leaver);
  await tellStrategist(
    s,
    texts.started(s.group, s.organisation, {
      seat: kind,
      leaver: called(h?.person, s.organisation, kind),
      startOn: (s.event.data?.startOn as string | null) ?? null,
      vacantSince: h ? null : await lastHeldUntil(s, kind),
    }),
    s.event.subjectId,
  );
}

export async function sentOn(s: Scene): Promise<void> {
  const { partOf, with: others, managers } = s.event.data ?? {};
  if (partOf) return;
  const c = await s.tx.commitment.findUniqueOrThrow({ where: { id: s.event.subjectId } });
  const content = readMasked(c);
  const also = await s.tx.organisation.findMany({
    where: { id: { in: Array.isArray(others) ? others.map(String) : [] } },
    orderBy: { sortKey: "asc" },
    select: { name: true },
  });
  const comers = [
    content.representative && `Representant: ${content.representative.name}`,
    content.deputy && `Ersättare: ${content.deputy.name}`,
  ].filter((x): x is string => Boolean(x));
  await tellStrategist(
    s,
    texts.sentToManager([s.organisation, ...also.map((o) => o.name)], {
      change: formNames[c.kind as Kind],
      comers,
      startOn: content.startOn,
      managers: Number(managers ?? 1) + also.length,
    }),
    c.id,
  );
}
