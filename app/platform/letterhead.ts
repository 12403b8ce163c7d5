// A letter's two parts from one text: paragraphs parted by empty lines; a paragraph that is only
// an address becomes the button, one that is only a code is set large,
// one that begins as a signature does ("-- ") small. Pure.

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);
const linked = (text: string) =>
  escape(text)
    .replace(
      /https?:\/\/[^\s<]+?(?=[.,]?(?:\s|$))/g,
      (url) => `<a href="${url}" style="color:#1d5a4c">${url}</a>`,
    )
    .replace(/\n/g, "<br>");

export interface Letterhead {
  sender: string;
  button?: string;
}

/** The HTML part; the text part is the text itself. Inline styles, since mail clients know no others. */
export function htmlOf(text: string, { sender, button = "Öppna" }: Letterhead): string {
  const parts = text.split(/\n\n+/).map((p) => {
    if (/^https?:\/\/\S+$/.test(p)) {
      return `<p style="margin:24px 0"><a href="${escape(p)}" style="background:#1d5a4c;color:#fff;padding:12px 20px;border-radius:6px;text-decoration:none;font-weight:600;display:inline-block">${escape(button)}</a></p>
<p style="margin:0 0 16px;font-size:14px;color:#55605b">Går knappen inte att trycka på? Kopiera adressen:<br>${escape(p)}</p>`;
    }
    if (p.startsWith("-- \n"))
      return `<p style="margin:24px 0 0;font-size:14px;color:#55605b">${linked(p.slice(4))}</p>`;
    if (/^[3479A-HJKMNP-TV-Z]{8}$/.test(p))
      return `<p style="margin:20px 0;font-size:30px;font-weight:650;letter-spacing:.12em">${p}</p>`;
    if (/^– /m.test(p) && p.split("\n").every((l) => l.startsWith("– ")))
      return `<ul style="margin:0 0 16px;padding-left:20px">${p
        .split("\n")
        .map((l) => `<li>${linked(l.slice(2))}</li>`)
        .join("")}</ul>`;
    return `<p style="margin:0 0 16px">${linked(p)}</p>`;
  });
  return `<!doctype html><html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head><body style="margin:0;background:#fbfaf7;color:#1b2421;font:17px/1.5 'Source Sans 3',system-ui,Arial,sans-serif"><div style="max-width:600px;margin:auto;padding:24px"><p style="margin:0 0 20px;font-weight:600;color:#123f35">${escape(sender)}</p>${parts.join("\n")}</div></body></html>`;
}
