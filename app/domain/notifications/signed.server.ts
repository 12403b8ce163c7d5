// What is told when the last signature has come.
import { readContent } from "~/domain/commitments/content.server";
import type { Content } from "~/domain/commitments/schema";
import { askForNote } from "~/domain/handover/asking.server";
import { asked as askedForNote } from "~/domain/handover/texts";
import { namedKind } from "~/domain/people/protected.server";
import { forComparison } from "~/domain/people/register.server";
import { sameness } from "~/domain/people/rules";
import { heldBy } from "~/domain/seats/held.server";
import type { Signature } from "~/platform/prisma/client";
import { called, send, tellFiller, tellStrategist, toPerson, type holder, type Scene } from "./scene.server";
import * as leaving from "./leaving/texts";
import * as texts from "./texts";
import { protectedName } from "~/domain/people/texts";

/** From the moment it is signed: who leaves, who comes, who has another address, from when, and what the leaver held. */
export async function signedNotices(s: Scene): Promise<void> {
  const c = await s.tx.commitment.findUniqueOrThrow({
    where: { id: s.event.subjectId },
    include: { signatures: true, secret: true },
  });
  const on = c.changesOn ?? String(c.startOn);
  const content = readContent(c);
  const changes: texts.Change[] = [];
  for (const seat of ["representative", "deputy"] as const) {
    const held = await s.tx.holding.findFirst({
      where: {
        networkId: c.networkId,
        organisationId: c.organisationId,
        seat,
        OR: [{ untilOn: null }, { untilOn: { gt: on } }],
      },
      include: { person: true },
      orderBy: { fromOn: "asc" },
    });
    const becomes = await becomesOf(s, held, content, seat);
    if (becomes !== "stays") changes.push(await changeOf(s, held, content[seat], seat, becomes, on));
    if (c.origin === "moveIn") continue;
    await tellNamed(s, held, content[seat], { seat, becomes, on });
    if (!held) continue;
    if (becomes === "moves")
      await send(
        s,
        { ...toPerson(held.person), what: `moves:${seat}` },
        texts.addressChanges(s.group, s.organisation, on),
      );
    if (becomes === "leaves") await tellLeaver(s, c, held, content, on);
  }
  if (c.origin === "moveIn") return;
  const signing = { on, signedOn: s.event.by.today, paper: c.startOn };
  await tellStrategist(s, texts.signed(s.group, s.organisation, changes, signing), c.id);
  await tellManagers(s, c, on);
  await tellFiller(s, c.id, texts.signedFiller(s.group, s.organisation, signing), "signedFiller");
}

/** The managers who signed before the last one, who has the receipt. */
async function tellManagers(
  s: Scene,
  c: { id: string; signatures: readonly Signature[] },
  on: string,
): Promise<void> {
  for (const { id, email, state, method } of c.signatures)
    if (state === "signed" && email && method === "email" && id !== s.event.data?.signature)
      await send(
        s,
        { to: email, what: `managerSigned:${id}`, commitmentId: c.id },
        texts.managerSigned(s.group, s.organisation, on),
      );
}

type Held = Awaited<ReturnType<typeof holder>>;
type Becomes = "stays" | "moves" | "leaves" | "comes";

/** What the form makes of a seat. */
async function becomesOf(
  s: Scene,
  held: Held,
  content: Content,
  seat: "representative" | "deputy",
): Promise<Becomes> {
  const comer = content[seat];
  if (!comer) return held && seat === "deputy" && content.deputyLater ? "leaves" : "stays";
  if (!held) return "comes";
  const same = sameness(await forComparison(s.tx, held.personId), comer);
  return ({ same: "stays", newAddress: "moves", other: "leaves" } as const)[same];
}

const changeOf = async (
  s: Scene,
  held: Held,
  comer: Content["representative"],
  seat: string,
  becomes: Becomes,
  on: string,
): Promise<texts.Change> => ({
  seat,
  moves: becomes === "moves",
  comer: comer && (comer.protected ? protectedName : comer.name),
  leaver: called(held?.person, s.organisation, seat),
  startOn: on,
  held: held && becomes === "leaves" ? (await heldBy(s.tx, held, s.event.by.today)).map((x) => x.words) : [],
});

/** Whoever comes or goes on. Who comes today is welcomed. A protected comer's address stays in the form's secret: the sender of letters finds it there. */
async function tellNamed(
  s: Scene,
  held: Held,
  named: Content["representative"],
  { seat, becomes, on }: { seat: string; becomes: Becomes; on: string },
): Promise<void> {
  if (!named || becomes === "moves") return;
  const stays = becomes === "stays";
  if (!stays && on <= s.event.by.today) return;
  const comer = { to: named.protected ? "" : named.email, commitmentId: s.event.subjectId };
  await send(
    s,
    { ...(stays && held ? toPerson(held.person) : comer), what: namedKind(seat) },
    texts.namedSigned(s.group, s.organisation, { seatName: seat, on, stays, mailbox: s.network.mailbox }),
  );
}

/** Whoever leaves, with the link for a note, and the manager who signed before. */
async function tellLeaver(
  s: Scene,
  c: { networkId: string; organisationId: string; signatures: readonly { emailKey: string | null }[] },
  held: NonNullable<Held>,
  content: Content,
  on: string,
): Promise<void> {
  const comerToOther = content[held.seat === "deputy" ? "representative" : "deputy"];
  const successor = Boolean(content[held.seat === "deputy" ? "deputy" : "representative"]);
  const linkId = await askForNote(s.tx, s.event.by, s.network, held, on, comerToOther);
  await send(
    s,
    { ...toPerson(held.person), what: `leaver:${held.seat}`, linkId: linkId ?? undefined },
    leaving.leaverSigned(s.group, [s.organisation], {
      seat: held.seat,
      untilOn: on,
      successor,
      today: s.event.by.today,
      note: linkId && askedForNote(on, successor),
    }),
  );
  const former = await s.tx.managerTerm.findFirst({
    where: { networkId: c.networkId, organisationId: c.organisationId, seat: held.seat, untilOn: null },
  });
  if (former?.email && !c.signatures.some((x) => x.emailKey === former.emailKey))
    await send(
      s,
      { to: former.email, what: `formerManager:${held.seat}` },
      texts.formerManager(s.group, s.organisation, held.seat, on),
    );
}
