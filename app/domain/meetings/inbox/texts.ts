import type { Why } from "./rules";

export const replyWords: Record<string, string> = {
  ACCEPTED: "Kommer",
  DECLINED: "Kommer inte",
  TENTATIVE: "Kanske",
  DELEGATED: "Någon annan",
};
export const whyWords: Record<Why, string> = {
  unknownUid: "Svaret gäller inget möte här.",
  wrongAttendee: "Svaret kommer från någon annan än den som kallelsen gick till.",
  oldSequence: "Svaret gäller en äldre version av mötet.",
  wrongAddress: "Det går inte att se att svaret kommer från den kallade.",
  tentative: "Kanske är inget svar. Hör efter, eller för in det.",
  delegated: "Kallelsen är lämnad vidare till någon annan.",
  counter: "Personen föreslår en annan tid.",
  cancelled: "Personen har tagit bort mötet ur sin kalender. Hör efter om den kommer.",
  refresh: "Personens kalender ber att få kallelsen igen.",
  passedOn: "Kallelsen är skickad vidare till någon annan.",
  noChoice: "Svaret säger varken ja eller nej.",
  outlookOnly:
    "Svaret ligger i en fil som bara Outlook kan läsa (winmail.dat eller .msg). Be personen svara på mötets sida, eller för in svaret.",
  started: "Svaret kom efter att mötet hade börjat.",
  closed: "Mötet är inställt.",
  withdrawn: "Personen är inte längre kallad.",
  comment: "Det ser ut att stå ett personnummer i svaret. Texten är inte sparad.",
  standIn: "Organisationen har sagt att någon annan kommer.",
  noChange: "Svaret ändrade inget.",
  unreadable: "Svaret går inte att läsa.",
  automatic: "Ett automatiskt svar.",
  unclearReport: "Ett besked om ett mejl, som inte går att läsa.",
  noEntry: "Ett vanligt mejl till svarsadressen. Läs det i brevlådan.",
  refused: "Svaret gick inte att ta emot som det var.",
};
