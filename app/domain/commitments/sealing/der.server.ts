// The little of DER (X.690) that a seal is made of. Writing only, and one step of reading.
function lengthOf(n: number): number[] {
  if (n < 0x80) return [n];
  if (n < 0x100) return [0x81, n];
  if (n < 0x10000) return [0x82, n >> 8, n & 0xff];
  return [0x83, n >> 16, (n >> 8) & 0xff, n & 0xff];
}
const tlv = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body]);
};
export const der = {
  tlv,
  seq: (...parts: Buffer[]) => tlv(0x30, ...parts),
  /** A SET OF, its members in the order DER wants. */
  set: (...parts: Buffer[]) => tlv(0x31, ...[...parts].sort((a, b) => a.compare(b))),
  octets: (bytes: Buffer) => tlv(0x04, bytes),
  bits: (bytes: Buffer, unused = 0) => tlv(0x03, Buffer.from([unused]), bytes),
  utf8: (text: string) => tlv(0x0c, Buffer.from(text)),
  truth: tlv(0x01, Buffer.from([0xff])),
  nothing: tlv(0x05),
  int: (bytes: Buffer) =>
    tlv(0x02, bytes.readUInt8(0) & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes),
  explicit: (n: number, ...parts: Buffer[]) => tlv(0xa0 + n, ...parts),
  /** UTCTime, for years until 2049. */
  time: (at: Date) => tlv(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-:T]/g, "")}Z`)),
  oid(dotted: string): Buffer {
    const [a, b, ...rest] = dotted.split(".").map(Number) as [number, number, ...number[]];
    const bytes = [a * 40 + b];
    for (const part of rest) {
      const septets = [part & 0x7f];
      for (let n = part >>> 7; n > 0; n >>>= 7) septets.unshift((n & 0x7f) | 0x80);
      bytes.push(...septets);
    }
    return tlv(0x06, Buffer.from(bytes));
  },
};

export interface Piece {
  tag: number;
  whole: Buffer;
  body: Buffer;
  end: number;
}
/** The element at an offset, or null where the bytes hold none. */
export function pieceAt(bytes: Buffer, at: number): Piece | null {
  if (at + 2 > bytes.length) return null;
  let length = bytes.readUInt8(at + 1);
  let start = at + 2;
  if (length & 0x80) {
    const count = length & 0x7f;
    if (count < 1 || count > 4 || start + count > bytes.length) return null;
    length = bytes.readUIntBE(start, count);
    start += count;
  }
  if (start + length > bytes.length) return null;
  return {
    tag: bytes.readUInt8(at),
    whole: bytes.subarray(at, start + length),
    body: bytes.subarray(start, start + length),
    end: start + length,
  };
}

/** The elements inside an element. */
export function piecesOf(body: Buffer): Piece[] {
  const found: Piece[] = [];
  for (let at = 0; at < body.length;) {
    const piece = pieceAt(body, at);
    if (!piece) break;
    found.push(piece);
    at = piece.end;
  }
  return found;
}
