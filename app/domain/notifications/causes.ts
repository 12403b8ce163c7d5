// Why a letter did not arrive, in Swedish: what a mail server or the network said, read by its codes. Pure.
import { statusWords } from "~/domain/meetings/inbox/rules";

const ours = /^(Adressen finns|Domänen|Brevlådan|Mejlet är|Mottagarens|Mejladress saknas)/;
const said: readonly [RegExp, string][] = [
  [/\b535\b|EAUTH|authenticat/i, "Mejlservern godtog inte inloggningen"],
  [/certificate|self.signed|\bTLS\b|\bSSL\b/i, "Mejlserverns certifikat godtogs inte"],
  [
    /\bE(CONN\w*|TIMEDOUT|NOTFOUND|AI_AGAIN|HOSTUNREACH|PIPE|SOCKET|DNS)\b|timeout|timed out|closed/i,
    "Mejlservern gick inte att nå",
  ],
];

/** A server's own words are kept in nobody's language but its own: only their code is told. */
export function causeOf(error: string | null): string | null {
  if (error === null || ours.test(error)) return error;
  const status = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(error)?.[0];
  const known = said.find(([words]) => words.test(error))?.[1];
  if (known && !status?.startsWith("5.1")) return known;
  if (status) return statusWords(status);
  const code = /\b[45]\d\d\b/.exec(error)?.[0];
  if (!code) return "Mejlet kunde inte skickas";
  if (code.startsWith("4")) return `Mottagarens server gick inte att nå i tid (${code})`;
  return code === "552" ? `Brevlådan är full (${code})` : `Mottagarens server tar inte emot mejlet (${code})`;
}
