// A list that is put in order by dragging a grip, with finger, pen or mouse. The grip is there only where the browser runs our
// code; the same order is reached by the buttons of each item, which is the way by keyboard.
import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from "react";
import { Form } from "./form";

/** The order with the item at `from` moved to `to`. */
function movedTo<T>(all: readonly T[], from: number, to: number): T[] {
  const next = [...all];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

interface Item {
  id: string;
  name: string;
  children: ReactNode;
}
/** While an item is held the others only look moved: an element that is moved in the document lets go of the pointer. `fields` and the new order (`ids[]`) are posted as a form when the item is let go. */
export function DragOrder({
  items,
  fields,
  className,
}: {
  items: readonly Item[];
  fields: Record<string, string>;
  className: string;
}) {
  const [on, setOn] = useState(false);
  const [ids, setIds] = useState(() => items.map((i) => i.id));
  const [held, setHeld] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => setOn(true), []);
  const place = (id: string) => ids.indexOf(id) + 1;
  const move = (e: PointerEvent, id: string) => {
    if (held !== id) return;
    const rows = ids.flatMap((row) => document.getElementById(row)?.getBoundingClientRect() ?? []);
    if (rows.length < ids.length) return;
    const from = ids.indexOf(id);
    const to = rows.findIndex((r, i) =>
      i < from ? e.clientY < r.top + r.height / 2 : e.clientY < r.bottom - (i > from ? r.height / 2 : 0),
    );
    const at = to < 0 ? ids.length - 1 : to;
    if (at !== from) setIds(movedTo(ids, from, at));
  };
  const drop = () => {
    if (!held) return;
    setHeld(null);
    if (ids.some((id, n) => id !== items[n]?.id)) form.current?.requestSubmit();
  };
  const grip = (item: Item) => (
    <span
      className="grip"
      aria-hidden="true"
      title="Dra för att flytta"
      onPointerDown={(e) => {
        e.preventDefault();
        e.currentTarget.setPointerCapture(e.pointerId);
        setHeld(item.id);
      }}
      onPointerMove={(e) => move(e, item.id)}
      onPointerUp={drop}
      onPointerCancel={() => {
        setHeld(null);
        setIds(items.map((x) => x.id));
      }}
    >
      ⠿
    </span>
  );
  return (
    <>
      <ol className={`${className} sortable`}>
        {items.map((item) => (
          <li
            key={item.id}
            id={item.id}
            style={held ? { order: place(item.id) } : undefined}
            className={held === item.id ? "held" : undefined}
          >
            {on && items.length > 1 && grip(item)}
            {item.children}
          </li>
        ))}
      </ol>
      <p className="hidden" role="status">
        {held && `${items.find((x) => x.id === held)?.name}: plats ${place(held)} av ${ids.length}`}
      </p>
      <Form ref={form} hidden>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {ids.map((id) => (
          <input key={id} type="hidden" name="ids[]" value={id} />
        ))}
      </Form>
    </>
  );
}
