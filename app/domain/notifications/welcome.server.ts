// Whoever comes to a seat is welcomed on the day: once for all the organisations of one change that begin then.
import { signedFacts } from "~/domain/commitments/rules";
import { readContent } from "~/domain/commitments/content.server";
import type { SeatName } from "~/domain/commitments/rules";
import { sameness } from "~/domain/people/rules";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { post } from "~/platform/outbox.server";
import type { Commitment } from "~/platform/prisma/client";
import { placeOf, toPerson, type Scene } from "./scene.server";
import * as texts from "./texts";

type Form = Commitment & { secret: { content: string } | null; organisation: { name: string; slug: string } };
const withContent = {
  secret: { select: { content: true } },
  organisation: { select: { name: true, slug: true } },
} as const;

export async function welcomed(s: Scene): Promise<void> {
  const { commitment } = s.event.data ?? {};
  const { seat, person, fromOn } = s.event.data as { seat: SeatName; person: string; fromOn: string };
  const p = await s.tx.person.findUniqueOrThrow({ where: { id: person } });
  const c = await s.tx.commitment.findUniqueOrThrow({
    where: { id: String(commitment) },
    include: withContent,
  });
  if (c.origin === "moveIn") return; // "finns redan på papper": they have been members all the time
  const of = `welcome:${c.groupId ?? c.id}:${person}:${fromOn}`;
  if (c.groupId && (await toldWith(s, c, of))) return;
  const begins = [c, ...(c.groupId ? await beginsToo(s, c, seat, fromOn) : [])];
  const welcome = texts.welcome(
    s.group,
    begins.map(({ organisation: { name, slug } }) => ({
      organisation: name,
      firstPage: env.baseUrl + paths.organisationAct(placeOf(s.network), slug, "overlamning"),
    })),
    { seatName: seat, on: fromOn, mailbox: s.network.mailbox },
  );
  await post(s.tx, {
    ...welcome,
    ...toPerson(p),
    key: `${of}:${s.event.seq}`,
    kind: "welcome",
    at: s.event.at,
    eventSeq: s.event.seq,
    networkId: s.network.id,
    organisationId: s.organisationId,
    senderName: s.network.authority,
    replyTo: s.network.mailbox,
  });
}

/** A letter of the same change and day names the forms that were signed when it was written. */
async function toldWith(s: Scene, c: Form, key: string): Promise<boolean> {
  const signed = await s.tx.event.findFirst({
    where: { subjectId: c.id, kind: { in: [...signedFacts] } },
    orderBy: { seq: "desc" },
  });
  return (
    signed !== null &&
    (await s.tx.letter.count({ where: { key: { startsWith: `${key}:` }, eventSeq: { gt: signed.seq } } })) > 0
  );
}

/** The other forms of the change that are signed, begin the same day and name the same person, and have not begun yet. */
async function beginsToo({ tx }: Scene, c: Form, seat: SeatName, fromOn: string): Promise<Form[]> {
  const others = await tx.commitment.findMany({
    where: { groupId: c.groupId, id: { not: c.id }, state: "signed", changesOn: fromOn },
    include: withContent,
    orderBy: { organisation: { sortKey: "asc" } },
  });
  const mine = readContent(c)[seat];
  return others.filter((other) => {
    const theirs = readContent(other)[seat];
    return mine && theirs && sameness(mine, theirs) !== "other";
  });
}
