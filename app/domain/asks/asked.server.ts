// Whom something is asked of, who hears of it, and who is reminded: the same for home work, spreading and inquiries.
import { inForceOn, inForceSql, isQuiet, todayOn } from "~/platform/calendar";
import { rows, transact, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { announce } from "~/platform/events.server";
import type { LetterKind } from "~/platform/letter-kinds";
import { must } from "~/platform/must";
import { postAll } from "~/platform/outbox.server";
import { invalid } from "~/platform/refusal";
import { networkById, ownPermit, type NetworkPermit } from "~/domain/access/permits.server";
import { thatCanWait } from "~/domain/digest/waiting.server";
import { lastDay, reminderDue } from "./rules";

/** The members of today that were meant; adjuncts are never asked. */
export async function chosenMembers(
  tx: Tx,
  permit: NetworkPermit,
  { to, organisations }: { to: "all" | "chosen"; organisations: readonly string[] },
): Promise<string[]> {
  const members = await tx.membership.findMany({
    where: { networkId: permit.network.id, kind: "member", ...inForceOn(permit.today) },
    select: { organisationId: true },
  });
  const chosen = to === "all" ? members : members.filter((m) => organisations.includes(m.organisationId));
  if (chosen.length === 0 || (to === "chosen" && chosen.length !== new Set(organisations).size))
    throw invalid({ organisations: ["Välj bland nätverkets organisationer"] });
  return chosen.map((m) => m.organisationId);
}

/** The members to choose among, for a form. */
export const membersToChoose = (permit: NetworkPermit): { id: string; name: string }[] =>
  rows(
    `SELECT o.id, o.name FROM Membership s JOIN Organisation o ON o.id = s.organisationId WHERE s.networkId = ?1 AND s.kind = 'member' AND ${inForceSql("s")} ORDER BY o.sortKey`,
    permit.network.id,
    permit.today,
  );

interface Told {
  subject: string;
  text: string;
}
interface Telling {
  /** "effort.given": the kind of the letter, and with the subject, the day, the person and the fact its key. */
  kind: LetterKind;
  id: string;
  lastOn: string;
  organisationIds: readonly string[];
  eventSeq: number;
  /** The page it is about, from the root. */
  path: string;
  letter: (organisations: readonly string[], address: string) => Told;
}
/** To the representatives, and where the seat is vacant or the deputy serves, the deputy: one letter a person, whatever number of organisations. Returns how many. */
export async function tellSeats(
  tx: Tx,
  permit: NetworkPermit,
  { kind, id, lastOn, organisationIds, eventSeq, path, letter }: Telling,
): Promise<number> {
  const { network } = permit;
  const holdings = await tx.holding.findMany({
    where: {
      networkId: network.id,
      organisationId: { in: [...organisationIds] },
      ...inForceOn(permit.today),
    },
    include: {
      person: { select: { email: true, protected: true } },
      organisation: { select: { name: true } },
    },
    orderBy: { organisation: { sortKey: "asc" } },
  });
  const represented = new Set(
    holdings.filter((h) => h.seat === "representative").map((h) => h.organisationId),
  );
  const deputies = new Set(holdings.filter((h) => h.seat === "deputy").map((h) => h.organisationId));
  const covered = new Set(
    (
      await tx.cover.findMany({
        where: { networkId: network.id, cancelledAt: null, ...inForceOn(permit.today) },
        select: { organisationId: true },
      })
    ).map((c) => c.organisationId),
  );
  const serves = (organisationId: string) =>
    deputies.has(organisationId) && (covered.has(organisationId) || !represented.has(organisationId));
  const people = new Map<string, typeof holdings>();
  for (const h of holdings)
    if ((h.seat === "deputy") === serves(h.organisationId))
      people.set(h.personId, [...(people.get(h.personId) ?? []), h]);
  await postAll(
    tx,
    [...people].map(([personId, seats]) => {
      const { email, protected: hidden } = must(seats[0], "the seat that is written to").person;
      const said = letter(
        seats.map((s) => s.organisation.name),
        env.baseUrl + path,
      );
      return {
        // Only what is late must not wait.
        ...(kind.endsWith(".after") ? said : { ...thatCanWait(said), lastOn }),
        key: `${kind}:${id}:${lastOn}:${personId}:${eventSeq}`,
        kind,
        to: hidden ? "" : (email ?? ""),
        personId,
        senderName: network.authority,
        replyTo: network.mailbox,
        at: permit.now,
        eventSeq,
        networkId: network.id,
      };
    }),
  );
  return people.size;
}

export interface Behind {
  lastOn: string;
  askedAt: Date;
  path: string;
  behind: readonly { organisationId: string; lastOn: string | null }[];
  letter: (
    organisations: readonly string[],
    address: string,
    which: "before" | "after",
    lastOn: string,
  ) => Told;
}
/** To those who have not settled their part and are members still, before and after their own last day: each organisation once for a day, and anew when its day is moved. `open` names what is still going on; `read` tells of one, or null if it no longer is. */
export async function remindAsked(
  now: Date,
  subject: "effort" | "spread" | "inquiry",
  open: readonly { id: string; networkId: string }[],
  read: (tx: Tx, permit: NetworkPermit, id: string) => Promise<Behind | null>,
): Promise<number> {
  const today = todayOn(now);
  let sent = 0;
  for (const { id, networkId } of open) {
    const permit = ownPermit(
      "work.run",
      "job",
      `${subject}s`,
      networkById(networkId),
      now,
    ) as NetworkPermit<"work.run">;
    if (isQuiet(today, permit.network.quietPeriods)) continue;
    await transact(async (tx) => {
      const ask = await read(tx, permit, id);
      if (!ask) return;
      const members = new Set(
        (
          await tx.membership.findMany({
            where: { networkId, kind: "member", ...inForceOn(today) },
            select: { organisationId: true },
          })
        ).map((m) => m.organisationId),
      );
      const due = new Map<string, string[]>();
      for (const share of ask.behind.filter((s) => members.has(s.organisationId))) {
        const on = lastDay(ask, share);
        const which = reminderDue(today, on, todayOn(ask.askedAt));
        if (which) due.set(`${which} ${on}`, [...(due.get(`${which} ${on}`) ?? []), share.organisationId]);
      }
      if (due.size === 0) return;
      // Whoever was moved to a day that others have been reminded of already is still due. Lines from before organisations were told meant all of that day.
      const done = (
        await tx.event.findMany({
          where: { kind: `${subject}.reminded`, subjectId: id },
          select: { data: true },
        })
      ).map((e) => JSON.parse(e.data) as { which: string; lastOn: string; who?: string[] });
      for (const [key, all] of due) {
        const organisationIds = all.filter(
          (o) => !done.some((d) => `${d.which} ${d.lastOn}` === key && (!d.who || d.who.includes(o))),
        );
        if (organisationIds.length === 0) continue;
        const [which, on] = key.split(" ") as ["before" | "after", string];
        const { seq } = await announce(tx, permit, {
          kind: `${subject}.reminded`,
          networkId,
          organisationId: null,
          subjectType: subject,
          subjectId: id,
          data: { which, lastOn: on, who: organisationIds },
        });
        sent += await tellSeats(tx, permit, {
          kind: `${subject}.${which}`,
          id,
          lastOn: on,
          organisationIds,
          eventSeq: seq,
          path: ask.path,
          letter: (organisations, address) => ask.letter(organisations, address, which, on),
        });
      }
    });
  }
  return sent;
}
