// Every kind of row in the to-do list, in the order in which they should be done, each with its tone. A new kind is added here; its words and its one button stand in routes/network/todo-words.tsx, which does not compile without them. Pure.
export const todoKinds = {
  infected: "gap", unscanned: "wait", letter: "gap", mailbox: "gap",
  vacant: "gap", receive: "info", unconfirmed: "wait", declined: "gap", returned: "gap", unanswered: "wait", paper: "wait", seal: "gap", draftOnBehalf: "info",
  confirmNo: "wait", confirmSilent: "wait", confirmPhone: "info", groupRequest: "info", incoming: "info",
  convene: "wait", proposals: "info", poll: "info", attendance: "wait", minutes: "wait",
  findingProposed: "info", questionProposed: "info", questionLate: "wait", visitNotes: "wait",
  effortBehind: "wait", spreadSilent: "wait", milestone: "wait", convener: "wait", inquiryPassed: "wait", inquiryDone: "info",
  deputyMissing: "wait", expiring: "wait", noForm: "wait",
} as const satisfies Record<string, "gap" | "wait" | "info">;
export type TodoKind = keyof typeof todoKinds;
export const todoOrder = Object.keys(todoKinds) as TodoKind[];
