// Which letter asks a person to a meeting: a guest, a stand-in, a deputy who goes in, or a member.
import type { Network } from "~/domain/access/permits.server";
import type { LetterKind } from "~/platform/letter-kinds";
import { must } from "~/platform/must";
import type { Meeting } from "~/platform/prisma/client";
import type { Wanted } from "./attendees.server";
import * as texts from "./texts";

export function asking(
  network: Network,
  m: Meeting,
  w: Wanted,
  material: string[],
): [LetterKind, texts.Said] {
  if (w.kind === "guest") return ["guestInvited", texts.guestInvited(network, m, material)];
  if (w.kind === "standIn")
    return [
      "standInAsked",
      texts.standInAsked(network, m, must(w.roles[0], "whom a stand-in stands in for"), material),
    ];
  if (w.instead) return ["deputyAsked", texts.deputyAsked(network, m, w, material)];
  return ["convened", texts.convened(network, m, w, material)];
}
