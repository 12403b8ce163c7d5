// Can a secret be guessed? Length alone says little: a word repeated is long too. Pure.
const words =
  /secret|hemlig|changeme|change-me|password|passwort|lösenord|losenord|länsgrupp|lansgrupp|exempel|example/i;
const keyboard = "qwertyuiopåasdfghjklöäzxcvbnm 1234567890";

/** Parts that stand for their letters: how large a part of a text is words, by where words begin and what can be said aloud. */
function wordShare(text: string): number {
  const parts = text.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").match(/\p{L}+/gu) ?? [];
  const isWord = (part: string) => {
    const vowels = part.match(/[aeiouyåäö]/gi)?.length ?? 0;
    return /^\p{L}\p{Ll}{3,}$/u.test(part) && vowels / part.length > 0.2 && vowels / part.length < 0.7;
  };
  return parts.filter(isWord).join("").length / text.length;
}
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

export function isWeakSecret(secret: string): boolean {
  return (
    secret.length < 32 ||
    words.test(secret) ||
    new Set(secret).size < 10 ||
    freshShare(secret) < 0.8 ||
    sequenceShare(secret) > 0.5 ||
    wordShare(secret) > 0.75
  );
}
