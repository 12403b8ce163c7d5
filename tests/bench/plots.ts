// What a plot takes: node --import tsx tests/bench/plots.ts
import { barPlot, columnPlot, dotPlot, letters, smallPlot, stackPlot } from "../../app/platform/plots";

const sorts = ["Kommuner", "Region", "Statliga myndigheter", "Ideella föreningar", "Högskola", "Alla"];
const signs = letters(6);
const kinds = [
  (n: number) =>
    barPlot(
      `Fråga ${n}`,
      sorts.map((label, i) => ({
        label: `${label}: ett svar med ganska många ord`,
        share: ((n + i) % 10) / 10,
        words: `${i} av 36`,
      })),
    ),
  (n: number) =>
    stackPlot(
      `Fråga ${n}`,
      sorts.map((label) => ({ label, parts: signs.map((sign) => ({ share: 1 / 6, sign })) })),
      "p",
    ),
  (n: number) =>
    smallPlot(
      `Fråga ${n}`,
      sorts.map((label) => ({
        label,
        parts: signs.map((sign, i) => ({ share: ((n + i) % 10) / 10, sign })),
      })),
    ),
  (n: number) =>
    columnPlot(
      `Fråga ${n}`,
      Array.from({ length: 10 }, (_, i) => ({
        from: String(i * 10),
        to: String(i * 10 + 9),
        count: (n + i) % 12,
      })),
      { share: 0.4, words: "median 40" },
      false,
    ),
  (n: number) =>
    dotPlot(
      `Fråga ${n}`,
      sorts.map((label) => ({
        label,
        dots: Array.from({ length: 50 }, (_, i) => ((n + i) % 50) / 50),
        middle: 0.5,
      })),
      "0",
      "100",
    ),
];
const took: number[] = [];
let bytes = 0;
for (let n = 0; n < 900; n++) {
  const from = performance.now();
  bytes += kinds[n % kinds.length]!(n).length;
  took.push(performance.now() - from);
}
const ms = (n: number) => n.toFixed(3);
const at = (share: number) => ms([...took].sort((a, b) => a - b)[Math.floor(share * took.length)]!);
console.log(
  `${took.length} plots, ${Math.round(bytes / took.length)} bytes each: mean ${ms(took.reduce((a, b) => a + b) / took.length)} ms, median ${at(0.5)}, p99 ${at(0.99)}, the first ${ms(took[0]!)}`,
);
