// `npm run check`: form, lint, types and what nobody uses. Says which was red; `npm test` begins with it.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generate, install, root } from "../app/cli/setup.mjs";

const tools = {
  form: ["prettier/bin/prettier.cjs", "--check", "--log-level=warn", "."],
  // Without its cache: what a rule says of a file is read from the types of others.
  lint: ["eslint/bin/eslint.js", "."],
  types: ["typescript/bin/tsc", "--noEmit"],
  unused: ["knip/bin/knip.js", "--no-progress", "--no-config-hints"],
};

function run(args) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(root, "node_modules", args[0]), ...args.slice(1)], {
      cwd: root,
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
    child.on("close", (code) => done({ ok: code === 0, said }));
  });
}

/** Each tool and whether it was content; what a red one said is printed. */
export async function check() {
  const found = await Promise.all(
    Object.entries(tools).map(async ([name, args]) => ({ name, ...(await run(args)) })),
  );
  for (const { name, ok, said } of found) if (!ok) console.error(`${name} is red:\n${said}`);
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await install();
  await generate();
  const found = await check();
  console.log(found.map(({ name, ok }) => `${name} ${ok ? "ok" : "RED"}`).join(" · "));
  process.exit(found.every(({ ok }) => ok) ? 0 : 1);
}
