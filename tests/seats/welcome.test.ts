// Whoever comes to several organisations' seats by one change is welcomed once a day, to all that begin then, and to each that begins later.
import { afterAll, beforeAll, expect, it } from "vitest";
import { saveDraft } from "~/domain/commitments/commands.server";
import { begin, send } from "~/domain/commitments/drafting/commands.server";
import { draftForm } from "~/domain/commitments/queries.server";
import { recurring } from "~/jobs/recurring.server";
import { addDays, longDate } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { asAccount, draftFor, makeWorld, signed, signer, signWith, type World } from "../world";

let w: World;
const coordinator = { name: "Märta Sjöö", email: "samordnare@norra.example" };
const inDays = (days: number) => setClock(new Date(now().getTime() + days * 86_400_000));
const activate = async () => recurring.find((j) => j.name === "commitments.activate")?.run(now());
const welcomes = async () =>
  (
    await db.letter.findMany({
      where: { to: "ny@norra.example", kind: "welcome" },
      orderBy: { eventSeq: "asc" },
    })
  ).map((l) => l.text);
beforeAll(async () => {
  w = await makeWorld();
  for (const town of ["falu", "leksand", "mora", "jour"])
    await signed(w, town, { representative: coordinator });
  inDays(3);
});
afterAll(() => setClock(null));

it("names every organisation that begins the day, and welcomes to each that is signed later", async () => {
  const fill = await asAccount("commitment.fill", w.networkId, coordinator.email);
  const start = await asAccount("replacement.start", w.networkId, coordinator.email);
  const id = await begin(start, w.orgs.falu?.id ?? "", "representative", false);
  const view = await draftForm(fill, id);
  const on = addDays(today(), 10);
  const draft = draftFor("falu", {
    representative: { name: "Ny Samordnare", email: "ny@norra.example" },
    deputy: undefined,
    alsoIn: view.alsoIn.map((a) => ({ ...a, chosen: "on" })),
    startOn: on,
  });
  await saveDraft(fill, id, draft, view.version);
  await send(fill, id, (await draftForm(fill, id)).version);
  for (const town of ["leksand", "falu"]) await signWith(await signer(`chef@${town}.example`));
  inDays(10);
  await activate();
  const [first, ...none] = await welcomes();
  expect(none).toEqual([]);
  expect(first).toMatch(/Du är representant för (Falu kommun och Leksands|Leksands kommun och Falu) kommun/);
  expect(first).toContain(`från ${longDate(on)}.`);
  expect(first).toContain("Börja på din första sida för varje organisation");
  for (const town of ["falu", "leksand"]) expect(first).toContain(`${w.orgs[town]?.slug ?? "?"}/overlamning`);
  // The same day, after the letter; and a week late.
  await signWith(await signer("chef@mora.example"));
  inDays(2);
  await signWith(await signer("chef@jour.example"));
  const [, second, third, ...more] = await welcomes();
  expect(more).toEqual([]);
  expect(second).toContain("Du är representant för Mora kommun i länsgruppen");
  expect(third).toContain(`Du är representant för Kvinnojourer i Dalarna i länsgruppen`);
  expect(third).toContain(`från ${longDate(addDays(on, 2))}.`);
  expect(third).toContain("Börja på din första sida, och logga in");
});
