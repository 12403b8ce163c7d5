type Ending = { close: () => unknown } | { stop: () => unknown };

/** Ends what a file has started, in this order; of a start that failed half-way the rest was never there. */
export async function ended(...started: (Ending | undefined)[]): Promise<void> {
  for (const one of started) await (one && ("stop" in one ? one.stop() : one.close()));
}
