// Files under DATA_DIR/files: written beside, synced, and given their name in one step.
import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { env } from "../env.server";
import type { Listed, Storage } from "../files.server";

const root = () => join(env.dataDir, "files");
const keyShape = /^[0-9a-f]{2}\/[0-9a-f]{64}$/;
const temporaryShape = /^([0-9a-f]{2}\/\.tmp|\.probe)-[0-9a-f]+$/;

function pathOf(key: string): string {
  if (!keyShape.test(key) && !temporaryShape.test(key)) throw new Error("Not a storage key");
  return join(root(), key);
}
async function synced(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
/** The present by the clock that stamps the files; CLOCK may have moved ours. */
async function diskNow(): Promise<number> {
  const probe = join(root(), `.probe-${randomBytes(6).toString("hex")}`);
  const handle = await open(probe, "wx");
  try {
    return (await handle.stat()).mtimeMs;
  } finally {
    await handle.close();
    await unlink(probe);
  }
}

export const onDisk: Storage = {
  async put(key, bytes) {
    const target = pathOf(key);
    const folder = dirname(target);
    const made = await mkdir(folder, { recursive: true });
    const temporary = join(folder, `.tmp-${randomBytes(8).toString("hex")}`);
    // A full disk keeps no half of it.
    try {
      const handle = await open(temporary, "wx", 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, target);
    } catch (error) {
      await unlink(temporary).catch(() => {});
      throw error;
    }
    await synced(folder);
    if (made) await synced(root());
  },
  get: (key) => readFile(pathOf(key)),
  async list() {
    await mkdir(root(), { recursive: true });
    const present = await diskNow();
    const found: Listed[] = [];
    const look = async (storageKey: string) => {
      const temporary = temporaryShape.test(storageKey);
      if (!temporary && !keyShape.test(storageKey)) return;
      const about = await stat(join(root(), storageKey)).catch(() => null);
      if (about) found.push({ storageKey, ageMs: present - about.mtimeMs, temporary });
    };
    for (const folder of await readdir(root())) {
      if (!/^[0-9a-f]{2}$/.test(folder)) await look(folder);
      else for (const name of await readdir(join(root(), folder))) await look(`${folder}/${name}`);
    }
    return found;
  },
  remove: (key) =>
    unlink(pathOf(key)).catch((error: unknown) => {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }),
};
