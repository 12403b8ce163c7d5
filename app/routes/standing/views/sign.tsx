import type { Level } from "~/domain/standing/rules";

/** A level's shape: told apart without colour. */
const shapes: Record<Level, string> = {
  met: "M2.5 6.5 5 9l4.5-6",
  underway: "M6 2.5V6l2.5 2M6 .9a5.1 5.1 0 1 0 .01 0",
  partly: "M6 .9a5.1 5.1 0 1 0 .01 0M6 1v10",
  open: "M6 .9a5.1 5.1 0 1 0 .01 0",
  none: "M3 6h6",
};
export const Sign = ({ level }: { level: Level }) => (
  <svg className="sign" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
    <path
      d={shapes[level]}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
