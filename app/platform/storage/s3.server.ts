// Files in a bucket that speaks S3 (path style). A PUT is whole or not at all; what is sent is signed with its hash.
import { AwsClient } from "aws4fetch";
import { sha256, type Bucket } from "../env.server";
import type { Listed, Storage } from "../files.server";

const keyShape = /^[0-9a-f]{2}\/[0-9a-f]{64}$/;
const prefix = "files/";
const patienceMs = 60_000;
const plain = (xml: string) =>
  xml.replace(
    /&(amp|lt|gt|quot|apos|#39);/g,
    (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"' })[name] ?? "'",
  );

let last: { at: string; storage: Storage } | null = null;
/** One client for as long as the settings are the same. */
export function inBucket(bucket: Bucket): Storage {
  const at = JSON.stringify(bucket);
  if (last?.at !== at) last = { at, storage: storageIn(bucket) };
  return last.storage;
}

function storageIn({ endpoint, name, accessKeyId, secretAccessKey, region }: Bucket): Storage {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 2 });
  const root = `${endpoint.replace(/\/+$/, "")}/${name}`;
  const address = (key: string) => {
    if (!keyShape.test(key)) throw new Error("Not a storage key");
    return `${root}/${prefix}${key}`;
  };
  const ask = async (url: string, method: string, body?: Buffer): Promise<Response> => {
    const answer = await client.fetch(url, {
      method,
      body: body && new Uint8Array(body),
      headers: { "X-Amz-Content-Sha256": sha256(body ?? "") },
      signal: AbortSignal.timeout(patienceMs),
    });
    if (answer.ok || (method === "DELETE" && answer.status === 404)) return answer;
    throw new Error(
      `The bucket answered ${answer.status} to ${method}: ${/<Code>([^<]*)/.exec(await answer.text())?.[1] ?? ""}`,
    );
  };
  return {
    async put(key, bytes) {
      await ask(address(key), "PUT", bytes);
    },
    async get(key) {
      return Buffer.from(await (await ask(address(key), "GET")).arrayBuffer());
    },
    async list() {
      const found: Listed[] = [];
      for (let next: string | undefined = ""; next !== undefined;) {
        const answer = await ask(
          `${root}?list-type=2&prefix=${encodeURIComponent(prefix)}${next && `&continuation-token=${encodeURIComponent(next)}`}`,
          "GET",
        );
        const present = Date.parse(answer.headers.get("Date") ?? "");
        const xml = await answer.text();
        for (const [entry] of xml.matchAll(/<Contents>[^]*?<\/Contents>/g)) {
          const storageKey = plain(/<Key>([^<]*)/.exec(entry)?.[1] ?? "").slice(prefix.length);
          const ageMs = present - Date.parse(/<LastModified>([^<]*)/.exec(entry)?.[1] ?? "");
          // Without a clock to tell by, nothing is old.
          if (keyShape.test(storageKey))
            found.push({ storageKey, ageMs: Number.isFinite(ageMs) ? ageMs : 0, temporary: false });
        }
        next = /<IsTruncated>true/.test(xml)
          ? plain(/<NextContinuationToken>([^<]*)/.exec(xml)?.[1] ?? "") || undefined
          : undefined;
      }
      return found;
    },
    async remove(key) {
      await ask(address(key), "DELETE");
    },
  };
}
