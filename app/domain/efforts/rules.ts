// Home work: how far an organisation has come. Pure.
export const shareStates = ["waiting", "begun", "done", "notForUs"] as const;
export type ShareState = (typeof shareStates)[number];
/** How many files an answer can have at a time. */
export const mostFiles = 5;
