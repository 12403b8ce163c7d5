// Strategists hear when they are appointed and ended, and are listed for the administrator; why a letter failed is told in Swedish.
import { beforeAll, describe, expect, it } from "vitest";
import { appointStaff, endStaff } from "~/domain/network/commands.server";
import { installation } from "~/domain/network/settings.server";
import { causeOf } from "~/domain/notifications/causes";
import { letters } from "~/domain/notifications/queries.server";
import { permit } from "~/domain/access/permits.server";
import { addDays, longDate } from "~/platform/calendar";
import { now, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { asAccount, makeWorld, strategist, type World } from "../world";

let w: World;
const administrator = async () => {
  const a = await db.account.findUniqueOrThrow({ where: { email: "admin@dalarna.example" } });
  const account = { id: a.id, email: a.email, sessionId: "", strength: "email", name: null };
  return permit("installation.manage", { account, link: null, now: now() }, null);
};
beforeAll(async () => {
  w = await makeWorld();
});

describe("a strategist", () => {
  it("hears when she is appointed and when it ends, and is listed for the administrator", async () => {
    const p = await administrator();
    await appointStaff(p, w.networkId, {
      name: "Vera Vikarie",
      email: "vera@dalarna.example",
      role: "strategist",
      fromOn: today(),
      untilOn: null,
    });
    const told = async () =>
      (await db.letter.findMany({ where: { to: "vera@dalarna.example" }, orderBy: { eventSeq: "asc" } })).map(
        (l) => [l.subject, l.text.includes("/logga-in")],
      );
    const appointed = [`Du är länsstrateg för länsgruppen från ${longDate(today())}`, true];
    expect(await told()).toEqual([appointed]);
    const listed = () =>
      installation(p)
        .networks.find((n) => n.id === w.networkId)
        ?.staff.map((s) => s.name);
    expect(listed()).toEqual(["Stina Strateg", "Vera Vikarie"]);
    const role = await db.staffRole.findFirstOrThrow({ where: { name: "Vera Vikarie" } });
    await endStaff(p, role.id);
    expect(await told()).toEqual([
      appointed,
      ["Din uppgift som länsstrateg för länsgruppen är avslutad", false],
    ]);
    expect(listed()).toEqual(["Stina Strateg"]);
  });
  it("is not ended on the strength of somebody who begins later, or was taken back before the first day", async () => {
    const p = await administrator();
    const role = (name: string) => db.staffRole.findFirstOrThrow({ where: { name } });
    const stina = (await role("Stina Strateg")).id;
    const appointed = async (name: string, fromOn: string) => {
      const email = `${name.toLowerCase()}@dalarna.example`;
      await appointStaff(p, w.networkId, { name, email, role: "strategist", fromOn, untilOn: null });
      return (await role(name)).id;
    };
    const coming = await appointed("Senare", addDays(today(), 30));
    await expect(endStaff(p, stina)).rejects.toMatchObject({ kind: "invalid" });
    await endStaff(p, coming);
    await expect(endStaff(p, stina)).rejects.toMatchObject({ kind: "invalid" });
    expect((await role("Stina Strateg")).untilOn).toBeNull();
    await endStaff(p, await appointed("Nu", today()));
    expect((await role("Nu")).untilOn).toBe(today());
  });
});

describe("why a letter failed", () => {
  it.each([
    ["550 5.1.1 User unknown in virtual mailbox table", "Adressen finns inte (5.1.1)"],
    ["550 Requested action not taken: mailbox unavailable", "Mottagarens server tar inte emot mejlet (550)"],
    ["connect ECONNREFUSED 127.0.0.1:2525", "Mejlservern gick inte att nå"],
    ["Greeting never received: timeout", "Mejlservern gick inte att nå"],
    ["451 4.7.1 Greylisted, try again", "Mottagarens server gick inte att nå i tid (4.7.1)"],
    ["Invalid login: 535 Authentication failed", "Mejlservern godtog inte inloggningen"],
    ["self-signed certificate in certificate chain", "Mejlserverns certifikat godtogs inte"],
    ["something odd", "Mejlet kunde inte skickas"],
    ["Brevlådan är full (5.2.2)", "Brevlådan är full (5.2.2)"],
    ["Mejladress saknas", "Mejladress saknas"],
  ])("%s", (raw, words) => {
    expect(causeOf(raw)).toBe(words);
  });
  it("is shown so on the page", async () => {
    const [one] = await db.letter.findMany({ where: { networkId: w.networkId }, take: 1 });
    await db.letter.update({
      where: { id: one?.id ?? "" },
      data: { state: "failed", error: "550 5.1.1 <x> User unknown" },
    });
    const see = await asAccount("letters.see", w.networkId, strategist);
    expect(letters(see, { show: "kom-inte-fram" }).lines[0]?.error).toBe("Adressen finns inte (5.1.1)");
  });
});
