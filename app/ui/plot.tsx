// A plot with its caption, its letters' meanings, and the table that says the same.
import type { ReactNode } from "react";
import { More } from "./parts";

export function Plot({
  caption,
  svg,
  legend = [],
  look,
  table,
}: {
  caption: string;
  svg: string;
  legend?: readonly { sign: string; label: string }[];
  look?: "p" | "s" | null;
  table: ReactNode;
}) {
  return (
    <figure className="plotted">
      <figcaption className="strong">{caption}</figcaption>
      {legend.length > 0 && (
        <ul className="plotkey">
          {legend.map((l, i) => (
            <li key={l.sign}>
              {look ? (
                <svg width="24" height="20" aria-hidden="true">
                  <rect width="24" height="20" rx="3" className={`${look}-${i}`} />
                  <text x="12" y="15" className={`${look}-${i}-text p-mid`}>
                    {l.sign}
                  </text>
                </svg>
              ) : (
                <b aria-hidden="true">{l.sign}</b>
              )}
              <span className="hidden">{l.sign}: </span>
              {l.label}
            </li>
          ))}
        </ul>
      )}
      <div dangerouslySetInnerHTML={{ __html: svg }} />
      <More label="Visa som tabell">{table}</More>
    </figure>
  );
}
