// With a scanner: nobody gets a file before it is found clean, an infected one is nobody's, and one that does not answer is asked again.
import { ended } from "../setup/ended";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMaterial, changeMaterial } from "~/domain/material/commands.server";
import { openMaterial } from "~/domain/material/opening.server";
import { aboutPage, materialPage } from "~/domain/material/queries.server";
import { readDue, scanDue } from "~/domain/material/reading.server";
import { aboutSchema, materialSchema } from "~/domain/material/schema";
import { storeScan, sweepFiles } from "~/domain/commitments/sealing/commands.server";
import { storedPaper } from "~/domain/commitments/sealing/pages.server";
import { todoList } from "~/domain/network/todo.server";
import { listStored, readStored } from "~/platform/files.server";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { NoVerdict, scan } from "~/platform/scanner.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";
import { harmful, harmfulFile, startClamd, type Clamd } from "./clamd";
import { docx, pdf, text, upload } from "./make";

let w: World;
let clamd: Clamd;
const staff = () => asAccount("material.manage", w.networkId, strategist);
const see = (email = "asa.blom@leksand.example") => asAccount("material.see", w.networkId, email);
const add = async (bytes: Buffer, title: string) =>
  addMaterial(
    await staff(),
    materialSchema.parse({ audience: "network", title, file: upload(bytes, "fil.txt") }),
  );
const todo = async () =>
  todoList(await asAccount("todo.see", w.networkId, strategist)).todo.filter(
    (t) => t.kind === "infected" || t.kind === "unscanned",
  );
const stateOf = async (id: string) => aboutPage(await staff(), id).versions[0]!.state;

beforeAll(async () => {
  w = await makeWorld();
  await signed(w, "leksand");
  clamd = await startClamd();
  process.env.CLAMAV_SOCKET = clamd.socket;
});
afterAll(async () => {
  setClock(null);
  delete process.env.CLAMAV_SOCKET;
  await ended(clamd);
});

describe("clamd", () => {
  it("gives a verdict on what it is sent, also in pieces and inside a document", async () => {
    expect(await scan(text("hej"))).toBe("clean");
    expect(await scan(text(harmfulFile))).toBe("infected");
    expect(await scan(Buffer.concat([Buffer.alloc(5_000_000, "a"), text(harmful)]))).toBe("infected");
    expect(await scan(docx([harmful]))).toBe("infected");
    expect(await scan(Buffer.alloc(25 * 1024 * 1024, "a"))).toBe("clean");
  });
  it("gives none where it does not answer, or the file is too long for it", async () => {
    await expect(scan(Buffer.alloc(31 * 1024 * 1024, "a"))).rejects.toThrow(NoVerdict);
    for (const at of ["/nowhere/at/all", "127.0.0.1:1"]) {
      process.env.CLAMAV_SOCKET = at;
      await expect(scan(text("hej"))).rejects.toThrow(NoVerdict);
    }
    process.env.CLAMAV_SOCKET = clamd.socket;
  });
});

describe("a file", () => {
  it("is nobody's before it is found clean, and its text is not read", async () => {
    const id = await add(await pdf(["Kaprifol i backen"]), "Ren");
    expect(await stateOf(id)).toBe("waiting");
    for (const email of ["asa.blom@leksand.example", strategist])
      await expect(openMaterial(await see(email), id, null, true)).rejects.toThrow("kontrolleras");
    expect(await db.materialOpening.count()).toBe(0);
    expect(await readDue(now(), Infinity)).toBe(0);
    expect(await scanDue(now())).toBe(1);
    expect(await readDue(now(), Infinity)).toBe(1);
    expect(await openMaterial(await see(), id, null, false)).toHaveProperty("bytes");
    expect(materialPage(await see(), "kaprifol").lines).toHaveLength(1);
    expect(await todo()).toEqual([]);
  });
  it("that is infected is never given out, its bytes go, and the strategist is told until it is replaced", async () => {
    const id = await add(text(`Sommarplan ${harmful}`), "Smittad");
    const { storageKey } = await db.file.findFirstOrThrow({ where: { material: { materialId: id } } });
    await scanDue(now());
    expect(await stateOf(id)).toBe("infected");
    for (const email of ["asa.blom@leksand.example", strategist])
      await expect(openMaterial(await see(email), id, null, true)).rejects.toThrow("gick inte att lämna ut");
    await expect(readStored(storageKey)).rejects.toThrow();
    expect(await todo()).toMatchObject([{ kind: "infected", file: { materialId: id } }]);
    expect(await readDue(now(), Infinity)).toBe(0);
    expect(materialPage(await see(), "sommarplan").lines).toEqual([]);
    // Turned off, the scanner's word still holds.
    delete process.env.CLAMAV_SOCKET;
    await expect(openMaterial(await see(), id, null, false)).rejects.toThrow("gick inte att lämna ut");
    process.env.CLAMAV_SOCKET = clamd.socket;
    await changeMaterial(
      await staff(),
      id,
      aboutSchema.parse({ gor: "ny-version", version: 1, file: upload(text("Ren sommarplan"), "ren.txt") }),
    );
    await scanDue(now());
    expect(await todo()).toEqual([]);
    expect(await openMaterial(await see(), id, null, false)).toMatchObject({ name: "ren.txt" });
    await expect(openMaterial(await see(strategist), id, 1, false)).rejects.toThrow("gick inte att lämna ut");
  });
  it("that was found infected once is so in everybody's hands, also where its text was read before there was a scanner", async () => {
    delete process.env.CLAMAV_SOCKET;
    const id = await add(text(`Fjolårets havtorn ${harmful}`), "Gammal");
    await readDue(now(), Infinity);
    expect(materialPage(await see(), "havtorn").lines).toHaveLength(1);
    process.env.CLAMAV_SOCKET = clamd.socket;
    await expect(openMaterial(await see(), id, null, false)).rejects.toThrow("kontrolleras");
    const again = await add(text(`Fjolårets havtorn ${harmful}`), "Samma");
    await scanDue(now());
    expect([await stateOf(id), await stateOf(again)]).toEqual(["infected", "infected"]);
    expect(materialPage(await see(), "havtorn").lines).toEqual([]);
    const third = await add(text(`Fjolårets havtorn ${harmful}`), "En gång till");
    await scanDue(now());
    expect(await stateOf(third)).toBe("infected");
    for (const id of [again, third])
      await changeMaterial(await staff(), id, aboutSchema.parse({ gor: "ta-bort", version: 1 }));
    expect((await todo()).map((t) => t.kind)).toEqual(["infected"]);
  });
  it("of which the bytes were left by a killed scanner is swept", async () => {
    const id = await add(text("Den som blev kvar"), "Kvar");
    const file = await db.file.findFirstOrThrow({ where: { material: { materialId: id } } });
    await transact((tx) => tx.file.update({ where: { id: file.id }, data: { scanState: "infected" } }));
    const { utimesSync } = await import("node:fs");
    const old = new Date(Date.now() - 2 * 86_400_000);
    utimesSync(`${process.env.DATA_DIR}/files/${file.storageKey}`, old, old);
    await sweepFiles(now());
    expect((await listStored()).map((f) => f.storageKey)).not.toContain(file.storageKey);
  });
  it("that is a scanned form is held back too", async () => {
    const id = await storeScan(await pdf([harmful]), "form.pdf", w.networkId, now());
    const door = await asAccount("file.see", w.networkId, strategist);
    await expect(storedPaper(door, id)).rejects.toThrow("kontrolleras");
    const clean = await storeScan(await pdf(["ren"]), "form.pdf", w.networkId, now());
    await scanDue(now());
    expect(await storedPaper(door, clean)).toHaveProperty("bytes");
  });
});

describe("a scanner that is down", () => {
  it("leaves files waiting, the strategist is told after ten minutes, and it is asked again", async () => {
    const id = await add(text("Väntar på besked"), "Väntar");
    process.env.CLAMAV_SOCKET = "/nowhere/at/all";
    expect(await scanDue(now())).toBe(0);
    expect(await stateOf(id)).toBe("waiting");
    expect((await todo()).map((t) => t.kind)).not.toContain("unscanned");
    setClock(new Date(now().getTime() + 11 * 60_000));
    expect((await todo()).filter((t) => t.kind === "unscanned")).toMatchObject([{ detail: "fil.txt" }]);
    expect(await scanDue(now())).toBe(0);
    process.env.CLAMAV_SOCKET = clamd.socket;
    expect(await scanDue(now())).toBe(1);
    expect(await stateOf(id)).toBe("ready");
    expect((await todo()).map((t) => t.kind)).not.toContain("unscanned");
  });
  it("that cannot look at one file looks at the others", async () => {
    const broken = await add(text("Skadad på disken"), "Skadad");
    const { storageKey } = await db.file.findFirstOrThrow({ where: { material: { materialId: broken } } });
    const { writeFileSync } = await import("node:fs");
    writeFileSync(`${process.env.DATA_DIR}/files/${storageKey}`, "något annat");
    const good = await add(text("Hel"), "Hel");
    await scanDue(now());
    expect([await stateOf(broken), await stateOf(good)]).toEqual(["waiting", "ready"]);
  });
});
