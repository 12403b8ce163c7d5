// What of the home work waits for the strategist.
import { lateAsks } from "~/domain/asks/counting.server";
import type { NetworkPermit } from "~/domain/access/permits.server";

export const effortTodo = (permit: NetworkPermit<"todo.see">) => lateAsks("effort", permit);
