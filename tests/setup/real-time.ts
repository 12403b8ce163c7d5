// `npm run test:dates` moves the time of Node and Python. Programs that do not bear it are started without: their environment.
const moved = /^(LD_PRELOAD|FAKETIME.*)$/;
export function realTime(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (moved.test(name)) Reflect.deleteProperty(env, name);
  return env;
}
