/** "28 av 36" with a bar of it; each number opens to the organisations it counts. */
export const Share = ({
  met,
  of,
  open,
}: {
  met: number;
  of: number;
  open: (level: "met" | "asked") => string;
}) => (
  <span className="share">
    <span>
      <a href={open("met")}>{met}</a> av <a href={open("asked")}>{of}</a>
    </span>
    <svg width="72" height="8" viewBox="0 0 72 8" aria-hidden="true">
      <rect x="0.5" y="0.5" width="71" height="7" rx="3" className="of" />
      <rect x="0.5" y="0.5" width={Math.round((met / of) * 71)} height="7" rx="3" className="met" />
    </svg>
  </span>
);
