import { expect } from "vitest";

// Vitest's matchers say `any`; within an expected value they are whatever stands there.
export const anyText: unknown = expect.any(String);
export const textWith = (part: string): unknown => expect.stringContaining(part);
