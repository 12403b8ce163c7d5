// A letter's HTML from its text: paragraphs parted by empty lines; a mark for a button or a code that is one paragraph becomes the button
// or is set large (what somebody typed is neither), one that begins as a signature does ("-- ") is small. Pure.
import { partOf } from "./marks";
import { escaped } from "./markup";

const linked = (text: string) =>
  escaped(text)
    .replace(
      /https?:\/\/[^\s<]+?(?=[.,]?(?:\s|$))/g,
      (url) => `<a href="${url}" style="color:#1d5a4c">${url}</a>`,
    )
    .replace(/\n/g, "<br>");

/** The HTML part of a filled text. Inline styles, since mail clients know no others. */
export function htmlOf(text: string, sender: string): string {
  const parts = text.split(/\n\n+/).map((paragraph) => {
    const part = partOf(paragraph);
    if ("label" in part)
      return `<p style="margin:24px 0"><a href="${escaped(part.address)}" style="background:#1d5a4c;color:#fff;padding:12px 20px;border-radius:6px;text-decoration:none;font-weight:600;display:inline-block">${escaped(part.label)}</a></p>
<p style="margin:0 0 16px;font-size:14px;color:#55605b">Går knappen inte att trycka på? Kopiera adressen:<br>${escaped(part.address)}</p>`;
    if ("code" in part)
      return `<p style="margin:20px 0;font-size:30px;font-weight:650;letter-spacing:.12em">${escaped(part.code)}</p>`;
    const p = part.text;
    if (p.startsWith("-- \n"))
      return `<p style="margin:24px 0 0;font-size:14px;color:#55605b">${linked(p.slice(4))}</p>`;
    if (/^– /m.test(p) && p.split("\n").every((l) => l.startsWith("– ")))
      return `<ul style="margin:0 0 16px;padding-left:20px">${p
        .split("\n")
        .map((l) => `<li>${linked(l.slice(2))}</li>`)
        .join("")}</ul>`;
    return `<p style="margin:0 0 16px">${linked(p)}</p>`;
  });
  return `<!doctype html><html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head><body style="margin:0;background:#fbfaf7;color:#1b2421;font:17px/1.5 'Source Sans 3',system-ui,Arial,sans-serif"><div style="max-width:600px;margin:auto;padding:24px"><p style="margin:0 0 20px;font-weight:600;color:#123f35">${escaped(sender)}</p>${parts.join("\n")}</div></body></html>`;
}
