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
    else if (t.type === "link_close") {
      const words = runs
        .map((r) => r.text)
        .join("")
        .slice(link!.from);
      if (!link!.href.endsWith(words)) say(` (${link!.href.replace(/^mailto:/, "")})`);
      link = null;
    } else if (t.content) say(t.content);
  }
  return runs.filter((r) => r.text !== "");
}

/** Writes Markdown on a paper whose own heading is the first one. */
function write(paper: Paper, text: string): void {
  const all = tokensOf(text);
  for (let i = 0; i < all.length; i++) {
    const t = all[i]!;
    if (t.type === "heading_open") {
      const words = runsOf(all[++i]!)
        .map((r) => r.text)
        .join("");
      if (words) paper.heading(Math.min(4, Math.max(2, Number(t.tag.slice(1)))) as 2 | 3 | 4, words);
    } else if (t.type === "paragraph_open") paper.runs(runsOf(all[++i]!));
    else if (t.type === "fence" || t.type === "code_block") paper.text(t.content.trimEnd());
    else if (t.type === "blockquote_open") {
      for (; all[i]!.type !== "blockquote_close" || all[i]!.level !== t.level; i++)
        if (all[i]!.type === "inline") paper.runs(runsOf(all[i]!), { indent: 18, muted: true });
    } else if (t.type === "bullet_list_open" || t.type === "ordered_list_open") {
      const [items, end] = listFrom(all, i);
      paper.list(items);
      i = end;
    } else if (t.type === "table_open") {
      const grid: string[][] = [];
      for (; all[i]!.type !== "table_close"; i++) {
        if (all[i]!.type === "tr_open") grid.push([]);
        else if (all[i]!.type === "inline")
          grid.at(-1)!.push(
            runsOf(all[i]!)
              .map((r) => r.text)
              .join(""),
          );
      }
      paper.table(
        grid[0]!,
        grid.slice(1),
        grid[0]!.map(() => 1),
      );
    }
  }
}

/** The sign of a list's next item; `next` is null where they have no numbers. */
const nextSign = (list: { next: number | null }): string => (list.next === null ? "•" : `${list.next++}.`);
/** A list with those inside it, each item with its sign and how far in it stands. */
function listFrom(all: readonly Token[], from: number): [ListItem[], number] {
  const items: ListItem[] = [];
  const open: { next: number | null }[] = [];
  let fresh = false;
  let i = from;
  for (; ; i++) {
    const t = all[i]!;
    if (t.type.endsWith("_list_open"))
      open.push({ next: t.type === "ordered_list_open" ? Number(t.attrGet("start") ?? 1) : null });
    else if (t.type.endsWith("_list_close")) {
      open.pop();
      if (open.length === 0) return [items, i];
    } else if (t.type === "list_item_open") fresh = true;
    else if (t.type === "inline") {
      items.push({
        label: fresh ? nextSign(open.at(-1)!) : "",
        runs: runsOf(t),
        level: Math.min(open.length - 1, 6),
      });
      fresh = false;
    }
  }
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
