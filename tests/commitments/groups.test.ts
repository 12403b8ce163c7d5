// One coordinator for three municipalities, terms and renewals, papers, shared mailboxes.
import { beforeAll, describe, expect, it } from "vitest";
import { kindOf } from "../setup/outcome";
import {
  asAccount,
  asLink,
  draftFor,
  linkTo,
  makeWorld,
  sentToManager,
  signed,
  signer,
  signWith,
  strategist,
  type World,
} from "../world";
import { saveDraft } from "~/domain/commitments/commands.server";
import { begin, send } from "~/domain/commitments/drafting/commands.server";
import { draftForm } from "~/domain/commitments/queries.server";
import { requestSignatureCode } from "~/domain/commitments/signing/commands.server";
import { attachPaper } from "~/domain/commitments/signing/paper.server";
import { storeScan } from "~/domain/commitments/sealing/commands.server";
import { changeSettings } from "~/domain/network/commands.server";
import { organisationList } from "~/domain/network/queries.server";
import { todoList } from "~/domain/network/todo.server";
import { holdingsOf, sittingOn } from "~/domain/seats/queries.server";
import { recurring } from "~/jobs/recurring.server";
import { addDays, daysBetween } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db } from "~/platform/db.server";

let w: World;

beforeAll(async () => {
  w = await makeWorld();
});
const coordinator = { name: "Märta Sjöö", email: "samordnare@norra.example" };
const towns = ["leksand", "falu", "mora"] as const;

describe("one coordinator for three municipalities", () => {
  it("holds a seat in each, with one login", async () => {
    for (const town of towns) await signed(w, town, { representative: coordinator });
    expect(await db.person.count({ where: { emailKey: coordinator.email } })).toBe(1);
    expect(
      await db.holding.count({ where: { person: { emailKey: coordinator.email }, untilOn: null } }),
    ).toBe(3);
  });
  it("is replaced in all three by one form, with three managers and a welcome to each", async () => {
    const p = await asAccount("replacement.start", w.networkId, coordinator.email);
    const id = await begin(p, w.orgs.leksand!.id, "representative", false);
    const fill = await asAccount("commitment.fill", w.networkId, coordinator.email);
    const view = await draftForm(fill, id);
    expect(view.alsoIn.map((a) => [a.organisation, a.managerEmail])).toEqual([
      ["Falu kommun", "chef@falu.example"],
      ["Mora kommun", "chef@mora.example"],
    ]);
    const next = { name: "Ny Samordnare", email: "ny@norra.example" };
    await saveDraft(
      fill,
      id,
      draftFor("leksand", {
        ...view.draft,
        representative: next,
        startOn: today(),
        filler: { name: "Märta Sjöö", email: coordinator.email },
        alsoIn: view.alsoIn.map((a) => ({ ...a, chosen: "on" })),
      }),
      view.version,
    );
    await send(fill, id, (await draftForm(fill, id)).version);
    const group = await db.commitment.findMany({ where: { groupId: { not: null } } });
    expect(group).toHaveLength(3);
    expect(new Set(group.map((c) => c.groupId)).size).toBe(1);
    for (const town of towns) {
      const letter = await db.letter.findFirstOrThrow({
        where: { kind: "askSignature", to: `chef@${town}.example` },
        orderBy: { createdAt: "desc" },
      });
      expect(letter.commitmentId).toBe(group.find((c) => c.organisationId === w.orgs[town]!.id)!.id);
    }
    setClock(new Date(now().getTime() + 86_400_000));
    for (const town of towns) await signWith(await signer(`chef@${town}.example`));
    for (const town of towns)
      expect(sittingOn(holdingsOf(w.networkId, w.orgs[town]!.id), "representative", today())?.name).toBe(
        "Ny Samordnare",
      );
    // The managers signed one after the other, and each seat began at once: she hears of each, and of none twice.
    const welcomes = await db.letter.findMany({ where: { kind: "welcome", to: next.email } });
    expect(welcomes).toHaveLength(3);
    for (const town of ["Falu", "Leksands", "Mora"])
      expect(welcomes.filter((l) => l.text.includes(`${town} kommun`))).toHaveLength(1);
    setClock(null);
  });
  it("shows another organisation's manager to nobody but the leaving person and the strategist", async () => {
    const deputy = await asAccount("replacement.start", w.networkId, "per.ost@leksand.example");
    const id = await begin(deputy, w.orgs.leksand!.id, "representative", false);
    expect(
      (await draftForm(await asAccount("commitment.fill", w.networkId, "per.ost@leksand.example"), id))
        .alsoIn,
    ).toEqual([]);
  });
  it("a deputy names no other deputy", async () => {
    expect(
      await kindOf(
        begin(
          await asAccount("replacement.start", w.networkId, "per.ost@leksand.example"),
          w.orgs.leksand!.id,
          "deputy",
          false,
        ),
      ),
    ).toBe("invalid");
  });
});

describe("a term", () => {
  it("asks for renewal 60 and 14 days ahead, once each, and ends nobody's access", async () => {
    const { name, shortName, purpose, formedYear, mailbox, diaryNumber } = await db.network.findUniqueOrThrow(
      { where: { id: w.networkId } },
    );
    await changeSettings(await asAccount("network.manage", w.networkId, strategist), {
      name,
      shortName,
      purpose,
      formedYear,
      mailbox,
      diaryNumber,
      termMonths: 6,
      meetingsAYear: 4,
      quiet: [],
    });
    const id = await signed(w, "jour");
    const { untilOn } = await db.commitment.findUniqueOrThrow({ where: { id } });
    const asked: number[] = [];
    for (let d = 100; d >= -3; d--) {
      setClock(new Date(Date.parse(`${addDays(untilOn!, -d)}T10:00:00Z`)));
      const before = await db.event.count({ where: { kind: "renewal.asked" } });
      await recurring.find((j) => j.name === "commitments.renewal")!.run(now());
      if ((await db.event.count({ where: { kind: "renewal.asked" } })) > before)
        asked.push(daysBetween(today(), untilOn!));
    }
    expect(asked).toEqual([60, 14]);
    expect(sittingOn(holdingsOf(w.networkId, w.orgs.jour!.id), "representative", today())?.name).toBe(
      "Åsa Blom",
    );
    const line = organisationList(await asAccount("network.see", w.networkId, strategist)).find(
      (l) => l.id === w.orgs.jour!.id,
    )!;
    expect(line.now!.standing).toBe("expired");
    setClock(null);
  });
});

describe("paper and telephone", () => {
  it("a shared mailbox proves no person: no code, but paper, with the scan kept", async () => {
    const id = await sentToManager(w, "falu", {
      startOn: addDays(today(), 1),
      manager: { name: "Styrelsen", email: "styrelsen@falu.example", sharedMailbox: "on" },
    });
    const p = asLink("commitment.sign", await linkTo("sign", "styrelsen@falu.example"));
    expect(await kindOf(requestSignatureCode(p, "b"))).toBe("conflict");
    const staff = await asAccount("commitment.paper", w.networkId, strategist);
    expect(
      todoList(await asAccount("todo.see", w.networkId, strategist)).todo.some(
        (t) => t.kind === "paper" && t.commitmentId === id,
      ),
    ).toBe(true);
    expect(
      await kindOf(storeScan(Buffer.from("<script>alert(1)</script>"), "scan.pdf", w.networkId, now())),
    ).toBe("invalid");
    const scan = await storeScan(
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]),
      "../../papper.pdf",
      w.networkId,
      now(),
    );
    await attachPaper(
      staff,
      id,
      {
        signatures: {
          both: { signedName: "Ulla Frisk", signedTitle: "Ordförande", signedOn: today() },
        },
        method: "paper",
        note: "",
      },
      scan,
    );
    expect((await db.commitment.findUniqueOrThrow({ where: { id } })).state).toBe("signed");
    expect(await db.file.findUniqueOrThrow({ where: { id: scan } })).toMatchObject({
      commitmentId: id,
      kind: "jpeg",
      name: "papper.jpg",
      audience: "strategist",
    });
    expect(await db.signature.findFirstOrThrow({ where: { commitmentId: id } })).toMatchObject({
      state: "signed",
      method: "paper",
      signedName: "Ulla Frisk",
    });
  });
});
