/** What stands for the name of somebody whose details are protected. */
export const protectedName = "Skyddad person";

/** What a list says of a deputy whose name is protected. */
const deputyUnnamed = "Ersättaren";
/** "Per Öst, ersättare", also "Per Öst, ersättare, kommer"; one who is called by the seat alone is called so once. */
export function asDeputy(name: string | null, does?: string): string {
  if (name === null || name === deputyUnnamed) return does ? `${deputyUnnamed} ${does}` : deputyUnnamed;
  return does ? `${name}, ersättare, ${does}` : `${name}, ersättare`;
}
