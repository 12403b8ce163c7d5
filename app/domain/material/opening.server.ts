// A file's door: whom it opens to, and that it was opened. Of a person and a version the first time counts.
import { transact } from "~/platform/db.server";
import { readStored, type MaterialKind } from "~/platform/files.server";
import { nanoid } from "~/platform/ids";
import { must } from "~/platform/must";
import { conflict, gone, notFound } from "~/platform/refusal";
import { NoPermit, type NetworkPermit } from "~/domain/access/permits.server";
import { pressLink } from "~/domain/access/tokens.server";
import { findMaterial, type Found } from "./queries.server";

/** Not announced: the log is for ever, and who has read what is forgotten after a year. */
async function count(permit: NetworkPermit<"material.see">, { versionId, reader }: Found): Promise<void> {
  const [personId = null] = reader.personIds;
  const attendeeId = personId ? null : reader.attendeeId;
  if (!personId && !attendeeId) return;
  await transact(async (tx) => {
    if (permit.link) await pressLink(tx, permit.link.id, permit.now);
    const known = await tx.materialOpening.findFirst({
      where: { versionId, personId, attendeeId },
      select: { id: true },
    });
    if (!known)
      await tx.materialOpening.create({
        data: {
          id: nanoid(14),
          versionId,
          networkId: permit.network.id,
          personId,
          attendeeId,
          at: permit.now,
        },
      });
  });
}

function found(permit: NetworkPermit<"material.see">, id: string, number: number | null): Found {
  const material = findMaterial(permit, id, number);
  // Whoever has not signed in is asked to, whether or not there is anything behind the door.
  if (!material) {
    if (!permit.account && !permit.link) throw new NoPermit("signIn");
    throw notFound();
  }
  if (material.state === "waiting") throw conflict("Filen kontrolleras mot virus. Försök igen om en stund.");
  if (material.state === "infected")
    throw gone("Filen gick inte att lämna ut. Länsstyrelsen har fått veta det.");
  return material;
}

export type Opened = { url: string } | { bytes: Buffer; name: string; kind: MaterialKind };
/** Gives the file or the address. `counts`: somebody has opened it; a mail scanner that follows a link has not. */
export async function openMaterial(
  permit: NetworkPermit<"material.see">,
  id: string,
  number: number | null,
  counts: boolean,
): Promise<Opened> {
  const material = found(permit, id, number);
  const given = material.url
    ? { url: material.url }
    : {
        bytes: await readStored(must(material.storageKey, "a file or an address")),
        name: material.name,
        kind: material.kind,
      };
  if (counts) await count(permit, material);
  return given;
}

/** "Öppna", pressed on the page of a letter's link. */
export const pressOpen = async (
  permit: NetworkPermit<"material.see">,
  id: string,
): Promise<{ url: string | null }> => {
  const material = found(permit, id, null);
  await count(permit, material);
  return { url: material.url };
};
