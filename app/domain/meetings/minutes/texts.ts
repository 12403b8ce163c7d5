// The words of minutes: "minnesanteckningar" go out "för synpunkter" and are then "publicerade".
import { button } from "~/platform/marks";
import { longDate } from "~/platform/calendar";
import type { MinutesState } from "./rules";

export const minutesStates: Record<MinutesState, string> = {
  draft: "Utkast",
  comments: "Ute för synpunkter",
  approved: "Godkända",
  published: "Publicerade",
};
export const minutesTones: Record<MinutesState, "ok" | "info" | "wait"> = {
  draft: "wait",
  comments: "info",
  approved: "info",
  published: "ok",
};

interface Said {
  subject: string;
  text: string;
}
interface About {
  title: string;
  heldOn: string;
}
interface Group {
  authority: string;
  /** Inside a sentence. */
  nameWithin: string;
}

export const outForComments = (g: Group, m: About, address: string): Said => ({
  subject: `Minnesanteckningar för synpunkter: ${m.title} ${longDate(m.heldOn)}`,
  text: [
    `Minnesanteckningarna från ${m.title} ${longDate(m.heldOn)} i ${g.nameWithin} finns att läsa. Stämmer de? Lämna dina synpunkter på sidan innan de publiceras.`,
    button("Läs och lämna synpunkter", address),
    "Du behöver logga in. Har du inga synpunkter behöver du inte göra något.",
    g.authority,
  ].join("\n\n"),
});
export const published = (g: Group, m: About, address: string): Said => ({
  subject: `Minnesanteckningar: ${m.title} ${longDate(m.heldOn)}`,
  text: [
    `Minnesanteckningarna från ${m.title} ${longDate(m.heldOn)} i ${g.nameWithin} är publicerade.`,
    button("Läs minnesanteckningarna", address),
    "Du behöver logga in för att läsa dem.",
    g.authority,
  ].join("\n\n"),
});
