// Every page of the demo county: who looks at it, where it is, and how the personal links are found.
import type { Page } from "playwright-core";
import { anchors, inMain, text, Visitor } from "../setup/visitor";
import { linkIn } from "./browser";

export const at = "/dalarna/lansgruppen";
export const who = ["nobody", "strategist", "administrator", "representative", "newcomer"] as const;
export type Who = (typeof who)[number];
const emails: Partial<Record<Who, string>> = {
  strategist: "strateg@lansstyrelsen.example",
  administrator: "admin@lansstyrelsen.example",
  representative: "samordnare@norradalarna.example",
  newcomer: "ny@region.example",
};
export type Visitors = Record<Who, Visitor>;
/** Everybody, signed in. */
export async function visitors(base: string): Promise<Visitors> {
  const all = Object.fromEntries(who.map((w) => [w, new Visitor(base)])) as Visitors;
  for (const w of who) if (emails[w]) await all[w].signIn(emails[w]);
  return all;
}

export const links: Record<string, string> = {};
/** What has an address that nobody knows beforehand: by its place in a list, its title, or its letter. */
export async function findLinks({ nobody, strategist, representative }: Visitors): Promise<void> {
  const all = async (path: string, by = strategist) => anchors((await by.get(path)).html);
  const hrefs = async (path: string, match: RegExp) =>
    (await all(path)).map((a) => a.href).filter((h) => match.test(h));
  const titled = async (path: string, title: string) =>
    (await all(path)).find((a) => a.text.includes(title))!.href;
  links.commitment = (await hrefs(`${at}/organisationer/kriminalvarden`, /uppdrag\/[a-z0-9]+$/))[0]!;
  links.police = (await hrefs(`${at}/organisationer/polismyndigheten`, /uppdrag\/[a-z0-9]+$/))[0]!;
  links.declined = (await hrefs(`${at}/organisationer/ludvika-kommun`, /uppdrag\/[a-z0-9]+$/))[0]!;
  links.received = (await hrefs(`${at}/organisationer/falu-kommun`, /uppdrag\/[a-z0-9]+$/)).at(-1)!;
  links.signed = (await hrefs(`${at}/organisationer/aklagarkammaren-falun`, /uppdrag\/[a-z0-9]+$/))[0]!;
  links.draft = (await hrefs(`${at}/att-gora`, /utkast$/))[0]!;
  links.leave = (await hrefs(`${at}/organisationer/falu-kommun`, /slutar\?plats/))[0]!;
  links.hidden = (await hrefs(`${at}/organisationer/kvinnojourer-i-dalarna`, /skyddad\//))[0]!;
  // The list shows a year; what has been or is to come may lie in the one beside.
  const year = new Date().getFullYear();
  const meetings = [
    ...(await all(`${at}/moten?ar=${year}`)),
    ...(await all(`${at}/moten?ar=${year - 1}`)),
    ...(await all(`${at}/moten?ar=${year + 1}`)),
  ];
  const meeting = (name: string) => meetings.find((a) => a.text === name)!.href;
  links.meeting = meeting("Möte om barns rätt till skydd");
  links.held = meeting("Möte om arbetsgruppernas arbete");
  links.planned = meeting("Digitalt avstämningsmöte");
  links.group = (await hrefs(`${at}/arbetsgrupper`, /arbetsgrupper\/[a-z0-9]{14}$/))[0]!;
  links.effort = (await hrefs(`${at}/pa-hemmaplan`, /pa-hemmaplan\/[a-z0-9]{14}$/i))[0]!;
  links.inquiry = (await hrefs(`${at}/samla-in`, /samla-in\/[a-z0-9]{14}$/)).at(-1)!;
  const finding = (title: string) => titled(`${at}/lardomar`, title);
  links.finding = await finding("Stöd i juridiken när kommuner delar kostnad");
  links.asked = await finding("Tre kommuner delar samordnare");
  const question = (title: string) => titled(`${at}/fragor-att-lyfta`, title);
  [links.proposed, links.raised, links.answered, links.setAside] = [
    await question("Hur får små kommuner"),
    await question("Vem för statistik"),
    await question("Kan chefer i hela länet"),
    await question("Kan lagen om"),
  ];
  [links.visit, links.visited, links.cancelledVisit] = (await hrefs(
    `${at}/kommunbesok`,
    /kommunbesok\/[a-z0-9]{14}$/,
  )) as [string, string, string];
  links.spread = (await hrefs(`${at}/sprida`, /sprida\/[a-z0-9]{14}$/))[0]!;
  links.package = (await all(links.spread, representative)).find((a) =>
    /\/paket\/[\w-]+$/.test(a.href),
  )!.href;
  links.read = new URL(
    text(
      /<p class="address[^>]*>([\s\S]*?)<\/p>/.exec((await representative.get(links.package)).html)![1]!,
    ).trim(),
  ).pathname;
  links.ended = (await hrefs(`${at}/arbetsgrupper`, /arbetsgrupper\/[a-z0-9]{14}$/)).at(-1)!;
  links.letter = (await hrefs("/demo/brev", /demo\/brev\/[\w-]+$/))[0]!;
  const path = (text: string, door: string) => new URL(linkIn(text, door)).pathname;
  /** Whoever got a letter about something. */
  const gotten = async (subject: string) => {
    const row = [...inMain((await nobody.get("/demo/brev")).html).matchAll(/<tr>[\s\S]*?<\/tr>/g)].find(
      ([r]) => text(r).includes(subject),
    )![0];
    return anchors(row)[1]!.text;
  };
  const asked = await gotten("Underskrift: Säters");
  links.signer = asked;
  links.sign = path(await nobody.letter(asked, /Underskrift|Påminnelse/), "underskrift");
  links.sent = path(await nobody.letter("registrator@sater.example", /Vem representerar/), "blankett");
  links.fill = path(await nobody.letter("registrator@rattvik.example", /fortsätt här/), "blankett");
  links.replace = path(await nobody.letter("registrator@rattvik.example", /Din länk/), "byte");
  links.answer = path(
    await nobody.letter("samordnare@norradalarna.example", /Kallelse: Möte om barns/),
    "svar",
  );
  links.material = (await hrefs(links.meeting, /material\/[a-z0-9]{14}\/om$/))[0]!;
  links.confirm = path(await nobody.letter("gunilla.frost@smedjebacken.example", /Stämmer/), "bekrafta");
  const leaver = await gotten("Ditt uppdrag i länsgruppen slutar");
  links.handover = path(await nobody.letter(leaver, /Ditt uppdrag i länsgruppen slutar/), "overlamning");
  links.poll = (await hrefs(`${at}/moten`, /moten\/tider\/[a-z0-9]{14}$/))[0]!;
  links.pollAnswer = path(await nobody.letter("samordnare@norradalarna.example", /När kan ni/), "svar-tid");
  links.guest = path(await nobody.letter("greta.ahl@forskning.example", /Inbjudan/), "svar");
  links.contribute = new URL(
    text(
      /<p class="address[^>]*>([\s\S]*?)<\/p>/.exec(
        (await representative.get(`${links.inquiry}/svar/orsa-kommun`)).html,
      )![1]!,
    ).trim(),
  ).pathname;
  await strategist.post(`${at}/laget/falu-kommun`, []);
  links.managed = path(await nobody.letter(await gotten("Läget i korthet"), /Läget i korthet/), "laget");
  links.draftInquiry = (
    await strategist.post(`${at}/samla-in/ny`, [
      ["title", "Utkast till frågor"],
      ["why", "Vi planerar nästa år."],
      ["lastOn", `${new Date().getFullYear() + 1}-02-01`],
      ["to", "all"],
    ])
  ).to;
}

export type Stop = [name: string, who: Who, path: () => string, act?: (page: Page) => Promise<void>];
const press = (name: string) => async (page: Page) => {
  await page.locator("main").getByRole("button", { name }).first().click();
  await page.locator("#fel, .notice").first().waitFor();
};
export const stops: Stop[] = [
  ["front", "nobody", () => "/"],
  ["sign-in", "nobody", () => "/logga-in"],
  ["sign-in-code", "nobody", () => "/logga-in/kod?mejl=a@b.example"],
  ["sign-in-wrong", "nobody", () => "/logga-in", press("Skicka kod")],
  ["verify", "nobody", () => "/verifiera"],
  ["verify-unknown", "nobody", () => "/verifiera/LG-AAAA-BBBB-CCCC"],
  ["mailbox", "nobody", () => "/demo/brev"],
  ["letter", "nobody", () => links.letter!],
  [
    "not-found",
    "nobody",
    () => "/finns-inte",
    async (page) => {
      await page.getByText("Adressen kan vara fel").waitFor();
    },
  ],
  ["ask-for-link", "nobody", () => `${at}/be-om-lank`],
  ["ask-for-link-sent", "nobody", () => `${at}/be-om-lank?skickad`],
  ["accessibility", "nobody", () => "/tillganglighet"],
  ["cookies", "nobody", () => "/om-kakor"],
  ["privacy", "nobody", () => "/personuppgifter"],
  ["help", "nobody", () => "/hjalp"],
  ["languages", "nobody", () => "/andra-sprak"],
  ["fill", "nobody", () => links.fill!],
  ["fill-errors", "nobody", () => links.fill!, press("Kontrollera svaren")],
  ["fill-sent", "nobody", () => `${links.sent!}/skickad`],
  ["sign-read", "nobody", () => links.sign!],
  ["sign-code", "nobody", () => `${links.sign!}/kod`],
  ["replace", "nobody", () => links.replace!],
  ["replace-cover", "nobody", () => `${links.replace!}/ersattaren-tjanstgor`],
  ["todo", "strategist", () => `${at}/att-gora`],
  ["organisations", "strategist", () => `${at}/organisationer`],
  ["organisations-search", "strategist", () => `${at}/organisationer?sok=ÅSA`],
  ["organisation", "strategist", () => `${at}/organisationer/falu-kommun`],
  ["organisation-vacant", "strategist", () => `${at}/organisationer/leksands-kommun`],
  ["organisation-past", "strategist", () => `${at}/organisationer/falu-kommun?datum=2026-01-15`],
  ["organisation-protected", "strategist", () => `${at}/organisationer/kvinnojourer-i-dalarna`],
  ["organisation-cover", "strategist", () => `${at}/organisationer/vansbro-kommun`],
  ["change", "strategist", () => `${at}/organisationer/falu-kommun/byt-representant`],
  ["leave", "strategist", () => links.leave!],
  ["cover", "strategist", () => `${at}/organisationer/falu-kommun/ersattaren-tjanstgor`],
  ["invitation", "strategist", () => `${at}/organisationer/falu-kommun/inbjudan`],
  ["details", "strategist", () => `${at}/organisationer/kvinnojourer-i-dalarna/uppgifter`],
  ["new-organisation", "strategist", () => `${at}/organisationer/ny`],
  ["commitment-waiting", "strategist", () => links.commitment!],
  ["commitment-unconfirmed", "strategist", () => links.police!],
  ["commitment-declined", "strategist", () => links.declined!],
  ["commitment-received", "strategist", () => links.received!],
  ["commitment-signed", "strategist", () => links.signed!],
  ["commitment-stop", "strategist", () => `${links.signed!}/stopp`],
  ["commitment-withdraw", "strategist", () => `${links.commitment!}/aterkallelse`],
  ["commitment-paper", "strategist", () => `${links.commitment!}/papper`],
  ["draft", "strategist", () => links.draft!],
  ["letters", "strategist", () => `${at}/utskick`],
  ["invitations", "strategist", () => `${at}/inbjudningar`],
  ["move-in", "strategist", () => `${at}/flytta-in`],
  ["addresses", "strategist", () => `${at}/mejladresser?till=bada`],
  ["members", "strategist", () => `${at}/medlemslista`],
  ["settings", "strategist", () => `${at}/installningar`],
  ["protected", "strategist", () => links.hidden!],
  ["administration", "administrator", () => "/administration"],
  ["meetings", "strategist", () => `${at}/moten`],
  ["meeting", "strategist", () => links.meeting!],
  ["meeting-held", "strategist", () => links.held!],
  ["meeting-planned", "strategist", () => links.planned!],
  ["meeting-new", "strategist", () => `${at}/moten/nytt`],
  ["meeting-new-wrong", "strategist", () => `${at}/moten/nytt`, press("Spara")],
  ["meeting-plan", "strategist", () => `${at}/moten/ar`],
  ["meeting-change", "strategist", () => `${links.meeting!}/andra`],
  ["meeting-convene", "strategist", () => `${links.planned!}/kallelse`],
  ["meeting-cancel", "strategist", () => `${links.meeting!}/installt`],
  ["meeting-answer-for", "strategist", () => `${links.meeting!}/svar?organisation=falu-kommun`],
  ["attendance", "strategist", () => `${links.held!}/narvaro`],
  ["attendance-overview", "strategist", () => `${at}/moten/narvaro`],
  ["subscribe", "representative", () => `${at}/moten/prenumerera`],
  ["poll-new", "strategist", () => `${at}/moten/tider/ny`],
  ["poll-new-wrong", "strategist", () => `${at}/moten/tider/ny`, press("Skicka frågan")],
  ["poll", "strategist", () => links.poll!],
  ["poll-answer", "nobody", () => links.pollAnswer!],
  ["member-poll", "representative", () => `${links.poll!}/svar`],
  ["agenda", "strategist", () => `${links.meeting!}/dagordning`],
  ["minutes", "strategist", () => `${links.held!}/minnesanteckningar`],
  ["minutes-write", "strategist", () => `${links.held!}/minnesanteckningar/skriv`],
  ["minutes-compare", "strategist", () => `${links.held!}/minnesanteckningar/jamfor`],
  ["poster", "strategist", () => `${links.meeting!}/incheckning`, press("kod")],
  ["prints", "strategist", () => `${links.meeting!}/utskrifter`],
  ["year-figures", "strategist", () => `${at}/moten/arets-siffror`],
  ["inbox", "strategist", () => `${at}/moten/inkomna-svar`],
  ["agreed", "strategist", () => `${at}/moten/vi-kom-overens-om`],
  ["member-agreed", "representative", () => `${at}/moten/vi-kom-overens-om?visa=mina`],
  ["overview-of-standing", "strategist", () => `${at}/laget`],
  ["overview-home", "strategist", () => `${at}/laget?visa=home`],
  ["standing", "strategist", () => `${at}/laget/falu-kommun`],
  ["standing-bad", "strategist", () => `${at}/laget/ludvika-kommun`],
  ["member-standing", "representative", () => `${at}/laget/orsa-kommun`],
  ["inquiries", "strategist", () => `${at}/samla-in`],
  ["inquiry", "strategist", () => links.inquiry!],
  ["inquiry-results", "strategist", () => `${links.inquiry!}/resultat`],
  ["inquiry-answered", "strategist", () => `${links.inquiry!}/svar/falu-kommun`],
  ["inquiry-draft", "strategist", () => links.draftInquiry!],
  ["inquiry-change", "strategist", () => `${links.draftInquiry!}/andra`],
  ["inquiry-draft-wrong", "strategist", () => links.draftInquiry!, press("Lägg till frågan")],
  ["contribute", "nobody", () => links.contribute!],
  ["contribute-wrong", "nobody", () => links.contribute!, press("Skicka")],
  ["standing-by-link", "nobody", () => links.managed!],
  ["inquiry-new-wrong", "strategist", () => `${at}/samla-in/ny`, press("Fortsätt")],
  ["member-inquiry", "representative", () => `${links.inquiry!}/svar/orsa-kommun`],
  ["member-inquiry-wrong", "representative", () => `${links.inquiry!}/svar/orsa-kommun`, press("Skicka in")],
  ["findings", "strategist", () => `${at}/lardomar`],
  ["finding", "strategist", () => links.finding!],
  ["finding-new", "strategist", () => links.held!.replace("moten/", "lardomar/ny?minnesanteckningar=")],
  ["finding-new-wrong", "strategist", () => `${at}/lardomar/ny`, press("Spara")],
  ["finding-change", "strategist", () => `${links.finding!}/andra`],
  ["member-findings", "representative", () => `${at}/lardomar?q=PLATSER`],
  ["member-finding", "representative", () => links.asked!],
  ["member-finding-wrong", "representative", () => links.asked!, press("Spara svaret")],
  ["questions", "strategist", () => `${at}/fragor-att-lyfta`],
  ["question-proposed", "strategist", () => links.proposed!],
  ["question-proposed-wrong", "strategist", () => links.proposed!, press("Frågan är lyft")],
  ["question-raised", "strategist", () => links.raised!],
  ["question-answered", "strategist", () => links.answered!],
  ["question-set-aside", "strategist", () => links.setAside!],
  ["question-new", "strategist", () => `${at}/fragor-att-lyfta/ny`],
  ["question-change", "strategist", () => `${links.proposed!}/andra`],
  ["member-questions", "representative", () => `${at}/fragor-att-lyfta`],
  ["member-question", "representative", () => links.answered!],
  [
    "member-question-new-wrong",
    "representative",
    () => `${at}/fragor-att-lyfta/ny`,
    press("Skicka förslaget"),
  ],
  ["visits", "strategist", () => `${at}/kommunbesok`],
  ["visit", "strategist", () => links.visit!],
  ["visit-cancelled", "strategist", () => links.cancelledVisit!],
  ["visited-wrong", "strategist", () => links.visited!, press("Spara anteckningarna")],
  ["visit-new-wrong", "strategist", () => `${at}/kommunbesok/nytt`, press("Spara")],
  ["visit-change", "strategist", () => `${links.visit!}/andra`],
  ["spread", "strategist", () => `${at}/sprida`],
  ["spread-item", "strategist", () => links.spread!],
  ["spread-new", "strategist", () => `${at}/sprida/ny`],
  ["spread-new-wrong", "strategist", () => `${at}/sprida/ny`, press("Skicka ut")],
  ["spread-change", "strategist", () => `${links.spread!}/andra`],
  ["member-spread", "representative", () => `${at}/sprida`],
  ["member-spread-item", "representative", () => links.spread!],
  ["member-package", "representative", () => links.package!],
  ["member-package-wrong", "representative", () => links.package!, press("Ändra svaret")],
  ["read-by-link", "nobody", () => links.read!],
  [
    "read-pressed",
    "nobody",
    () => links.read!,
    async (page) => {
      await page.getByRole("button", { name: "Läs" }).click();
      await page.getByText("Avsändare:").waitFor();
    },
  ],
  ["efforts", "strategist", () => `${at}/pa-hemmaplan`],
  ["effort", "strategist", () => links.effort!],
  ["effort-new", "strategist", () => `${at}/pa-hemmaplan/ny`],
  ["effort-new-wrong", "strategist", () => `${at}/pa-hemmaplan/ny`, press("Skicka ut insatsen")],
  ["effort-change", "strategist", () => `${links.effort!}/andra`],
  ["member-efforts", "representative", () => `${at}/pa-hemmaplan`],
  ["member-effort", "representative", () => links.effort!],
  ["handover-note", "nobody", () => links.handover!],
  ["handover-note-wrong", "nobody", () => links.handover!, press("Spara")],
  ["handover", "strategist", () => `${at}/organisationer/malung-salens-kommun/overlamning`],
  ["handover-new", "newcomer", () => `${at}/organisationer/region-dalarna/overlamning`],
  ["member-handover", "representative", () => `${at}/organisationer/mora-kommun/overlamning`],
  ["confirm", "nobody", () => links.confirm!],
  ["confirm-wrong", "nobody", () => links.confirm!, press("Skicka svaret")],
  ["confirmations", "strategist", () => `${at}/organisationer/hedemora-kommun/bekraftelse`],
  [
    "confirmations-wrong",
    "strategist",
    () => `${at}/organisationer/barnhus-dalarna/bekraftelse`,
    press("Spara svaret"),
  ],
  ["channels", "strategist", () => `${at}/organisationer/falu-kommun/kontaktvagar`],
  ["channels-wrong", "strategist", () => `${at}/organisationer/falu-kommun/kontaktvagar`, press("Lägg till")],
  ["member-channels", "representative", () => `${at}/organisationer/mora-kommun/kontaktvagar`],
  ["groups", "strategist", () => `${at}/arbetsgrupper`],
  ["group", "strategist", () => links.group!],
  ["group-ended", "strategist", () => links.ended!],
  ["group-new", "strategist", () => `${at}/arbetsgrupper/ny`],
  ["group-new-wrong", "strategist", () => `${at}/arbetsgrupper/ny`, press("Spara")],
  ["group-change", "strategist", () => `${links.group!}/andra`],
  ["group-place", "strategist", () => `${links.group!}/plats`],
  ["group-place-of", "strategist", () => `${links.group!}/plats?organisation=falu-kommun`],
  ["group-end", "strategist", () => `${links.group!}/avslut`],
  ["group-invite", "strategist", () => `${links.group!}/inbjudan`],
  ["group-invite-wrong", "strategist", () => `${links.group!}/inbjudan`, press("Skicka inbjudan")],
  ["group-joining", "strategist", () => `${links.group!}/medverkan`],
  ["group-milestone", "strategist", () => `${links.group!}/milstolpar/ny`],
  ["group-milestone-wrong", "strategist", () => `${links.group!}/milstolpar/ny`, press("Spara")],
  ["member-joining", "representative", () => `${links.group!}/medverkan`],
  ["effort-behind", "strategist", () => `${links.effort!}?visa=kvar`],
  ["member-groups", "representative", () => `${at}/arbetsgrupper`],
  ["member-group", "representative", () => links.group!],
  ["member-minutes", "representative", () => `${links.held!}/minnesanteckningar`],
  ["member-proposal", "representative", () => `${links.meeting!}/forslag`],
  ["material", "strategist", () => `${at}/material`],
  ["material-found", "strategist", () => `${at}/material?q=barns+r%C3%A4tt`],
  ["material-not-found", "nobody", () => `${at}/material?q=finns+inte`],
  ["material-public", "nobody", () => `${at}/material`],
  ["member-material", "representative", () => `${at}/material`],
  ["material-new", "strategist", () => links.meeting!.replace("moten/", "material/nytt?mote=")],
  ["material-new-wrong", "strategist", () => `${at}/material/nytt`, press("Lägg till")],
  ["material-about", "strategist", () => links.material!],
  [
    "material-about-wrong",
    "strategist",
    () => links.material!,
    async (page) => {
      await page.getByText("Lägg in en ny version").click();
      await press("Lägg in")(page);
    },
  ],
  ["answer", "nobody", () => links.answer!],
  ["answer-guest", "nobody", () => links.guest!],
  ["member-meetings", "representative", () => `${at}/moten`],
  ["member-meeting", "representative", () => links.meeting!],
  ["member-answer", "representative", () => `${links.meeting!}/svar`],
  ["mine", "representative", () => "/mitt"],
  ["mail-choice", "representative", () => "/mitt/mejl"],
  ["mail-choice-none", "administrator", () => "/mitt/mejl"],
  ["member-organisation", "representative", () => `${at}/organisationer/mora-kommun`],
  ["member-list", "representative", () => `${at}/organisationer`],
  ["forbidden", "representative", () => `${at}/att-gora`],
];
