// Home work: how far an organisation has come. Pure.
export const shareStates = ["waiting", "begun", "done", "notForUs"] as const;
export type ShareState = (typeof shareStates)[number];
/** Nothing more is expected of it. */
export const settled = (state: ShareState): boolean => state === "done" || state === "notForUs";
