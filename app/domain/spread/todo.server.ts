// What of spreading waits for the strategist.
import { lateAsks } from "~/domain/asks/counting.server";
import type { NetworkPermit } from "~/domain/access/permits.server";

export const spreadTodo = (permit: NetworkPermit<"todo.see">) => lateAsks("spread", permit);
