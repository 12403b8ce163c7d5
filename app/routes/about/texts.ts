/** Who an organisation's breach of the accessibility law is reported to; a merger of authorities is planned. */
export const supervisor = {
  name: "Myndigheten för digital förvaltning (Digg)",
  address: "https://www.digg.se/tdosanmalan",
};
/** The day and the way of the latest review. */
export const review = {
  on: "2026-11-23",
  how: "Vi har gått igenom alla sidor med automatiska kontroller (axe) i webbläsaren, med bara tangentbord och i 320 bildpunkters bredd.",
};
