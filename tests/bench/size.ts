// How long and how often each figure is measured; the short form only shows that it can be.
import { quick } from "./measure";

export const size = quick
  ? {
      runs: 1,
      seconds: 0.5,
      warm: 0.2,
      rounds: 20,
      replacements: 4,
      seals: [1, 4],
      rest: 0.2,
      starts: 1,
      persons: 0,
      meetings: 1,
      answering: [0.5, 1],
      hostile: 1,
      results: 0.5,
      excel: 0.5,
    }
  : {
      runs: 5,
      seconds: 8,
      warm: 5,
      rounds: 500,
      replacements: 500,
      seals: [10, 20],
      rest: 30,
      starts: 5,
      persons: 900,
      meetings: 3,
      answering: [5, 3],
      hostile: 20,
      results: 8,
      excel: 6,
    };
