// What every reaction that writes letters begins with: the fact, its network and organisation, and how it is told to whom.
import { paths } from "~/paths";
import { inForceOn } from "~/platform/calendar";
import type { Announced } from "~/platform/events.server";
import { onFact } from "~/platform/events.server";
import type { Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import type { LetterKind } from "~/platform/letter-kinds";
import { button, withoutLink } from "~/platform/marks";
import { post } from "~/platform/outbox.server";
import { networkById, type Network } from "~/domain/access/permits.server";
import { renewLink } from "~/domain/access/tokens.server";
import { forComparison } from "~/domain/people/register.server";
import type * as texts from "./texts";

export interface Scene {
  tx: Tx;
  event: Announced;
  network: Network;
  organisation: string;
  organisationId: string;
  slug: string;
  group: texts.Group;
}
type Teller = (scene: Scene) => Promise<void>;

export const on = (kind: string, tell: Teller) =>
  onFact(kind, async (tx, event) => {
    const { networkId, organisationId } = event;
    const network = networkId ? networkById(networkId) : null;
    if (!network || !organisationId) throw new Error(`${kind} is not of an organisation in a network`);
    const organisation = await tx.organisation.findUniqueOrThrow({
      where: { id: organisationId },
      select: { name: true, slug: true },
    });
    await tell({
      tx,
      event,
      network,
      organisation: organisation.name,
      organisationId,
      slug: organisation.slug,
      group: network,
    });
  });

interface To {
  to: string;
  personId?: string;
  linkId?: string;
  commitmentId?: string;
  what: LetterKind;
}
export const send = (
  { tx, event, network, organisationId }: Scene,
  { what, ...to }: To,
  letter: texts.Letter,
) =>
  post(tx, {
    ...letter,
    ...to,
    key: `${what}:${event.seq}`,
    kind: what,
    at: event.at,
    eventSeq: event.seq,
    networkId: network.id,
    organisationId,
    senderName: network.authority,
    replyTo: network.mailbox,
  });
/** The address of whoever did what is told: they know it. */
export async function addressOf({ tx, event }: Scene): Promise<string | null> {
  const { kind, id } = event.by.actor;
  if (!id) return null;
  if (kind === "link") return (await tx.link.findUnique({ where: { id } }))?.email ?? null;
  return kind === "account" ? ((await tx.account.findUnique({ where: { id } }))?.email ?? null) : null;
}
/** The organisation's contacts of today. */
export const contactsOf = ({ tx, event, network }: Scene, organisationId: string) =>
  tx.contact.findMany({
    where: { networkId: network.id, organisationId, ...inForceOn(event.by.today) },
  });
interface Led {
  label: string;
  path: string;
}
export const toOrganisation = (s: Scene): Led => ({
  label: "Öppna organisationens sida",
  path: paths.organisation(placeOf(s.network), s.slug),
});
/** The strategist's notice: to the network's function mailbox, once per event, with the page it is about. */
export const tellStrategist = (
  scene: Scene,
  letter: texts.Letter,
  commitmentId?: string,
  page: Led = commitmentId
    ? { label: "Öppna blanketten", path: paths.commitment(placeOf(scene.network), commitmentId) }
    : { label: "Öppna Att göra", path: paths.todo(placeOf(scene.network)) },
) =>
  send(
    scene,
    { to: scene.network.mailbox, what: "notice", commitmentId },
    { ...letter, text: `${letter.text}\n\n${button(page.label, env.baseUrl + page.path)}` },
  );
export const placeOf = (n: Network) => ({ countySlug: n.countySlug, slug: n.slug });

/** How a person may be called in a letter: never a protected one's name. */
export function called(
  p: { name: string; protected: boolean } | null | undefined,
  organisation: string,
  seat: string,
): string | null {
  if (!p?.protected) return p?.name ?? null;
  return `${seat === "deputy" ? "Ersättaren" : "Representanten"} för ${organisation} (skyddad person)`;
}

export async function holder(tx: Tx, id: unknown) {
  return typeof id === "string" ? tx.holding.findUnique({ where: { id }, include: { person: true } }) : null;
}
/** The day since which nobody has held a seat. */
export async function lastHeldUntil(s: Scene, seat: string): Promise<string | null> {
  const last = await s.tx.holding.findFirst({
    where: {
      networkId: s.network.id,
      organisationId: s.organisationId,
      seat,
      untilOn: { lte: s.event.by.today },
    },
    orderBy: { untilOn: "desc" },
  });
  return last?.untilOn ?? null;
}
export const toPerson = (p: { id: string; email: string | null; protected: boolean }) => ({
  to: p.protected ? "" : (p.email ?? ""),
  personId: p.id,
});

/** The protected person whom a link went to: their link, and the letters with it, bear no address. */
export async function hiddenBehind(tx: Tx, linkId: string) {
  const { personId } =
    (await tx.letter.findFirst({
      where: { linkId, personId: { not: null } },
      select: { personId: true },
    })) ?? {};
  const person = personId ? await tx.person.findUnique({ where: { id: personId } }) : null;
  return person?.protected ? person : null;
}

/** Where the filler is reached; the address of a protected one is only for comparing whom else is told. */
async function fillerAt(
  tx: Tx,
  link: { id: string; email: string } | null,
  fillerEmail: string | null,
): Promise<{ to: { to: string; personId?: string }; address: string } | null> {
  const hidden = link && (await hiddenBehind(tx, link.id));
  if (hidden) return { to: toPerson(hidden), address: (await forComparison(tx, hidden.id)).email };
  const address = fillerEmail && (link?.email || fillerEmail);
  return address ? { to: { to: address }, address } : null;
}

/** The filler hears on the same link they filled the form in by, or signed in; gives the address. `label`: what there is to do, for which the link lives anew. */
export async function tellFiller(
  scene: Scene,
  commitmentId: string,
  letter: texts.Letter,
  what: LetterKind,
  label?: string,
): Promise<string | null> {
  const c = await scene.tx.commitment.findUniqueOrThrow({ where: { id: commitmentId } });
  if (c.onBehalf) return null;
  const link = await scene.tx.link.findFirst({
    where: { commitmentId, purpose: "fill", revokedAt: null },
    orderBy: { createdAt: "desc" },
  });
  const told = await fillerAt(scene.tx, link, c.fillerEmail);
  if (!told) return null;
  if (link && label) await renewLink(scene.tx, link.id, scene.event.at, scene.network.quietPeriods);
  const page = env.baseUrl + paths.commitment(placeOf(scene.network), commitmentId);
  const { authority } = scene.network;
  const whole = link ? letter.text : withoutLink(letter.text);
  const signature = `\n\n${authority}`;
  const said = whole.endsWith(signature) ? whole.slice(0, -signature.length) : whole;
  const text = [said, label && button(label, link ? "" : page), authority].filter(Boolean).join("\n\n");
  await send(scene, { ...told.to, what, linkId: link?.id, commitmentId }, { ...letter, text });
  return told.address;
}
