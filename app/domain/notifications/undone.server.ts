// Who hears of a form that comes to nothing – declined, stopped, taken back: each once, and not whoever did it.
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
  type Scene,
} from "./scene.server";
import * as texts from "./texts";

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
      texts.otherDeclined(s.group, s.organisation),
    );
}

export async function stopped(s: Scene): Promise<void> {
  const why = await whyOf(s, "stop");
  const letter = (to: "filler" | "signer") => texts.stopped(s.group, s.organisation, why, to);
  await tellFiller(s, s.event.subjectId, letter("filler"), "stopped", "Rätta blanketten");
  for (const { id, email } of await managersOf(s, ["signed"]))
    await send(s, { to: email, what: `stopped:${id}`, commitmentId: s.event.subjectId }, letter("signer"));
}

/** Before all had signed. A draft that is taken back has been nobody's but its writer's. */
export async function takenBack(s: Scene): Promise<void> {
  if (s.event.data?.from !== "awaitingSignature") return;
  const id = s.event.subjectId;
  const byLink = s.event.by.actor.kind === "link";
  const why = byLink ? null : await whyOf(s, "withdraw");
  const ask = env.baseUrl + paths.askForLink(placeOf(s.network));
  const letter = (to: texts.ToldTakenBack) => texts.takenBack(s.group, s.organisation, { why, to, ask });
  if (byLink) await tellStrategist(s, letter("board"), undefined, toOrganisation(s));

  const { fillerEmail, onBehalf } = await s.tx.commitment.findUniqueOrThrow({ where: { id } });
  const told = new Set([emailKey((await addressOf(s)) ?? "")]);
  const first = (email: string): boolean => {
    const before = told.size;
    return told.add(emailKey(email)).size > before;
  };
  if (fillerEmail && !onBehalf && first(fillerEmail))
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
