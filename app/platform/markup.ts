// Text within HTML and SVG, as React writes it.
const written: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => written[c] ?? c);
