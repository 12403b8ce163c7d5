/** What stands for the name of somebody whose details are protected. */
export const protectedName = "Skyddad person";

/** What a list says of somebody in a seat whose name is protected. */
export const unnamed = { representative: "Representanten", deputy: "Ersättaren" } as const;
/** The name as a list says it, in raw SQL, of a person by the name in the query. */
export const calledSql = (person: string, seat: keyof typeof unnamed): string =>
  `CASE WHEN ${person}.protected THEN '${unnamed[seat]}' ELSE ${person}.name END`;
/** "Per Öst, ersättare", also "Per Öst, ersättare, kommer"; one who is called by the seat alone is called so once. */
export function asDeputy(name: string | null, does?: string): string {
  if (name === null || name === unnamed.deputy) return does ? `${unnamed.deputy} ${does}` : unnamed.deputy;
  return does ? `${name}, ersättare, ${does}` : `${name}, ersättare`;
}
