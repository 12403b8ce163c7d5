// A tagged A4 document in Swedish (PDF/UA): headings, paragraphs, lists and tables that a screen
// reader finds, drawn calmly. Whatever is only decoration is marked as such (Artifact).
import type PDFDocument from "pdfkit";
import { fontOf, mustBePrintable, runsOf, takeParser, type Weight } from "./fonts.server";
import { leastOf, type Cell, type Look } from "./pieces";
import { escapeMetadata, leaveSealSpace, type Doc, type Inside } from "./inside.server";

const pine = "#1d5a4c";
const ink = "#1f2624";
const grey = "#56605c";
const hairline = "#c9d3ce";
const tint = "#e5f0ec";
const [left, right, top, bottom] = [64, 64, 62, 74];
const wide = 595.28 - left - right;
const low = 841.89 - bottom;

type Element = ReturnType<Doc["struct"]>;

export interface PaperOptions {
  title: string;
  author: string;
  at: Date;
  /** Bytes to keep free for a seal; without it the document cannot be sealed. */
  sealSpace?: number;
  /** Rows of tables stand closer: for a sheet that must be one page. */
  dense?: boolean;
}
/** A row of facts; a value that is null is a line to write on by pen. */
export interface Fact {
  label: string;
  value: string | readonly string[] | null;
  tall?: boolean;
}
/** Words of a paragraph, bold or not. */
export interface Run {
  text: string;
  bold?: boolean;
}
export interface ListItem {
  label: string;
  runs: readonly Run[];
  level?: number;
}
const said = (runs: readonly Run[]) => runs.map((r) => r.text).join("");
export interface Badge {
  name: string;
  lines: readonly string[];
}
let kit: Promise<typeof PDFDocument> | null = null;
/** pdfkit is loaded when the first document is made: most processes never make one. */
const pdfkit = () => (kit ??= import("pdfkit").then((m) => m.default));

/** From now on `fontOf` can parse. */
export async function readyFonts(): Promise<typeof PDFDocument> {
  const Document = await pdfkit();
  takeParser((bytes) => {
    const reader = new Document({ autoFirstPage: false }).font(bytes);
    return (reader as unknown as Inside)._font.font;
  });
  return Document;
}

export class Paper {
  private readonly done: Promise<Buffer>;
  private readonly root: Element;
  private constructor(
    private readonly doc: Doc,
    private readonly options: PaperOptions,
  ) {
    const chunks: Buffer[] = [];
    this.done = new Promise((resolve, reject) => {
      doc.on("data", (chunk: Buffer) => chunks.push(chunk));
      doc.on("end", () => resolve(Buffer.concat(chunks)));
      doc.on("error", reject);
    });
    this.root = doc.struct("Document");
    doc.addStructure(this.root);
  }

  static async open(options: PaperOptions): Promise<Paper> {
    const Document = await readyFonts();
    const doc = new Document({
      size: "A4",
      margins: { top, bottom, left, right },
      pdfVersion: "1.7",
      subset: "PDF/UA" as never,
      tagged: true,
      lang: "sv-SE",
      displayTitle: true,
      bufferPages: true,
      font: fontOf("latin-400") as unknown as string,
      info: {
        Title: options.title,
        Author: options.author,
        Creator: options.author,
        Producer: options.author,
        CreationDate: options.at,
        ModDate: options.at,
      },
    });
    escapeMetadata(doc as unknown as Inside);
    return new Paper(doc, options);
  }

  heading(level: 1 | 2 | 3 | 4, text: string): void {
    const look = {
      1: { size: 23, gap: 4, above: 0 },
      2: { size: 13.5, gap: 3, above: 20 },
      3: { size: 11.5, gap: 3, above: 12 },
      4: { size: 10.5, gap: 2, above: 8 },
    }[level];
    this.room(look.above + this.height(text, wide, 600, look.size) + 46);
    this.doc.y += look.above;
    this.tagged(`H${level}`, () => this.put(text, left, wide, { ...look, weight: 600, color: pine }));
    this.doc.y += level === 1 ? 10 : 6;
  }

  /** A small line above the heading: whose paper it is. */
  overline(text: string): void {
    this.tagged("P", () => this.put(text, left, wide, { size: 9.5, color: grey }));
    this.doc.y += 6;
  }

  text(text: string, look: Look & { muted?: boolean } = {}): void {
    const chosen = { size: 10.5, ...look, color: look.color ?? (look.muted ? grey : ink) };
    this.room(Math.min(this.height(text, wide, look.weight ?? 400, chosen.size), 60));
    this.tagged("P", () => this.put(text, left, wide, chosen));
    this.doc.y += 7;
  }

  /** A paragraph some of whose words are bold. */
  runs(runs: readonly Run[], look: { indent?: number; muted?: boolean } = {}): void {
    if (runs.length === 0) return;
    this.room(Math.min(this.height(said(runs), wide - (look.indent ?? 0), 400, 10.5), 60));
    this.tagged("P", () => this.putRuns(runs, left + (look.indent ?? 0), look.muted ? grey : ink));
    this.doc.y += 7;
  }

  /** A list; what it is counted with stands before each item, deeper ones further in. */
  list(items: readonly ListItem[]): void {
    const list = this.doc.struct("L");
    this.root.add(list);
    for (const { label, runs, level = 0 } of items) {
      const x = left + 22 * level;
      this.room(Math.min(this.height(said(runs), wide - 22 - 22 * level, 400, 10.5) + 6, low - top));
      const y = this.doc.y;
      const item = this.doc.struct("LI");
      list.add(item);
      item.add(
        this.doc.struct("Lbl", {}, [
          () => {
            this.put(label, x, 20, { weight: 600, color: pine, y });
          },
        ]),
      );
      item.add(
        this.doc.struct("LBody", {}, [
          () => {
            this.putRuns(runs, x + 22, ink, y);
          },
        ]),
      );
      item.end();
      this.doc.y += 5;
    }
    list.end();
    this.doc.x = left;
  }

  /** Facts as a table with row headings. */
  facts(rows: readonly Fact[]): void {
    const table = this.doc.struct("Table");
    this.root.add(table);
    for (const { label, value, tall } of rows) {
      const lines = [value ?? []].flat();
      this.row(
        table,
        [
          { text: label, tag: "TH", scope: "Row", x: left, width: 148, color: grey, size: 10 },
          { text: lines.join("\n"), lines, tag: "TD", x: left + 160, width: wide - 160 },
        ],
        leastOf(value, tall),
      );
    }
    table.end();
    this.rule();
    this.doc.y += 8;
  }

  /** A heading with its words and facts, never parted between pages: what somebody signs, or has signed. */
  block(heading: string, words: string | null, rows: readonly Fact[]): void {
    const facts = rows.reduce((sum, r) => sum + this.factHeight(r), 8);
    const above = words === null ? 0 : this.height(words, wide, 400, 10.5) + 7;
    this.room(20 + this.height(heading, wide, 600, 13.5) + 6 + above + Math.max(facts, 46) + 4);
    this.heading(2, heading);
    if (words !== null) this.text(words);
    this.facts(rows);
  }

  private factHeight({ label, value, tall }: Fact): number {
    const lines = [value ?? []].flat().join("\n");
    const text = Math.max(this.height(label, 148, 400, 10), this.height(lines, wide - 160, 400, 10.5));
    return Math.max(text + 12, leastOf(value, tall));
  }

  /** A table with column headings; `widths` are shares of the breadth. `bars`: each row's share, drawn beside the words of its last cell that say the same. */
  table(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    widths: readonly number[],
    bars: readonly number[] = [],
  ): void {
    const added = (shares: readonly number[]) => shares.reduce((a, b) => a + b, 0);
    const before = (column: number) => (added(widths.slice(0, column)) / added(widths)) * wide;
    const tagged = (heading: boolean, first: boolean): Pick<Cell, "tag" | "scope"> => {
      if (heading) return { tag: "TH", scope: "Column" };
      return first ? { tag: "TH", scope: "Row" } : { tag: "TD" };
    };
    const cells = (texts: readonly string[], heading: boolean): Cell[] =>
      texts.map((text, i) => ({
        text,
        ...tagged(heading, i === 0),
        x: left + before(i),
        width: before(i + 1) - before(i) - 10,
        weight: heading ? 600 : 400,
        color: heading ? pine : ink,
        size: 9.5,
      }));
    const table = this.doc.struct("Table");
    this.root.add(table);
    this.row(table, cells(head, true), 0, false);
    for (const [i, row] of rows.entries()) {
      this.row(table, cells(row, false), 0, true, cells(head, true));
      if (bars[i] !== undefined) this.bar(before(widths.length - 1) + 40, bars[i]);
    }
    table.end();
    this.rule();
    this.doc.y += 8;
  }

  /** A square figure of dark and light squares, with its words for those who do not see it. */
  squares(dark: readonly (readonly boolean[])[], size: number, alt: string): void {
    this.room(size);
    const [side, y, x] = [size / dark.length, this.doc.y, left + (wide - size) / 2];
    this.root.add(
      this.doc.struct("Figure", { alt, bbox: [x, y, x + size, y + size] } as never, [
        () => {
          for (const [r, line] of dark.entries())
            for (const [c, on] of line.entries())
              if (on) this.doc.rect(x + c * side, y + r * side, side, side);
          this.doc.fill("#000");
        },
      ]),
    );
    this.doc.x = left;
    this.doc.y = y + size;
  }

  /** Name badges, 90 × 55 mm, eight on a sheet; hairlines to cut along. */
  badges(all: readonly Badge[], above: string): void {
    const [w, h, perPage] = [255, 156, 8];
    const [x0, y0] = [(595.28 - 2 * w) / 2, (841.89 - 4 * h) / 2];
    all.forEach(({ name, lines }, i) => {
      if (i > 0 && i % perPage === 0) this.doc.addPage();
      const [x, y] = [x0 + (i % 2) * w, y0 + Math.floor((i % perPage) / 2) * h];
      this.doc.markContent("Artifact", { type: "Layout" } as never);
      this.doc.lineWidth(0.4).strokeColor(hairline).rect(x, y, w, h).stroke();
      this.put(above, x + 16, w - 32, { size: 9, color: pine, y: y + 14 });
      this.doc.endMarkedContent();
      let size = 24;
      while (size > 13 && this.height(name, w - 32, 600, size) > size * 2.9) size--;
      this.tagged("P", () => this.put(name, x + 16, w - 32, { size, weight: 600, y: y + 40 }));
      lines.forEach((line, k) =>
        this.tagged("P", () =>
          this.put(line, x + 16, w - 32, {
            size: k === 0 ? 12 : 10.5,
            color: k === 0 ? ink : grey,
            y: k === 0 ? y + 104 : undefined,
          }),
        ),
      );
    });
  }

  space(points: number): void {
    this.doc.y += points;
  }
  page(): void {
    this.doc.addPage();
  }
  /** Pages so far. */
  get pages(): number {
    return this.doc.bufferedPageRange().count;
  }

  /** Puts the foot on every page and gives the bytes. */
  async finish(foot: string): Promise<Buffer> {
    this.root.end();
    const { start, count } = this.doc.bufferedPageRange();
    for (let i = start; i < start + count; i++) {
      this.doc.switchToPage(i);
      (this.doc as unknown as Inside).page.margins.bottom = 0;
      this.doc.markContent("Artifact", { type: "Pagination" });
      this.put(foot, left, wide - 80, { size: 8.5, color: grey, y: 841.89 - 46 });
      const end = { size: 8.5, color: grey, y: 841.89 - 46, align: "right" } as const;
      this.put(`Sida ${i + 1} av ${count}`, left + wide - 80, 80, end);
      this.doc.endMarkedContent();
    }
    if (this.options.sealSpace) leaveSealSpace(this.doc, this.options.sealSpace);
    this.doc.end();
    return this.done;
  }

  /** A row that is never parted between pages; `head` is drawn anew (for the eye only) where a page begins. */
  private row(
    table: Element,
    cells: readonly Cell[],
    least = 0,
    line = true,
    head: readonly Cell[] = [],
  ): void {
    const tallest = Math.max(
      ...cells.map((c) => this.height(c.text, c.width, c.weight ?? 400, c.size ?? 10.5)),
    );
    const pad = this.options.dense ? 3.5 : 6;
    const need = Math.max(tallest + 2 * pad, least);
    if (this.room(need) && head.length) {
      const y = this.doc.y;
      this.doc.markContent("Artifact", { type: "Pagination" });
      for (const { text, x, width, ...look } of head) this.put(text, x, width, { ...look, y: y + 6 });
      this.doc.endMarkedContent();
      this.doc.y = y + 26;
    }
    if (line) this.rule();
    const y = this.doc.y;
    const row = this.doc.struct("TR");
    table.add(row);
    for (const { text, lines, tag, scope, x, width, ...look } of cells) {
      const cell = this.doc.struct(tag, scope ? ({ scope } as never) : {});
      row.add(cell);
      const parts = lines ?? [text];
      parts.filter(Boolean).forEach((part, i) => {
        const draw = () => this.put(part, x, width, { ...look, y: i === 0 ? y + pad : undefined });
        cell.add(parts.length > 1 ? this.doc.struct("P", {}, [draw]) : (draw as never));
      });
      cell.end();
    }
    row.end();
    this.doc.x = left;
    this.doc.y = y + need;
  }

  /** In the row just drawn, from `x` to the edge. */
  private bar(x: number, share: number): void {
    this.doc.markContent("Artifact", { type: "Layout" } as never);
    this.doc
      .rect(left + x, this.doc.y - 17, wide - x, 8)
      .fill(tint)
      .rect(left + x, this.doc.y - 17, (wide - x) * share, 8)
      .fill(pine);
    this.doc.endMarkedContent();
  }

  private rule(): void {
    const y = this.doc.y;
    this.doc.markContent("Artifact", { type: "Layout" } as never);
    this.doc
      .lineWidth(0.6)
      .strokeColor(hairline)
      .moveTo(left, y)
      .lineTo(left + wide, y)
      .stroke();
    this.doc.endMarkedContent();
  }

  private tagged(tag: string, draw: () => void): void {
    this.root.add(this.doc.struct(tag, {}, [draw]));
  }

  /** A new page where what follows would be cut. */
  private room(points: number): boolean {
    if (this.doc.y + points <= low) return false;
    this.doc.addPage();
    return true;
  }

  private height(text: string, width: number, weight: Weight, size: number): number {
    return text
      ? this.doc
          .font(fontOf(`latin-${weight}`) as never, `latin-${weight}`)
          .fontSize(size)
          .heightOfString(text, { width, lineGap: 2 })
      : 0;
  }

  private putRuns(runs: readonly Run[], x: number, color: string, y?: number): void {
    runs.forEach(({ text, bold }, i) =>
      this.put(text, i === 0 ? x : null, left + wide - x, {
        weight: bold ? 600 : 400,
        color,
        y: i === 0 ? y : undefined,
        continued: i < runs.length - 1,
      }),
    );
  }

  private put(
    text: string,
    x: number | null,
    width: number,
    look: Look & { y?: number; continued?: boolean; align?: "right" },
  ): void {
    if (this.options.sealSpace) mustBePrintable(text);
    const runs = runsOf(text, look.weight ?? 400);
    runs.forEach((run, i) => {
      this.doc
        .font(fontOf(run.name) as never, run.name)
        .fontSize(look.size ?? 10.5)
        .fillColor(look.color ?? ink);
      const options = {
        width,
        lineGap: look.gap ?? 2,
        align: look.align,
        continued: look.continued || i < runs.length - 1,
      };
      if (i === 0 && x !== null) this.doc.text(run.text, x, look.y ?? this.doc.y, options);
      else this.doc.text(run.text, options);
    });
    if (!look.continued) this.doc.x = left;
  }
}
