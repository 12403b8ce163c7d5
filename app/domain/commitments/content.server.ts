// The document's text at rest. A protected person's name, address and phone are parted from it here,
// at the only door to the rows, so that no reader of `content` can show them.
import { sha256 } from "~/platform/env.server";
import type { Tx } from "~/platform/db.server";
import { draftSchema, type Content, type Draft, type PersonInput } from "./schema";
import { protectedName } from "~/domain/people/texts";

type Seat = "representative" | "deputy";
/** `afterwards`: the person was marked when the form had been sent; what was hashed says that they are not protected. */
type HiddenPerson = Pick<PersonInput, "name" | "email" | "phone"> & { afterwards?: true };
type Hidden = Partial<Record<Seat, HiddenPerson>>;
interface Holder {
  representative: PersonInput | null;
  deputy: PersonInput | null;
}

/** Splits off what only a few may see. */
export function part<T extends Holder>(full: T): { open: T; hidden: Hidden | null } {
  const open = { ...full };
  const hidden: Hidden = {};
  for (const seat of ["representative", "deputy"] as const) {
    const p = full[seat];
    if (!p?.protected) continue;
    hidden[seat] = { name: p.name, email: p.email, phone: p.phone };
    open[seat] = { ...p, name: protectedName, email: "", phone: "" };
  }
  return { open, hidden: Object.keys(hidden).length ? hidden : null };
}

/** Puts it together again, for those who may see it. */
function whole<T extends Holder>(open: T, hidden: string | null | undefined): T {
  if (!hidden) return open;
  const secret = JSON.parse(hidden) as Hidden;
  const full = { ...open };
  for (const seat of ["representative", "deputy"] as const)
    if (secret[seat] && full[seat]) {
      const { name, email, phone } = secret[seat];
      full[seat] = { ...full[seat], name, email, phone };
    }
  return full;
}

/** Hides in a form whoever has been marked as protected since it was written; frozen or not, its hash stays that of what was seen. */
export async function hideInContent(tx: Tx, commitmentId: string, seat: Seat): Promise<void> {
  const row = await tx.commitment.findUniqueOrThrow({
    where: { id: commitmentId },
    include: { secret: true },
  });
  const p = readMasked(row)[seat];
  if (!p || p.protected) return;
  const hidden = row.secret ? (JSON.parse(row.secret.content) as Hidden) : {};
  hidden[seat] = {
    name: p.name,
    email: p.email,
    phone: p.phone,
    ...(row.contentHash && { afterwards: true }),
  };
  const secret = JSON.stringify(hidden);
  await tx.commitmentSecret.upsert({
    where: { commitmentId },
    create: { commitmentId, content: secret },
    update: { content: secret },
  });
  // The trigger that keeps a sent form as it is lets exactly this through.
  const [name, email, phone, mark] = ["name", "email", "phone", "protected"].map((f) => `$.${seat}.${f}`);
  await tx.$executeRaw`UPDATE "Commitment" SET "content" =
    json_set("content", ${name}, ${protectedName}, ${email}, '', ${phone}, '', ${mark}, json('true')) WHERE "id" = ${commitmentId}`;
  const masked = await tx.commitment.findUniqueOrThrow({
    where: { id: commitmentId },
    include: { secret: true },
  });
  const { contentHash: hash, termsVersion } = row;
  const stands = (r: typeof row) => contentHash(readAsHashed(r), termsVersion ?? "") === hash;
  if (hash && stands(row) && !stands(masked)) throw new Error("A form that is masked would lose its hash");
}

/** Writes a draft's or a frozen document's text for a commitment. */
export async function writeContent(tx: Tx, commitmentId: string, full: Holder): Promise<string> {
  const { open, hidden } = part(full);
  if (hidden) {
    const content = JSON.stringify(hidden);
    await tx.commitmentSecret.upsert({
      where: { commitmentId },
      create: { commitmentId, content },
      update: { content },
    });
  } else await tx.commitmentSecret.deleteMany({ where: { commitmentId } });
  return JSON.stringify(open);
}

export const readDraft = (row: { content: string; secret?: { content: string } | null }): Draft =>
  whole(draftSchema.parse(JSON.parse(row.content)), row.secret?.content);
export const readContent = (row: { content: string; secret?: { content: string } | null }): Content =>
  whole(JSON.parse(row.content) as Content, row.secret?.content);
/** The document as it was when it was sent: what its hash is of, and what the paper says that was signed. */
export function readAsHashed(row: { content: string; secret?: { content: string } | null }): Content {
  const full = readContent(row);
  const hidden = row.secret ? (JSON.parse(row.secret.content) as Hidden) : {};
  for (const seat of ["representative", "deputy"] as const)
    if (hidden[seat]?.afterwards && full[seat]) full[seat] = { ...full[seat], protected: false };
  return full;
}
/** For everybody who may see the document but not a protected person. */
export const readMasked = (row: { content: string }): Content => JSON.parse(row.content) as Content;

/** The hash of what a manager was shown: over the whole document, keys in a fixed order, with the duties' version. */
export const contentHash = (content: Content, termsVersion: string): string =>
  sha256(canonical({ content, termsVersion }));

/** JSON with sorted keys (in the manner of RFC 8785; our values are strings, booleans and lists). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object") {
    return `{${Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`)
      .join(",")}}`;
  }
  return JSON.stringify(value);
}
