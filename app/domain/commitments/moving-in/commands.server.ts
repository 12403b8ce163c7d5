// The members of today, taken in from a list: a form on paper each, not signed here, holding from the day that is known.
import { transact, type Tx } from "~/platform/db.server";
import { nanoid } from "~/platform/ids";
import { conflict, notFound } from "~/platform/refusal";
import { emailKey } from "~/platform/swedish";
import { forgetPerson } from "~/domain/people/register.server";
import { startCommitment } from "../commands.server";
import { contentHash, writeContent } from "../content.server";
import { termsOf } from "~/domain/network/terms.server";
import { untilOf } from "../rules";
import { draftSchema, emptyDraft, type Content } from "../schema";
import { takeStep } from "../steps.server";
import { inTheWayNow, type MoveIn } from "./judged.server";
import { knownFrom, protects, type MoveInRow, type Seat } from "./rules";

/** Takes in the judged rows: all, or none where something has come in the way since, which is told. */
export async function moveIn(
  permit: MoveIn,
  judged: readonly MoveInRow[],
): Promise<{ moved: number } | { inTheWay: MoveInRow[] }> {
  const good = judged.filter((r) => r.errors.length === 0 && r.organisationId !== null);
  return transact(async (tx) => {
    // Asked within the transaction: nobody else writes until it ends.
    const inTheWay = inTheWayNow(permit, good);
    if (inTheWay.length > 0) return { inTheWay };
    for (const row of good) await moveInOne(tx, permit, row);
    return { moved: good.length };
  });
}

const personOf = (row: MoveInRow, seat: Seat) => ({
  ...draftSchema.parse({}).representative,
  name: row[seat],
  email: row[`${seat}Email`],
  phone: row[`${seat}Phone`],
  title: row[`${seat}Title`],
  protected: protects(row, seat),
});
/** A deputy whose name is protected away still has an address. */
const hasDeputy = (row: MoveInRow) => row.deputy !== "" || row.deputyEmail !== "";

async function moveInOne(tx: Tx, permit: MoveIn, row: MoveInRow): Promise<string> {
  const { id: organisationId, name: organisation } = await tx.organisation.findUniqueOrThrow({
    where: { id: row.organisationId ?? "" },
  });
  const representative = personOf(row, "representative");
  const deputy = hasDeputy(row) ? personOf(row, "deputy") : null;
  const shared = { representative, deputyLater: deputy === null, startOn: row.startOn, channels: [] };
  const commitment = await startCommitment(tx, permit, {
    organisationId,
    kind: "first",
    draft: { ...emptyDraft(), ...shared, deputy: deputy ?? emptyDraft().deputy },
    origin: "moveIn",
    onBehalf: true,
  });
  const content: Content = { kind: "first", organisation, association: null, deputy, ...shared };
  await tx.signature.create({
    data: {
      id: nanoid(14),
      commitmentId: commitment.id,
      seats: deputy ? "both" : "representative",
      state: "onPaper",
      name: row.manager,
      title: row.managerTitle || null,
      email: row.managerEmail || null,
      emailKey: row.managerEmail ? emailKey(row.managerEmail) : null,
      phone: row.managerPhone || null,
      namedBy: JSON.stringify({
        kind: "account",
        id: permit.account?.id ?? null,
        label: permit.network.authority,
      }),
      method: "paper",
      createdAt: permit.now,
    },
  });
  const { version: termsVersion } = termsOf(permit.network.id);
  await takeStep(tx, permit, commitment, "moveIn", {
    data: { startOn: knownFrom(row, permit.today), known: row.startOn !== "" },
    change: {
      content: await writeContent(tx, commitment.id, content),
      contentHash: contentHash(content, termsVersion),
      termsVersion,
      startOn: row.startOn || null,
      cameInOn: row.cameInOn || null,
      paperSignedOn: row.paperSignedOn || null,
      untilOn: row.startOn
        ? untilOf("first", row.startOn, { months: permit.network.termMonths, periodEnd: null })
        : null,
      touchedAt: permit.now,
    },
  });
  return commitment.id;
}

const passedOn = "Platserna har ändrats sedan dess. Ändra dem på organisationens sida i stället.";

/** What the list made is taken away: seats and managers. The form stays, as taken back. Returns the persons who sat. */
async function takeAway(tx: Tx, permit: MoveIn, id: string, why: string): Promise<string[]> {
  const found = await tx.commitment.findFirst({
    where: { id, networkId: permit.network.id, origin: "moveIn" },
    include: { holdings: { include: { handoverNote: true, placeChoices: true } } },
  });
  if (!found) throw notFound();
  if (found.holdings.some((h) => h.untilOn !== null || h.handoverNote !== null || h.placeChoices.length > 0))
    throw conflict(passedOn);
  await takeStep(tx, permit, found, "takeBack", { why });
  await tx.holding.deleteMany({ where: { commitmentId: id } });
  await tx.confirmation.updateMany({
    where: {
      networkId: found.networkId,
      organisationId: found.organisationId,
      answeredAt: null,
      settledAt: null,
    },
    data: { settledAt: permit.now },
  });
  const terms = await tx.managerTerm.findMany({
    where: { commitmentId: id },
    include: { confirmations: { select: { id: true } } },
  });
  for (const term of terms)
    if (term.confirmations.length === 0) await tx.managerTerm.delete({ where: { id: term.id } });
    else if (term.untilOn === null && term.fromOn < permit.today)
      await tx.managerTerm.update({ where: { id: term.id }, data: { untilOn: permit.today } });
  return [...new Set(found.holdings.map((h) => h.personId))];
}

/** "Ta bort": the row should never have been taken in. */
export async function takeBack(permit: MoveIn, id: string, why: string): Promise<void> {
  await transact(async (tx) => {
    for (const person of await takeAway(tx, permit, id, why)) await forgetPerson(tx, person);
  });
}

/** "Rätta": what was wrong is taken back and the right one taken in, in one. Returns the new form. */
export async function correct(permit: MoveIn, id: string, row: MoveInRow): Promise<string> {
  return transact(async (tx) => {
    const [wrong] = inTheWayNow(permit, [row], id);
    if (wrong) throw conflict(wrong.errors.join(". "));
    const sat = await takeAway(tx, permit, id, "Rättad");
    const anew = await moveInOne(tx, permit, row);
    for (const person of sat) await forgetPerson(tx, person);
    return anew;
  });
}
