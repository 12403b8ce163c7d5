// The papers as they are asked for over a page: made on the spot, or fetched from the store.
import { within, type NetworkPermit } from "~/domain/access/permits.server";
import { memberRows } from "~/domain/network/addresses.server";
import { db, row } from "~/platform/db.server";
import { mayServe, readStored, type FileKind } from "~/platform/files.server";
import { gone, notFound } from "~/platform/refusal";
import { readContent, readMasked } from "../content.server";
import { onPaperSheet, readOnPaper } from "./sheets.server";
import type { State } from "../rules";
import { overWord } from "../texts";
import { blankForm, filledForm, letterheadOf, membersList } from "./document.server";

export interface Paper {
  bytes: Buffer;
  name: string;
  kind: FileKind;
}

export const blankPaper = async (permit: NetworkPermit<"front.see">): Promise<Paper> => ({
  bytes: await blankForm(letterheadOf(permit.network), permit.now),
  name: "uppdragsblankett.pdf",
  kind: "pdf",
});

export async function membersPaper(permit: NetworkPermit<"network.see">): Promise<Paper> {
  const { name: networkName, countyName, authority } = permit.network;
  const rows = memberRows(permit);
  return {
    bytes: await membersList({ networkName, countyName, authority, on: permit.today, rows }, permit.now),
    name: `medlemslista-${permit.today}.pdf`,
    kind: "pdf",
  };
}

/** The form that was sent, to print and sign by pen. `whole`: with a protected person's name, for who may see it. */
export async function filledPaper(permit: NetworkPermit, id: string, whole: boolean): Promise<Paper> {
  const c = await db.commitment.findFirst({
    where: { id, ...within(permit) },
    include: { secret: true, signatures: { where: { state: { in: ["pending", "unconfirmed", "signed"] } } } },
  });
  if (!c?.contentHash) throw notFound();
  const read = c.origin === "moveIn" ? await readOnPaper(c.id) : null;
  if (read) {
    const { network, of, full, masked } = read;
    const sheet = await onPaperSheet(network, of, whole ? full : (masked ?? full), permit.now);
    return { bytes: sheet, name: `blankett-${c.reference}.pdf`, kind: "pdf" };
  }
  const bytes = await filledForm(
    {
      ...letterheadOf(permit.network, c.termsVersion),
      content: whole ? readContent(c) : readMasked(c),
      reference: c.reference,
      untilOn: c.untilOn,
      over: overWord({ state: c.state as State, origin: c.origin }),
      toSign: !c.signatures.some((s) => s.id === permit.link?.signatureId && s.signedAt),
      managers: c.signatures.map((s) => ({
        ...s,
        signed: s.signedAt && {
          name: s.signedName ?? s.name,
          title: s.signedTitle,
          acting: s.acting,
          method: s.method ?? "email",
          at: s.signedAt,
        },
      })),
    },
    permit.now,
  );
  return { bytes, name: `blankett-${c.reference}.pdf`, kind: "pdf" };
}

/** A stored file: the strategist's whole network, others what is for their organisation. */
export async function storedPaper(permit: NetworkPermit<"file.see">, id: string): Promise<Paper> {
  const staff = permit.roles.has("strategist");
  const f = await db.file.findFirst({
    where: {
      id,
      networkId: permit.network.id,
      role: {
        in: [
          "sealed",
          "sealedMasked",
          "sheet",
          "sheetMasked",
          "scan",
          "minutesExtract",
          ...(staff ? ["mistakenSeal"] : []),
        ],
      },
      ...(staff ? {} : { audience: "organisation", commitment: within(permit) }),
    },
  });
  if (!f || (permit.link && f.commitmentId !== permit.link.commitmentId)) throw notFound();
  if (!mayServe(f))
    throw gone(
      f.scanState === "infected"
        ? "Filen innehöll skadlig kod och är borttagen."
        : "Filen kontrolleras mot virus. Försök igen om en stund.",
    );
  return { bytes: await readStored(f.storageKey), name: f.name, kind: f.kind as FileKind };
}

/** The sealed copy that is for the organisation, or the unsealed form while there is none. */
export async function linkPaper(
  permit: NetworkPermit<"file.see">,
  commitmentId: string | null,
  whole: boolean,
): Promise<Paper> {
  if (!commitmentId) throw notFound();
  const sealed = row<{ id: string }>(
    "SELECT id FROM File WHERE commitmentId = ? AND audience = 'organisation' AND role IN ('sealed', 'sealedMasked', 'sheet', 'sheetMasked') ORDER BY createdAt DESC",
    commitmentId,
  );
  return sealed ? storedPaper(permit, sealed.id) : filledPaper(permit, commitmentId, whole);
}
