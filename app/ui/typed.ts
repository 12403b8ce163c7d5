// What was typed into a form that could not be taken where it was posted: it stands there again when its page is drawn.
import { createContext } from "react";

/** The form is told by where it posts and its place on the page. */
export interface Typed {
  action: string;
  place: string;
  values: Record<string, unknown>;
  errors: Record<string, readonly string[]>;
}
/** For the fields of that form; null in every other. */
export const TypedContext = createContext<Pick<Typed, "values" | "errors"> | null>(null);
