// Named people and organisations of the tests: two counties, two networks; made by the product's own commands.
import "~/domain/reactions.server";
import { findLink, linkToken, codeOf } from "~/domain/access/tokens.server";
import {
  networkById,
  ownPermit,
  permit,
  type LinkHeld,
  type NetworkPermit,
  type Permit,
  type Visitor,
} from "~/domain/access/permits.server";
import type { Permission } from "~/domain/access/matrix";
import type { Purpose } from "~/domain/access/links";
import { enterLinkCode, requestLinkCode, requestSignIn, signIn } from "~/domain/access/commands.server";
import { saveByLink, send } from "~/domain/commitments/drafting/commands.server";
import { linkForm } from "~/domain/commitments/queries.server";
import { draftSchema, emptyDraft, type Draft } from "~/domain/commitments/schema";
import { enterCode, requestSignatureCode, sign } from "~/domain/commitments/signing/commands.server";
import { moveIn } from "~/domain/commitments/moving-in/commands.server";
import { preview } from "~/domain/commitments/moving-in/judged.server";
import { appointStaff, createCounty, createNetwork } from "~/domain/network/commands.server";
import { addContact, addOrganisation } from "~/domain/organisations/commands.server";
import { invite } from "~/domain/organisations/invitations/commands.server";
import { now, today } from "~/platform/clock";
import { db } from "~/platform/db.server";

export const browser = "a-browser";
export const strategist = "strateg@dalarna.example";

export interface World {
  countyId: string;
  networkId: string;
  gavleNetworkId: string;
  orgs: Record<string, { id: string; slug: string }>;
}

const county = (code: string, slug: string, name: string) => ({
  code,
  slug,
  name: `${name} län`,
  genitive: name,
  authority: `Länsstyrelsen i ${name} län`,
});
const network = (mailbox: string) => ({
  slug: "lansgruppen",
  name: "Länsgruppen mot mäns våld mot kvinnor",
  template: "lansgrupp" as const,
  shortName: "Länsgruppen",
  purpose: "Samverka.",
  formedYear: 2010,
  mailbox,
  diaryNumber: "801-2652-16",
  termMonths: null,
});

export async function makeWorld(): Promise<World> {
  const cli = ownPermit("installation.manage", "cli", "test");
  const countyId = await createCounty(cli, county("20", "dalarna", "Dalarnas"));
  const networkId = await createNetwork(cli, countyId, network("brevlada@dalarna.example"));
  const gavle = await createCounty(cli, county("21", "gavleborg", "Gävleborgs"));
  const gavleNetworkId = await createNetwork(cli, gavle, network("brevlada@gavleborg.example"));
  await appointStaff(cli, networkId, {
    name: "Stina Strateg",
    email: strategist,
    role: "strategist",
    fromOn: today(),
    untilOn: null,
  });
  await appointStaff(cli, gavleNetworkId, {
    name: "Gävles strateg",
    email: "strateg@gavleborg.example",
    role: "strategist",
    fromOn: today(),
    untilOn: null,
  });
  await appointStaff(cli, null, {
    name: "Administratören",
    email: "admin@dalarna.example",
    role: "administrator",
    fromOn: today(),
    untilOn: null,
  });
  const orgs: World["orgs"] = {};
  for (const [key, name, at] of [
    ["leksand", "Leksands kommun", networkId],
    ["falu", "Falu kommun", networkId],
    ["mora", "Mora kommun", networkId],
    ["jour", "Kvinnojourer i Dalarna", networkId],
    ["gavle", "Gävle kommun", gavleNetworkId],
  ] as const) {
    orgs[key] = await addOrganisation(
      ownPermit(
        "organisation.manage",
        "cli",
        "test",
        networkById(at),
      ) as NetworkPermit<"organisation.manage">,
      { name, kind: "municipality", municipalityCode: null, principal: null },
    );
  }
  return { countyId, networkId, gavleNetworkId, orgs };
}

async function visitorWith(email: string): Promise<Visitor> {
  const a = await db.account.findUniqueOrThrow({ where: { email } });
  const account = { id: a.id, email: a.email, sessionId: "", strength: "email", name: null } as const;
  return { account, link: null, now: now() };
}
export const asAccount = async <P extends Permission>(
  permission: P,
  networkId: string,
  email: string,
): Promise<NetworkPermit<P>> =>
  permit(permission, await visitorWith(email), networkById(networkId)) as NetworkPermit<P>;
/** Whoever has signed in, in no network. */
export const asMe = async (email: string): Promise<Permit<"me.see">> =>
  permit("me.see", await visitorWith(email), null);
/** Whoever has neither signed in nor come by a link that works. */
export const asNobody = <P extends Permission>(permission: P): Permit<P> =>
  permit(permission, { account: null, link: null, now: now() }, null);
export const asLink = <P extends Permission>(permission: P, link: LinkHeld): NetworkPermit<P> =>
  permit(permission, { account: null, link, now: now() }, null) as NetworkPermit<P>;

/** The newest link of a purpose to an address, found again by its own token. */
export async function linkTo(purpose: Purpose, email: string, organisationId?: string): Promise<LinkHeld> {
  const l = await db.link.findFirstOrThrow({
    where: { purpose, email, ...(organisationId ? { organisationId } : {}) },
    orderBy: { createdAt: "desc" },
  });
  return (await findLink((await linkToken(l.id))!.token, purpose, now()))!.link;
}

const codeFor = async ({ link }: NetworkPermit): Promise<string> =>
  codeOf(
    await db.code.findFirstOrThrow({ where: { linkId: link?.id ?? "" }, orderBy: { createdAt: "desc" } }),
  );
/** The code of the letter to the link's own address typed in. */
export async function proveLink(p: NetworkPermit<"seat.leave">): Promise<void> {
  await requestLinkCode(p, browser);
  await enterLinkCode(p, await codeFor(p), browser);
}

export const draftFor = (place: string, change: Partial<Record<keyof Draft, unknown>> = {}): Draft =>
  draftSchema.parse({
    ...emptyDraft(),
    representative: { name: "Åsa Blom", email: `asa.blom@${place}.example` },
    deputy: { name: "Per Öst", email: `per.ost@${place}.example` },
    channels: [{ name: "Ledningsgruppen", purpose: "both", frequency: "varje kvartal" }],
    manager: { name: "Karin Chef", email: `chef@${place}.example` },
    sameManager: "on",
    startOn: today(),
    filler: { name: "Rut Registrator", email: `registrator@${place}.example` },
    ...change,
  });

/** Invited and filled in; the draft waits. */
export async function drafted(
  w: World,
  org: string,
  change: Partial<Record<keyof Draft, unknown>> = {},
): Promise<string> {
  const { id } = w.orgs[org]!;
  const email = `registrator@${org}.example`;
  await invite(await asAccount("invitation.send", w.networkId, strategist), [{ organisationId: id, email }]);
  return saveByLink(asLink("commitment.fill", await linkTo("fill", email, id)), draftFor(org, change), 0);
}
export async function sentToManager(
  w: World,
  org: string,
  change: Partial<Record<keyof Draft, unknown>> = {},
): Promise<string> {
  const id = await drafted(w, org, change);
  const link = await linkTo("fill", `registrator@${org}.example`, w.orgs[org]!.id);
  await send(asLink("commitment.fill", link), id, (await linkForm(asLink("commitment.fill", link))).version);
  return id;
}
/** The manager with the code of the letter typed in. */
export async function signer(email: string): Promise<NetworkPermit<"commitment.sign">> {
  const p = asLink("commitment.sign", await linkTo("sign", email));
  await requestSignatureCode(p, browser);
  await enterCode(p, await codeFor(p), browser);
  return p;
}
export const signWith = async (p: NetworkPermit<"commitment.sign">): Promise<void> =>
  sign(p, { name: "Karin Chef", title: "Socialchef", declaration: "on" }, browser);
export async function signed(
  w: World,
  org: string,
  change: Partial<Record<keyof Draft, unknown>> = {},
): Promise<string> {
  const id = await sentToManager(w, org, change);
  await signWith(await signer(`chef@${org}.example`));
  return id;
}
/** Taken in from a list, by headings; an organisation of its own, with the form's id. */
export async function movedIn(w: World, change: Record<string, string> = {}): Promise<string> {
  const cells: Record<string, string> = {
    Organisation: "Rättviks kommun",
    Representant: "Sofia Äng",
    Mejl: "sofia.ang@rattvik.example",
    Ersättare: "Siv Ström",
    "Mejl ersättare": "siv.strom@rattvik.example",
    Chef: "Eva Norén",
    "Gäller från": "2024-03-01",
    ...change,
  };
  const manage = await asAccount("organisation.manage", w.networkId, strategist);
  const name = cells.Organisation!;
  if (!(await db.organisation.findFirst({ where: { name } })))
    await addOrganisation(manage, { name, kind: "municipality", municipalityCode: null, principal: null });
  const p = await asAccount("moveIn.use", w.networkId, strategist);
  const { rows } = preview(p, [Object.keys(cells), Object.values(cells)]);
  if (rows[0]?.errors.length !== 0) throw new Error(rows[0]?.errors.join());
  await moveIn(p, rows);
  return (
    await db.commitment.findFirstOrThrow({ where: { origin: "moveIn" }, orderBy: { createdAt: "desc" } })
  ).id;
}
export async function withContact(w: World, org: string): Promise<void> {
  await addContact(await asAccount("organisation.manage", w.networkId, strategist), w.orgs[org]!.id, {
    name: "Rut Registrator",
    email: `registrator@${org}.example`,
  });
}
/** A session's token, by a real code. */
export async function sessionFor(email: string, browserHash = browser): Promise<string> {
  const visitor = asNobody("signIn.use");
  await requestSignIn(visitor, email, browserHash);
  const code = await db.code.findFirstOrThrow({
    where: { emailKey: email, purpose: "signIn" },
    orderBy: { createdAt: "desc" },
  });
  const answer = await signIn(visitor, { email, code: codeOf(code), browserHash });
  if (typeof answer === "string") throw new Error(`not signed in: ${answer}`);
  return answer.token;
}
