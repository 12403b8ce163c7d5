/** What stands for the name of somebody whose details are protected. */
export const protectedName = "Skyddad person";
