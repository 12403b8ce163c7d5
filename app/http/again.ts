// What is said before a form that has no page to change what it made is taken once more from the same page, with other words.
const more = "Tryck en gång till om du vill göra det här också.";
export const again = {
  added: (what: string): string => `Du har redan lagt till ${what}. ${more}`,
  invited: (whom: string): string => `Du har redan bjudit in ${whom}. ${more}`,
  sent: (what: string): string => `Du har redan skickat ${what}. ${more}`,
};
