// The bench's county and network, with what its organisations take on.
import templates from "../../app/domain/network/templates.json";
import { nanoid } from "../../app/platform/ids";

export const termsVersion = "2026-11";

export function putNetwork(
  put: (table: string, row: Record<string, string | number | null>) => void,
  { countyId, networkId, mailbox }: { countyId: string; networkId: string; mailbox: string },
): void {
  put("County", {
    id: countyId,
    code: "20",
    slug: "dalarna",
    name: "Dalarnas län",
    genitive: "Dalarnas",
    authority: "Länsstyrelsen i Dalarnas län",
    quietPeriods: "[]",
  });
  put("Network", {
    id: networkId,
    countyId,
    slug: "lansgruppen",
    name: "Länsgruppen mot mäns våld mot kvinnor",
    shortName: "Länsgruppen",
    purpose: "Här arbetar myndigheter, kommuner och ideella organisationer tillsammans.",
    formedYear: 2010,
    mailbox,
    diaryNumber: "801-2652-16",
    termMonths: null,
    knownDays: "",
  });
  put("NetworkTerms", {
    id: nanoid(),
    networkId,
    number: 1,
    version: termsVersion,
    duties: JSON.stringify(templates.lansgrupp.duties),
    gives: templates.lansgrupp.gives,
  });
}
