// Can a secret be guessed? Length alone says little: a word repeated is long too. Pure.
const words =
  /secret|hemlig|changeme|change-me|password|passwort|lösenord|losenord|länsgrupp|lansgrupp|exempel|example/i;
/**
 * How usual it is in Swedish and English that one letter (a row, from a) follows another (a column): 5 is as by lot, more is more usual.
 * Counted in our own texts and the names of places, without spaces; å and ä are a, ö is o.
 */
const usual = `
  23462361404658240867340020
  71008000470810800420600060
  50407118207510800257300010
  83258431602333620664723020
  62563532332548340877133510
  70225411700421910847401040
  81357353511326720754324000
  82149321601232720364330030
  31453451003649600477050000
  80039001131811730033610000
  81038211600425710765333020
  82258201632822620264431040
  74348223602375660455321000
  73376473605425540277431020
  11652430303478340935533100
  80047135400743770644500000
  22222222422722244222922422
  73167452724445640366542020
  73337244606433640368453010
  73538427702433640667333040
  46345333402648070658030000
  92029300701312010242210000
  70107009802205820442000000
  51515200420211090029000240
  65556534403655560687005000
  84647446644444444446444444`.replace(/\s/g, "");
const keyboard = "qwertyuiopåasdfghjklöäzxcvbnm 1234567890";

/** The part of neighbours that follow each other in the alphabet, among the digits or on the keyboard, either way, or are the same. */
function sequenceShare(text: string): number {
  const t = text.toLowerCase();
  let near = 0;
  for (let i = 1; i < t.length; i++) {
    const apart = Math.abs(t.charCodeAt(i) - t.charCodeAt(i - 1)) <= 1;
    const pair = t.slice(i - 1, i + 1);
    if (apart || keyboard.includes(pair) || keyboard.includes(t.charAt(i) + t.charAt(i - 1))) near++;
  }
  return near / (t.length - 1);
}
/** The part of threes of characters that have not been seen before: 1 in what is drawn by lot, little in what is repeated. */
function freshShare(text: string): number {
  const threes = Array.from({ length: text.length - 2 }, (_, i) => text.slice(i, i + 3));
  return new Set(threes).size / threes.length;
}

const lettersOf = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z]/g, "");
/** How usual its letters' neighbours are: about 3 in what is drawn by lot (never 5.5 in 100,000), over 6 in words, also glued together. */
function usualness(letters: string): number {
  let sum = 0;
  for (let i = 1; i < letters.length; i++)
    sum += Number(usual.charAt((letters.charCodeAt(i - 1) - 97) * 26 + letters.charCodeAt(i) - 97));
  return sum / (letters.length - 1);
}
/** Are its letters, whatever stands between them, words or the alphabet? What is written with a to f alone (hex) says nothing. */
function readsAsWords(text: string): boolean {
  const letters = lettersOf(text);
  if (letters.length < Math.max(12, text.length * 0.4) || /^[a-f]*$/.test(letters)) return false;
  return usualness(letters) > 5.6 || sequenceShare(letters) > 0.6;
}
/** Every second character: "a1b2c3" is two sequences. */
const everySecond = (text: string, from: number): string =>
  Array.from({ length: Math.ceil((text.length - from) / 2) }, (_, i) => text.charAt(from + 2 * i)).join("");
const isHalfWeak = (half: string): boolean => sequenceShare(half) > 0.75 || readsAsWords(half);

export function isWeakSecret(secret: string): boolean {
  return (
    secret.length < 32 ||
    words.test(secret) ||
    new Set(secret).size < 10 ||
    freshShare(secret) < 0.8 ||
    sequenceShare(secret) > 0.5 ||
    readsAsWords(secret) ||
    [0, 1].every((from) => isHalfWeak(everySecond(secret, from)))
  );
}
