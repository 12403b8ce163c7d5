// The demo county's inquiries: one that runs, with every kind of question, answered by most; one whose last day has passed.
import {
  addQuestion,
  changeShare,
  contribute,
  draftInquiry,
  saveAnswer,
  sendInquiry,
} from "~/domain/inquiries/commands.server";
import type { Condition, Kind } from "~/domain/inquiries/rules";
import { carry } from "~/jobs/postman.server";
import { db } from "~/platform/db.server";
import { atDay, byAccount, byLink, day, holdLink } from "./actors";

const [own, shared, none] = ["Ja, eget", "Ja, tillsammans med andra", "Nej"];
const [couples, families, addiction, animals] = [
  "Par utan barn",
  "Familjer med flera barn",
  "Personer med missbruk",
  "Personer med djur",
];
/** Agreement, places, placements, groups, scale, words. */
const answers: readonly (readonly [string, string, string, string, readonly string[], string, string])[] = [
  ["Falu kommun", own, "6", "14", [families, animals], "3", "En gemensam lista över lediga platser i länet."],
  [
    "Borlänge kommun",
    own,
    "8",
    "19",
    [families, addiction, animals],
    "4",
    "Att jourerna och vi använder samma blankett när vi placerar.",
  ],
  [
    "Mora kommun",
    shared,
    "",
    "6",
    [addiction],
    "4",
    "Stöd i juridiken när flera kommuner delar på kostnaden.",
  ],
  [
    "Leksands kommun",
    shared,
    "",
    "3",
    [animals],
    "4",
    "Någon att ringa utanför kontorstid.\n\nVi vet i dag inte vem som har jour en helg.",
  ],
  ["Rättviks kommun", none, "", "2", [families, animals], "2", "Ett ramavtal för hela länet."],
  [
    "Säters kommun",
    none,
    "",
    "0",
    [addiction],
    "3",
    "Vi har få placeringar och glömmer hur man gör. En enkel checklista skulle hjälpa.",
  ],
  [
    "Ludvika kommun",
    own,
    "4",
    "11",
    [families, addiction],
    "3",
    "Platser för familjer med fler än två barn.",
  ],
  [
    "Avesta kommun",
    shared,
    "",
    "7",
    [addiction, animals],
    "5",
    "Det fungerar bra i södra Dalarna. Gör likadant i norr.",
  ],
  ["Vansbro kommun", none, "", "1", [couples], "2", "Ett ramavtal, gärna med transport."],
  [
    "Region Dalarna",
    none,
    "",
    "",
    [addiction],
    "2",
    "Att vi får veta i tid var personen ska bo, så att vården följer med.",
  ],
  ["Polismyndigheten", none, "", "", [addiction, animals], "3", "En kontaktperson i varje kommun."],
  [
    "Kriminalvården",
    none,
    "",
    "",
    [addiction],
    "3",
    "Att den våldsutsatta och den dömde inte hamnar i samma ort.",
  ],
  [
    "Kvinnojourer i Dalarna",
    own,
    "12",
    "31",
    [families, addiction, animals],
    "1",
    "Betalt för de tomma platserna. Annars kan vi inte ha dem kvar.",
  ],
  [
    "Brottsofferjourer i Dalarna",
    none,
    "",
    "",
    [couples, animals],
    "3",
    "Att alla får stödperson, också de som bor kvar hemma.",
  ],
];

export async function makeInquiries(networkId: string, strategist: string): Promise<void> {
  const manager = () => byAccount("inquiry.manage", networkId, strategist);
  const organisation = (name: string) => db.organisation.findFirstOrThrow({ where: { name } });
  const submit = async (
    id: string,
    name: string,
    q: Record<string, string[]>,
    file: Record<string, File> = {},
  ) =>
    saveAnswer(await byAccount("inquiry.answer", networkId, strategist), id, (await organisation(name)).id, {
      gor: "skicka-in",
      q,
      file,
    });
  const ask = async (
    id: string,
    kind: Kind,
    label: string,
    options: string[] = [],
    required = true,
    onlyIf: Condition | null = null,
    hint: string | null = null,
  ) => {
    await addQuestion(await manager(), id, { kind, label, hint, required, options, onlyIf });
    return (
      await db.inquiryQuestion.findFirstOrThrow({ where: { inquiryId: id }, orderBy: { position: "desc" } })
    ).id;
  };

  atDay(-24, 10);
  const passed = await draftInquiry(await manager(), {
    title: "Jourer i länet",
    why: "Vi uppdaterar listan över jourer som kan nås dygnet runt.",
    lastOn: day(-1),
  });
  const who = await ask(passed, "text", "Vilken jour hänvisar ni till på natten?");
  await sendInquiry(await manager(), passed, {
    to: "chosen",
    organisations: [
      (await organisation("Säters kommun")).id,
      (await organisation("Hedemora kommun")).id,
      (await organisation("Avesta kommun")).id,
    ],
  });
  await submit(passed, "Avesta kommun", { [who]: ["Socialjouren i södra Dalarna."] });

  atDay(-9, 10);
  const id = await draftInquiry(await manager(), {
    title: "Skyddat boende i länet",
    why: "Länsstyrelsen ska beskriva tillgången till skyddat boende. Svaren blir underlag till nästa möte.",
    lastOn: day(21),
  });
  const agreement = await ask(id, "one", "Har ni ett avtal om skyddat boende?", [own, shared, none]);
  const places = await ask(id, "number", "Hur många platser har ni?", [], true, {
    question: agreement,
    value: own,
  });
  const routine = await ask(
    id,
    "file",
    "Bifoga er rutin för placeringar",
    [],
    false,
    { question: agreement, value: own },
    "Ta bort sådant som inte ska spridas.",
  );
  const placements = await ask(id, "number", "Hur många placeringar gjorde ni förra året?", [], false);
  const groups = await ask(id, "several", "Vilka grupper är svårast att ordna boende för?", [
    couples,
    families,
    addiction,
    animals,
  ]);
  const together = await ask(id, "scale", "Samverkan fungerar när någon placeras i en annan kommun");
  const help = await ask(id, "text", "Vad skulle hjälpa er mest?");
  await sendInquiry(await manager(), id, { to: "all", organisations: [] });
  atDay(-3, 13);
  for (const [name, agreed, beds, placed, hard, scale, words] of answers) {
    const file =
      name === "Falu kommun" || name === "Ludvika kommun"
        ? {
            [routine]: new File(
              [
                `Rutin för placeringar, ${name}\n\n1. Ring socialjouren.\n2. Bedöm hotet.\n3. Välj en plats i en annan kommun.\n`,
              ],
              `Rutin ${name}.txt`,
            ),
          }
        : undefined;
    await submit(
      id,
      name,
      {
        [agreement]: [agreed],
        [places]: beds ? [beds] : [],
        [placements]: placed ? [placed] : [],
        [groups]: [...hard],
        [together]: [scale],
        [help]: [words],
      },
      file,
    );
  }
  const orsa = await organisation("Orsa kommun");
  const coordinator = () => byAccount("inquiry.answer", networkId, "samordnare@norradalarna.example");
  await changeShare(await coordinator(), id, orsa.id, "ny-lank");
  const colleague = async () => byLink("inquiry.contribute", await holdLink("contribute", orsa.id));
  await contribute(await colleague(), {
    part: "Ekonomiskt bistånd",
    q: {
      [groups]: [families],
      [together]: ["2"],
      [help]: ["Att vi får veta vilka platser som är lediga utan att ringa runt."],
    },
  });
  await contribute(await colleague(), {
    part: "Familjerådgivningen",
    q: { [agreement]: [shared], [help]: ["Mer tid för uppföljning när någon har flyttat."] },
  });
  atDay(-2, 15);
  await saveAnswer(await coordinator(), id, orsa.id, {
    gor: "spara",
    q: { [agreement]: [own], [help]: ["Kortare väg till beslut."] },
  });
  await carry();
}
