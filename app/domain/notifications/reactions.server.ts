// Who hears of what, in one place. Each reaction writes letters in the transaction of the fact; a
// letter's key says "one per what", so that a fact told twice never makes two letters.
import { paths } from "~/paths";
import { onFact, type Announced } from "~/platform/events.server";
import { env } from "~/platform/env.server";
import { must } from "~/platform/must";
import { nextReminder, type Kind, signedFacts } from "~/domain/commitments/rules";
import { freshLink } from "~/domain/confirmations/texts";
import { freshLink as freshHandover } from "~/domain/handover/texts";
import { shownYear } from "~/domain/standing/rules";
import { toManager } from "~/domain/standing/texts";
import { hiddenBehind, on, send, tellFiller, tellStrategist, toPerson, type Scene } from "./scene.server";
import { coverEnded, coverStarted } from "./cover.server";
import { saidToLeave, toldLeaving } from "./leaving.server";
import { staffTold } from "./staff.server";
import { begun, sentOn } from "./begun.server";
import { signedNotices } from "./signed.server";
import { declined, stopped, takenBack } from "./undone.server";
import { welcomed } from "./welcome.server";
import * as texts from "./texts";

export function register(): void {
  onFact("staff.appointed", staffTold);
  onFact("staff.ended", staffTold);
  on("commitment.start", begun);
  on("commitment.send", sentOn);

  on("signature.asked", async (s) => {
    const { commitment, link } = s.event.data ?? {};
    const signature = await s.tx.signature.findUniqueOrThrow({
      where: { id: s.event.subjectId },
      include: { commitment: true },
    });
    const namedBy = JSON.parse(signature.namedBy) as { label: string };
    const letter = texts.askSignature(s.group, s.organisation, {
      who: namedBy.label || "Er organisation",
      acting: signature.acting,
      kind: signature.commitment.kind as Kind,
    });
    await send(
      s,
      {
        to: must(signature.email, "the address of the manager who signs"),
        what: "askSignature",
        linkId: String(link),
        commitmentId: String(commitment),
      },
      letter,
    );
    if (!signature.nextReminderOn)
      await s.tx.signature.update({ where: { id: signature.id }, data: { nextReminderOn: nextOn(s.event) } });
  });
  on("signature.reminded", async (s) => {
    const signature = await s.tx.signature.findUniqueOrThrow({ where: { id: s.event.subjectId } });
    await send(
      s,
      {
        to: must(signature.email, "the address of the manager who signs"),
        what: "remindSignature",
        linkId: String(s.event.data?.link),
        commitmentId: signature.commitmentId,
      },
      texts.remindSignature(s.group, s.organisation, Number(s.event.data?.number)),
    );
  });
  on("signature.unanswered", async (s) =>
    tellStrategist(s, texts.unanswered(s.group, s.organisation), String(s.event.data?.commitment)).then(
      () => undefined,
    ),
  );

  on("commitment.sign", async (s) => {
    await tellStrategist(s, texts.partlySigned(s.group, s.organisation), s.event.subjectId);
  });
  for (const kind of signedFacts) on(kind, signedNotices);

  on("commitment.decline", declined);
  on("commitment.withdraw", takenBack);
  on("commitment.misdirect", async (s) => {
    const named = await s.tx.signature.findUniqueOrThrow({ where: { id: String(s.event.data?.named) } });
    const letter = texts.misdirected(s.group, s.organisation, named.name, named.email ?? "");
    await tellStrategist(s, letter, s.event.subjectId);
    await tellFiller(s, s.event.subjectId, letter, "misdirected", "Bekräfta adressen");
  });
  on("commitment.stop", stopped);

  on("seat.taken", welcomed);
  on("person.moved", async (s) => {
    if (s.event.data?.welcomed) return;
    const p = await s.tx.person.findUniqueOrThrow({ where: { id: s.event.subjectId } });
    await send(
      s,
      { ...toPerson(p), what: "moved" },
      texts.addressChanged(s.group, s.organisation, { signIn: env.baseUrl + paths.signIn() }),
    );
  });
  on("seat.left", toldLeaving);
  on("seat.saidToLeave", saidToLeave);
  on("cover.started", coverStarted);
  on("cover.ended", coverEnded);

  on("link.invited", async (s) => {
    await send(
      s,
      { ...(await toHolder(s)), what: "invitation", linkId: s.event.subjectId },
      texts.inviteLetter(s.group, s.organisation),
    );
  });
  on("link.fresh", async (s) => {
    const link = await linkOf(s);
    const letters: Partial<Record<string, () => texts.Letter>> = {
      replace: () => texts.replaceLink(s.group, s.organisation),
      fill: () => texts.draftLink(s.group, s.organisation),
      confirm: () => freshLink(s.group, s.organisation),
      handover: () => freshHandover(s.group, s.organisation),
      standing: () => toManager(s.group, s.organisation, shownYear(s.event.by.today), "fresh"),
    };
    const letter = letters[link.purpose]?.() ?? texts.remindSignature(s.group, s.organisation, 1);
    await send(
      s,
      {
        ...(await toHolder(s, String(s.event.data?.was))),
        what: `fresh:${link.purpose}`,
        linkId: link.id,
        commitmentId: link.commitmentId ?? undefined,
      },
      letter,
    );
  });
  on("renewal.asked", async (s) => {
    await send(
      s,
      {
        to: (await linkOf(s)).email,
        personId: s.event.data?.person ? String(s.event.data.person) : undefined,
        what: "renewal",
        linkId: s.event.subjectId,
      },
      texts.renewalAsk(s.group, s.organisation, String(s.event.data?.untilOn)),
    );
  });
}

const linkOf = (s: Scene) => s.tx.link.findUniqueOrThrow({ where: { id: s.event.subjectId } });
/** Whoever has the link; of one in another's place, as the letters with that one went: its holder may be protected by now. */
async function toHolder(s: Scene, was = s.event.subjectId) {
  const hidden = await hiddenBehind(s.tx, was);
  if (hidden) return toPerson(hidden);
  return { to: (await linkOf(s)).email };
}
const nextOn = (event: Announced) => nextReminder(event.by.today, 0);
