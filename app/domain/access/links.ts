// The policy of every link that is sent in a letter: one purpose, one line.
// "Opened" means that somebody pressed something; a GET or HEAD counts as nothing.

export interface LinkPolicy {
  /** Days from when it was made or renewed. */
  livesDays: number;
  /** once: spent by the act it is for, which then only shows its receipt. many: until it expires. */
  works: "once" | "many";
  /** What a GET shows to whoever holds the address. */
  shows: string;
  /** What a code to the link's own address is needed for; empty: nothing. */
  codeFor: string;
  /** Only while its address is a holder's, a manager's or a contact's of the organisation. */
  whileKnown?: true;
  /** A holder whose link has expired may ask for a fresh one, sent to the same address. */
  renewable: boolean;
}

export const linkPolicies = {
  fill: {
    livesDays: 30,
    works: "many",
    shows: "the form, as far as this link has filled it in",
    codeFor: "",
    renewable: true,
  },
  sign: {
    livesDays: 14,
    works: "once",
    shows: "the whole commitment; a protected person only after the code",
    codeFor: "sign, decline, name another manager",
    renewable: true,
  },
  replace: {
    livesDays: 14,
    works: "many",
    shows: "the organisation's two seats",
    codeFor: "end a seat without a successor",
    renewable: true,
    whileKnown: true,
  },
  attend: {
    livesDays: 14,
    works: "many",
    shows: "the meeting, and the answers of the person's own organisations",
    codeFor: "",
    renewable: false,
  },
  contribute: {
    livesDays: 90,
    works: "many",
    shows: "the questions to the organisation; nobody's answers",
    codeFor: "",
    renewable: false,
  },
  read: {
    livesDays: 180,
    works: "many",
    shows: "whose organisation passes it on, and a button; what is to be read once it is pressed",
    codeFor: "",
    renewable: false,
  },
  confirm: {
    livesDays: 30,
    works: "once",
    shows:
      "who represents the organisation, its channels, the six duties with their level and figure, and three questions; its receipt once answered",
    codeFor: "",
    renewable: true,
  },
  handover: {
    livesDays: 30,
    works: "many",
    shows:
      "what waits for the leaver's organisation, and the leaver's own note; lives 30 days past the last day",
    codeFor: "",
    renewable: true,
  },
  standing: {
    livesDays: 60,
    works: "many",
    shows:
      "the six duties of the manager's own organisation, and the sheet; nobody but its own seats, a protected person as the role",
    codeFor: "",
    renewable: true,
    whileKnown: true,
  },
  poll: {
    livesDays: 30,
    works: "many",
    shows: "the proposed times, and the answers of the person's own organisations",
    codeFor: "",
    renewable: false,
  },
} as const satisfies Record<string, LinkPolicy>;

export type Purpose = keyof typeof linkPolicies;
export type LinkState = "works" | "spent" | "expired" | "revoked";

/** What a link is good for now. A spent or revoked one says so before an expired one. */
export function linkState(
  link: { purpose: string; usedAt: Date | null; revokedAt: Date | null; expiresAt: Date },
  now: Date,
): LinkState {
  if (link.revokedAt) return "revoked";
  if (link.usedAt && linkPolicies[link.purpose as Purpose].works === "once") return "spent";
  return link.expiresAt <= now ? "expired" : "works";
}
