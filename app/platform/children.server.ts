// Programs that we start for a while: when this process ends, however it ends by itself, none of them goes on alone.
import type { ChildProcess } from "node:child_process";

const ours = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of ours) child.kill("SIGKILL");
});

export function endsWithUs<T extends ChildProcess>(child: T): T {
  ours.add(child);
  child.once("close", () => ours.delete(child));
  return child;
}
