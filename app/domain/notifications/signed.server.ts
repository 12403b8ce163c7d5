// What is told when the last signature has come.
import { readContent } from "~/domain/commitments/content.server";
import { askForNote } from "~/domain/handover/asking.server";
import { asked as askedForNote } from "~/domain/handover/texts";
import { namedKind } from "~/domain/people/protected.server";
import { protectedName } from "~/domain/people/texts";
import { changesBy, type SeatChange } from "~/domain/seats/changes.server";
import { heldBy } from "~/domain/seats/held.server";
import type { Signature } from "~/platform/prisma/client";
import { called, send, tellFiller, tellStrategist, toPerson, type Scene } from "./scene.server";
import * as leaving from "./leaving/texts";
import * as texts from "./texts";

/** From the moment it is signed: who leaves, who comes, who has another address, from when, and what the leaver held. */
export async function signedNotices(s: Scene): Promise<void> {
  const c = await s.tx.commitment.findUniqueOrThrow({
    where: { id: s.event.subjectId },
    include: { signatures: true, secret: true },
  });
  const on = c.changesOn ?? String(c.startOn);
  const content = readContent(c);
  const changes: texts.Change[] = [];
  const { representative, deputy } = await changesBy(s.tx, c, content, on);
  for (const change of [representative, deputy]) {
    if (change.becomes !== "stays") changes.push(await told(s, change, on));
    if (c.origin === "moveIn") continue;
    await tellNamed(s, change, on);
    await tellOldAddress(s, change, on);
    if (change.becomes === "leaves") await tellLeaver(s, c, change, on);
  }
  if (c.origin === "moveIn") return;
  const signing = { on, signedOn: String(s.event.data?.signedOn ?? s.event.by.today), paper: c.startOn };
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

async function told(s: Scene, c: SeatChange, on: string): Promise<texts.Change> {
  const { seat, held, named, becomes, goesOn, from } = c;
  const leaves = becomes === "leaves" && !goesOn;
  const hidden = named?.protected || from?.held.person.protected;
  return {
    seat,
    moves: becomes === "moves",
    comer: named && (hidden ? protectedName : named.name),
    leaver: called(held?.person, s.organisation, seat),
    startOn: on,
    held: held && leaves ? (await heldBy(s.tx, held, s.event.by.today)).map((x) => x.words) : [],
    goesOn,
    from: from?.as ?? null,
  };
}

/** Whoever comes or goes on. Who comes today is welcomed. A protected comer's address stays in the form's secret: the sender of letters finds it there. */
async function tellNamed(s: Scene, { seat, held, named, becomes, from }: SeatChange, on: string) {
  if (!named || becomes === "moves") return;
  if (becomes !== "stays" && on <= s.event.by.today) return;
  const known = becomes === "stays" ? held : from?.as === "same" && from.held;
  const comer = { to: named.protected ? "" : named.email, commitmentId: s.event.subjectId };
  const as = from ? "changes" : "comes";
  await send(
    s,
    { ...(known ? toPerson(known.person) : comer), what: namedKind(seat) },
    texts.namedSigned(s.group, s.organisation, {
      seatName: seat,
      on,
      as: becomes === "stays" ? "stays" : as,
      mailbox: s.network.mailbox,
    }),
  );
}
/** The address that somebody leaves who stays in the seat, or comes to it from the other one. */
async function tellOldAddress(s: Scene, { seat, held, becomes, from }: SeatChange, on: string) {
  const comes = from?.as === "newAddress" ? from.held : null;
  const mover = becomes === "moves" ? held : comes;
  if (mover)
    await send(
      s,
      { ...toPerson(mover.person), what: `moves:${seat}` },
      texts.addressChanges(s.group, s.organisation, on, comes ? seat : undefined),
    );
}

/** Whoever leaves, with the link for a note, and the manager who signed before. Who takes the other seat hears with that. */
async function tellLeaver(
  s: Scene,
  c: { networkId: string; organisationId: string; signatures: readonly { emailKey: string | null }[] },
  { held, named, goesOn }: SeatChange,
  on: string,
): Promise<void> {
  if (!held) return;
  const { seat } = held;
  const { today } = s.event.by;
  if (goesOn === "keeps")
    await send(
      s,
      { ...toPerson(held.person), what: `leaver:${seat}` },
      leaving.oneSeatEnds(s.group, [s.organisation], { seat, untilOn: on, today, goesIn: false }),
    );
  if (!goesOn) {
    const successor = Boolean(named);
    const linkId = await askForNote(s.tx, s.event.by, s.network, held, on);
    await send(
      s,
      { ...toPerson(held.person), what: `leaver:${seat}`, linkId: linkId ?? undefined },
      leaving.leaverSigned(s.group, [s.organisation], {
        seat,
        untilOn: on,
        successor,
        today,
        note: linkId && askedForNote(on, successor),
      }),
    );
  }
  const former = await s.tx.managerTerm.findFirst({
    where: { networkId: c.networkId, organisationId: c.organisationId, seat, untilOn: null },
  });
  if (former?.email && !c.signatures.some((x) => x.emailKey === former.emailKey))
    await send(
      s,
      { to: former.email, what: `formerManager:${seat}` },
      texts.formerManager(s.group, s.organisation, seat, on),
    );
}
