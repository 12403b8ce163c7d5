/** What stands for the name of somebody whose details are protected. */
export const protectedName = "Skyddad person";

/** What a list says of a deputy whose name is protected. */
const deputyUnnamed = "Ersättaren";
/** "Per Öst, ersättare"; of one who is called by the seat alone nothing more. */
export const asDeputy = (name: string | null): string =>
  name === null || name === deputyUnnamed ? deputyUnnamed : `${name}, ersättare`;
