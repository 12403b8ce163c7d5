// A form on paper as it is mended: what stands, without a protected person's details, and what is typed instead.
import { within } from "~/domain/access/permits.server";
import { db } from "~/platform/db.server";
import { invalid, notFound, type FieldErrors } from "~/platform/refusal";
import { emailKey } from "~/platform/swedish";
import { sameName } from "~/domain/people/rules";
import { readContent, readMasked } from "../content.server";
import { after, type State } from "../rules";
import type { Content } from "../schema";
import { correct } from "./commands.server";
import type { MoveIn } from "./judged.server";
import type { MoveInRow, Seat } from "./rules";
import type { Correction } from "./schema";

async function find(permit: MoveIn, id: string) {
  const found = await db.commitment.findFirst({
    where: { id, origin: "moveIn", ...within(permit) },
    include: { secret: true, organisation: true, signatures: { where: { state: "onPaper" } } },
  });
  if (!found || after("takeBack", found.state as State) === null) throw notFound();
  return found;
}
const seats = ["representative", "deputy"] as const;
const protects = (typed: Correction, seat: Seat) => typed.protected || typed[`${seat}Protected`];

/** The form to mend. A protected person's details are empty, and stay as they are if nothing is typed. */
export async function correctView(permit: MoveIn, id: string) {
  const c = await find(permit, id);
  const content = readMasked(c);
  const [manager] = c.signatures;
  const person = (seat: (typeof seats)[number]) => {
    const p = content[seat];
    return {
      [seat]: p && !p.protected ? p.name : "",
      [`${seat}Email`]: p?.email ?? "",
      [`${seat}Phone`]: p?.phone ?? "",
      [`${seat}Title`]: p?.title ?? "",
      [`${seat}Protected`]: p?.protected ? "on" : "",
    };
  };
  return {
    organisation: c.organisation.name,
    hidden: seats.filter((seat) => content[seat]?.protected),
    values: {
      ...person("representative"),
      ...person("deputy"),
      manager: manager?.name ?? "",
      managerEmail: manager?.email ?? "",
      managerPhone: manager?.phone ?? "",
      managerTitle: manager?.title ?? "",
      startOn: c.dayUncertain ? "" : (c.startOn ?? ""),
      cameInOn: c.cameInOn ?? "",
      paperSignedOn: c.paperSignedOn ?? "",
    },
    uncertain: c.dayUncertain ? c.startOn : null,
  };
}

/** Nothing typed for a protected person: what is known stays. */
function keepHidden(typed: Correction, whole: Content): Correction {
  const kept = { ...typed };
  for (const seat of seats) {
    const p = whole[seat];
    if (!p?.protected || !protects(typed, seat) || typed[seat] || typed[`${seat}Email`]) continue;
    kept[seat] = p.name;
    kept[`${seat}Email`] = p.email;
    kept[`${seat}Phone`] = typed[`${seat}Phone`] || p.phone;
  }
  return kept;
}

function faults(given: Correction, today: string): FieldErrors {
  const found: FieldErrors = {};
  if (!given.representative && !protects(given, "representative"))
    found.representative = ["Skriv representantens för- och efternamn"];
  if (!given.representativeEmail) found.representativeEmail = ["Skriv representantens mejladress"];
  if (given.deputy && !given.deputyEmail) found.deputyEmail = ["Skriv ersättarens mejladress"];
  if (given.deputyEmail && !given.deputy && !protects(given, "deputy"))
    found.deputy = ["Skriv ersättarens för- och efternamn"];
  const both =
    given.deputyEmail !== "" && emailKey(given.deputyEmail) === emailKey(given.representativeEmail);
  if (both && given.deputy && sameName(given.deputy, given.representative))
    found.deputy = ["Representanten och ersättaren är samma person. Välj en annan ersättare."];
  for (const day of ["startOn", "cameInOn", "paperSignedOn"] as const)
    if (given[day] > today) found[day] = ["Dagen har inte varit än"];
  return found;
}

/** Writes the form anew as it is typed; returns the new one's id. */
export async function correctTo(permit: MoveIn, id: string, typed: Correction): Promise<string> {
  const c = await find(permit, id);
  const given = keepHidden(typed, readContent(c));
  const errors = faults(given, permit.today);
  if (Object.keys(errors).length > 0) throw invalid(errors);
  const row: MoveInRow = {
    ...given,
    line: 0,
    organisation: c.organisation.name,
    organisationId: c.organisationId,
    protected: seats.some((seat) => protects(given, seat)),
    open: seats.filter((seat) => !protects(given, seat)),
    errors: [],
    warnings: [],
  };
  return correct(permit, id, row);
}
