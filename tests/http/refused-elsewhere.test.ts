// A form that posts to an address without a page of its own, refused: it comes back to whoever the page shows it to, and others are told at once.
import { beforeAll, expect, it } from "vitest";
import { askForLink } from "~/domain/access/requests/commands.server";
import { linkToken } from "~/domain/access/tokens.server";
import { returnedFor } from "~/http/returned.server";
import { action } from "~/routes/replacements/new-form";
import { now } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { must } from "~/platform/must";
import { sha256 } from "~/platform/env.server";
import { sessionCookie } from "../setup/server";
import { asAccount, linkTo, makeWorld, sessionFor, signed, strategist, withContact } from "../world";

const origin = "http://localhost";
const cookie = (name: string, value: string) =>
  `${name}=${encodeURIComponent(Buffer.from(JSON.stringify(value)).toString("base64"))}`;
const secret = "a-browser-that-has-had-a-session";
const known = cookie("lg_browser", secret);
let session = "";
let page = "";
beforeAll(async () => {
  const w = await makeWorld();
  await signed(w, "leksand");
  await withContact(w, "leksand");
  const ask = await asAccount("linkRequest.use", w.networkId, strategist);
  await askForLink(ask, must(w.orgs.leksand, "leksand").id, "per.ost@leksand.example");
  const { id } = await linkTo("replace", "per.ost@leksand.example");
  page = `/byt/${must(await linkToken(id), "the link").token}`;
  session = sessionCookie(await sessionFor(strategist, sha256(secret)));
});

/** The deputy asks to name another deputy, and wrote why; the answer, thrown or not. */
async function refusedTo(cookies: string[], note = "Per slutar i mars."): Promise<unknown> {
  const token = must(page.split("/")[2], "the token");
  const request = new Request(`${origin}${page}/ny-blankett`, {
    method: "POST",
    headers: { Cookie: cookies.join("; "), "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ nyckel: "abcdefghijkl:R1:", sida: page, seat: "deputy", note }),
  });
  try {
    return await action({ request, params: { token }, context: {} });
  } catch (thrown) {
    return thrown;
  }
}
const sentence = "En ersättare kan inte utse en annan ersättare. Be representanten eller chefen göra det.";

it("comes back to its page for whoever is signed in", async () => {
  const answer = (await refusedTo([known, session])) as Response;
  expect(answer.status).toBe(303);
  const to = must(answer.headers.get("Location"), "where it leads");
  expect(to).toMatch(new RegExp(`^${page}\\?parkerat=`));
  const back = new Request(`${origin}${to}`, { headers: { Cookie: [known, session].join("; ") } });
  const { values, errors } = must(await returnedFor(back), "what came back");
  expect([values.note, errors]).toEqual(["Per slutar i mars.", { seat: [sentence] }]);
});

it("is given back with the refusal to whoever is not: the page would show it to nobody", async () => {
  await transact((tx) => tx.session.updateMany({ data: { endedAt: now() } }));
  const never = cookie("lg_browser", "a-browser-that-never-had-a-session");
  const parked = await db.parkedForm.count();
  for (const cookies of [[known, session], [known], [never], []]) {
    const answer = await refusedTo(cookies);
    expect(answer).toBeInstanceOf(Response);
    const { status, headers } = answer as Response;
    expect([status, headers.get("Location")]).toEqual([422, null]);
    expect(await (answer as Response).json()).toEqual({ message: sentence, typed: ["Per slutar i mars."] });
  }
  const nothingTyped = (await refusedTo([known], "")) as Response;
  expect([nothingTyped.status, await nothingTyped.text()]).toEqual([422, sentence]);
  expect(await db.parkedForm.count()).toBe(parked);
});
