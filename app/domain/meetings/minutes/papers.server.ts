// The minutes as a tagged PDF: the text as it is read on the page, what was agreed and the tasks after it.
import { notFound } from "~/platform/refusal";
import { longDate, longMoment } from "~/platform/calendar";
import { Paper, type ListItem, type Run } from "~/platform/pdf/paper.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { whenText } from "../rules";
import { tokensOf } from "./markdown.server";
import { seen } from "./queries.server";
import { minutesStates } from "./texts";

type Token = ReturnType<typeof tokensOf>[number];

/** The words of a line. A link is written out after its words: paper cannot be pressed. */
function runsOf(line: Token): Run[] {
  const runs: Run[] = [];
  let bold = false;
  let link: { href: string; from: number } | null = null;
  const say = (text: string) => {
    const last = runs.at(-1);
    if (last && Boolean(last.bold) === bold) last.text += text;
    else runs.push({ text, bold });
  };
  for (const t of line.children ?? []) {
    if (t.type === "strong_open" || t.type === "strong_close") bold = t.type === "strong_open";
    else if (t.type === "softbreak" || t.type === "hardbreak") say("\n");
    else if (t.type === "link_open")
      link = { href: String(t.attrGet("href")), from: runs.map((r) => r.text).join("").length };
    else if (t.type === "link_close" && link) {
      const words = runs
        .map((r) => r.text)
        .join("")
        .slice(link.from);
      if (!link.href.endsWith(words)) say(` (${link.href.replace(/^mailto:/, "")})`);
      link = null;
    } else if (t.content) say(t.content);
  }
  return runs.filter((r) => r.text !== "");
}

const wordsOf = (line: Token): string =>
  runsOf(line)
    .map((r) => r.text)
    .join("");

/** What stands directly in the text, with all that is inside it. */
interface Block {
  first: Token;
  inside: Token[];
}
function blocksOf(all: readonly Token[]): Block[] {
  const blocks: Block[] = [];
  for (const t of all)
    if (t.level === 0 && t.nesting >= 0) blocks.push({ first: t, inside: [] });
    else blocks.at(-1)?.inside.push(t);
  return blocks;
}
const linesOf = ({ inside }: Block): Token[] => inside.filter((t) => t.type === "inline");

function writeTable(paper: Paper, { inside }: Block): void {
  const grid: string[][] = [];
  for (const t of inside)
    if (t.type === "tr_open") grid.push([]);
    else if (t.type === "inline") grid.at(-1)?.push(wordsOf(t));
  const [head = [], ...rows] = grid;
  paper.table(
    head,
    rows,
    head.map(() => 1),
  );
}
const writeCode = (paper: Paper, { first }: Block) => paper.text(first.content.trimEnd());
const writeList = (paper: Paper, block: Block) => paper.list(itemsOf(block));
const writers: Partial<Record<string, (paper: Paper, block: Block) => void>> = {
  heading_open(paper, block) {
    const words = linesOf(block).map(wordsOf).join("");
    const depth = Number(block.first.tag.slice(1));
    if (words) paper.heading(Math.min(4, Math.max(2, depth)) as 2 | 3 | 4, words);
  },
  paragraph_open: (paper, block) => paper.runs(linesOf(block).flatMap(runsOf)),
  fence: writeCode,
  code_block: writeCode,
  blockquote_open(paper, block) {
    for (const line of linesOf(block)) paper.runs(runsOf(line), { indent: 18, muted: true });
  },
  bullet_list_open: writeList,
  ordered_list_open: writeList,
  table_open: writeTable,
};
/** Writes Markdown on a paper whose own heading is the first one. */
function write(paper: Paper, text: string): void {
  for (const block of blocksOf(tokensOf(text))) writers[block.first.type]?.(paper, block);
}

/** The sign of a list's next item; `next` is null where they have no numbers. */
const nextSign = (list: { next: number | null }): string => (list.next === null ? "•" : `${list.next++}.`);
/** A list with those inside it, each item with its sign and how far in it stands. */
function itemsOf({ first, inside }: Block): ListItem[] {
  const items: ListItem[] = [];
  const open: { next: number | null }[] = [];
  let fresh = false;
  for (const t of [first, ...inside]) {
    const list = open.at(-1);
    if (t.type.endsWith("_list_open"))
      open.push({ next: t.type === "ordered_list_open" ? Number(t.attrGet("start") ?? 1) : null });
    else if (t.type.endsWith("_list_close")) open.pop();
    else if (t.type === "list_item_open") fresh = true;
    else if (t.type === "inline" && list) {
      items.push({
        label: fresh ? nextSign(list) : "",
        runs: runsOf(t),
        level: Math.min(open.length - 1, 6),
      });
      fresh = false;
    }
  }
  return items;
}

export async function minutesPaper(
  permit: NetworkPermit<"minutes.see">,
  meetingId: string,
): Promise<{ bytes: Buffer; name: string; kind: "pdf" }> {
  const { network, now } = permit;
  const { meeting: m, minutes } = seen(permit, meetingId);
  if (!minutes) throw notFound();
  const paper = await Paper.open({
    title: `Minnesanteckningar – ${m.title}, ${longDate(m.heldOn)}`,
    author: network.authority,
    at: now,
  });
  paper.overline(`${network.authority} · ${network.name}`);
  paper.heading(1, `Minnesanteckningar: ${m.title}`);
  paper.text([whenText(m), m.place].filter(Boolean).join(". "), { muted: true });
  paper.text(
    `${minutesStates[minutes.state]}, version ${minutes.version}. ${minutes.approvedAt ? `Godkända av ${network.authority} ${longMoment(new Date(minutes.approvedAt))}.` : "Inte godkända än."}`,
    { muted: true },
  );
  write(paper, minutes.text);
  return {
    bytes: await paper.finish(`${network.name} · ${m.title}`),
    name: `minnesanteckningar-${m.heldOn}.pdf`,
    kind: "pdf",
  };
}
