// The strategist's material: added, changed, in a new version, removed. Bytes are in the store before any row names them.
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { must } from "~/platform/must";
import { wake } from "~/platform/outbox.server";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { readable } from "~/platform/text.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import type { Material } from "~/platform/prisma/client";
import { fileName, titleOf, type Audience } from "./rules";
import type { AboutInput, MaterialInput } from "./schema";
import { fileOf, takenFile, type Handed } from "./taking.server";
import { both, neither } from "./texts";

type Manager = NetworkPermit<"material.manage">;
const fact = (
  permit: Manager,
  kind: string,
  m: { id: string; meetingId: string | null },
  data: Record<string, string | number | null> = {},
) => ({
  kind,
  networkId: permit.network.id,
  subjectType: "material",
  subjectId: m.id,
  data: { meeting: m.meetingId, ...data },
});

/** What was handed in; null where it is an address. */
async function taken(file: File | null, url: string): Promise<Handed | null> {
  if (file && url) throw invalid({ file: [both] });
  if (!file && !url) throw invalid({ file: [neither] });
  return file && takenFile(file);
}

async function addVersion(
  tx: Tx,
  permit: Manager,
  materialId: string,
  number: number,
  handed: Handed | null,
  url: string,
): Promise<void> {
  const fileId = handed && (await fileOf(tx, permit, handed, "material"));
  await tx.materialVersion.create({
    data: {
      id: nanoid(14),
      materialId,
      number,
      fileId,
      url: handed ? null : url,
      name: handed ? fileName(handed.name, handed.kind) : null,
      at: permit.now,
      byId: permit.account?.id ?? null,
      textState: handed && readable(handed.kind) ? "waiting" : "none",
    },
  });
}

/** Where it belongs: an item stands on the agenda of the meeting. Only a meeting has anybody who is invited, only a working group its members. */
async function belongs(
  tx: Tx,
  permit: Manager,
  { meetingId, groupId }: { meetingId: string | null; groupId: string | null },
  agendaItemId: string,
  audience: Audience,
): Promise<void> {
  if (meetingId && !(await tx.meeting.count({ where: { id: meetingId, networkId: permit.network.id } })))
    throw notFound();
  if (
    agendaItemId &&
    (!meetingId ||
      !(await tx.agendaItem.count({ where: { id: agendaItemId, meetingId, networkId: permit.network.id } })))
  )
    throw invalid({ agendaItemId: ["Punkten finns inte längre. Välj en annan."] });
  if (audience === "invited" && !meetingId)
    throw invalid({
      audience: ["Materialet hör inte till något möte, så ingen är kallad. Välj något annat."],
    });
  if (groupId && !(await tx.workingGroup.count({ where: { id: groupId, networkId: permit.network.id } })))
    throw notFound();
  if (audience === "group" && !groupId)
    throw invalid({ audience: ["Materialet hör inte till någon arbetsgrupp. Välj något annat."] });
}

export async function addMaterial(permit: Manager, { file, url, ...input }: MaterialInput): Promise<string> {
  if (!file && url && !input.title) throw invalid({ title: ["Skriv en rubrik till länken"] });
  const handed = await taken(file, url);
  const meetingId = input.meetingId || null;
  const id = nanoid(14);
  await transact(async (tx) => {
    const spreadItemId = input.spreadItemId || null;
    const groupId = input.groupId || null;
    await belongs(tx, permit, { meetingId, groupId }, input.agendaItemId, input.audience);
    if (
      spreadItemId &&
      !(await tx.spreadItem.count({ where: { id: spreadItemId, networkId: permit.network.id } }))
    )
      throw notFound();
    const title = input.title || titleOf(must(handed, "a file or a link with a title").name) || "Utan rubrik";
    await tx.material.create({
      data: {
        id,
        networkId: permit.network.id,
        meetingId,
        spreadItemId,
        groupId,
        agendaItemId: input.agendaItemId || null,
        kind: handed ? "file" : "link",
        title,
        audience: input.audience,
        createdAt: permit.now,
        byId: permit.account?.id ?? null,
      },
    });
    await tx.materialText.create({ data: { materialId: id, title, body: "" } });
    await addVersion(tx, permit, id, 1, handed, url);
    await announce(
      tx,
      permit,
      fact(permit, "material.added", { id, meetingId }, { audience: input.audience }),
    );
  });
  wake();
  return id;
}

async function held(tx: Tx, permit: Manager, id: string, version: number): Promise<Material> {
  const m = await tx.material.findFirst({ where: { id, networkId: permit.network.id, removedAt: null } });
  if (!m) throw notFound();
  if (m.version !== version) throw conflict("Någon annan hann ändra materialet före dig. Läs in sidan igen.");
  return m;
}

export async function changeMaterial(permit: Manager, id: string, input: AboutInput): Promise<void> {
  const handed = input.gor === "ny-version" ? await taken(input.file, input.url) : null;
  await transact(async (tx) => {
    const m = await held(tx, permit, id, input.version);
    const next = { version: { increment: 1 } };
    if (input.gor === "ta-bort") {
      await tx.material.update({ where: { id }, data: { ...next, removedAt: permit.now } });
      return void (await announce(tx, permit, fact(permit, "material.removed", m)));
    }
    if (input.gor === "spara") {
      await belongs(tx, permit, m, input.agendaItemId, input.audience);
      await tx.material.update({
        where: { id },
        data: {
          ...next,
          title: input.title,
          audience: input.audience,
          agendaItemId: input.agendaItemId || null,
        },
      });
      await tx.materialText.update({ where: { materialId: id }, data: { title: input.title } });
      return void (await announce(
        tx,
        permit,
        fact(permit, "material.changed", m, { audience: input.audience }),
      ));
    }
    const number = (await tx.materialVersion.count({ where: { materialId: id } })) + 1;
    await tx.material.update({ where: { id }, data: { ...next, kind: handed ? "file" : "link" } });
    // Search never finds what a reader no longer gets.
    await tx.materialText.update({ where: { materialId: id }, data: { body: "" } });
    await addVersion(tx, permit, id, number, handed, input.url);
    await announce(tx, permit, fact(permit, "material.version", m, { number }));
  });
  wake();
}
