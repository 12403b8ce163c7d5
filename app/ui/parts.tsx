// Small furniture: tags, buttons, lists, tables, seats. Static; never colour alone.
import type { ReactNode } from "react";
import { Form } from "./form";

export type Tone = "ok" | "wait" | "gap" | "info";
const signs: Record<Tone, string> = {
  ok: "M2.5 6.5 5 9l4.5-6",
  wait: "M6 2.5V6l2.5 2M6 .9a5.1 5.1 0 1 0 .01 0",
  gap: "M6 1v6M6 9.6v.8",
  info: "M6 5v5.5M6 1.8v.8",
};
export function Tag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`tag ${tone}`}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <path
          d={signs[tone]}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {children}
    </span>
  );
}

interface ButtonLook {
  quiet?: boolean;
  small?: boolean;
  warn?: boolean;
}
const look = ({ quiet, small, warn }: ButtonLook) =>
  ["btn", quiet && "quiet", small && "small", warn && "warn"].filter(Boolean).join(" ");
export function Button({
  children,
  name,
  value,
  formAction,
  formNoValidate,
  ...rest
}: ButtonLook & {
  children: ReactNode;
  name?: string;
  value?: string;
  formAction?: string;
  formNoValidate?: boolean;
}) {
  return (
    <button
      type="submit"
      className={look(rest)}
      name={name}
      value={value}
      formAction={formAction}
      formNoValidate={formNoValidate}
    >
      {children}
    </button>
  );
}
export function ButtonLink({ href, children, ...rest }: ButtonLook & { href: string; children: ReactNode }) {
  return (
    <a className={look(rest)} href={href}>
      {children}
    </a>
  );
}
/** A form that is only a button: a post with nothing to type. */
export function PostButton({
  action,
  children,
  hidden = {},
  ...rest
}: ButtonLook & { action: string; children: ReactNode; hidden?: Record<string, string> }) {
  return (
    <Form action={action} className="inline">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className={look(rest)}>
        {children}
      </button>
    </Form>
  );
}

export function Notice({
  tone = "info",
  title,
  children,
  live,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  live?: boolean;
}) {
  return (
    <div className={`notice ${tone}`} role={live ? "status" : undefined}>
      {title && <p className="strong">{title}</p>}
      {children}
    </div>
  );
}

/** `counts`: short values, set at the right of their labels. */
export function Facts({
  rows,
  counts,
}: {
  rows: readonly (readonly [ReactNode, ReactNode] | null)[];
  counts?: boolean;
}) {
  return (
    <dl className={counts ? "facts counts" : "facts"}>
      {rows
        .filter((r): r is readonly [ReactNode, ReactNode] => r !== null)
        .map(([label, value], i) => (
          <div key={i}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

export interface TodoItem {
  key: string;
  tone: Tone;
  title: ReactNode;
  text: ReactNode;
  action: ReactNode;
}
export function TodoList({ items }: { items: readonly TodoItem[] }) {
  return (
    <ul className="todo">
      {items.map((item) => (
        <li key={item.key}>
          <i className={`dot ${item.tone}`} aria-hidden="true" />
          <div>
            <b>{item.title}</b>
            <p>{item.text}</p>
          </div>
          <div className="act">{item.action}</div>
        </li>
      ))}
    </ul>
  );
}

export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  num?: boolean;
  nowrap?: boolean;
}
/** A plain table in a region that can be scrolled by keyboard; on a phone each row becomes a card. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  showCaption,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  showCaption?: boolean;
}) {
  return (
    <div className="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="data">
        <caption className={showCaption ? undefined : "hidden"}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.head} scope="col" className={c.num ? "num" : undefined}>
                {c.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((c, i) =>
                i === 0 ? (
                  <th key={c.head} scope="row">
                    {c.cell(row)}
                  </th>
                ) : (
                  <td key={c.head} data-label={c.head} className={c.num ? "num" : undefined}>
                    {c.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function SeatCard({
  name,
  tone,
  who,
  about,
  children,
}: {
  name: string;
  tone: Tone;
  who: ReactNode;
  about: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section className={`card seat ${tone}`}>
      <h2>{name}</h2>
      <p className="who">{who}</p>
      <div className="muted">{about}</div>
      {children && <div className="acts">{children}</div>}
    </section>
  );
}

export function Timeline({
  items,
}: {
  items: readonly { key: string; when: ReactNode; what: ReactNode; more?: ReactNode }[];
}) {
  return (
    <ol className="line">
      {items.map((i) => (
        <li key={i.key}>
          <time>{i.when}</time>
          <div>{i.what}</div>
          {i.more && <div className="muted small">{i.more}</div>}
        </li>
      ))}
    </ol>
  );
}

/** From page to page of a list, the newest first. Nothing where there is one page. */
export function Pager({
  page,
  pages,
  href,
}: {
  page: number;
  pages: number;
  href: (page: number) => string;
}) {
  if (pages === 1) return null;
  return (
    <nav className="pager" aria-label="Sidor">
      {page > 1 && (
        <a rel="prev" href={href(page - 1)}>
          Nyare
        </a>
      )}
      <span>
        Sida {page} av {pages}
      </span>
      {page < pages && (
        <a rel="next" href={href(page + 1)}>
          Äldre
        </a>
      )}
    </nav>
  );
}

export const Empty = ({ children }: { children: ReactNode }) => <p className="empty">{children}</p>;
/** A way to show more without browser code. */
export const More = ({
  label,
  children,
  open,
}: {
  label: ReactNode;
  children: ReactNode;
  open?: boolean;
}) => (
  <details className="more" open={open}>
    <summary>{label}</summary>
    <div>{children}</div>
  </details>
);
