// What a form may be sent: every field filled with something well-formed and wrong.
import type { Entry, Field, Form } from "../setup/visitor";

export const script = "<script>alert(1)</script>";
const odd = `😀\u202e\u0000 ${script} 'ÅÄÖ" & =1+1`;
export const long = "Ett ord till. ".repeat(1429).slice(0, 20_000);
const typed = (f: Field) => ["text", "textarea", "email", "search", "tel", "url"].includes(f.kind);
const seen = (f: Field) => f.kind !== "hidden" && f.kind !== "button";
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A field as somebody would fill it in. */
export function right(f: Field): string {
  if (f.value && f.kind !== "file") return f.value;
  const value: Partial<Record<string, string>> = {
    text: "Samverkan",
    textarea: "Vi samverkar om detta.",
    email: "namn.namnsson@ort.example",
    date: inDays(60),
    time: "13.00",
    number: "2",
  };
  if (f.kind === "select") return f.options.find(Boolean) ?? "";
  return f.name.toLowerCase().includes("url") ? "https://ort.example/sida" : (value[f.kind] ?? "");
}
const wrong = (f: Field, way: number, foreign: string): string => {
  if (f.kind === "date") return ["2026-02-30", "0000-00-00", "9999999-01-01"][way]!;
  if (f.kind === "number") return ["-1", "99999999999999999999", "1e999"][way]!;
  if (f.kind === "time") return ["25.61", "-1", "noll"][way]!;
  if (typed(f)) return [odd, long, "https://[::"][way]!;
  return ["finns-inte", foreign, "__proto__"][way]!;
};

export interface Round {
  name: string;
  entries: Entry[];
  /** The texts that were typed, which an answer that refuses must show again. */ kept: [
    name: string,
    value: string,
  ][];
}
/** The boxes and circles that are sent: those that are on, or the first of each name. */
export const sent = (form: Form): Field[] =>
  form.fields.filter(
    (f, i) =>
      f.kind !== "button" &&
      ((f.kind !== "radio" && f.kind !== "checkbox") ||
        f.on ||
        (f.kind === "radio" &&
          form.fields.findIndex((x) => x.name === f.name) === i &&
          !form.fields.some((x) => x.name === f.name && x.on))),
  );
const one = (form: Form): Field | undefined => form.fields.find((f) => f.kind === "button");

/** Which form it was can no longer be told. */
const unkept = (r: Round): Round => ({ ...r, kept: [] });

const files = (): [string, File][] => [
  ["empty file", new File([], "tom.pdf", { type: "application/pdf" })],
  ["wrong file", new File(["MZ\u0090\u0000inte en pdf"], "program.pdf", { type: "application/pdf" })],
  [
    "named file",
    new File(["%PDF-1.4 inte heller"], "../../😀\u202e<script>alert(1)/\\..\\namn.pdf", {
      type: "text/html",
    }),
  ],
];

export function rounds(form: Form, foreign: string): Round[] {
  const all = sent(form);
  const button = one(form);
  const pressed: Entry[] = button ? [[button.name, button.value]] : [];
  const make = (name: string, of: (f: Field) => Entry[]): Round => {
    const entries = [...all.flatMap(of), ...pressed];
    return {
      name,
      entries,
      kept: entries.filter(
        (e): e is [string, string] =>
          typeof e[1] === "string" &&
          entries.filter(([n]) => n === e[0]).length === 1 &&
          all.some((f) => f.name === e[0] && typed(f)),
      ),
    };
  };
  const valued = (f: Field): Entry => {
    if (f.kind === "file") return [f.name, new File([], "")];
    return [f.name, f.kind === "hidden" ? f.value : right(f)];
  };
  const unseen = (f: Field) => f.kind === "hidden" || f.kind === "file";
  const bad =
    (way: number) =>
    (f: Field): Entry[] => [unseen(f) ? valued(f) : [f.name, wrong(f, way, foreign)]];
  const visible = [...new Set(all.filter(seen))].slice(0, 6);
  const hidden = all.filter((f) => f.kind === "hidden");
  const found = [
    ...hidden
      .flatMap((h) => [
        make(`${h.name} of another county`, (f) => [f === h ? [f.name, foreign] : valued(f)]),
        make(`${h.name} missing`, (f) => (f === h ? [] : [valued(f)])),
      ])
      .map(unkept),
    ...(button
      ? [
          {
            ...make("button unknown", (f) => [valued(f)]),
            entries: [...all.map(valued), [button.name, "finns-inte"] as Entry],
          },
          { ...make("button missing", (f) => [valued(f)]), entries: all.map(valued) },
        ]
      : []
    ).map(unkept),
    unkept(make("everything twice", (f) => [valued(f), valued(f)])),
    unkept(
      make("everything deeper", (f) => {
        const [name, value] = valued(f);
        return [[f.kind === "hidden" ? name : `${name}.0.x`, value]];
      }),
    ),
  ];
  if (visible.length > 0) {
    found.push(
      make("odd", bad(0)),
      make("long", bad(1)),
      make("unparsable", bad(2)),
      unkept(
        make("everything odd", (f) => [
          f.kind === "hidden" ? [f.name, wrong({ ...f, kind: "text" }, 0, foreign)] : bad(0)(f)[0]!,
        ]),
      ),
    );
    for (const w of visible)
      if (w.kind !== "file")
        for (const way of [0, 1])
          found.push(
            make(`${w.name} wrong (${way})`, (f) => [f === w ? [f.name, wrong(f, way, foreign)] : valued(f)]),
          );
    for (const w of visible.slice(0, 3))
      found.push(make(`${w.name} twice`, (f) => (f === w ? [valued(f), [f.name, "b"]] : [valued(f)])));
    if (form.multipart)
      for (const [name, file] of files())
        found.push(make(name, (f) => [f.kind === "file" ? [f.name, file] : valued(f)]));
    found.push(
      make("empty", (f) => [unseen(f) ? valued(f) : [f.name, ""]]),
      make("nothing", (f) => (f.kind === "hidden" ? [[f.name, f.value]] : [])),
    );
  }
  // A form that is a button alone does what it says: last.
  else found.push(make("pressed", (f) => [valued(f)]));
  return found;
}
