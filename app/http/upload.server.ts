// Files that are posted, read as they arrive.
import { unstable_parseMultipartFormData as parseMultipart } from "@remix-run/node";

/** A multipart form whose files are held to `most` bytes and one more: memory is bounded whatever is sent. */
export const uploaded = (request: Request, most: number): Promise<FormData> =>
  parseMultipart(request, async ({ filename, contentType, data }) => {
    const kept: Uint8Array[] = [];
    let size = 0;
    const limit = filename === undefined ? 1024 * 1024 : most + 1;
    for await (const part of data) {
      if (size < limit) kept.push(part.subarray(0, limit - size));
      size += part.length;
    }
    const bytes = Buffer.concat(kept);
    return filename === undefined
      ? bytes.toString("utf8")
      : new File([bytes], filename, { type: contentType });
  });
