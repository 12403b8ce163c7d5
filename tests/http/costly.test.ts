// What is small to send and was dear to read: each is over at once, as an answer or as a text, however much of it comes.
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readTable } from "~/domain/commitments/moving-in/table.server";
import { readMessage } from "~/domain/meetings/inbox/mail.server";
import { Malformed, nested } from "~/http/form";
import { pressOf } from "~/http/presses.server";
import { ownPath } from "~/paths";
import { nfc } from "~/platform/nfc";
import { unpackedSize } from "~/platform/file-kinds.server";
import { clean, slugOf } from "~/platform/swedish";

/** Far from what a machine under load needs, and far below what each took: half a minute and more. */
const soon = 3000;
const marks = `a${"\u0301\u0316".repeat(200_000)}`;

describe("is over at once", () => {
  it(
    "a form whose lists have nothing in them",
    () => {
      const sparse = (count: number, path: string) =>
        Array.from({ length: count }, (_, i): [string, string] => [`a${String(i)}${path}`, "1"]);
      for (const form of [sparse(300, ".1000.1000"), sparse(5900, ".1000"), sparse(3000, ".999.998.997")])
        expect(() => nested(form)).toThrow(Malformed);
      expect(nested(sparse(5, ".1000"))).toHaveProperty("a0");
    },
    soon,
  );
  it(
    "a letter with marks piled upon it",
    () => {
      expect(clean(marks).length).toBeLessThan(40);
      expect(nfc(marks).length).toBeLessThan(40);
      expect(slugOf(marks)).toBe("a");
      expect(clean("e\u0301, ệ, สี่")).toBe("é, ệ, สี่");
    },
    soon,
  );
  it(
    "a path that is escaped over and over",
    async () => {
      const path = `/%${"25".repeat(500_000)}`;
      expect(ownPath(path)).toBeNull();
      const browser = { hash: "b".repeat(64), secret: "s".repeat(43), header: null };
      expect((await pressOf("/logga-in", { sida: path }, browser)).from).toBeNull();
    },
    soon,
  );
  it(
    "a letter to a word without an end",
    async () => {
      for (const to of ["a".repeat(900_000), "(".repeat(900_000)])
        expect((await readMessage(Buffer.from(`To: ${to}\r\nSubject: x\r\n\r\nx`))).recipients).toEqual([]);
      const { recipients } = await readMessage(Buffer.from("To: Åsa <asa@a.example>, bo@b.example\r\n\r\nx"));
      expect(recipients).toEqual(["asa@a.example", "bo@b.example"]);
    },
    soon,
  );
  it(
    "a pasted list of blanks, and one of a single cell",
    async () => {
      const { cells } = await readTable(
        null,
        `Organisation\tRepresentant\nA${" ".repeat(1500)}x\n\n${" ".repeat(400_000)}`,
      );
      expect(cells).toHaveLength(2);
      await expect(readTable(null, `a${" ".repeat(400_000)}x`)).rejects.toMatchObject({ kind: "invalid" });
    },
    soon,
  );
  it(
    "a workbook that is a thousand times as large unpacked",
    async () => {
      const zip = bomb("xl/worksheets/sheet1.xml", 64 * 1024 * 1024);
      expect(zip.length).toBeLessThan(100_000);
      expect(await unpackedSize(zip)).toBe(64 * 1024 * 1024);
      await expect(readTable(zip, "")).rejects.toMatchObject({ kind: "invalid" });
    },
    soon,
  );
});

/** A zip of one part of spaces. */
function bomb(name: string, size: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(size, " "));
  const head = (signature: number, more: number) => {
    const fields = Buffer.alloc(30 + more);
    fields.writeUInt32LE(signature, 0);
    return fields;
  };
  const sizes = (into: Buffer, at: number) => {
    into.writeUInt16LE(8, at - 10);
    into.writeUInt32LE(packed.length, at);
    into.writeUInt32LE(size, at + 4);
    into.writeUInt16LE(name.length, at + 8);
    return into;
  };
  const local = sizes(head(0x04034b50, 0), 18);
  const central = sizes(head(0x02014b50, 16), 20);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]);
}
