// A file that is handed in, told by its content and kept; its bytes lie in the store before any row names them. For material and for answers.
import type { Tx } from "~/platform/db.server";
import { asMaterial } from "~/platform/file-kinds.server";
import { largestMaterial, storeFile, type MaterialKind, type Stored } from "~/platform/files.server";
import { nanoid } from "~/platform/ids";
import { invalid } from "~/platform/refusal";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { fileName } from "./rules";
import { tooLarge, wrongKind } from "./texts";

export interface Handed {
  name: string;
  kind: MaterialKind;
  stored: Stored;
}
export async function takenFile(file: File): Promise<Handed> {
  if (file.size > largestMaterial) throw invalid({ file: [tooLarge] });
  const bytes = Buffer.from(await file.arrayBuffer());
  const taken = await asMaterial(bytes);
  if (!taken) throw invalid({ file: [wrongKind] });
  return { name: file.name, kind: taken.kind, stored: await storeFile(taken.bytes) };
}

/** Its row, which the scanner finds. Whom it is for the room that named it decides. */
export async function fileOf(
  tx: Tx,
  permit: NetworkPermit,
  handed: Handed,
  role: "material" | "effort",
): Promise<string> {
  const id = nanoid();
  await tx.file.create({
    data: {
      id,
      networkId: permit.network.id,
      commitmentId: null,
      role,
      audience: "strategist",
      kind: handed.kind,
      scanState: "notScanned",
      name: fileName(handed.name, handed.kind),
      createdAt: permit.now,
      ...handed.stored,
    },
  });
  return id;
}
