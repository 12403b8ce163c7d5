// Spreading: sent to organisations with a link to read it by inside, answered by each with its own channels.
import { stored, transact, transactNow, type Tx } from "~/platform/db.server";
import { sha256 } from "~/platform/env.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { must } from "~/platform/must";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { paths } from "~/paths";
import { chosenMembers, tellSeats } from "~/domain/asks/asked.server";
import { hasPassed, lastDay, mayMove } from "~/domain/asks/rules";
import { wentBy } from "./rules";
import { reaches, type NetworkPermit } from "~/domain/access/permits.server";
import { makeLink, makeLinks } from "~/domain/access/tokens.server";
import type { SpreadItem, SpreadShare } from "~/platform/prisma/client";
import type { AnswerInput, SpreadInput } from "./schema";
import { given } from "./texts";

type Manager = NetworkPermit<"spread.manage">;
const fact = (
  permit: NetworkPermit,
  kind: string,
  id: string,
  organisationId: string | null = null,
  data: Record<string, string | number | null> = {},
) => ({ kind, networkId: permit.network.id, organisationId, subjectType: "spread", subjectId: id, data });

async function open(tx: Tx, permit: NetworkPermit, id: string): Promise<SpreadItem> {
  const item = await tx.spreadItem.findFirst({ where: { id, networkId: permit.network.id } });
  if (!item) throw notFound();
  if (item.closedAt) throw conflict("Det är avslutat.");
  return item;
}
async function shareOf(
  tx: Tx,
  permit: NetworkPermit,
  itemId: string,
  organisationId: string,
): Promise<SpreadShare> {
  if (!reaches(permit, organisationId)) throw notFound();
  const share = await tx.spreadShare.findUnique({
    where: { itemId_organisationId: { itemId, organisationId } },
  });
  if (!share || share.networkId !== permit.network.id) throw notFound();
  return share;
}

/** To every member of today, or to those chosen among them. Each person who sits for one of them gets one letter. */
export async function giveSpread(
  permit: Manager,
  { to, organisations, ...input }: SpreadInput,
): Promise<string> {
  if (input.lastOn < permit.today) throw invalid(hasPassed);
  const id = nanoid(14);
  await transact(async (tx) => {
    const organisationIds = await chosenMembers(tx, permit, { to, organisations });
    await tx.spreadItem.create({
      data: { ...input, id, networkId: permit.network.id, createdAt: permit.now },
    });
    const links = await makeLinks(
      tx,
      organisationIds.map((organisationId) => ({
        purpose: "read",
        networkId: permit.network.id,
        organisationId,
        email: "",
      })),
      permit.now,
      permit.network.quietPeriods,
    );
    await tx.spreadShare.createMany({
      data: organisationIds.map((organisationId, i) => ({
        id: nanoid(14),
        itemId: id,
        networkId: permit.network.id,
        organisationId,
        linkId: must(links[i], "a link for each organisation"),
      })),
    });
    const { seq } = await announce(
      tx,
      permit,
      fact(permit, "spread.given", id, null, { organisations: organisationIds.length, lastOn: input.lastOn }),
    );
    await tellSeats(tx, permit, {
      kind: "spread.given",
      id,
      lastOn: input.lastOn,
      organisationIds,
      eventSeq: seq,
      path: paths.spreadItem(permit.network, id),
      letter: (of, address) => given(permit.network, { ...input, organisations: of, address }),
    });
  });
  return id;
}

export async function changeSpread(
  permit: Manager,
  id: string,
  { version, ...input }: Omit<SpreadInput, "to" | "organisations"> & { version: number },
): Promise<void> {
  await transact(async (tx) => {
    const item = await open(tx, permit, id);
    if (item.version !== version) throw conflict("Någon annan hann ändra det före dig. Läs in sidan igen.");
    if (!mayMove(item.lastOn, input.lastOn, permit.today)) throw invalid(hasPassed);
    await tx.spreadItem.update({ where: { id }, data: { ...input, version: { increment: 1 } } });
    await announce(tx, permit, fact(permit, "spread.changed", id, null, { lastOn: input.lastOn }));
  });
}

/** The last day of one organisation alone. */
export async function moveDay(
  permit: Manager,
  id: string,
  { organisationId, lastOn }: { organisationId: string; lastOn: string },
): Promise<void> {
  await transact(async (tx) => {
    const item = await open(tx, permit, id);
    const share = await shareOf(tx, permit, id, organisationId);
    if (!mayMove(lastDay(item, share), lastOn, permit.today)) throw invalid(hasPassed);
    await tx.spreadShare.update({
      where: { id: share.id },
      data: { lastOn: lastOn === item.lastOn ? null : lastOn },
    });
    await announce(tx, permit, fact(permit, "spread.dayMoved", id, organisationId, { lastOn }));
  });
}

export async function setClosed(permit: Manager, id: string, closed: boolean): Promise<void> {
  await transact(async (tx) => {
    const { count } = await tx.spreadItem.updateMany({
      where: { id, networkId: permit.network.id, closedAt: closed ? null : { not: null } },
      data: { closedAt: closed ? permit.now : null },
    });
    if (count === 0) throw conflict(closed ? "Det är redan avslutat." : "Det är redan öppet.");
    await announce(tx, permit, fact(permit, closed ? "spread.closed" : "spread.opened", id));
  });
}

type Answerer = NetworkPermit<"spread.answer">;
/** What an organisation says, by whoever sits for it, or by the strategist on its behalf: the whole answer each time. */
export async function answerSpread(
  permit: Answerer,
  id: string,
  { organisationId, state, reason, passes }: Omit<AnswerInput, "gor">,
): Promise<void> {
  const late = passes.findIndex((p) => p.passedOn > permit.today && wentBy(p));
  if (state === "spread" && late >= 0)
    throw invalid({ [`passes.${late}.passedOn`]: ["Dagen har inte varit än"] });
  await transact(async (tx) => {
    await open(tx, permit, id);
    const share = await shareOf(tx, permit, id, organisationId);
    // A channel is the organisation's own, or no channel of the register but a way they write in words.
    const own = new Map(
      (await tx.channel.findMany({ where: { networkId: permit.network.id, organisationId } })).map((c) => [
        c.id,
        c.name,
      ]),
    );
    const named = new Set<string>();
    const made =
      state === "notForUs"
        ? []
        : passes.flatMap((p, i) => {
            if (!wentBy(p)) return [];
            const name = p.channelId ? own.get(p.channelId) : p.channel;
            if (!name) throw notFound();
            if (named.size === named.add(name.toLocaleLowerCase("sv")).size)
              throw invalid({
                [`passes.${i}.channel`]: ["Vägen står redan i listan. Kryssa för den där i stället."],
              });
            return [
              {
                id: nanoid(14),
                shareId: share.id,
                networkId: share.networkId,
                channelId: p.channelId || null,
                channel: name,
                passedOn: p.passedOn,
                reached: p.reached,
              },
            ];
          });
    await tx.spreadPass.deleteMany({ where: { shareId: share.id } });
    await tx.spreadPass.createMany({ data: made });
    await tx.spreadShare.update({
      where: { id: share.id },
      data: {
        state,
        reason: state === "notForUs" ? reason : null,
        answeredAt: permit.now,
        answeredById: permit.account?.id ?? null,
      },
    });
    await announce(
      tx,
      permit,
      fact(permit, "spread.answered", id, organisationId, { state, channels: made.length }),
    );
  });
}

/** The link by which colleagues read it: a new one closes the one before. To close it is possible even when the item is closed: it may have gone astray. */
export async function renewReadLink(
  permit: Answerer,
  id: string,
  { organisationId, gor }: { organisationId: string; gor: "ny-lank" | "stang-lank" },
): Promise<void> {
  await transact(async (tx) => {
    if (gor === "ny-lank") await open(tx, permit, id);
    const share = await shareOf(tx, permit, id, organisationId);
    if (share.linkId) await tx.link.update({ where: { id: share.linkId }, data: { revokedAt: permit.now } });
    const linkId =
      gor === "stang-lank"
        ? null
        : await makeLink(
            tx,
            { purpose: "read", networkId: permit.network.id, organisationId, email: "" },
            permit.now,
            permit.network.quietPeriods,
          );
    await tx.spreadShare.update({ where: { id: share.id }, data: { linkId } });
    await announce(
      tx,
      permit,
      fact(permit, linkId ? "spread.linkMade" : "spread.linkClosed", id, organisationId),
    );
  });
}

/**
 * "Läs", pressed: counted for the organisation. Who pressed is not known and not kept. `press` is the number that the page was shown with: one shown
 * once counts once, however often its form comes. It is remembered as a hash beside nothing else, so no person and no browser can be followed by it.
 */
export async function countReading(permit: NetworkPermit<"spread.read">, press: string): Promise<void> {
  await transactNow((now) => {
    const fresh =
      now.run(
        "INSERT INTO SpreadPress (hash, at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        sha256(`${permit.link?.id ?? ""} ${press}`),
        stored(permit.now),
      ) === 1;
    if (
      now.run(
        "UPDATE SpreadShare SET opened = opened + ? WHERE linkId = ? AND networkId = ?",
        fresh ? 1 : 0,
        permit.link?.id ?? "",
        permit.network.id,
      ) === 0
    )
      throw notFound();
  });
}
