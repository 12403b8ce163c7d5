// A letter that can wait: whoever has chosen one letter a week gets it there, the others at once with the offer at its foot.
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { offer } from "./texts";

export const choiceAddress = (): string => env.baseUrl + paths.mailChoice;
export const thatCanWait = <L extends { text: string }>(letter: L): L & { canWait: true } => ({
  ...letter,
  text: `${letter.text}\n\n${offer(choiceAddress())}`,
  canWait: true,
});
