// A million tries an hour at one address, from any number of browsers: how likely is it that one of them is right? Computed
// from the codes as they are made, and tried: each browser has a code of its own and five tries at it.
import { randomInt } from "node:crypto";
import { codeRules } from "~/domain/access/codes.server";
import { codeOf } from "~/domain/access/tokens.server";
import { randomToken } from "~/platform/env.server";
import { nanoid } from "~/platform/ids";
import type { Figure } from "./random";

const perHour = 1_000_000;

export function guessing({ tries, how }: { tries: number; how: string }): Figure[] {
  process.env.SESSION_SECRET ??= "q7Zt1vN0xLr8Yd3KpWc6HsJmB4eGfUaQ2iTo9RbX";
  // Sign-in and signature make their codes alike.
  const fresh = () => codeOf({ id: nanoid(14), nonce: randomToken(9), letterOf: null });
  const signs = [...new Set(Array.from({ length: 200 }, fresh).join(""))];
  const length = Math.min(...Array.from({ length: 200 }, () => fresh().length));
  let right = 0;
  for (let done = 0; done < tries; done += codeRules.triesPerCode) {
    const code = fresh();
    for (let i = 0; i < codeRules.triesPerCode; i++)
      if (Array.from({ length }, () => signs[randomInt(signs.length)]).join("") === code) right++;
  }
  const value = perHour / signs.length ** length;
  return [
    {
      name: "code_guess_success",
      value,
      unit: "chance per address and hour",
      goal: "≤ 1e-5",
      holds: value <= 1e-5 && right === 0,
      how: `a million tries an hour at codes of ${String(length)} signs out of ${String(signs.length)}, sign-in and signature alike; ${String(right)} of ${String(tries)} simulated tries were right; ${how}`,
    },
  ];
}
