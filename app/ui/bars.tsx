// A bar for each label, made on the server: read by its words and numbers, printed in black and white as well as in colour.
export interface Bar { label: string; count: number }
export function Bars({ bars, of, caption }: { bars: readonly Bar[]; of: number; caption: string }) {
  const most = Math.max(1, ...bars.map((b) => b.count));
  return (
    <table className="bars">
      <caption className="hidden">{caption}</caption>
      <tbody>{bars.map((b) => (
        <tr key={b.label}><th scope="row">{b.label}</th>
          <td className="bar"><svg width="100%" height="18" role="presentation" aria-hidden="true"><rect width="100%" height="18" className="of" /><rect width={`${(b.count / most) * 100}%`} height="18" className="met" /></svg></td>
          <td className="num">{b.count} av {of}</td></tr>
      ))}</tbody>
    </table>
  );
}
