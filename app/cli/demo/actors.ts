// Demo persons do what users do: by the same commands, with the permits of their own links and accounts.
import {
  heldLink,
  type LinkHeld,
  networkById,
  type NetworkPermit,
  permit,
} from "~/domain/access/permits.server";
import type { Permission } from "~/domain/access/matrix";
import { codeOf, findLink, linkToken } from "~/domain/access/tokens.server";
import { saveByLink, send } from "~/domain/commitments/drafting/commands.server";
import { linkForm } from "~/domain/commitments/queries.server";
import type { Draft } from "~/domain/commitments/schema";
import { draftSchema } from "~/domain/commitments/schema";
import {
  decline,
  enterCode,
  misdirect,
  requestSignatureCode,
  sign,
} from "~/domain/commitments/signing/commands.server";
import { sealDue } from "~/domain/commitments/sealing/commands.server";
import { receive } from "~/domain/commitments/commands.server";
import { invite } from "~/domain/organisations/invitations/commands.server";
import { carry } from "~/jobs/postman.server";
import { recurring } from "~/jobs/recurring.server";
import { addDays, daysBetween, startOfDay, todayOn } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { pointedOut, weekdayOf } from "~/platform/holidays";
import { db } from "~/platform/db.server";
import type { Purpose } from "~/domain/access/links";
import { must } from "~/platform/must";

const realNow = new Date();
const realToday = todayOn(realNow);
/** A day relative to the real today, as a date. */
export const day = (offset: number): string => addDays(realToday, offset);
/** The Thursday of an offset's week, as an offset; a week further away while it, or one of the two days before it, is no plain day. */
export const thursday = (offset: number): number => {
  let on = addDays(day(offset), 4 - weekdayOf(day(offset)));
  while ([0, -1, -2].some((d) => pointedOut(addDays(on, d)) !== null)) on = addDays(on, offset < 0 ? -7 : 7);
  return daysBetween(realToday, on);
};
/** An offset, moved away from today while its day is no plain day. */
export const plain = (offset: number): number => {
  let at = offset;
  while (pointedOut(day(at)) !== null) at += offset < 0 ? -1 : 1;
  return at;
};
/** The clock stands at a minute of a day relative to today, in office hours. */
export function atDay(offset: number, hour = 9, minute = 0): void {
  const at = new Date(startOfDay(day(offset)).getTime() + (hour * 60 + minute) * 60_000);
  setClock(at > realNow ? new Date(realNow.getTime() - 60_000) : at);
}
const browser = "demo-browser";

export async function holdLink(purpose: Purpose, organisationId: string, email?: string): Promise<LinkHeld> {
  const l = await db.link.findFirstOrThrow({
    where: { purpose, organisationId, revokedAt: null, ...(email ? { email } : {}) },
    orderBy: { createdAt: "desc" },
  });
  return {
    id: l.id,
    purpose,
    networkId: l.networkId,
    organisationId: l.organisationId,
    commitmentId: l.commitmentId,
    signatureId: l.signatureId,
    email: l.email,
  };
}
/** A link that somebody was sent, as whoever presses it comes by it. */
export async function sentLink(linkId: string | null, purpose: Purpose): Promise<LinkHeld> {
  const { token } = must(await linkToken(must(linkId, `a link to ${purpose}`)), `a link to ${purpose}`);
  return must(await findLink(token, purpose, now()), `an open link to ${purpose}`).link;
}
export const byLink = <P extends Permission>(permission: P, link: LinkHeld): NetworkPermit<P> =>
  permit(permission, { account: null, link, now: now() }, null) as NetworkPermit<P>;

export async function byAccount<P extends Permission>(
  permission: P,
  networkId: string,
  email: string,
): Promise<NetworkPermit<P>> {
  const a = await db.account.findUniqueOrThrow({ where: { email } });
  return permit(
    permission,
    {
      account: { id: a.id, email: a.email, sessionId: "", strength: "email", name: null },
      link: null,
      now: now(),
    },
    networkById(networkId),
  ) as NetworkPermit<P>;
}

export interface Given {
  representative?: Partial<Draft["representative"]>;
  deputy?: Partial<Draft["deputy"]> | null;
  manager?: Partial<Draft["manager"]>;
  deputyManager?: Partial<Draft["manager"]>;
  channels?: [string, string][];
  startOn: string;
  filler: { name: string; email: string };
  association?: string;
}

const draftOf = (g: Given, base?: Draft): Draft =>
  draftSchema.parse({
    ...(base ?? {}),
    ...(g.representative ? { representative: { ...base?.representative, ...g.representative } } : {}),
    ...(g.deputy ? { deputy: g.deputy } : {}),
    deputyLater: g.deputy === null,
    ...(g.manager ? { manager: g.manager } : {}),
    sameManager: !g.deputyManager,
    ...(g.deputyManager ? { deputyManager: g.deputyManager } : {}),
    channels: (
      g.channels ?? [
        ["Ledningsgruppen", "varje månad"],
        ["Intranätet", "varje vecka"],
      ]
    ).map(([name, frequency]) => ({ name, frequency, purpose: "both" as const })),
    startOn: g.startOn,
    filler: g.filler,
    association: g.association ?? "",
    // Whoever fills in the demo has been asked about the address and said yes.
    confirmed: [g.representative, g.deputy, g.manager, g.deputyManager].flatMap((p) =>
      p?.name ? [`self:${p.name.toLowerCase()}`] : [],
    ),
  });

/** Invited, filled in, checked and sent to the manager. Returns the commitment's id. */
export async function fillIn(
  networkId: string,
  organisationId: string,
  given: Given,
  strategist: string,
  lookAtIt = true,
): Promise<string> {
  if (lookAtIt)
    await invite(await byAccount("invitation.send", networkId, strategist), [
      { organisationId, email: given.filler.email },
    ]);
  const link = await holdLink("fill", organisationId, given.filler.email);
  const view = await linkForm(byLink("commitment.fill", link));
  const id = await saveByLink(byLink("commitment.fill", link), draftOf(given, view.draft), view.version);
  const held = await holdLink("fill", organisationId, given.filler.email);
  const { version } = await linkForm(byLink("commitment.fill", held));
  await send(byLink("commitment.fill", held), id, version);
  await carry();
  return id;
}

async function withCode(organisationId: string, email: string): Promise<NetworkPermit<"commitment.sign">> {
  const p = byLink("commitment.sign", await holdLink("sign", organisationId, email));
  await requestSignatureCode(p, browser);
  const code = await db.code.findFirstOrThrow({
    where: { linkId: heldLink(p).id },
    orderBy: { createdAt: "desc" },
  });
  await carry();
  await enterCode(p, codeOf(code), browser);
  return p;
}
export async function signs(
  organisationId: string,
  manager: { name: string; title: string; email: string },
): Promise<void> {
  const p = await withCode(organisationId, manager.email);
  await sign(p, { name: manager.name, title: manager.title, declaration: "on" }, browser);
  await carry();
  await sealDue(now());
}
export const declines = async (organisationId: string, email: string, why: string): Promise<void> => {
  await decline(await withCode(organisationId, email), { why }, browser);
  await carry();
};
export const misdirects = async (
  organisationId: string,
  email: string,
  to: { name: string; email: string; title?: string },
): Promise<void> => {
  await misdirect(await withCode(organisationId, email), to, browser);
  await carry();
};
export const receives = async (networkId: string, strategist: string, id: string): Promise<number> =>
  receive(await byAccount("commitment.receive", networkId, strategist), id, "");

/** A job of the list, and the letters that it wrote. */
export async function run(name: string): Promise<void> {
  const job = recurring.find((j) => j.name === name);
  await must(job, name).run(now());
  await carry();
}
