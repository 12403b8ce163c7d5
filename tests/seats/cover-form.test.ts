// The strategist's form "Ersättaren tjänstgör" as a browser posts it: the page's own word goes no further than the page.
import { beforeAll, expect, it } from "vitest";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { action } from "~/routes/organisations/cover";
import { sessionCookie } from "../setup/server";
import { makeWorld, sessionFor, signed, strategist, type World } from "../world";

let w: World;
beforeAll(async () => {
  w = await makeWorld();
  await signed(w, "leksand");
});

it("begins a cover", async () => {
  const at = "http://localhost:3000/dalarna/lansgruppen/organisationer/leksands-kommun/ersattaren-tjanstgor";
  const request = new Request(at, {
    method: "POST",
    headers: { Cookie: sessionCookie(await sessionFor(strategist)) },
    body: new URLSearchParams({ gor: "borja", fromOn: today(), lastOn: addDays(today(), 20) }),
  });
  const answer = (await action({
    request,
    params: { county: "dalarna", network: "lansgruppen", organisation: "leksands-kommun" },
    context: {},
  })) as unknown as Response;
  expect(answer.status).toBe(303);
  expect(await db.cover.count({ where: { organisationId: w.orgs.leksand!.id } })).toBe(1);
});
