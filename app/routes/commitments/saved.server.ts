// What becomes of a posted form, whoever posted it: saved as it is, then checked if that was asked for.
import type { GoOn } from "~/http/porter.server";
import type { FillView } from "~/domain/commitments/queries.server";
import { mostChannels, type Draft, type DraftPost } from "~/domain/commitments/schema";
import { unfit } from "~/domain/commitments/unfit.server";

export async function savedDraft(
  { version: _, gor, ...draft }: DraftPost,
  view: Pick<FillView, "kind" | "onBehalf" | "today">,
  save: (draft: Draft) => Promise<unknown>,
  to: { form: string; check: string },
): Promise<GoOn> {
  const { channels } = draft;
  const full = channels.length >= mostChannels;
  if (gor === "kontaktvag" && !full) channels.push({ name: "", purpose: "both", frequency: "" });
  else if (gor !== "kontaktvag" && channels.length > 1)
    draft.channels = channels.filter((c, i) => i === 0 || c.name || c.frequency);
  await save(draft);
  if (gor === "kontaktvag")
    return {
      to: `${to.form}#f-channels-${draft.channels.length - 1}-name`,
      notice: full ? "Det finns plats för högst tolv kontaktvägar. Det du skrev är sparat." : undefined,
    };
  if (gor === "spara")
    return { to: to.form, notice: "Utkastet är sparat. Du kan fortsätta på samma länk i 30 dagar." };
  // By the places that the fields had when they were posted.
  const wrong = unfit({ ...draft, channels }, view.kind, view);
  if (wrong) throw wrong;
  return { to: to.check };
}
