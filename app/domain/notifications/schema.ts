// Which letters the page of letters shows.
/** "" is all of them. */
export const shownLetters = ["", "kom-inte-fram", "vantar"] as const;
export type ShownLetters = (typeof shownLetters)[number];
