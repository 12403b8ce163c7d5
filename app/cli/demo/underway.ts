// Forms on their way, one in every state, and the recurring work of the days that they took.
import { networkById, ownPermit, type NetworkPermit } from "~/domain/access/permits.server";
import { askForLink } from "~/domain/access/requests/commands.server";
import { stop } from "~/domain/commitments/commands.server";
import { begin, beginByLink } from "~/domain/commitments/drafting/commands.server";
import { attachPaper } from "~/domain/commitments/signing/paper.server";
import { invite } from "~/domain/organisations/invitations/commands.server";
import { carry } from "~/jobs/postman.server";
import {
  atDay,
  byAccount,
  byLink,
  day,
  declines,
  fillIn,
  holdLink,
  misdirects,
  receives,
  run,
  signs,
  type Given,
} from "./actors";
import type { Org } from "./county";
import { someone, type Made } from "./people";

type Form = Given & { manager: Made };
const daily = ["commitments.activate", "signatures.remind", "commitments.renewal", "post.digest"];

export async function makeUnderway(
  networkId: string,
  strategist: string,
  at: (name: string) => Org,
  usual: (o: Org, startOn: string) => Form,
): Promise<void> {
  const acts = new Map<number, (() => Promise<unknown>)[]>();
  const on = (offset: number, act: () => Promise<unknown>) =>
    acts.set(offset, [...(acts.get(offset) ?? []), act]);
  /** A form that is sent on its day. Who stands in it is drawn at once, in the order of the lines below. */
  const sent = (name: string, offset: number, change: (g: Form, o: Org) => void = () => {}) => {
    const o = at(name);
    const given = usual(o, day(Math.max(offset + 30, 14)));
    change(given, o);
    const form = { o, given, id: "" };
    on(offset, async () => {
      atDay(offset, 9, 20);
      form.id = await fillIn(networkId, o.id, { ...given, manager: { ...given.manager } }, strategist);
    });
    return form;
  };
  sent("Avesta kommun", -26);
  sent("Säters kommun", -12);
  // Two managers, one of whom has signed.
  const prison = sent("Kriminalvården", -6, (g) => {
    g.deputyManager = someone("kriminalvarden.example", "chief");
  });
  on(-5, () => {
    atDay(-5, 10);
    return signs(prison.o.id, prison.given.manager);
  });
  // A wrong manager has named the right one.
  const police = sent("Polismyndigheten", -4);
  const right = someone("polisen.example", "chief");
  on(-1, () => {
    atDay(-1, 14);
    return misdirects(police.o.id, police.given.manager.email, right);
  });
  // Declined.
  const ludvika = sent("Ludvika kommun", -7);
  on(-2, () => {
    atDay(-2, 8, 40);
    return declines(
      ludvika.o.id,
      ludvika.given.manager.email,
      "Per ska bara vara ersättare fram till årsskiftet. Skriv en annan ersättare, så skriver jag under.",
    );
  });
  // Signed and waiting for its day, not received yet.
  const prosecutor = sent("Åklagarkammaren Falun", -3);
  on(-1, () => {
    atDay(-1, 10);
    return signs(prosecutor.o.id, prosecutor.given.manager);
  });
  // Stopped by the strategist before its day.
  const migration = sent("Migrationsverket", -9);
  on(-8, () => {
    atDay(-8, 10);
    return signs(migration.o.id, migration.given.manager);
  });
  on(-6, async () => {
    atDay(-6, 11);
    await stop(
      await byAccount("commitment.stop", networkId, strategist),
      migration.id,
      "Representanten arbetar i Gävleborgs län. Kontrollera vem som ska representera er i Dalarna.",
    );
  });
  // A shared mailbox: on paper.
  sent("Brottsofferjourer i Dalarna", -5, (g, o) => {
    g.association = "Brottsofferjouren Norra Dalarna";
    g.manager = { ...g.manager, email: `styrelsen@${o.domain}`, sharedMailbox: true };
  });
  // Confirmed by telephone.
  const phone = sent("Rädda Barnen Dalarna", -30, (g) => {
    g.manager = { ...g.manager, email: "", phone: "0240-555 01" };
    g.startOn = day(-28);
  });
  on(-29, async () => {
    atDay(-29, 13);
    await attachPaper(
      await byAccount("commitment.paper", networkId, strategist),
      phone.id,
      {
        signatures: {
          both: { signedName: phone.given.manager.name, signedTitle: "Ordförande", signedOn: day(-29) },
        },
        method: "phone",
        note: "Uppringd på numret i föreningsregistret",
      },
      null,
    );
    await receives(networkId, strategist, phone.id);
  });
  on(-1, () => begunYesterday(networkId, strategist, at));

  for (let offset = -30; offset <= 0; offset++) {
    atDay(offset, 7);
    for (const job of daily) await run(job);
    for (const act of acts.get(offset) ?? []) await act();
    await carry();
  }
}

/** Begun on the organisation's behalf, after a telephone call; a replacement that its manager has begun; an invitation that did not arrive. */
async function begunYesterday(
  networkId: string,
  strategist: string,
  at: (name: string) => Org,
): Promise<void> {
  atDay(-1, 15, 10);
  await begin(
    await byAccount("replacement.start", networkId, strategist),
    at("Leksands kommun").id,
    "representative",
    true,
  );
  atDay(-1, 16);
  const rattvik = at("Rättviks kommun");
  await askForLink(
    ownPermit("linkRequest.use", "cli", "demo", networkById(networkId)) as NetworkPermit<"linkRequest.use">,
    rattvik.id,
    `registrator@${rattvik.domain}`,
  );
  await beginByLink(
    byLink("replacement.start", await holdLink("replace", rattvik.id, `registrator@${rattvik.domain}`)),
    "deputy",
  );
  await invite(await byAccount("invitation.send", networkId, strategist), [
    { organisationId: at("Högskolan Dalarna").id, email: "prefekten@studsar.example" },
  ]);
}
