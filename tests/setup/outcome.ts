// What came of an act, in one word: "done", or how it was refused.
import { NoPermit } from "~/domain/access/permits.server";
import { Refusal } from "~/platform/refusal";

export async function kindOf(act: Promise<unknown>): Promise<string> {
  try {
    await act;
    return "done";
  } catch (error) {
    if (error instanceof Refusal) return error.kind;
    return error instanceof NoPermit ? error.why : String(error);
  }
}
