// The frame of a page: top bar, title, footer. Static; no browser code.
import type { ReactNode } from "react";
import { Form } from "./form";
import { siteName, type NavLink, type Shell } from "./shell";

function Mark() {
  return (
    <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true" className="mark">
      <circle cx="13" cy="13" r="10.5" fill="none" stroke="#f0c36a" strokeWidth="2.4" />
      <g fill="#fff">
        <circle cx="13" cy="7" r="2.3" />
        <circle cx="7.6" cy="16.4" r="2.3" />
        <circle cx="18.4" cy="16.4" r="2.3" />
      </g>
    </svg>
  );
}

const NavItem = ({ href, label, current, phone }: NavLink & { phone?: boolean }) => (
  <a href={href} aria-current={current ? "page" : undefined} className={phone ? "phone" : undefined}>
    {label}
  </a>
);
/** The browser's own: Escape and a press beside it close what is opened, without any code of ours. React 18 has no name for it. */
const opens = { popovertarget: "mer" };
const opened = { id: "mer", popover: "auto" };

/**
 * A telephone shows the first two of the menu; the others come first in the list that opens. Where it is not known who
 * asks, nobody is told to sign in.
 */
export function TopBar({ shell, known }: { shell: Shell; known: boolean }) {
  const folded = shell.nav.slice(2);
  const here = () => {
    if (shell.more.some((n) => n.current)) return "here";
    return folded.some((n) => n.current) ? "here-phone" : undefined;
  };
  return (
    <header className="top">
      <div className="in">
        <a className="brand" href={shell.network?.href ?? "/"}>
          <Mark />
          <span>{siteName(shell)}</span>
          {shell.network && <small>{shell.network.countyName}</small>}
        </a>
        {shell.nav.length > 0 && (
          <nav className="nav" aria-label="Huvudmeny">
            <div className="first">
              {shell.nav.map((n) => (
                <NavItem key={n.href} {...n} />
              ))}
            </div>
            {shell.more.length > 0 && (
              <>
                <button type="button" className={["opens", here()].filter(Boolean).join(" ")} {...opens}>
                  <span className="desk">Mer</span>
                  <span className="phone">Meny</span>
                </button>
                <div className="rest" {...opened}>
                  {folded.map((n) => (
                    <NavItem key={n.href} {...n} phone />
                  ))}
                  {shell.more.map((n) => (
                    <NavItem key={n.href} {...n} />
                  ))}
                </div>
              </>
            )}
          </nav>
        )}
        <div className="who">
          {shell.signedInAs && (
            <Form action="/logga-ut">
              <span className="as">{shell.signedInAs}</span>
              <button type="submit" className="plain">
                Logga ut
              </button>
            </Form>
          )}
          {known && !shell.signedInAs && <a href="/logga-in">Logga in</a>}
        </div>
      </div>
    </header>
  );
}

export function Footer({ shell }: { shell: Shell }) {
  return (
    <footer className="foot">
      <div className="in">
        <span>{shell.network?.authority ?? "Länsstyrelserna"}</span>
        <a href="/hjalp">Hjälp</a>
        <a href="/tillganglighet">Tillgänglighetsredogörelse</a>
        <a href="/personuppgifter">Personuppgifter</a>
        <a href="/om-kakor">Om kakor</a>
        <a href="/andra-sprak" lang="fi">
          Suomeksi
        </a>
        <a href="/verifiera">Kontrollera en blankett</a>
        {shell.demo && <a href="/demo/brev">Demobrevlådan</a>}
      </div>
    </footer>
  );
}

export interface PageProps {
  title: ReactNode;
  lead?: ReactNode;
  /** A small line above the title, usually a link back. */
  above?: ReactNode;
  /** Beside the title: tags and the one button. */
  beside?: ReactNode;
  /** One column for guests. */
  narrow?: boolean;
  children?: ReactNode;
}
export function Page({ title, lead, above, beside, narrow, children }: PageProps) {
  return (
    <div className={narrow ? "narrow" : undefined}>
      {above && <p className="above">{above}</p>}
      <div className="heading">
        <h1>{title}</h1>
        {beside}
      </div>
      {lead && <p className="lead">{lead}</p>}
      {children}
    </div>
  );
}

export function Card({
  title,
  count,
  action,
  children,
  pad = true,
  id,
}: {
  title?: ReactNode;
  count?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
  pad?: boolean;
  id?: string;
}) {
  return (
    <section className="card" id={id}>
      {title && (
        <header>
          <h2>{title}</h2>
          {count !== undefined && <span className="n">{count}</span>}
          {action && <span className="n">{action}</span>}
        </header>
      )}
      {pad ? <div className="pad">{children}</div> : children}
    </section>
  );
}

export const Columns = ({ children }: { children: ReactNode }) => <div className="cols">{children}</div>;
export const Stack = ({ children }: { children: ReactNode }) => <div className="stack">{children}</div>;

/** For an address that is only posted to: what goes wrong there is shown as a page. */
export const Nothing = () => null;
