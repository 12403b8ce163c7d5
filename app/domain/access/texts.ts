import { code, page } from "~/platform/marks";
/** The code letter; its link only fills the code in, in the browser that asked for it. */
export const signInLetter = (
  /** Where the code is written. */
  address: string,
  network: { within: string; authority: string } | undefined,
) => ({
  subject: network ? `Din kod till ${network.within}` : "Din kod för att logga in",
  text: [
    network
      ? `Din kod för att logga in till ${network.within}, som ${network.authority} samordnar, är`
      : "Din kod är",
    code,
    "Skriv koden i det fönster där du bad om den. Den gäller i tio minuter.",
    `Du kan också öppna ${page(`${address}#`)}${code} i samma webbläsare, så fylls koden i.`,
    "Bad du inte om någon kod? Då behöver du inte göra något. Lämna aldrig ut koden till någon annan.",
  ].join("\n\n"),
});

export const linkCodeLetter = ({ within, authority }: { within: string; authority: string }) => ({
  subject: `Din kod för att ändra en plats i ${within}`,
  text: [
    "Din kod är",
    code,
    `Skriv koden i det fönster där du bad om den. Den gäller i tio minuter. Bad du inte om någon kod? Då behöver du inte göra något.`,
    authority,
  ].join("\n\n"),
});
