// What an organisation's page says of its form: each thing once, and nothing as to come that is.
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { begin, send } from "~/domain/commitments/drafting/commands.server";
import { saveDraft } from "~/domain/commitments/commands.server";
import { draftForm } from "~/domain/commitments/queries.server";
import { organisationPage } from "~/domain/organisations/queries.server";
import { addDays, longDate } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { Channels, Notices, OwnStanding } from "~/routes/organisations/views/cards";
import {
  asAccount,
  draftFor,
  makeWorld,
  movedIn,
  signed,
  signer,
  signWith,
  strategist,
  type World,
} from "../world";

let w: World;
const words = (node: React.ReactNode) =>
  renderToStaticMarkup(<>{node}</>)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
const pageOf = async (slug: string) =>
  organisationPage(await asAccount("organisation.see", w.networkId, strategist), slug, null);
beforeAll(async () => {
  w = await makeWorld();
});

describe("an organisation's page", () => {
  it("says once that a change waits, with the way to it", async () => {
    await signed(w, "falu");
    const on = addDays(today(), 30);
    const { id: organisationId = "", slug = "" } = w.orgs.falu ?? {};
    const id = await begin(
      await asAccount("replacement.start", w.networkId, strategist),
      organisationId,
      "representative",
      true,
    );
    const fill = await asAccount("commitment.fill", w.networkId, strategist);
    const draft = draftFor("falu", {
      representative: { name: "Ny Person", email: "ny@falu.example" },
      startOn: on,
    });
    const said = async () => {
      const page = await pageOf(slug);
      return words(
        <>
          <OwnStanding page={page} />
          <Notices page={page} />
        </>,
      );
    };
    expect((await said()).match(/Byte av representant: påbörjad/g)).toHaveLength(1);
    await saveDraft(fill, id, draft, (await draftForm(fill, id)).version);
    await send(fill, id, (await draftForm(fill, id)).version);
    expect((await said()).match(/Byte av representant: väntar på underskrift/g)).toHaveLength(1);
    await signWith(await signer("chef@falu.example"));
    const signedWords = await said();
    expect(signedWords.match(/Byte av representant: undertecknad/g)).toHaveLength(1);
    expect(signedWords).toContain(`gäller från ${longDate(on)}. Visa`);
  });
  it("says that nothing is given where the form is in force, and that it will be where none is", async () => {
    const none = await pageOf(w.orgs.mora?.slug ?? "");
    expect(words(<Channels page={none} />)).toContain("Kommer från blanketten.");
    await movedIn(w);
    const page = await pageOf("rattviks-kommun");
    expect(page.channels).toEqual([]);
    expect(words(<Channels page={page} />)).toContain("Ingen har lagt in någon kontaktväg.");
  });
});
