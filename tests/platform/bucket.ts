// A bucket over HTTP, in memory, as strict as S3: every request must carry the signature that AWS's own signer makes of it,
// the hash of what is sent, and the hour of the day. Lists a thousand at a time.
import { SignatureV4 } from "@smithy/signature-v4";
import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

type Data = string | ArrayBuffer | ArrayBufferView;
function bytesOf(data: Data) {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}
/** What the signer asks of a hash. */
class Sha256 {
  private readonly state;
  constructor(secret?: Data) {
    this.state = secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret));
  }
  update(data: Data) {
    this.state.update(bytesOf(data));
  }
  digest() {
    return Promise.resolve(new Uint8Array(this.state.digest()));
  }
  reset() {}
}

export interface BucketServer {
  endpoint: string;
  objects: Map<string, { bytes: Buffer; at: Date }>;
  requests: number;
  close(): Promise<void>;
}
export async function startBucket({
  name,
  accessKeyId,
  secretAccessKey,
  region,
}: {
  name: string;
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}): Promise<BucketServer> {
  const objects: BucketServer["objects"] = new Map();
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    region,
    service: "s3",
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const refusal = async (req: IncomingMessage, url: URL, body: Buffer): Promise<string | null> => {
    const said =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
        req.headers.authorization ?? "",
      );
    if (!said) return "AccessDenied";
    if (said[1] !== accessKeyId) return "InvalidAccessKeyId";
    if (said[3] !== region) return "AuthorizationHeaderMalformed";
    const stamp = String(req.headers["x-amz-date"]);
    const at = new Date(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
    if (!(Math.abs(Date.now() - at.getTime()) < 15 * 60_000)) return "RequestTimeTooSkewed";
    if (req.headers["x-amz-content-sha256"] !== createHash("sha256").update(body).digest("hex"))
      return "XAmzContentSHA256Mismatch";
    const headers = Object.fromEntries(said[4]!.split(";").map((h) => [h, String(req.headers[h] ?? "")]));
    for (const must of ["host", "x-amz-date", "x-amz-content-sha256"])
      if (!Object.hasOwn(headers, must)) return "AccessDenied";
    const ours = await signer.sign(
      {
        method: req.method!,
        protocol: "http:",
        hostname: url.hostname,
        port: Number(url.port),
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers,
      },
      { signingDate: at, signableHeaders: new Set(Object.keys(headers)) },
    );
    return ours.headers.authorization!.endsWith(`Signature=${said[5]}`) ? null : "SignatureDoesNotMatch";
  };
  const server: BucketServer = {
    endpoint: "",
    objects,
    requests: 0,
    close: () => new Promise((closed) => http.close(() => closed())),
  };
  const http = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on("data", (part: Buffer) => parts.push(part));
    req.on(
      "end",
      () =>
        void (async () => {
          server.requests++;
          const body = Buffer.concat(parts);
          const url = new URL(req.url!, `http://${req.headers.host}`);
          const say = (status: number, xml = "") => {
            res.writeHead(status, { "Content-Type": "application/xml" });
            res.end(xml);
          };
          const why = await refusal(req, url, body);
          if (why) return void say(403, `<Error><Code>${why}</Code></Error>`);
          const [, bucket, ...rest] = url.pathname.split("/");
          const key = rest.join("/");
          if (bucket !== name) return void say(404, "<Error><Code>NoSuchBucket</Code></Error>");
          if (req.method === "PUT") {
            objects.set(key, { bytes: body, at: new Date() });
            return void say(200);
          }
          if (req.method === "DELETE") {
            objects.delete(key);
            return void say(204);
          }
          if (key) {
            const found = objects.get(key);
            if (!found) return void say(404, "<Error><Code>NoSuchKey</Code></Error>");
            res.writeHead(200);
            return void res.end(found.bytes);
          }
          const after = url.searchParams.get("continuation-token") ?? "";
          const all = [...objects]
            .filter(([k]) => k.startsWith(url.searchParams.get("prefix") ?? "") && `t&${k}` > after)
            .sort(([a], [b]) => (a < b ? -1 : 1));
          const page = all.slice(0, 1000);
          const more = all.length > page.length;
          say(
            200,
            `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${page.map(([k, o]) => `<Contents><Key>${k}</Key><LastModified>${o.at.toISOString()}</LastModified></Contents>`).join("")}${more ? `<NextContinuationToken>t&amp;${page.at(-1)![0]}</NextContinuationToken>` : ""}</ListBucketResult>`,
          );
        })(),
    );
  });
  await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
  server.endpoint = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return server;
}
