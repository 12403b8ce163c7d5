// A bar of tools for a text area with Markdown. It is there only where the browser runs our code; the text area works without.
import { useEffect, useState, type KeyboardEvent } from "react";

/** `wrap` stands around what is marked, `line` before each marked line, `insert` on a line of its own. */
export type Tool = { label: string } & (
  { wrap: readonly [string, string]; empty: string } | { line: string } | { insert: string }
);

/** Types into the field as a person would, so that the browser's own undo takes it back. */
function type(field: HTMLTextAreaElement, from: number, to: number, text: string): void {
  field.focus();
  field.setSelectionRange(from, to);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing newer writes into the browser's own undo
  if (!document.execCommand("insertText", false, text)) field.setRangeText(text, from, to, "end");
}

/** What leaves an empty line between these words and what comes next. */
function emptyLineAfter(words: string): string {
  if (words === "" || words.endsWith("\n\n")) return "";
  return words.endsWith("\n") ? "\n" : "\n\n";
}

export function applied(
  text: string,
  from: number,
  to: number,
  tool: Tool,
): { from: number; to: number; text: string; select: readonly [number, number] } {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  if ("wrap" in tool) {
    const [a, b] = tool.wrap;
    const words = text.slice(from, to) || tool.empty;
    return { from, to, text: a + words + b, select: [from + a.length, from + a.length + words.length] };
  }
  if ("line" in tool) {
    const lines = text.slice(start, to).split("\n");
    const put = tool.line === "1. " ? lines.map((l, i) => `${i + 1}. ${l}`) : lines.map((l) => tool.line + l);
    const made = put.join("\n");
    return { from: start, to, text: made, select: [start + made.length, start + made.length] };
  }
  const before = emptyLineAfter(text.slice(0, from));
  return {
    from: to,
    to,
    text: before + tool.insert,
    select: [to + before.length + tool.insert.length, to + before.length + tool.insert.length],
  };
}

/** One stop for the Tab key; the arrows go between the tools (WAI-ARIA, toolbar). */
export function MarkdownTools({ field, tools }: { field: string; tools: readonly Tool[] }) {
  const [on, setOn] = useState(false);
  const [at, setAt] = useState(0);
  useEffect(() => setOn(true), []);
  if (!on) return null;
  const press = (tool: Tool) => {
    const area = document.getElementById(field) as HTMLTextAreaElement;
    const done = applied(area.value, area.selectionStart, area.selectionEnd, tool);
    type(area, done.from, done.to, done.text);
    area.setSelectionRange(...done.select);
  };
  const go = (e: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: tools.length - 1 - at }[e.key];
    if (step === undefined) return;
    e.preventDefault();
    const next = (at + step + tools.length) % tools.length;
    setAt(next);
    const tool = e.currentTarget.children[next];
    if (tool instanceof HTMLElement) tool.focus();
  };
  return (
    <div
      role="toolbar"
      aria-label="Verktyg för texten"
      aria-controls={field}
      className="tools"
      onKeyDown={go}
    >
      {tools.map((tool, i) => (
        <button
          key={tool.label}
          type="button"
          className="btn quiet small"
          tabIndex={i === at ? 0 : -1}
          onFocus={() => setAt(i)}
          onClick={() => press(tool)}
        >
          {tool.label}
        </button>
      ))}
    </div>
  );
}
