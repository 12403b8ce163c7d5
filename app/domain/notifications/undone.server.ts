// Who hears of a form that comes to nothing – declined, stopped, taken back: each once, and not whoever did it.
import { signedFacts } from "~/domain/commitments/rules";
import { readContent } from "~/domain/commitments/content.server";
import { namedKind } from "~/domain/people/protected.server";
import { forComparison } from "~/domain/people/register.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { must } from "~/platform/must";
import { emailKey } from "~/platform/swedish";
import {
  addressOf,
  contactsOf,
  placeOf,
  send,
  tellFiller,
  tellStrategist,
  toOrganisation,
  toPerson,
  type Scene,
} from "./scene.server";
import * as texts from "./texts";
import * as undone from "./undone/texts";

/** Why, as it was written with the step. */
async function whyOf({ tx, event }: Scene, step: string): Promise<string> {
  const taken = await tx.commitmentStep.findFirst({
    where: { commitmentId: event.subjectId, step },
    orderBy: { number: "desc" },
  });
  return taken?.why ?? "";
}
/** The managers whose signature the form has, or who were asked for it by a letter. */
async function managersOf({ tx, event }: Scene, states: string[]) {
  const found = await tx.signature.findMany({
    where: { commitmentId: event.subjectId, state: { in: states }, email: { not: null } },
    orderBy: { createdAt: "asc" },
  });
  return found.map((s) => ({ ...s, email: must(s.email, "the address of a manager") }));
}

export async function declined(s: Scene): Promise<void> {
  const letter = texts.declined(s.group, s.organisation, await whyOf(s, "decline"));
  await tellStrategist(s, letter, s.event.subjectId);
  await tellFiller(s, s.event.subjectId, letter, "declined", "Rätta blanketten");
  for (const { id, email } of await managersOf(s, ["signed"]))
    await send(
      s,
      { to: email, what: `declined:${id}`, commitmentId: s.event.subjectId },
      undone.otherDeclined(s.group, s.organisation),
    );
}

/** Tells whether an address is heard for the first time; whoever did it knows. */
async function onceEach(s: Scene): Promise<(email: string) => boolean> {
  const told = new Set([emailKey((await addressOf(s)) ?? "")]);
  return (email) => {
    const before = told.size;
    return told.add(emailKey(email)).size > before;
  };
}
const askAt = (s: Scene) => env.baseUrl + paths.askForLink(placeOf(s.network));

/** After all had signed: whoever was to mend or had signed it, all who heard of it then, and the contacts. */
export async function stopped(s: Scene): Promise<void> {
  const id = s.event.subjectId;
  const why = await whyOf(s, "stop");
  const letter = (to: "filler" | "signer" | "contact") =>
    undone.stopped(s.group, s.organisation, { why, to, ask: askAt(s) });
  const first = await onceEach(s);
  const filler = await tellFiller(s, id, letter("filler"), "stopped", "Rätta blanketten");
  if (filler) first(filler);
  for (const { id: of, email } of await managersOf(s, ["signed"]))
    if (first(email)) await send(s, { to: email, what: `stopped:${of}`, commitmentId: id }, letter("signer"));
  for (const { to, address, ...c } of await toldOfSigning(s))
    if (first(address)) await send(s, to, undone.stoppedAfterAll(s.group, s.organisation, c));
  for (const contact of await contactsOf(s, s.organisationId))
    if (first(contact.email))
      await send(s, { to: contact.email, what: `stopped:${contact.id}` }, letter("contact"));
}

/** Where the letters went that told of the signed form, but for the county board's, the filler's and its managers'. A protected person is found as then. */
async function toldOfSigning({ tx, event }: Scene) {
  const letters = await tx.letter.findMany({
    where: {
      OR: ["named", "moves", "leaver", "formerManager"].map((kind) => ({ kind: { startsWith: kind } })),
      event: {
        kind: { in: [...signedFacts] },
        subjectId: event.subjectId,
      },
    },
    // Whoever goes on hears that, whatever else was told at the same address.
    orderBy: [{ personId: { sort: "desc", nulls: "last" } }, { key: "desc" }],
  });
  const content = readContent(
    await tx.commitment.findUniqueOrThrow({ where: { id: event.subjectId }, include: { secret: true } }),
  );
  const found = [];
  for (const { kind, personId, to, linkId } of letters) {
    const comesTo = (["representative", "deputy"] as const).find((x) => kind === namedKind(x)) ?? null;
    const named = comesTo && content[comesTo];
    const person = personId && (await tx.person.findUnique({ where: { id: personId } }));
    if (person) {
      const { email } = await forComparison(tx, person.id);
      const what = `stopped:${kind}` as const;
      const holds = { comesTo, holds: true, note: linkId !== null };
      found.push({ ...holds, to: { ...toPerson(person), what }, address: email });
    } else if (comesTo && named) {
      const open = named.protected ? "" : named.email;
      const by = { to: open, what: namedKind(comesTo), commitmentId: event.subjectId };
      found.push({ comesTo, holds: false, note: false, to: by, address: named.email });
    } else
      found.push({
        comesTo: null,
        holds: false,
        note: false,
        to: { to, what: `stopped:${kind}` as const },
        address: to,
      });
  }
  return found;
}

/** Before all had signed. A draft that is taken back has been nobody's but its writer's. */
export async function takenBack(s: Scene): Promise<void> {
  if (s.event.data?.from !== "awaitingSignature") return;
  const id = s.event.subjectId;
  const byLink = s.event.by.actor.kind === "link";
  const why = byLink ? null : await whyOf(s, "withdraw");
  const ask = askAt(s);
  const letter = (to: undone.ToldTakenBack) => undone.takenBack(s.group, s.organisation, { why, to, ask });
  if (byLink) await tellStrategist(s, letter("board"), undefined, toOrganisation(s));

  const { fillerEmail, onBehalf } = await s.tx.commitment.findUniqueOrThrow({ where: { id } });
  const first = await onceEach(s);
  // A protected person's form has no address; their own link, by which they may have taken it back, has none either.
  if (!onBehalf && first(fillerEmail ?? ""))
    await tellFiller(s, id, letter("filler"), "takenBack", "Rätta blanketten");
  for (const signature of await managersOf(s, ["signed", "withdrawn"]))
    if (first(signature.email))
      await send(
        s,
        { to: signature.email, what: `takenBack:${signature.id}`, commitmentId: id },
        letter(signature.state === "signed" ? "signed" : "asked"),
      );
  for (const contact of await contactsOf(s, s.organisationId))
    if (first(contact.email))
      await send(s, { to: contact.email, what: `takenBack:${contact.id}` }, letter("contact"));
}
