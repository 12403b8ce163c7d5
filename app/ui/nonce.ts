import { createContext } from "react";

/** The nonce of the answer's Content-Security-Policy; empty in the browser. */
export const NonceContext = createContext("");

/** What the page answers. */
export interface Answering {
  /** It was drawn for something that was sent in. */
  posted: boolean;
  /** How the page's title begins where what was sent in was refused, or asked about. */
  title: string | null;
  /** What was typed into a form that this page has no more. */
  lost: readonly string[];
}
export const AnsweringContext = createContext<Answering>({ posted: false, title: null, lost: [] });
