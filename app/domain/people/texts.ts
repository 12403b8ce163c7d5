/** What stands for the name of somebody whose details are protected. */
export const protectedName = "Skyddad person";

/** What a list says of a deputy whose name is protected. */
const deputyUnnamed = "Ersättaren";
/** "Per Öst, ersättare", also "Per Öst, ersättare, kommer"; one who is called by the seat alone is called so once. */
export const asDeputy = (name: string | null, ...does: string[]): string =>
  name === null || name === deputyUnnamed
    ? [deputyUnnamed, ...does].join(" ")
    : [`${name}, ersättare`, ...does].join(", ");
