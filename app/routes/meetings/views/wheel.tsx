// The annual wheel (årshjul): months around, the year's days of note on the ring. The list beside it says the same.
import type { ReactElement } from "react";
import { daysBetween } from "~/platform/calendar";

export interface Mark {
  on: string;
  label: string;
  kind: "meeting" | "cancelled" | "answer" | "expiry" | "vacancy" | "day";
}
const months = ["jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"];
const at = (angle: number, radius: number): [number, number] => [
  Math.round((200 + radius * Math.sin(angle)) * 10) / 10,
  Math.round((200 - radius * Math.cos(angle)) * 10) / 10,
];
const shapes: Record<Mark["kind"], (x: number, y: number) => ReactElement> = {
  meeting: (x, y) => <circle cx={x} cy={y} r="11" className="w-meeting" />,
  cancelled: (x, y) => <circle cx={x} cy={y} r="10" className="w-cancelled" />,
  answer: (x, y) => <path d={`M${x} ${y - 8}l7 13h-14z`} className="w-answer" />,
  expiry: (x, y) => <rect x={x - 6} y={y - 6} width="12" height="12" className="w-expiry" />,
  vacancy: (x, y) => <path d={`M${x} ${y - 8}l8 8l-8 8l-8-8z`} className="w-vacancy" />,
  day: (x, y) => <circle cx={x} cy={y} r="4" className="w-day" />,
};
const radii: Record<Mark["kind"], number> = {
  meeting: 150,
  cancelled: 150,
  answer: 118,
  expiry: 118,
  vacancy: 118,
  day: 178,
};

export function Wheel({ year, today, marks }: { year: number; today: string; marks: readonly Mark[] }) {
  const days = daysBetween(`${year}-01-01`, `${year + 1}-01-01`);
  const angleOf = (on: string) => (2 * Math.PI * (daysBetween(`${year}-01-01`, on) + 0.5)) / days;
  const now = today.startsWith(`${year}-`) ? at(angleOf(today), 96) : null;
  return (
    <svg
      viewBox="0 0 400 400"
      className="wheel"
      role="img"
      aria-label={`Årshjul för ${year}. Samma uppgifter står i listan.`}
    >
      <circle cx="200" cy="200" r="192" className="w-face" />
      <circle cx="200" cy="200" r="150" className="w-ring" />
      {months.map((name, i) => {
        const border = angleOf(`${year}-${String(i + 1).padStart(2, "0")}-01`);
        const [x1, y1] = at(border, 96),
          [x2, y2] = at(border, 192),
          [x, y] = at(border + Math.PI / 12, 74);
        return (
          <g key={name}>
            <line x1={x1} y1={y1} x2={x2} y2={y2} className="w-line" />
            <text x={x} y={y + 5} textAnchor="middle" className="w-month">
              {name}
            </text>
          </g>
        );
      })}
      {now && <line x1="200" y1="200" x2={now[0]} y2={now[1]} className="w-now" />}
      <text x="200" y="207" textAnchor="middle" className="w-year">
        {year}
      </text>
      {marks.map((m, i) => {
        const [x, y] = at(angleOf(m.on), radii[m.kind]);
        return (
          <g key={i}>
            <title>{`${m.label}, ${m.on}`}</title>
            {shapes[m.kind](x, y)}
          </g>
        );
      })}
    </svg>
  );
}
export function WheelKey({ staff }: { staff: boolean }) {
  const keys: [Mark["kind"], string][] = [
    ["meeting", "Möte"],
    ...(staff
      ? ([
          ["answer", "Sista svarsdag"],
          ["expiry", "En period går ut"],
          ["vacancy", "En plats blir vakant"],
        ] as [Mark["kind"], string][])
      : ([["answer", "Sista svarsdag"]] as [Mark["kind"], string][])),
    ["day", "Dag att känna till"],
  ];
  return (
    <ul className="wheelkey">
      {keys.map(([kind, label]) => (
        <li key={kind}>
          <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true">
            {shapes[kind](13, 13)}
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}
