// A protected representative who is asked by a link hears as others do what becomes of the form, and nobody reads her name;
// one who is marked afterwards keeps her link, and neither it nor its letters show an address.
import { afterAll, beforeAll, expect, it } from "vitest";
import { askForLink, renewExpired } from "~/domain/access/requests/commands.server";
import { findLink, linkToken } from "~/domain/access/tokens.server";
import { stop, withdraw } from "~/domain/commitments/commands.server";
import { beginByLink, copyForm, saveByLink, send } from "~/domain/commitments/drafting/commands.server";
import { commitmentView, linkForm } from "~/domain/commitments/queries.server";
import { decline } from "~/domain/commitments/signing/commands.server";
import { signView } from "~/domain/commitments/signing/queries.server";
import { invite, inviteAgain } from "~/domain/organisations/invitations/commands.server";
import { protect } from "~/domain/people/protecting.server";
import { recurring } from "~/jobs/recurring.server";
import type { Permission } from "~/domain/access/matrix";
import { addDays, zonedInstant } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { must } from "~/platform/must";
import type { Draft } from "~/domain/commitments/schema";
import {
  asAccount,
  asLink,
  asNobody,
  browser,
  draftFor,
  linkTo,
  makeWorld,
  signed,
  signer,
  signWith,
  strategist,
  type World,
} from "../world";

const name = "Hemliga Hanna";
const seat = "Representanten för Kvinnojourer i Dalarna";
let w: World;
let day = 0;
const next = () => setClock(zonedInstant(addDays("2028-03-01", (day += 2)), "09:00"));
const idOf = (org: string) => must(w.orgs[org], org).id;

/** The link to whoever is asked when the period runs out. */
async function asked(org: string): Promise<string> {
  const organisationId = idOf(org);
  await transact(async (tx) => {
    const base = await tx.commitment.findFirstOrThrow({ where: { organisationId, state: "active" } });
    await tx.commitment.update({ where: { id: base.id }, data: { state: "replaced" } });
    const id = `term-${org}`;
    const untilOn = addDays(today(), 30);
    await tx.commitment.create({ data: { ...base, id, reference: id, untilOn } });
  });
  await must(
    recurring.find((j) => j.name === "commitments.renewal"),
    "the work",
  ).run(now());
  const letter = await db.letter.findFirstOrThrow({
    where: { kind: "renewal", organisationId, createdAt: now() },
  });
  return must(letter.linkId, "its link");
}
async function heldAs(linkId: string) {
  const { token } = must(await linkToken(linkId), "the link");
  const { purpose } = await db.link.findUniqueOrThrow({ where: { id: linkId } });
  return must(await findLink(token, purpose as "fill", now()), "the link").link;
}
const permitOf = async <P extends Permission>(linkId: string, permission: P) =>
  asLink(permission, await heldAs(linkId));
const fill = (linkId: string) => permitOf(linkId, "commitment.fill");
const toHer = { protected: "on", name, email: "hanna@jour.example" };
/** Sent by the link, with her name typed where nobody asked for it. */
async function sentBy(linkId: string, change: Partial<Record<keyof Draft, unknown>> = {}): Promise<string> {
  const version = (await linkForm(await fill(linkId))).version;
  const filler = { name, email: "" };
  const id = await saveByLink(
    await fill(linkId),
    draftFor("jour", { representative: toHer, filler, ...change }),
    version,
  );
  await send(await fill(linkId), id, (await linkForm(await fill(linkId))).version);
  return id;
}
const told = (kind: string) =>
  db.letter.findFirst({
    where: { kind, organisationId: idOf("jour"), createdAt: now() },
    select: { to: true, personId: true, linkId: true },
  });
/** The old link runs out, and its holder presses for a new one. */
async function freshFor(linkId: string) {
  const link = await db.link.findUniqueOrThrow({ where: { id: linkId } });
  const { token } = must(await linkToken(linkId), "the link");
  setClock(new Date(link.expiresAt.getTime() + 1000));
  await renewExpired(asNobody("link.renew"), link.purpose as "fill", token);
  return db.letter.findFirstOrThrow({ where: { kind: `fresh:${link.purpose}`, createdAt: now() } });
}
beforeAll(async () => {
  setClock(zonedInstant("2028-02-01", "09:00"));
  w = await makeWorld();
  await signed(w, "jour", { representative: toHer });
  await signed(w, "mora");
});
afterAll(() => setClock(null));

it("whoever is protected and fills in by her link is nobody by name, and hears of all that becomes of the form", async () => {
  next();
  const linkId = await asked("jour");
  const { id: personId } = await db.person.findFirstOrThrow({ where: { protected: true } });
  const hers = { to: "", personId, linkId };
  // She is not asked for a name.
  const shown = await linkForm(await fill(linkId));
  expect([shown.wordForName, shown.draft.filler]).toEqual([
    "Representanten",
    { name: "Representanten", email: "" },
  ]);

  const id = await sentBy(linkId);
  expect(await db.commitment.findUniqueOrThrow({ where: { id } })).toMatchObject({
    fillerName: seat,
    fillerEmail: null,
  });
  expect((await commitmentView(await asAccount("commitment.see", w.networkId, strategist), id)).filler).toBe(
    seat,
  );
  const signature = await db.signature.findFirstOrThrow({ where: { commitmentId: id } });
  expect(JSON.parse(signature.namedBy)).toMatchObject({ label: seat });
  const ask = await db.letter.findFirstOrThrow({ where: { kind: "askSignature", commitmentId: id } });
  expect(ask.text).toContain(`${seat} har angett dig`);
  expect(ask.text).not.toContain("Hanna");

  expect((await signView(await signer("chef@jour.example"), browser)).namedBy).toBe(seat);

  next();
  await decline(await signer("chef@jour.example"), { why: "Fel dag" }, browser);
  expect(await told("declined")).toEqual(hers);

  // Mended on the same link; what she types anew is nobody's to read either.
  const again = await copyForm(await fill(linkId), id);
  await sentBy(linkId, { startOn: addDays(today(), 3) });
  expect(await db.commitment.findUniqueOrThrow({ where: { id: again } })).toMatchObject({ fillerName: seat });
  await signWith(await signer("chef@jour.example"));
  expect(await told("signedFiller")).toEqual(hers);

  next();
  await stop(await asAccount("commitment.stop", w.networkId, strategist), again, "Fel dag");
  expect(await told("stopped")).toEqual(hers);
  // Once: what tells others that it was stopped tells her nothing more.
  expect(
    await db.letter.count({ where: { kind: { startsWith: "stopped" }, personId, createdAt: now() } }),
  ).toBe(1);

  next();
  const last = await copyForm(await fill(linkId), again);
  await sentBy(linkId);
  await withdraw(await asAccount("commitment.withdraw", w.networkId, strategist), last, "Fel dag");
  expect(await told("takenBack")).toEqual(hers);
  const third = await copyForm(await fill(linkId), last);
  await sentBy(linkId);
  next();
  await withdraw(await permitOf(linkId, "commitment.withdraw"), third, "Fel dag");
  expect(await told("takenBack")).toBeNull();
});

it("a protected person who fills in by an address of her own is nobody by name either", async () => {
  next();
  await askForLink(
    await asAccount("linkRequest.use", w.networkId, strategist),
    idOf("jour"),
    "hanna@jour.example",
  );
  const own = await linkTo("replace", "hanna@jour.example");
  await beginByLink(asLink("replacement.start", own), "deputy");
  const { id: linkId } = await linkTo("fill", "hanna@jour.example");
  const view = await linkForm(await fill(linkId));
  expect(view.wordForName).toBeNull();
  const draft = { ...view.draft, filler: { name: "hemliga  HANNA", email: "hanna@jour.example" } };
  await saveByLink(await fill(linkId), draft, view.version);
  const c = await db.commitment.findUniqueOrThrow({ where: { id: must(view.id, "the form") } });
  expect(c.fillerName).toBe(seat);
});

it("one who is marked afterwards keeps the link without an address, and a new one reaches her", async () => {
  next();
  const linkId = await asked("mora");
  await saveByLink(await fill(linkId), draftFor("mora"), 0);
  await askForLink(
    await asAccount("linkRequest.use", w.networkId, strategist),
    idOf("mora"),
    "asa.blom@mora.example",
  );
  const replace = await linkTo("replace", "asa.blom@mora.example");
  await invite(await asAccount("invitation.send", w.networkId, strategist), [
    { organisationId: idOf("mora"), email: "asa.blom@mora.example" },
  ]);
  const invited = await linkTo("fill", "asa.blom@mora.example");
  expect(await db.link.findUniqueOrThrow({ where: { id: linkId } })).toMatchObject({
    email: "asa.blom@mora.example",
  });
  const { id: personId } = await db.person.findFirstOrThrow({ where: { email: "asa.blom@mora.example" } });
  await protect(await asAccount("person.protect", w.networkId, strategist), personId);
  expect(await db.link.count({ where: { purpose: "fill", emailKey: "asa.blom@mora.example" } })).toBe(0);
  expect((await linkForm(await fill(linkId))).wordForName).toBe("Representanten");

  next();
  await inviteAgain(await asAccount("invitation.send", w.networkId, strategist), invited.id);
  expect(
    await db.letter.findFirstOrThrow({ where: { kind: "invitation", linkId: invited.id, createdAt: now() } }),
  ).toMatchObject({ to: "", personId });
  // A link for changes is known by its address: whose it is decides what it opens. Its letters show none.
  await beginByLink(asLink("replacement.start", replace), "deputy");
  const begun = await db.letter.findFirstOrThrow({ where: { kind: "fresh:fill", createdAt: now() } });
  expect(begun).toMatchObject({ to: "", personId });
  expect(await freshFor(linkId)).toMatchObject({ to: "", personId });
  expect(await freshFor(replace.id)).toMatchObject({ to: "", personId });
});
