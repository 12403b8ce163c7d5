// The form keeps what was typed: too long or not, saved by somebody else meanwhile or not.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linkToken } from "~/domain/access/tokens.server";
import { begin } from "~/domain/commitments/drafting/commands.server";
import { draftSchema, faults, mostChannels } from "~/domain/commitments/schema";
import { invite } from "~/domain/organisations/invitations/commands.server";
import { paths } from "~/paths";
import { today } from "~/platform/clock";
import { must } from "~/platform/must";
import { sessionCookie, startSite, type Site } from "../setup/server";
import { formsOf, Visitor, type Entry, type Field } from "../setup/visitor";
import { asAccount, draftFor, linkTo, makeWorld, sessionFor, signed, strategist, type World } from "../world";

let w: World;
let site: Site;
const coordinator = { name: "Märta Sjöö", email: "samordnare@norra.example" };
beforeAll(async () => {
  w = await makeWorld();
  site = await startSite();
}, 60_000);
afterAll(() => site.stop());

const isSent = (f: Field) => f.kind !== "button" && (f.kind !== "checkbox" || f.on);
/** The long form of a page, with these fields as given. */
function formIn(html: string, at: string, typed: Record<string, string>) {
  const form = must(
    formsOf(html, at).find((f) => f.fields.some((x) => x.name === "startOn")),
    `the form at ${at}`,
  );
  const fields = Object.fromEntries(form.fields.filter(isSent).map((f) => [f.name, f.value]));
  return { action: form.action, fields, entries: Object.entries({ ...fields, ...typed }) as Entry[] };
}

describe("a field that is too long", () => {
  const filled = {
    "representative.name": "Åsa Blom",
    "representative.email": "asa.blom@leksand.example",
    "deputy.name": "Per Öst",
    "manager.name": "Karin Chef",
    "channels.0.name": "Ledningsgruppen",
    "filler.name": "Rut Registrator",
  };
  it("is said at the field, and all of the form is there when its link is opened again", async () => {
    const email = "registrator@leksand.example";
    const { id: organisationId } = must(w.orgs.leksand, "leksand");
    await invite(await asAccount("invitation.send", w.networkId, strategist), [{ organisationId, email }]);
    const { token } = must(await linkToken((await linkTo("fill", email)).id), "the link");
    const title = "Sakkunnig ".repeat(12) + "x";
    const address = paths.fill(token);
    const who = new Visitor(site.base);
    const typed = { ...filled, "manager.title": title, startOn: "den 1 januari 2027" };
    const { action, entries } = formIn((await who.get(address)).html, address, typed);
    const refused = await who.post(action, [...entries, ["gor", "kontrollera"]]);
    expect([refused.status, refused.html.includes('id="f-manager-title-error"')]).toEqual([422, true]);
    const again = formIn((await new Visitor(site.base).get(address)).html, address, {});
    expect(again.fields).toMatchObject({ ...filled, "manager.title": title });
  });
  it("is too long wherever it stands, and one channel too many is a fault and no loss", () => {
    const long = "a".repeat(201);
    const person = { name: long, title: long, email: `${long}@leksand.example`, phone: long };
    const manager = { ...person, unit: long, town: long };
    const draft = draftFor("leksand", {
      representative: person,
      deputy: person,
      manager,
      deputyManager: manager,
      channels: Array.from({ length: mostChannels + 1 }, () => ({ name: long, frequency: long })),
      association: long,
      filler: { name: long, email: "" },
    });
    const said = Object.entries(faults(draft, "first", { onBehalf: false, today: today() }));
    const tooLong = said.flatMap(([path, [first]]) => (first?.startsWith("Högst") ? [path] : []));
    expect(tooLong).toEqual(
      expect.arrayContaining([
        ...["name", "title", "email", "phone"].flatMap((f) => [`representative.${f}`, `deputy.${f}`]),
        ...["name", "title", "email", "phone", "unit", "town"].flatMap((f) => [
          `manager.${f}`,
          `deputyManager.${f}`,
        ]),
        ...["association", "filler.name", "channels.0.name", "channels.0.frequency"],
      ]),
    );
    expect(Object.fromEntries(said)[`channels.${mostChannels}.name`]?.join()).toContain("Högst tolv");
    expect(draftSchema.parse(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  });
});

describe("a change for several organisations", () => {
  it("that somebody else has saved meanwhile shows the ticks and managers that were typed", async () => {
    for (const town of ["falu", "mora", "jour"]) await signed(w, town, { representative: coordinator });
    const start = await asAccount("replacement.start", w.networkId, coordinator.email);
    const id = await begin(start, must(w.orgs.falu, "falu").id, "representative", false);
    const place = { countySlug: "dalarna", slug: "lansgruppen" };
    const address = paths.commitmentAct(place, id, "utkast");
    const who = new Visitor(site.base).holding(sessionCookie(await sessionFor(coordinator.email)));
    const page = (await who.get(address)).html;
    const typed = {
      "alsoIn.0.chosen": "on",
      "alsoIn.0.managerName": "Berit Ny",
      "alsoIn.0.managerEmail": "berit.ny@ort.example",
    };
    const elsewhere = formIn(page, address, { nyckel: "" });
    expect((await who.post(elsewhere.action, [...elsewhere.entries, ["gor", "spara"]])).status).toBe(303);
    const { action, entries } = formIn(page, address, { ...typed, "representative.name": "Ny Ek" });
    const conflict = await who.post(action, [...entries, ["gor", "spara"]]);
    expect(conflict.status).toBe(409);
    const shown = formIn(conflict.html, address, {}).fields;
    expect(shown).toMatchObject({ ...typed, "representative.name": "Ny Ek" });
    expect(shown).not.toHaveProperty(["alsoIn.1.chosen"]);
  });
});
