import { createContext } from "react";

/** The nonce of the answer's Content-Security-Policy; empty in the browser. */
export const NonceContext = createContext("");
