// What becomes of what was typed where it could not be taken: shown again on its form's page, kept while its writer signs in,
// or, where no page of ours can show it, given back as text.
import { paths } from "~/paths";
import { now as clockNow } from "~/platform/clock";
import { escaped } from "~/platform/markup";
import { errorsIn, type Refusal } from "~/platform/refusal";
import { fail } from "./body.server";
import { park, type Parked } from "./parking.server";
import type { Press } from "./presses.server";
import { redirect } from "./redirect";
import type { BrowserHeld } from "./session.server";

/** Words that somebody wrote, among all that a form sends: no ids, choices and numbers. */
export const written = (value: unknown): string[] => {
  if (Array.isArray(value) || (typeof value === "object" && value && !(value instanceof Blob)))
    return Object.values(value).flatMap(written);
  const coded = /^([a-z\d-]*|[\w-]{14,}|\d{4}-\d\d-\d\d|[\d.:]+)$/;
  return typeof value === "string" && !coded.test(value) ? [value] : [];
};
/** Words that were typed into a form which the page that answers does not have any more. Codes are typed to be spent. */
export const lostIn = (markup: string, given: readonly object[]): string[] =>
  given
    .flatMap((values) => written({ ...values, code: "" }))
    .filter((text) => !markup.includes(escaped(text)));
/** A refusal as a page of its own, with what was typed on it: it stands nowhere else. */
export function failWith(
  status: number,
  told: { message: string; heading?: string },
  values: Record<string, unknown>,
  on?: string,
): Response {
  const texts = written(values);
  return texts.length > 0
    ? Response.json({ ...told, typed: texts, on }, { status })
    : fail(status, told.message);
}

export const pathOf = (address: string | null): string | undefined => address?.split("?")[0];

export const withParked = (path: string, id: string | null) =>
  id ? `${path}${path.includes("?") ? "&" : "?"}parkerat=${encodeURIComponent(id)}` : path;

/** The sign-in page, with what was typed kept for afterwards where it may be. */
export async function toSignIn(page: string, browser: BrowserHeld, parked: Parked): Promise<Response> {
  const id = await park(browser, pathOf(page) ?? "", parked, clockNow());
  const back = withParked(paths.signIn(page), id);
  return redirect(back, {
    status: 303,
    headers: browser.header ? { "Set-Cookie": browser.header } : undefined,
  });
}

/**
 * What was refused at an address that draws no form goes back to the form's page, with what was typed and what is wrong.
 * Only for whoever is signed in now, as the page shows it to nobody else; null for others.
 */
export async function toItsPage(
  error: Refusal,
  page: string,
  { browser, accountId }: { browser: BrowserHeld; accountId: string | null },
  parked: Parked,
): Promise<Response | null> {
  const errors = errorsIn(error);
  if (!errors || !accountId) return null;
  const id = await park(browser, pathOf(page) ?? "", { ...parked, errors }, clockNow(), accountId);
  return id ? redirect(withParked(page, id), 303) : null;
}

/** What can be shown again: files cannot, and are left out. */
export const typed = (values: Record<string, unknown>): Record<string, unknown> => textsOf(values).values;
function textsOf(values: Record<string, unknown>): Pick<Parked, "values" | "files"> {
  let files = false;
  const text = JSON.stringify(values, (_, value: unknown) => {
    if (!(value instanceof File)) return value;
    files ||= value.size > 0;
    return undefined;
  });
  return { values: JSON.parse(text) as Record<string, unknown>, files };
}
export const parcel = (values: Record<string, unknown>, { pathname }: URL, { place }: Press): Parked => ({
  ...textsOf(values),
  form: { action: pathname, place },
  errors: {},
});
