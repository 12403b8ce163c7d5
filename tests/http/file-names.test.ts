// The name a file is saved by, as a header carries it.
import { describe, expect, it } from "vitest";
import { saved } from "~/http/paper.server";

describe("a file's name on its way down", () => {
  it.each([
    "Bilaga; budget.pdf",
    "Läge=klart.pdf",
    'Så "kallat".txt',
    "Łódź Ελλάδα 日本 🙂.pdf",
    "100 % (slut)'*.pdf",
    "日本.pdf",
    "halv\ud83d.pdf",
    "rad\r\nbrytning.txt",
  ])("%s survives", (name) => {
    const header = saved("attachment", name);
    expect(() => new Headers({ "Content-Disposition": header })).not.toThrow();
    const [, ascii, full] =
      /^attachment; filename="([^"\\%;]+)"; filename\*=UTF-8''([\w.~!#$&+^`|%-]+)$/.exec(header) ?? [];
    expect(decodeURIComponent(full ?? "")).toBe(name.replace(/[\r\n\ud83d](?!\ude42)/g, ""));
    expect(ascii).toMatch(/^.+\.(pdf|txt)$/);
  });
});
