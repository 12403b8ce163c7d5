// A fact and the change that makes it true share a transaction; so do the letters and the work
// that follow from it. The row is timeline, audit and queue: ids, dates and states, no personal data.
import { must } from "~/platform/must";
import { sha256 } from "./env.server";
import { stored, type Now, type Tx } from "./db.server";

export interface Fact {
  kind: string;
  networkId: string | null;
  organisationId?: string | null;
  subjectType: string;
  subjectId: string;
  /** Ids, dates and states only. */
  data?: Record<string, string | number | boolean | null | readonly string[]>;
}
export interface By {
  readonly actor: { kind: string; id: string | null };
  readonly now: Date;
  readonly today: string;
}
export interface Announced extends Fact {
  seq: number;
  at: Date;
  by: By;
}
export type Reaction = (tx: Tx, event: Announced) => Promise<void>;

const reactions = new Map<string, Reaction[]>();

/** A room says what it does on a fact. Registered once, by domain/reactions.server.ts. */
export function onFact(kind: string, reaction: Reaction): void {
  reactions.set(kind, [...(reactions.get(kind) ?? []), reaction]);
}

/** What the chain is computed over; the order of keys is part of it. */
export const chained = (
  previousHash: string,
  e: Omit<Announced, "by" | "seq" | "data"> & {
    data: string;
    actorKind: string;
    actorId: string | null;
    version: number;
  },
): string =>
  sha256(
    JSON.stringify([
      previousHash,
      e.networkId,
      e.organisationId ?? null,
      e.subjectType,
      e.subjectId,
      e.actorKind,
      e.actorId,
      e.kind,
      e.version,
      e.data,
      e.at.toISOString(),
    ]),
  );

const lineOf = (by: By, fact: Fact) => ({
  networkId: fact.networkId,
  organisationId: fact.organisationId ?? null,
  subjectType: fact.subjectType,
  subjectId: fact.subjectId,
  actorKind: by.actor.kind,
  actorId: by.actor.id,
  kind: fact.kind,
  version: 1,
  data: JSON.stringify(fact.data ?? {}),
  at: by.now,
});

/** A fact of a transaction on the native driver: one that nobody reacts to. */
export function announceNow(now: Now, by: By, fact: Fact): void {
  if (reactions.size === 0 || reactions.has(fact.kind))
    throw new Error(`${fact.kind} has reactions, or none are registered: use announce`);
  const { lastHash } = must(
    now.row<{ lastHash: string }>("SELECT lastHash FROM Ledger WHERE id = 1"),
    "the ledger",
  );
  const line = lineOf(by, fact);
  const hash = chained(lastHash, line);
  now.run(
    "INSERT INTO Event (networkId, organisationId, subjectType, subjectId, actorKind, actorId, kind, version, data, at, previousHash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    line.networkId,
    line.organisationId,
    line.subjectType,
    line.subjectId,
    line.actorKind,
    line.actorId,
    line.kind,
    line.version,
    line.data,
    stored(line.at),
    lastHash,
    hash,
  );
  now.run("UPDATE Ledger SET lastHash = ?, turns = turns + 1 WHERE id = 1", hash);
}

/** Writes the fact and runs its reactions, all in the caller's transaction. */
export async function announce(tx: Tx, by: By, fact: Fact): Promise<Announced> {
  if (reactions.size === 0) throw new Error("No reactions are registered: import domain/reactions.server.ts");
  const ledger = await tx.ledger.findUniqueOrThrow({ where: { id: 1 } });
  const line = lineOf(by, fact);
  const hash = chained(ledger.lastHash, line);
  const { seq } = await tx.event.create({
    data: { ...line, previousHash: ledger.lastHash, hash },
    select: { seq: true },
  });
  await tx.ledger.update({ where: { id: 1 }, data: { lastHash: hash } });
  const event: Announced = { ...fact, seq, at: by.now, by };
  for (const reaction of reactions.get(fact.kind) ?? []) await reaction(tx, event);
  return event;
}
