// The members of today, moved in from a list: a commitment on paper each, holding from its own day.
import type { Row } from "read-excel-file/node";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { rows, transact } from "~/platform/db.server";
import { invalid } from "~/platform/refusal";
import { textOf } from "~/platform/decode";
import { emailKey } from "~/platform/swedish";
import { startOfDay, todayOn } from "~/platform/calendar";
import { nanoid } from "~/platform/ids";
import { freeze, startCommitment } from "../commands.server";
import { activateIfDue } from "../effect.server";
import { draftSchema, emptyDraft, type Content } from "../schema";
import { declarationVersion } from "../texts";
import { readRows, type Cells, type MoveInRow } from "./rules";

type MoveIn = NetworkPermit<"moveIn.use">;
const mostBytes = 2_000_000;

/** An uploaded list (xlsx or CSV), or pasted rows, as cells. Throws field errors. */
export async function readTable(bytes: Buffer | null, pasted: string): Promise<Cells[]> {
  if (bytes && bytes.length > mostBytes) throw invalid({ file: ["Filen är för stor, högst 2 MB"] });
  if (bytes && bytes.subarray(0, 2).toString() === "PK") {
    try {
      // Loaded when the first sheet comes: most processes never read one.
      const { default: readXlsxFile } = await import("read-excel-file/node");
      const sheets: unknown = await readXlsxFile(bytes);
      const first = (
        Array.isArray(sheets) && sheets[0] && typeof sheets[0] === "object" && "data" in sheets[0]
          ? (sheets[0] as { data: Row[] }).data
          : sheets
      ) as Row[];
      return first
        .slice(0, 1000)
        .map((r) =>
          r.map((c) =>
            c === null ? null : (c as unknown) instanceof Date ? todayOn(c as unknown as Date) : String(c),
          ),
        );
    } catch {
      throw invalid({ file: ["Filen gick inte att läsa. Spara den som xlsx eller CSV och försök igen"] });
    }
  }
  const text = bytes ? textOf(bytes) : pasted;
  const { default: Papa } = await import("papaparse");
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, "").trim(), {
    delimitersToGuess: ["\t", ";", ","],
    skipEmptyLines: "greedy",
  });
  return data.slice(0, 1000);
}
export const asText = (table: readonly Cells[]): string =>
  table.map((r) => r.map((c) => (c ?? "").replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");

/** The rows with their errors; nothing is written. */
export function preview(permit: MoveIn, table: readonly Cells[]): MoveInRow[] {
  const known = rows<{ id: string; name: string; hasForm: number }>(
    `SELECT o.id, o.name, EXISTS (SELECT 1 FROM Commitment c WHERE c.organisationId = o.id AND c.networkId = ?1 AND c.state IN ('awaitingSignature', 'signed', 'active')) AS hasForm
     FROM Organisation o JOIN Membership m ON m.organisationId = o.id WHERE m.networkId = ?1 AND m.kind = 'member'`,
    permit.network.id,
  );
  return readRows(
    table,
    known.map((k) => ({ ...k, hasForm: k.hasForm === 1 })),
    permit.today,
  );
}

/** Moves in every row without errors; returns how many. One transaction: all of them or none. */
export async function moveIn(permit: MoveIn, table: readonly Cells[]): Promise<number> {
  const good = preview(permit, table).filter((r) => r.errors.length === 0);
  if (good.length === 0)
    throw invalid({ rows: ["Ingen rad går att flytta in än. Rätta felen och försök igen."] });
  await transact(async (tx) => {
    for (const r of good) {
      const person = (name: string, email: string) => ({
        ...draftSchema.parse({}).representative,
        name,
        email,
      });
      const draft = {
        ...emptyDraft(),
        representative: person(r.representative, r.representativeEmail),
        deputy: r.deputy ? person(r.deputy, r.deputyEmail) : emptyDraft().deputy,
        deputyLater: !r.deputy,
        startOn: r.startOn,
        channels: [],
      };
      const c = await startCommitment(tx, permit, {
        organisationId: r.organisationId!,
        kind: "first",
        draft,
        origin: "moveIn",
        onBehalf: true,
      });
      const organisation = await tx.organisation.findUniqueOrThrow({ where: { id: r.organisationId! } });
      const content: Content = {
        kind: "first",
        organisation: organisation.name,
        association: null,
        representative: draft.representative,
        deputy: r.deputy ? draft.deputy : null,
        deputyLater: !r.deputy,
        channels: [],
        startOn: r.startOn,
      };
      await tx.signature.create({
        data: {
          id: nanoid(14),
          commitmentId: c.id,
          seats: r.deputy ? "both" : "representative",
          state: "signed",
          name: r.manager,
          email: r.managerContact.includes("@") ? r.managerContact : null,
          emailKey: r.managerContact.includes("@") ? emailKey(r.managerContact) : null,
          phone: r.managerContact && !r.managerContact.includes("@") ? r.managerContact : null,
          namedBy: JSON.stringify({
            kind: "account",
            id: permit.account?.id ?? null,
            label: permit.network.authority,
          }),
          method: "paper",
          signedName: r.manager,
          signedAt: startOfDay(r.startOn),
          note: "Fanns redan på papper",
          declarationVersion,
          createdAt: permit.now,
        },
      });
      await freeze(tx, permit, c, content, c.version, "attachPaper");
      await tx.commitment.update({
        where: { id: c.id },
        data: {
          signedAt: permit.now,
          receivedAt: permit.now,
          receivedById: permit.account?.id ?? null,
          diaryNumber: permit.network.diaryNumber,
        },
      });
      await activateIfDue(tx, permit, await tx.commitment.findUniqueOrThrow({ where: { id: c.id } }));
    }
  });
  return good.length;
}
