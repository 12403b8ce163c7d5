// `npm run test:dates` moves the time of Node and Python. Programs that do not bear it are started without: their environment.
const moved = /^(LD_PRELOAD|FAKETIME.*)$/;
export function realTime(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (moved.test(name)) Reflect.deleteProperty(env, name);
  return env;
}
/** The other way: what a program of ours needs on top of an environment of its own to be on the same time as the test. */
export const movedTime = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).flatMap(([k, v]) => (moved.test(k) && v ? [[k, v]] : [])));
