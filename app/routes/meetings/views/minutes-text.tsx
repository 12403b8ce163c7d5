// Minutes as text, and two versions of them side by side.
import type { DiffRow } from "~/domain/meetings/minutes/rules";
import { capital, counted } from "~/platform/swedish";

/** The HTML is made and sanitised by the server. */
export const MinutesText = ({ html }: { html: string }) => (
  <div className="prose minutes" dangerouslySetInnerHTML={{ __html: html }} />
);

export function Diff({ rows, before, after }: { rows: readonly DiffRow[]; before: string; after: string }) {
  const changes = rows.filter((r) => r.kind !== "same").length;
  return (
    <>
      <p className="muted">{changes === 0 ? "Inget" : capital(counted(changes, "rad", "rader"))} skiljer.</p>
      <div className="scroll" role="region" aria-label={`${before} och ${after}`} tabIndex={0}>
        <table className="diff">
          <caption className="hidden">
            {before} till vänster, {after} till höger
          </caption>
          <thead>
            <tr>
              <th scope="col">{before}</th>
              <th scope="col">{after}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((r, i) => (
              <tr key={i} className={r.kind === "same" ? undefined : "differs"}>
                <td>
                  {r.left !== null &&
                    (r.kind === "same" ? (
                      r.left
                    ) : (
                      <>
                        <span aria-hidden="true">− </span>
                        <span className="hidden">Borta: </span>
                        <del>{r.left}</del>
                      </>
                    ))}
                </td>
                <td>
                  {r.right !== null &&
                    (r.kind === "same" ? (
                      r.right
                    ) : (
                      <>
                        <span aria-hidden="true">+ </span>
                        <span className="hidden">Nytt: </span>
                        <ins>{r.right}</ins>
                      </>
                    ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
