// Usual slips of the pen. Asked about, never refused – except what looks like a personnummer in a name.

const domains: Record<string, string> = {
  "gmial.com": "gmail.com",
  "gmai.com": "gmail.com",
  "gmail.se": "gmail.com",
  "gmail.con": "gmail.com",
  "gamil.com": "gmail.com",
  "hotmial.com": "hotmail.com",
  "hotmai.com": "hotmail.com",
  "hotmail.con": "hotmail.com",
  "outlok.com": "outlook.com",
  "outloo.com": "outlook.com",
  "lansstyrelse.se": "lansstyrelsen.se",
  "länsstyrelsen.se": "lansstyrelsen.se",
  "polise.se": "polisen.se",
  "polisen.com": "polisen.se",
  "regiondalrna.se": "regiondalarna.se",
  "regiondalana.se": "regiondalarna.se",
  "kriminalvarden.com": "kriminalvarden.se",
  "aklagare.com": "aklagare.se",
  "arbetsformedlingen.com": "arbetsformedlingen.se",
  "migrationsverket.com": "migrationsverket.se",
};

/** Of a whole address: a known misspelling in its domain, or å ä ö in it. Null: nothing to ask about. */
export function addressSlip(address: string): { sentence: string; suggestion: string | null } | null {
  const [local, domain = ""] = address.trim().toLowerCase().split("@");
  const known = domains[domain];
  if (known) return { sentence: `Det står ${domain}. Menar du ${known}?`, suggestion: `${local}@${known}` };
  if (/[åäö]/.test(domain))
    return {
      sentence: "Det finns å, ä eller ö i adressens sista del. Det är ovanligt.",
      suggestion: `${local}@${domain.replace(/[åä]/g, "a").replace(/ö/g, "o")}`,
    };
  return null;
}

/** Ten or twelve digits that begin with a possible birth date (also coordination numbers), however they are grouped. */
export function looksLikePersonnummer(text: string): boolean {
  for (const [, year, month, day] of text.matchAll(
    /(?<!\d)((?:19|20)?\d{2})[-. ]?(\d{2})[-. ]?(\d{2})[-+ ]?\d{4}(?!\d)/g,
  )) {
    const m = Number(month),
      d = Number(day);
    if (year && m >= 1 && m <= 12 && ((d >= 1 && d <= 31) || (d >= 61 && d <= 91))) return true;
  }
  return false;
}
