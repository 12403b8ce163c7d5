// Row ids: random, address-safe.
import { randomBytes } from "node:crypto";

const alphabet = "0123456789abcdefghijkmnopqrstvwxyz";
/** 16 characters, 80 bits. */
export const nanoid = (length = 16): string =>
  Array.from(randomBytes(length), (b) => alphabet[b & 31]).join("");
