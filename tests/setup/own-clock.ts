// A bench or a fault has a clock of its own, the same on whatever day it is run: it begins on a plain Tuesday and goes on
// from there, in this process and in all that it starts. No recurring work is done but what the figure is about.
import { setClock } from "../../app/platform/clock";

const begins = "2026-11-17T10:00:00+01:00";

export function ownClock(...recurring: string[]): void {
  const minutes = Math.round((Date.parse(begins) - Date.now()) / 60_000);
  process.env.CLOCK = `${minutes < 0 ? "" : "+"}${minutes}m`;
  process.env.RECURRING = recurring.join(",") || "none";
  setClock(null);
}
/** As it is in use: the time of the machine, and all recurring work. */
export function machineClock(): void {
  delete process.env.CLOCK;
  delete process.env.RECURRING;
  setClock(null);
}
