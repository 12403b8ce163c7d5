// When two descriptions are of one person. Pure; register, letters and handover all ask here.
import { emailKey, searchKey } from "~/platform/swedish";

export interface Described {
  name: string;
  email: string;
}
/** same: one person · newAddress: one person who has another address now · other: two persons */
export type Sameness = "same" | "newAddress" | "other";

/** One name in any case and spacing. */
export const sameName = (a: string, b: string): boolean => searchKey(a) === searchKey(b);

/**
 * Of a seat's holder and whoever a form names for it: the name decides, since a mailbox may be
 * shared; whoever keeps the name and not the address has moved. Whether a person is protected does not make another one.
 */
export function sameness(holder: Described, named: Described): Sameness {
  if (!sameName(holder.name, named.name)) return "other";
  return emailKey(holder.email) === emailKey(named.email) ? "same" : "newAddress";
}
