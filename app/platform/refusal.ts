// What a command answers when it will not: the porter turns it into a page or into fields.

export type FieldErrors = Record<string, string[]>;

export class Refusal extends Error {
  /** Nothing is wrong with what was typed: it is asked whether it is meant. */
  readonly question: boolean = false;
  constructor(
    readonly kind: "invalid" | "conflict" | "notFound" | "gone" | "forbidden" | "unsaved",
    message: string,
    /** For `invalid`: field path → sentences. */
    readonly errors: FieldErrors = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Field errors, in Swedish, at the fields they are about. */
export const invalid = (errors: FieldErrors): Refusal =>
  new Refusal("invalid", "Det finns fel i formuläret.", errors);
/** The same for what is taken as soon as it is said to be meant. */
export class Question extends Refusal {
  override readonly question = true;
  constructor(errors: FieldErrors) {
    super("invalid", "Det finns en fråga i formuläret.", errors);
  }
}
/** Somebody else was first; a clear 409 page. */
export const conflict = (message: string): Refusal => new Refusal("conflict", message);
export const notFound = (): Refusal => new Refusal("notFound", "Sidan finns inte.");
/** The disk is full, or another process has not let go of the database: nothing was changed, and it may be done again. */
export const unsaved = (cause: unknown): Refusal =>
  new Refusal("unsaved", "Det gick inte att spara just nu. Försök igen om en stund.", {}, { cause });
export const isUnsaved = (error: unknown): boolean => error instanceof Refusal && error.kind === "unsaved";
/** For what may as well be left out. */
export function passUnsaved(error: unknown): void {
  if (!isUnsaved(error)) throw error;
}
export const gone = (message: string): Refusal => new Refusal("gone", message);

/** What can be said at the fields of a form, with what was typed still in them; null where there is no form any more. */
export function errorsIn({ kind, message, errors }: Refusal): FieldErrors | null {
  if (kind === "invalid") return errors;
  return kind === "conflict" || kind === "unsaved" ? { form: [message] } : null;
}
/** The same where there are no fields to say it at: each sentence with its full stop. */
export const inOneText = (refusal: Refusal): string =>
  refusal.kind === "invalid"
    ? [...new Set(Object.values(refusal.errors).flat())].map((s) => s.replace(/([^.?:])$/, "$1.")).join(" ")
    : refusal.message;
