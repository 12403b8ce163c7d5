// One person's act from several pages of theirs, before its outcome could be seen, is one act; whoever has seen it may do it again.
import { expect, it } from "vitest";
import { actOnce } from "~/http/acts.server";
import { pageKey, pressOf, type Press } from "~/http/presses.server";

const clockAt = (second: number) => new Date(Date.UTC(2026, 10, 28, 12, 0, second));
const page = (
  read: number,
  values: Record<string, string>,
  browser = "b",
  address = "/dar",
): Promise<Press> =>
  pressOf(
    address,
    { nyckel: `${pageKey(clockAt(read))}:R1:`, ...values },
    { hash: browser.repeat(64), secret: browser.repeat(43), header: null },
  );
const account = (id: string) => ({ kind: "account", id, email: `${id}@ort.example` }) as const;
let people = 0;
/** A person of one's own, whose acts are counted. */
type Given = Parameters<typeof actOnce>[0]["given"];
function somebody(
  actor: Given["actor"] = account(`konto${String(people++)}`),
  at: Omit<Given, "actor"> = { permission: "meeting.manage", roles: new Set(), network: null },
) {
  const given = { actor, ...at };
  let acts = 0;
  return {
    acts: () => acts,
    press: (
      press: Press,
      now: number,
      done: Awaited<ReturnType<typeof actOnce>> = { to: "/fram" },
      address = "/dar",
    ) =>
      actOnce(
        { given, address, press },
        () => clockAt(now),
        () => {
          acts++;
          return Promise.resolve(done);
        },
      ),
  };
}

it("is done once by six browsers at once, and leads them all to the same place", async () => {
  const one = somebody();
  const pages = await Promise.all(["a", "b", "c", "d", "e", "f"].map((b) => page(0, { vad: "x" }, b)));
  expect(await Promise.all(pages.map((p) => one.press(p, 5)))).toEqual(pages.map(() => ({ to: "/fram" })));
  expect(one.acts()).toBe(1);
});
it("is no new act from a page that was read before, until ten seconds have gone", async () => {
  const one = somebody();
  await one.press(await page(0, { vad: "x" }), 5);
  await one.press(await page(4, { vad: "x" }), 15);
  expect(one.acts()).toBe(1);
  await one.press(await page(4, { vad: "x" }), 16);
  expect(one.acts()).toBe(2);
});
it("is meant by whoever has seen the outcome, says something else, or has done something else there since", async () => {
  const one = somebody();
  await one.press(await page(0, { vad: "x" }), 5);
  await one.press(await page(6, { vad: "x" }), 7);
  expect(one.acts()).toBe(2);
  await one.press(await page(0, { vad: "y" }), 8);
  await one.press(await page(0, { vad: "x" }), 9);
  expect(one.acts()).toBe(4);
});
it("is meant by whoever has done something else since, also at another address: it may have undone it", async () => {
  const one = somebody();
  await one.press(await page(0, { vad: "x" }), 5);
  await one.press(await page(6, { vad: "x" }, "b", "/tillbaka"), 7, { to: "/" }, "/tillbaka");
  await one.press(await page(0, { vad: "x" }), 9);
  expect(one.acts()).toBe(3);
});
it("is each person's own, and everybody's who comes by a link that many share", async () => {
  const [one, other] = [somebody(), somebody()];
  for (const by of [one, other]) await by.press(await page(0, { vad: "x" }), 5);
  expect([one.acts(), other.acts()]).toEqual([1, 1]);
  const link = (purpose: "attend" | "contribute") =>
    somebody({ kind: "link", id: `lank-${purpose}`, email: "", purpose });
  const [own, shared] = [link("attend"), link("contribute")];
  for (const by of [own, shared]) for (const b of "ab") await by.press(await page(0, { vad: "x" }, b), 5);
  expect([own.acts(), shared.acts()]).toEqual([1, 2]);
});
it("is done anew where the first led to what one browser alone may have: a cookie, or what it showed", async () => {
  for (const done of [{ to: "/fram", headers: { "Set-Cookie": "a=b" } }, { show: { name: "Namn" } }]) {
    const one = somebody();
    for (const b of "ab") expect(await one.press(await page(0, { vad: "x" }, b), 5, done)).toEqual(done);
    expect(one.acts()).toBe(2);
  }
});
it("may be done by the next who waited, where the first failed", async () => {
  const given = {
    actor: account("faller"),
    permission: "meeting.manage",
    roles: new Set<never>(),
    network: null,
  } as const;
  let tries = 0;
  const press = (p: Press) =>
    actOnce(
      { given, address: "/dar", press: p },
      () => clockAt(5),
      () => (++tries === 1 ? Promise.reject(new Error("föll")) : Promise.resolve({ to: "/fram" })),
    );
  const pages = await Promise.all(["a", "b", "c"].map((b) => page(0, { vad: "x" }, b)));
  const all = await Promise.allSettled(pages.map(press));
  expect(all.map((p) => p.status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  expect(tries).toBe(2);
});

it("is the network's where two strategists do the same for it and neither has seen the other's, but never what is their own", async () => {
  const strategists = (permission: Given["permission"], id = "n") => {
    const at = { permission, roles: new Set(["strategist"] as const), network: { id } as Given["network"] };
    return [somebody(undefined, at), somebody(undefined, at)] as const;
  };
  const pressed = async ([one, other]: ReturnType<typeof strategists>, read = 0) => {
    await Promise.all([
      one.press(await page(0, { vad: "x" }), 5),
      other.press(await page(0, { vad: "x" }, "c"), 5),
    ]);
    await other.press(await page(read, { vad: "x" }, "d"), 7);
    return one.acts() + other.acts();
  };
  expect(await pressed(strategists("invitation.send"))).toBe(1);
  expect(await pressed(strategists("invitation.send", "m"), 6)).toBe(2);
  expect(await pressed(strategists("meeting.see", "o"))).toBe(2);
  const [one] = strategists("invitation.send", "p");
  const [other] = strategists("invitation.send", "q");
  expect(await pressed([one, other])).toBe(2);
});
