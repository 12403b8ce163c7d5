// Markdown to HTML that cannot run, load or look like anything but text.
import { createRequire } from "node:module";
import type MarkdownIt from "markdown-it";
import type Sanitize from "sanitize-html";

const load = createRequire(import.meta.url);
let parser: MarkdownIt | null = null;
/** Both libraries are loaded when the first text is read: together they cost as much memory as a tenth of the server. */
const markdown = (): MarkdownIt =>
  (parser ??= new (load("markdown-it") as typeof MarkdownIt)({ html: false, linkify: true, breaks: true }));
const sanitize = (): typeof Sanitize => load("sanitize-html") as typeof Sanitize;

export function sanitised(html: string): string {
  const { simpleTransform } = sanitize();
  /** The page has its own first heading. */
  const lower = (tag: string) => simpleTransform(tag, {});
  return sanitize()(html, {
    allowedTags: [
      "h2",
      "h3",
      "h4",
      "p",
      "br",
      "strong",
      "em",
      "s",
      "ul",
      "ol",
      "li",
      "blockquote",
      "hr",
      "code",
      "pre",
      "a",
      "table",
      "thead",
      "tbody",
      "tr",
      "th",
      "td",
    ],
    allowedAttributes: { a: ["href", "rel"], ol: ["start"] },
    allowedSchemes: ["https", "http", "mailto"],
    allowProtocolRelative: false,
    transformTags: {
      h1: lower("h2"),
      h5: lower("h4"),
      h6: lower("h4"),
      a: simpleTransform("a", { rel: "noreferrer nofollow" }),
    },
  });
}
export const rendered = (text: string): string => sanitised(markdown().render(text));
export const tokensOf = (text: string) => markdown().parse(text, {});
