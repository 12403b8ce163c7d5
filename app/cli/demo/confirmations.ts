// The demo county's yearly confirmations: most have answered, one has said no, one has not answered, one is to be rung.
import { askDueManagers, remindManagers } from "~/domain/confirmations/asking.server";
import { answerConfirmation, noteManager, shownManagers } from "~/domain/confirmations/commands.server";
import { managersOf } from "~/domain/confirmations/reading.server";
import { answerSchema, managerSchema } from "~/domain/confirmations/schema";
import { networkById } from "~/domain/access/permits.server";
import { carry } from "~/jobs/postman.server";
import { isQuiet } from "~/platform/calendar";
import { now, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { must } from "~/platform/must";
import { atDay, byAccount, byLink, day, sentLink } from "./actors";

export async function makeConfirmations(networkId: string, strategist: string): Promise<void> {
  /** Nobody is asked in a quiet period: the last day before it. */
  const calm = (offset: number): number =>
    isQuiet(day(offset), must(networkById(networkId), "the network").quietPeriods)
      ? calm(offset - 1)
      : offset;
  const of = async (name: string) => (await db.organisation.findFirstOrThrow({ where: { name } })).id;
  const answer = async (organisationId: string, more: object = {}) => {
    const c = await db.confirmation.findFirstOrThrow({
      where: { organisationId, answeredAt: null, settledAt: null },
      include: { managerTerm: true },
    });
    const held = await sentLink(c.linkId, "confirm");
    await answerConfirmation(
      byLink("confirmation.answer", held),
      answerSchema.parse({
        resources: "yes",
        room: "yes",
        channels: "yes",
        byName: must(c.managerTerm, "the manager who is asked").name,
        ...more,
      }),
    );
  };
  const noted = async (
    offset: number,
    name: string,
    manager: { name: string; title: string; email: string; phone?: string },
  ) => {
    atDay(offset, 10);
    const organisationId = await of(name);
    await noteManager(
      await byAccount("organisation.manage", networkId, strategist),
      organisationId,
      managerSchema.parse({
        seats: "both",
        fromOn: day(offset),
        was: shownManagers(managersOf(networkId, organisationId, today())),
        phone: "",
        ...manager,
      }),
    );
    return organisationId;
  };
  atDay(calm(-300), 8);
  await askDueManagers(now());
  atDay(-298, 13);
  for (const { organisationId } of await db.confirmation.findMany({
    where: { networkId, answeredAt: null, settledAt: null, linkId: { not: null } },
  }))
    await answer(organisationId);
  await noted(calm(-45), "Smedjebackens kommun", {
    name: "Gunilla Frost",
    title: "Socialchef",
    email: "gunilla.frost@smedjebacken.example",
  });
  atDay(calm(-30), 8);
  await remindManagers(now());
  const hedemora = await noted(calm(-9), "Hedemora kommun", {
    name: "Henrik Lund",
    title: "Förvaltningschef",
    email: "henrik.lund@hedemora.example",
  });
  atDay(-6, 14);
  await answer(hedemora, {
    resources: "no",
    note: "Representanten har fått fler uppgifter. Vi behöver prata om vem som kan avlasta.",
  });
  await noted(calm(-3), "Barnhus Dalarna", {
    name: "Eva Rot",
    title: "Verksamhetschef",
    email: "",
    phone: "023-555 10",
  });
  await carry();
}
