// What becomes of a posted form, whoever posted it: saved as it is, then checked if that was asked for.
import type { GoOn } from "~/http/porter.server";
import type { FillView } from "~/domain/commitments/queries.server";
import type { Draft, DraftPost } from "~/domain/commitments/schema";
import { unfit } from "~/domain/commitments/unfit.server";

export async function savedDraft(
  { version: _, gor, ...draft }: DraftPost,
  view: Pick<FillView, "kind" | "onBehalf" | "today">,
  save: (draft: Draft) => Promise<unknown>,
  to: { form: string; check: string },
): Promise<GoOn> {
  if (gor === "kontaktvag") draft.channels.push({ name: "", purpose: "both", frequency: "" });
  else if (draft.channels.length > 1)
    draft.channels = draft.channels.filter((c, i) => i === 0 || c.name || c.frequency);
  await save(draft);
  if (gor === "kontaktvag") return { to: `${to.form}#f-channels-${draft.channels.length - 1}-name` };
  if (gor === "spara")
    return { to: to.form, notice: "Utkastet är sparat. Du kan fortsätta på samma länk i 30 dagar." };
  const wrong = unfit(draft, view.kind, view);
  if (wrong) throw wrong;
  return { to: to.check };
}
