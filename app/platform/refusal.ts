// What a command answers when it will not: the porter turns it into a page or into fields.

export type FieldErrors = Record<string, string[]>;

export class Refusal extends Error {
  constructor(
    readonly kind: "invalid" | "conflict" | "notFound" | "gone" | "forbidden",
    message: string,
    /** For `invalid`: field path → sentences. */
    readonly errors: FieldErrors = {},
  ) {
    super(message);
  }
}

/** Field errors, in Swedish, at the fields they are about. */
export const invalid = (errors: FieldErrors): Refusal =>
  new Refusal("invalid", "Det finns fel i formuläret.", errors);
/** Somebody else was first; a clear 409 page. */
export const conflict = (message: string): Refusal => new Refusal("conflict", message);
export const notFound = (): Refusal => new Refusal("notFound", "Sidan finns inte.");
export const gone = (message: string): Refusal => new Refusal("gone", message);

/** What can be said at the fields of a form, with what was typed still in them; null where there is no form any more. */
export function errorsIn({ kind, message, errors }: Refusal): FieldErrors | null {
  if (kind === "invalid") return errors;
  return kind === "conflict" ? { form: [message] } : null;
}
/** The same where there are no fields to say it at: each sentence with its full stop. */
export const inOneText = (refusal: Refusal): string =>
  refusal.kind === "invalid"
    ? [...new Set(Object.values(refusal.errors).flat())].map((s) => s.replace(/([^.?:])$/, "$1.")).join(" ")
    : refusal.message;
