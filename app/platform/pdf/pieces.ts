// What the lines of a paper are made of.
import type { Weight } from "./fonts.server";

export interface Cell {
  text: string;
  lines?: readonly string[];
  tag: "TH" | "TD";
  scope?: "Row" | "Column";
  x: number;
  width: number;
  weight?: Weight;
  color?: string;
  size?: number;
}

export interface Look {
  weight?: Weight;
  size?: number;
  color?: string;
  gap?: number;
}

/** Room to write in by pen. */
export function leastOf(value: string | readonly string[] | null, tall?: boolean): number {
  if (value !== null) return 0;
  return tall ? 62 : 30;
}
