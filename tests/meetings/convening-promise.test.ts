// What was looked through before the summons is sent: the same in every process of ours, and never left out by a browser.
import { beforeAll, expect, it, vi } from "vitest";
import { createMeeting } from "~/domain/meetings/commands.server";
import { conveningPage } from "~/domain/meetings/queries.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { link } from "~/platform/marks";
import { action } from "~/routes/meetings/convene";
import { sessionCookie } from "../setup/server";
import { asAccount, makeWorld, sessionFor, signed, strategist, type World } from "../world";

let w: World;
let id = "";
let session = "";
const manager = () => asAccount("meeting.manage", w.networkId, strategist);
const answer = async (fields: Record<string, string>): Promise<{ status: number; said: string }> => {
  const request = new Request(`http://localhost/dalarna/lansgruppen/moten/${id}/kallelse`, {
    method: "POST",
    headers: { Cookie: session },
    body: new URLSearchParams({ version: "1", ...fields }),
  });
  const params = { county: "dalarna", network: "lansgruppen", meeting: id };
  const given = (await action({ request, params, context: {} })) as unknown;
  if (given instanceof Response) return { status: given.status, said: "" };
  const { init, data } = given as { init: { status: number }; data: { errors: { form: string[] } } };
  return { status: init.status, said: data.errors.form.join(" ") };
};
beforeAll(async () => {
  w = await makeWorld();
  await signed(w, "leksand");
  session = sessionCookie(await sessionFor(strategist));
  const heldOn = addDays(today(), 40);
  const day = { heldOn, fromTime: "09:00", toTime: "16:00", answerByOn: addDays(heldOn, -7) };
  id = await createMeeting(
    await manager(),
    meetingSchema.parse({ kind: "ordinary", title: "Möte", place: "Falun", ...day }),
  );
});

it("is refused where the page was never looked through, and says so on it", async () => {
  for (const fields of [{}, { granskat: "" }, { granskat: "x" }])
    expect(await answer(fields as Record<string, string>)).toEqual({
      status: 409,
      said: "Något har ändrats sedan du granskade kallelsen, så den är inte skickad. Så här blir den nu.",
    });
  expect((await db.meeting.findUniqueOrThrow({ where: { id } })).state).toBe("planned");
});

it("is kept by a process that did not draw the page", async () => {
  const promised = conveningPage(await manager(), id).promise;
  // The server starts anew: its modules are read again, and its letters have another secret.
  vi.resetModules();
  const restarted = {
    marks: await import("~/platform/marks"),
    queries: await import("~/domain/meetings/queries.server"),
    world: await import("../world"),
  };
  expect(restarted.marks.link).not.toBe(link);
  const permit = await restarted.world.asAccount("meeting.manage", w.networkId, strategist);
  expect(restarted.queries.conveningPage(permit, id).promise).toBe(promised);
  expect(await answer({ granskat: promised })).toEqual({ status: 303, said: "" });
  expect((await db.meeting.findUniqueOrThrow({ where: { id } })).state).toBe("convened");
});
