// What all answers to a question add up to: counted once an organisation, of those alone who were asked. Pure.
import { decimal } from "~/platform/swedish";
import { numberOf, scale, type Question } from "./rules";

export interface Answered {
  organisationId: string;
  sort: string;
  values: readonly string[];
}
export interface Bar {
  label: string;
  count: number;
}
export interface Numbers {
  median: number;
  least: number;
  most: number;
  sum: number;
}
export interface Summary {
  answered: number;
  bars: Bar[];
  number: Numbers | null;
  mean: number | null;
  values: number[];
}
/** Of numbers in order; an even count has two in the middle. */
function middle(n: readonly number[]): number {
  const two = n.slice(Math.ceil(n.length / 2) - 1, Math.floor(n.length / 2) + 1);
  return two.reduce((a, b) => a + b, 0) / two.length;
}
/** Sums of decimals without the tail that binary fractions leave. */
const tidy = (n: number) => Number(n.toPrecision(12));

function labelsOf(q: Question): readonly string[] {
  if (q.kind === "scale") return scale;
  return q.kind === "one" || q.kind === "several" ? q.options : [];
}

/** One question over organisations that have submitted. Free texts and files have no bars. */
export function summary(q: Question, answers: readonly Answered[]): Summary {
  const said = answers.filter((a) => a.values.length > 0);

  const values =
    q.kind === "number" || q.kind === "scale"
      ? said.map(({ values: [first = ""] }) => numberOf(first)).sort((a, b) => a - b)
      : [];
  const sum = tidy(values.reduce((a, b) => a + b, 0));
  return {
    answered: said.length,
    bars: labelsOf(q).map((label) => ({ label, count: said.filter((a) => a.values.includes(label)).length })),
    values,
    number:
      q.kind === "number" && values.length > 0
        ? { median: tidy(middle(values)), least: Math.min(...values), most: Math.max(...values), sum }
        : null,
    mean: q.kind === "scale" && values.length > 0 ? Math.round((sum / values.length) * 10) / 10 : null,
  };
}

export interface Bin {
  from: number;
  to: number;
  label: string;
  count: number;
}
function binLabel(from: number, to: number, step: number, wholes: boolean): string {
  if (!wholes) return `${decimal(from)} till under ${decimal(to)}`;
  return step === 1 ? decimal(from) : `${decimal(from)}–${decimal(to - 1)}`;
}
/** Numbers in at most ten equal steps of 1, 2 or 5 with any number of noughts. The step ends before the next one begins. */
export function bins(values: readonly number[]): Bin[] {
  if (values.length === 0) return [];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const wholes = values.every(Number.isInteger);
  const rough = (most - least) / 8 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    wholes ? 1 : 0,
    tidy([1, 2, 5].map((m) => m * power).find((s) => s >= rough) ?? 10 * power),
  );
  const first = Math.floor(tidy(least / step));
  const count = Math.floor(tidy(most / step)) - first + 1;
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [tidy((first + i) * step), tidy((first + i + 1) * step)];
    return {
      from,
      to,
      label: binLabel(from, to, step, wholes),
      count: values.filter((v) => Math.floor(tidy(v / step)) === first + i).length,
    };
  });
}

export const others = "others";
const fewest = 3;
/**
 * The sorts of organisation that members are shown apart: none so small that it tells what one organisation has said, also when the
 * ones shown are taken from the whole. The rest are together; null where nothing can be shown apart.
 */
export function apart(counts: ReadonlyMap<string, number>): ReadonlyMap<string, string> | null {
  const by = [...counts].filter(([, n]) => n > 0).sort((a, b) => a[1] - b[1]);
  let together = by.filter(([, n]) => n < fewest);
  const held = (lines: typeof by) => lines.reduce((sum, [, n]) => sum + n, 0);
  if (together.length > 0 && held(together) < fewest) together = by.slice(0, together.length + 1);
  const names = new Map(by.map(([sort], i) => [sort, i < together.length ? others : sort]));
  return new Set(names.values()).size > 1 ? names : null;
}
