// The one composition that texts are kept and compared in.

/** No writing has so many marks upon one letter (UAX #15, Stream-Safe Text); to order more of them takes time that grows with their square. */
const piled = /(\p{M}{30})\p{M}+/gu;
const bearable = (text: string): string => text.replace(piled, "$1");

export const nfc = (text: string): string => bearable(text).normalize("NFC");
export const nfd = (text: string): string => bearable(text).normalize("NFD");
