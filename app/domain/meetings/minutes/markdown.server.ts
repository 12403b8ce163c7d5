// Markdown to HTML that cannot run, load or look like anything but text.
import MarkdownIt from "markdown-it";
import sanitize from "sanitize-html";

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });
/** The page has its own first heading. */
const lower = (tag: string) => sanitize.simpleTransform(tag, {});

export const sanitised = (html: string): string => sanitize(html, {
  allowedTags: ["h2", "h3", "h4", "p", "br", "strong", "em", "s", "ul", "ol", "li", "blockquote", "hr", "code", "pre", "a", "table", "thead", "tbody", "tr", "th", "td"],
  allowedAttributes: { a: ["href", "rel"], ol: ["start"] }, allowedSchemes: ["https", "http", "mailto"], allowProtocolRelative: false,
  transformTags: { h1: lower("h2"), h5: lower("h4"), h6: lower("h4"), a: sanitize.simpleTransform("a", { rel: "noreferrer nofollow" }) },
});
export const rendered = (text: string): string => sanitised(markdown.render(text));
export const tokensOf = (text: string) => markdown.parse(text, {});
