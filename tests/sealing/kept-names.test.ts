// Names that no paper can write stop where they are typed, and one that was kept before stops the form when it is sent, never when it is sealed.
import { describe, expect, it } from "vitest";
import { send } from "~/domain/commitments/drafting/commands.server";
import { linkForm } from "~/domain/commitments/queries.server";
import { misdirectSchema } from "~/domain/commitments/signing/schema";
import { meetingSchema, yearSchema } from "~/domain/meetings/schema";
import { pollSchema } from "~/domain/meetings/polls/schema";
import { organisationSchema } from "~/domain/network/schema";
import { renameOrganisation } from "~/domain/organisations/commands.server";
import { transact } from "~/platform/db.server";
import { inLatin } from "~/platform/printable";
import { asAccount, asLink, drafted, linkTo, makeWorld, strategist } from "../world";

const other = "محمد علی";
const times = { heldOn: "2027-03-01", fromTime: "09:00", toTime: "10:00" };

describe("a name in another script", () => {
  it.each([
    ["a meeting's title", meetingSchema.safeParse({ kind: "ordinary", title: other, ...times })],
    ["a meeting's place", meetingSchema.safeParse({ kind: "ordinary", title: "M", place: other, ...times })],
    ["a year's titles", yearSchema.safeParse({ meetings: [{ title: other, ...times }] })],
    [
      "a date poll's title",
      pollSchema.safeParse({ title: other, options: [times, { ...times, heldOn: "2027-03-02" }] }),
    ],
    ["a principal", organisationSchema.safeParse({ name: "Samverkan", kind: "agency", principal: other })],
    ["another manager's title", misdirectSchema.safeParse({ name: "Kim", title: other, email: "a@b.se" })],
  ])("is asked about at its field: %s", (_, parsed) => {
    expect(parsed.error?.issues.map((i) => i.message)).toEqual([inLatin]);
  });
});

describe("an organisation whose name was kept before", () => {
  it("stops its form when it is sent, and is sent once it is renamed", async () => {
    const w = await makeWorld();
    const id = await drafted(w, "mora");
    await transact((tx) =>
      tx.organisation.update({ where: { id: w.orgs.mora!.id }, data: { name: "日本協会" } }),
    );
    const link = asLink("commitment.fill", await linkTo("fill", "registrator@mora.example", w.orgs.mora!.id));
    await expect(send(link, id, (await linkForm(link)).version)).rejects.toMatchObject({
      errors: { form: [expect.stringContaining("Be länsstyrelsen skriva namnet med latinska bokstäver")] },
    });
    const manage = await asAccount("organisation.manage", w.networkId, strategist);
    await renameOrganisation(manage, w.orgs.mora!.id, "Nihon kyokai");
    await send(link, id, (await linkForm(link)).version);
  });
});
