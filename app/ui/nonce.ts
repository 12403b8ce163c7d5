import { createContext } from "react";

/** The nonce of the answer's Content-Security-Policy; empty in the browser. */
export const NonceContext = createContext("");

/** Was what somebody sent in refused? Then the page's title begins "Fel:". */
export const FailedContext = createContext(false);
