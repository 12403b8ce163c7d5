// The demo county's inquiry: it runs, some have answered, and a colleague has contributed.
import { addQuestion, draftInquiry, saveAnswer, sendInquiry } from "~/domain/inquiries/commands.server";
import type { Kind } from "~/domain/inquiries/rules";
import { carry } from "~/jobs/postman.server";
import { db } from "~/platform/db.server";
import { atDay, byAccount, day } from "./actors";

export async function makeInquiries(networkId: string, strategist: string): Promise<void> {
  const manager = () => byAccount("inquiry.manage", networkId, strategist);
  atDay(-9, 10);
  const id = await draftInquiry(await manager(), { title: "Skyddat boende i länet", why: "Länsstyrelsen ska beskriva tillgången till skyddat boende. Svaren blir underlag till nästa möte.", lastOn: day(21) });
  const ask = async (kind: Kind, label: string, options: string[] = [], required = true) => addQuestion(await manager(), id, { kind, label, hint: null, required, options });
  await ask("one", "Har ni ett avtal om skyddat boende?", ["Ja, eget", "Ja, tillsammans med andra", "Nej"]);
  await ask("number", "Hur många placeringar gjorde ni förra året?", [], false);
  await ask("several", "Vilka grupper är svårast att ordna boende för?", ["Par utan barn", "Familjer med flera barn", "Personer med missbruk", "Personer med djur"]);
  await ask("scale", "Hur väl fungerar samverkan när någon placeras i en annan kommun?");
  await ask("text", "Vad skulle hjälpa er mest?");
  await sendInquiry(await manager(), id, { to: "all", organisations: [] });
  const q = await db.inquiryQuestion.findMany({ where: { inquiryId: id }, orderBy: { position: "asc" } });
  atDay(-3, 13);
  for (const [name, ...said] of [["Falu kommun", ["Ja, eget"], ["14"], ["Familjer med flera barn", "Personer med djur"], ["3"], ["En gemensam lista över lediga platser i länet."]], ["Mora kommun", ["Ja, tillsammans med andra"], ["6"], ["Personer med missbruk"], ["4"], ["Stöd i juridiken när flera kommuner delar på kostnaden."]], ["Region Dalarna", ["Nej"], [], ["Personer med missbruk"], ["2"], ["Att vi får veta i tid var personen ska bo."]]] as const) {
    const o = await db.organisation.findFirstOrThrow({ where: { name } });
    await saveAnswer(await byAccount("inquiry.answer", networkId, strategist), id, o.id, { gor: "skicka-in", q: Object.fromEntries(q.map((x, i) => [x.id, [...(said[i] ?? [])]])) });
  }
  await carry();
}
