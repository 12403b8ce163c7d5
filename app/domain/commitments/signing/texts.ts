import { code } from "~/platform/marks";
export const signatureCodeLetter = (group: string, authority: string) => ({
  subject: "Din kod för att skriva under",
  text: [
    `Du ska skriva under eller svara på ett uppdrag i ${group}, som ${authority} samordnar. Din kod är`,
    code,
    "Skriv koden i det fönster där du bad om den. Den gäller i tio minuter.",
    "Bad du inte om någon kod? Då behöver du inte göra något.",
  ].join("\n\n"),
});
