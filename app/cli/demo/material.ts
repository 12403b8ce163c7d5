// The demo county's material: before the next meeting, after the last one, and what everybody may read; some have opened it.
import { strToU8, zipSync } from "fflate";
import { permit, type NetworkPermit } from "~/domain/access/permits.server";
import { addMaterial, changeMaterial } from "~/domain/material/commands.server";
import { openMaterial, pressOpen } from "~/domain/material/opening.server";
import { readDue } from "~/domain/material/reading.server";
import { aboutSchema, materialSchema } from "~/domain/material/schema";
import { now } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { must } from "~/platform/must";
import { Paper } from "~/platform/pdf/paper.server";
import { atDay, byAccount } from "./actors";

const file = (bytes: Uint8Array, name: string) => new File([new Uint8Array(bytes)], name);
async function pdf(title: string, lines: readonly string[]): Promise<Buffer> {
  const paper = await Paper.open({ title, author: "Länsstyrelsen i Dalarnas län", at: now() });
  paper.heading(1, title);
  for (const line of lines) {
    paper.text(line);
    paper.space(6);
  }
  return paper.finish(title);
}
const word = (lines: readonly string[]): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries({
        "[Content_Types].xml":
          '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels":
          '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${lines.map((l) => `<w:p><w:r><w:t xml:space="preserve">${l}</w:t></w:r></w:p>`).join("")}</w:body></w:document>`,
      }).map(([name, text]) => [name, strToU8(text)]),
    ),
  );

export async function makeMaterial(
  networkId: string,
  strategist: string,
  heldId: string,
  nextId: string,
): Promise<void> {
  const staff = () => byAccount("material.manage", networkId, strategist);
  const add = async (input: Record<string, unknown>) =>
    addMaterial(await staff(), materialSchema.parse(input));
  atDay(-3, 14);
  const item = await db.agendaItem.findFirst({
    where: { meetingId: nextId, title: "Barns rätt till skydd" },
  });
  const children = await add({
    meetingId: nextId,
    agendaItemId: item?.id ?? "",
    audience: "invited",
    title: "Underlag: barns rätt till skydd",
    file: file(
      await pdf("Barns rätt till skydd", [
        "Barn som bevittnar våld är brottsoffer. Socialnämnden ska ta hänsyn till det när den utreder och beslutar om umgänge.",
        "Frågor att prata om vid mötet: Hur får barnet komma till tals? Vem berättar för barnet vad som händer?",
      ]),
      "barns-ratt.pdf",
    ),
  });
  const guide = await add({
    meetingId: nextId,
    audience: "network",
    title: "Så förbereder du dig",
    file: file(
      strToU8(
        "Läs underlaget om barns rätt till skydd.\nTa med ett exempel från din organisation.\nFråga gärna dina kollegor om vad som fungerar när flera verksamheter möter samma familj.\n",
      ),
      "forbered.txt",
    ),
  });
  await add({
    meetingId: nextId,
    audience: "strategists",
    title: "Körschema för dagen",
    file: file(word(["Körschema", "08.30 Kaffe", "09.00 Välkommen"]), "korschema.docx"),
  });
  await add({
    meetingId: heldId,
    audience: "network",
    title: "Bilder från mötet",
    url: "https://mote.lansstyrelsen.example/bilder",
  });
  await add({
    audience: "everyone",
    title: "Dalarnas strategi mot mäns våld mot kvinnor",
    file: file(
      await pdf("Dalarnas strategi mot mäns våld mot kvinnor", [
        "Strategin gäller hela länet och följer de fyra nationella målen: förebygga, upptäcka, lagföra och veta mer.",
        "Organisationerna i länsgruppen arbetar efter den och följer upp den varje år.",
      ]),
      "strategi.pdf",
    ),
  });
  await add({
    audience: "network",
    title: "Mall för lägesbild",
    file: file(
      word(["Lägesbild", "Vad har hänt sedan sist?", "Vad behöver ni hjälp med?"]),
      "lagesbild.docx",
    ),
  });
  atDay(-2, 10);
  await changeMaterial(
    await staff(),
    guide,
    aboutSchema.parse({
      gor: "ny-version",
      version: 1,
      file: file(
        strToU8(
          "Läs underlaget om barns rätt till skydd.\nTa med ett exempel från din organisation.\nVi börjar med en runda där alla säger något kort.\n",
        ),
        "forbered.txt",
      ),
    }),
  );
  atDay(-1, 16);
  await openMaterial(
    await byAccount("material.see", networkId, "samordnare@norradalarna.example"),
    children,
    null,
    true,
  );
  const asked = await db.attendee.findMany({
    where: { meetingId: nextId, state: "invited", linkId: { not: null } },
    orderBy: { uid: "asc" },
    take: 12,
  });
  for (const a of asked.filter((_, i) => i % 2 === 0)) {
    const link = {
      id: must(a.linkId, "the link of an invitation"),
      purpose: "attend" as const,
      networkId,
      organisationId: a.organisationId ?? "",
      commitmentId: null,
      signatureId: null,
      attendeeId: a.id,
      email: "",
    };
    await pressOpen(
      permit("material.see", { account: null, link, now: now() }, null) as NetworkPermit<"material.see">,
      children,
    );
  }
  while ((await readDue(now())) > 0);
}
