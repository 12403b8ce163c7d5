// The sheet of a form that was taken in from a list: what the list says, and that nobody signed it here. Without a seal. Work like
// sealing: files first, then their rows, the work's end and the fact in one transaction.
import { networkById, ownPermit, type Network } from "~/domain/access/permits.server";
import { longDate } from "~/platform/calendar";
import { db, transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { storeFile } from "~/platform/files.server";
import { nanoid } from "~/platform/ids";
import { Paper, type Fact } from "~/platform/pdf/paper.server";
import { readContent, readMasked } from "../content.server";
import type { Content } from "../schema";
import { kindWords, onPaper, sealedByMistake } from "../texts";
import { termsOf } from "~/domain/network/terms.server";
import { contentFacts, dutiesOf } from "./document.server";
import { sameContent, workDue, type Claimed } from "./work.server";

interface OnPaper {
  reference: string;
  untilOn: string | null;
  startOn: string | null;
  cameInOn: string | null;
  paperSignedOn: string | null;
  dayUncertain: boolean;
  managers: readonly { name: string; title: string | null; email: string | null; phone: string | null }[];
  mistakenSeal: boolean;
}

function days(of: OnPaper): Fact[] {
  const day = (on: string | null) => (on ? longDate(on) : "Okänt");
  if (of.dayUncertain && of.startOn)
    return [
      {
        label: "Dag i listan",
        value: [longDate(of.startOn), "Den dag det gäller från eller då blanketten kom in"],
      },
    ];
  return [
    { label: "Gäller från", value: day(of.startOn) },
    { label: "Blanketten kom in", value: day(of.cameInOn) },
    { label: "Undertecknad på papper", value: day(of.paperSignedOn) },
  ];
}

/** `content`: masked for everybody but the strategist. */
export async function onPaperSheet(
  network: Network,
  of: OnPaper,
  content: Content,
  at: Date,
): Promise<Buffer> {
  const title = `${kindWords[content.kind]} – ${content.organisation}`;
  const paper = await Paper.open({ title, author: network.authority, at });
  paper.overline(`${network.authority} · ${network.name}`);
  paper.heading(1, title);
  paper.text(
    `${onPaper}. Uppgifterna är hämtade från ${network.authority}s lista i Excel. Referens ${of.reference}.`,
  );
  if (of.mistakenSeal)
    paper.text(
      `En tidigare fil med samma referens är ${sealedByMistake.replace("S", "s")} och gäller inte som blankett.`,
    );
  paper.space(4);
  paper.facts([
    ...contentFacts(content, of.untilOn).filter((f) => f.label !== "Gäller från"),
    ...of.managers.map((m) => ({
      label: "Ansvarig chef enligt listan",
      value: [m.name, m.title, m.email, m.phone].filter((v): v is string => Boolean(v)),
    })),
    ...days(of),
  ]);
  dutiesOf(paper, termsOf(network.id));
  return paper.finish(`${network.name} · ${of.reference}`);
}

/** A form on paper with what its sheet says, or null for one that was filled in here. */
export async function readOnPaper(id: string) {
  const found = await db.commitment.findFirst({
    where: { id, origin: "moveIn", contentHash: { not: null } },
    include: {
      secret: true,
      organisation: { select: { slug: true } },
      signatures: { where: { state: "onPaper" } },
      files: { where: { role: "mistakenSeal" }, select: { id: true } },
    },
  });
  const network = found && networkById(found.networkId);
  if (!found || !network) return null;
  const of: OnPaper = { ...found, managers: found.signatures, mistakenSeal: found.files.length > 0 };
  return {
    commitment: found,
    network,
    of,
    full: readContent(found),
    masked: found.secret ? readMasked(found) : null,
  };
}

/** Writes the sheets that wait and are due; returns how many. */
export const sheetsDue = (now: Date): Promise<number> => workDue("sheet", now, writeSheet);

async function writeSheet(work: Claimed, now: Date): Promise<boolean> {
  const read = await readOnPaper(work.subjectId);
  if (!read) throw new Error("The form is not one that was taken in from a list");
  const { commitment, network, of, full, masked } = read;
  const files = [
    {
      role: "sheet",
      audience: masked ? "strategist" : "organisation",
      ...(await storeFile(await onPaperSheet(network, of, full, now))),
    },
  ];
  if (masked)
    files.push({
      role: "sheetMasked",
      audience: "organisation",
      ...(await storeFile(await onPaperSheet(network, of, masked, now))),
    });
  return transact(async (tx) => {
    const won = await tx.work.updateMany({
      where: { id: work.id, doneAt: null },
      data: { doneAt: now, claimedAt: null, error: null },
    });
    if (won.count !== 1) return false;
    await sameContent(tx, commitment);
    // One that is written anew takes the place of the one before.
    await tx.file.deleteMany({
      where: { commitmentId: commitment.id, role: { in: ["sheet", "sheetMasked"] } },
    });
    const ids = files.map((file) => ({ id: nanoid(), ...file }));
    await tx.file.createMany({
      data: ids.map((file) => ({
        ...file,
        networkId: commitment.networkId,
        commitmentId: commitment.id,
        kind: "pdf",
        scanState: "clean",
        name: `uppdrag-${commitment.organisation.slug}-pa-papper.pdf`,
        createdAt: now,
      })),
    });
    await announce(tx, ownPermit("commitment.advance", "job", "sheet", network, now), {
      kind: "commitment.sheet",
      networkId: commitment.networkId,
      organisationId: commitment.organisationId,
      subjectType: "commitment",
      subjectId: commitment.id,
      data: { files: ids.map((f) => f.id) },
    });
    return true;
  });
}
