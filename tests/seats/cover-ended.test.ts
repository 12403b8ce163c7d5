// A deputy who was told until when she serves hears when it ends before.
import { afterAll, beforeAll, expect, it } from "vitest";
import { endCover, startCover } from "~/domain/seats/commands.server";
import { addDays, longDate } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
const inDays = (days: number) => setClock(new Date(now().getTime() + days * 86_400_000));
/** Begun, ended some days later; what the letters of the end say. */
async function ended(org: string, [fromOn, lastOn]: [string, string], after: number) {
  const organisationId = w.orgs[org]?.id ?? "";
  await startCover(await asAccount("cover.start", w.networkId, strategist), {
    organisationId,
    fromOn,
    lastOn,
  });
  const { id } = await db.cover.findFirstOrThrow({ where: { organisationId, cancelledAt: null } });
  inDays(after);
  await endCover(await asAccount("cover.start", w.networkId, strategist), id);
  const letters = await db.letter.findMany({
    where: { event: { kind: "cover.ended", subjectId: id }, kind: { in: ["coverEnded", "notice"] } },
    orderBy: { kind: "asc" },
  });
  return letters.map((l) => ({ ...l, page: l.text.split("\n")[0] }));
}
beforeAll(async () => {
  w = await makeWorld();
  for (const org of ["leksand", "falu"]) await signed(w, org);
  await signed(w, "mora", {
    deputy: { name: "Hemlig Person", email: "hemlig@mora.example", protected: "on" },
  });
});
afterAll(() => setClock(null));

it("under way: from which day, and that she is deputy as before", async () => {
  const [from, last] = [today(), addDays(today(), 30)];
  const [deputy, notice] = await ended("leksand", [from, last], 3);
  expect(deputy).toMatchObject({
    to: "per.ost@leksand.example",
    subject: "Du tjänstgör inte längre för Leksands kommun i länsgruppen",
    page: `Du skulle tjänstgöra för Leksands kommun från ${longDate(from)} till och med ${longDate(last)}. Det avslutades ${longDate(today())}. Du är ersättare som förut.`,
  });
  expect(notice?.subject).toBe("Leksands kommun: ersättaren tjänstgör inte längre");
});
it("before it began: that she does not go in; a protected one is found and not named", async () => {
  const [deputy, notice] = await ended("mora", [addDays(today(), 9), addDays(today(), 20)], 1);
  expect(deputy).toMatchObject({ to: "", subject: "Du går inte in för Mora kommun i länsgruppen" });
  expect(deputy?.personId).toBeTruthy();
  expect(deputy?.text).toContain("Det gäller inte längre. Du är ersättare som förut.");
  expect(notice?.subject).toBe("Mora kommun: ersättaren går inte in");
  expect(JSON.stringify([deputy, notice])).not.toMatch(/Hemlig|hemlig/);
});
it("after its last day: nothing, since the day was told", async () => {
  expect(await ended("falu", [today(), addDays(today(), 2)], 5)).toEqual([]);
});
