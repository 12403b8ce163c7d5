/** "28 av 36" with a bar of it. */
export const Share = ({ met, of }: { met: number; of: number }) => (
  <span className="share"><span>{met} av {of}</span><svg width="72" height="8" viewBox="0 0 72 8" aria-hidden="true"><rect x="0.5" y="0.5" width="71" height="7" rx="3" className="of" /><rect x="0.5" y="0.5" width={Math.round((met / of) * 71)} height="7" rx="3" className="met" /></svg></span>
);
