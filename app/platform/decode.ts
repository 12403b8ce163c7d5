// Bytes as text, whatever they were written in: what a mark at their beginning says, then what their letter or file says of itself,
// then what they can be.

/** What windows-1252 has where Latin 1 has controls; Node's decoder takes the one for the other. */
const ansi = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const tried = (bytes: Uint8Array, charset: string, fatal: boolean): string | null => {
  try {
    const decoder = new TextDecoder(charset, { fatal });
    const text = decoder.decode(bytes);
    return decoder.encoding === "windows-1252"
      ? text.replace(/[\u0080-\u009f]/g, (c) => ansi.charAt(c.charCodeAt(0) - 0x80))
      : text;
  } catch {
    return null; // No such charset, or not written in it.
  }
};
/** UTF-16 without its mark: every other byte of what is mostly Latin is nought. */
function sixteen(bytes: Uint8Array): string | null {
  const start = bytes.subarray(0, 400);
  if (start.length < 4) return null;
  const noughts = [0, 0];
  start.forEach((b, i) => {
    if (b === 0) noughts[i % 2] = (noughts[i % 2] ?? 0) + 1;
  });
  const [high = 0, low = 0] = noughts;
  if (low > start.length / 4 && high < low / 4) return "utf-16le";
  return high > start.length / 4 && low < high / 4 ? "utf-16be" : null;
}
function marked(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  return a === 0xfe && b === 0xff ? "utf-16be" : null;
}

/** The text; what Windows calls ANSI is the last guess, in which everything can be written. */
export function textOf(bytes: Uint8Array, said?: string): string {
  const sure = marked(bytes) ?? sixteen(bytes);
  const text =
    (sure && tried(bytes, sure, false)) ??
    (said && !/^(us-)?ascii$/i.test(said) ? tried(bytes, said, true) : null) ??
    tried(bytes, "utf-8", true) ??
    tried(bytes, "windows-1252", false);
  return (text ?? "").replace(/^\uFEFF/, "");
}

/** Lines put together again that were folded after so many octets, which may be within a character (RFC 5545, 3.1): before they are read as characters. */
export function unfoldedTextOf(bytes: Uint8Array, said?: string): string {
  const charset = marked(bytes) ?? sixteen(bytes) ?? said ?? "";
  if (/^(utf-?16|ucs-?2|iso-10646-ucs-2)/i.test(charset)) return textOf(bytes, said);
  const octets = Buffer.from(bytes)
    .toString("latin1")
    .replace(/(\r\n|\r|\n)[ \t]/g, "");
  return textOf(Buffer.from(octets, "latin1"), said);
}
