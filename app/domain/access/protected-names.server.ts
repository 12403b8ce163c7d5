// Where others read what is written, nobody who is protected is named.
import { rows } from "~/platform/db.server";
import { invalid } from "~/platform/refusal";
import { searchKey } from "~/platform/swedish";
import { readByOthers } from "./matrix";
import type { Permit } from "./permits.server";

/** By which names the protected persons of the county are known in a text, as whole words, also with a genitive's s. Only ever told to staff. */
function protectedNames(networkId: string): RegExp[] {
  return rows<{ name: string }>(
    "SELECT i.name FROM ProtectedIdentity i JOIN Person p ON p.id = i.personId JOIN Network n ON n.countyId = p.countyId WHERE n.id = ?1",
    networkId,
  )
    .map((p) =>
      searchKey(p.name).replace(/[^\p{L}\p{N}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`),
    )
    .filter((name) => name !== "")
    .map((name) => new RegExp(`(?<![\\p{L}\\p{N}])${name}s?(?![\\p{L}\\p{N}])`, "u"));
}
const named = (names: readonly RegExp[], text: string): boolean => {
  const words = searchKey(text);
  return names.some((name) => name.test(words));
};
const nameTold = ["Här står namnet på en skyddad person. Ta bort det."];

/** What was written before and goes to others now names nobody who is protected. `field`: where the sentence stands. */
export function refuseNames(networkId: string, field: string, ...texts: (string | null)[]): void {
  if (named(protectedNames(networkId), texts.join(" "))) throw invalid({ [field]: nameTold });
}

/**
 * What staff post for others to read names nobody who is protected: told at each field that does. Whoever has a seat is not told who is.
 * A person who is given a place as protected is named there.
 */
export function refuseNamesIn(
  { permission, account, organisationIds, network }: Permit,
  values: unknown,
): void {
  const byStaff = account !== null && organisationIds === null;
  if (!network || !byStaff || !readByOthers.has(permission)) return;
  const names = protectedNames(network.id);
  if (names.length === 0) return;
  const errors: Record<string, string[]> = {};
  const look = (value: unknown, at: string): void => {
    if (typeof value === "string" || value instanceof File) {
      if (named(names, typeof value === "string" ? value : value.name)) errors[at] = nameTold;
    } else if (typeof value === "object" && value !== null)
      for (const [name, inner] of Object.entries(value))
        if (!(Object.hasOwn(value, "protected") && name === "name")) look(inner, at ? `${at}.${name}` : name);
  };
  look(values, "");
  if (Object.keys(errors).length > 0) throw invalid(errors);
}
