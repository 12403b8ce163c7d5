import type { ItemPurpose } from "./rules";

export const purposes: Record<ItemPurpose, string> = {
  information: "Information",
  dialogue: "Dialog",
  agreement: "Vi kom överens om",
};
