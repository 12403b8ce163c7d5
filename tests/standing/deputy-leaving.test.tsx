// A deputy's coming vacancy is seen from the moment it is known, whatever the standing speaks of; and what is to be done about an
// empty seat is the form that is under way for it.
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { saveDraft } from "~/domain/commitments/commands.server";
import { begin, beginByLink, send } from "~/domain/commitments/drafting/commands.server";
import { commitmentView, draftForm } from "~/domain/commitments/queries.server";
import { decline } from "~/domain/commitments/signing/commands.server";
import { yearPage } from "~/domain/meetings/queries.server";
import { vacancyText } from "~/domain/meetings/texts";
import { myNetworks, organisationWaits } from "~/domain/network/mine.server";
import { organisationList } from "~/domain/network/queries.server";
import { statusPaper } from "~/domain/network/status.server";
import { todoList } from "~/domain/network/todo.server";
import { organisationPage } from "~/domain/organisations/queries.server";
import { leave } from "~/domain/seats/commands.server";
import { managersPage, overviewPage, standingPage } from "~/domain/standing/queries.server";
import { standingSheet } from "~/domain/standing/papers.server";
import { sendToManager } from "~/domain/standing/sending.server";
import { setClock } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { must } from "~/platform/must";
import { WaitsList } from "~/routes/access/views/waits";
import { StandingTag } from "~/routes/network/standing";
import { grouped, todoItem } from "~/routes/network/todo-words";
import { textOf } from "../sealing/paper";
import { asAccount, asLink, asMe, browser, draftFor, linkTo, signed, signer, signWith } from "../world";
import { activate, at, everySurface, holdingOf, makeIt, staff, w, type Name } from "./surfaces";

const place = { countySlug: "dalarna", slug: "lansgruppen" };
const org = (name: Name) => must(w.orgs[name], name);
const text = (node: React.ReactNode) =>
  renderToStaticMarkup(<>{node}</>)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

async function leaves(name: Name, seat: "representative" | "deputy", lastOn: string) {
  const held = must(await holdingOf(name, seat), "the seat");
  await leave(await staff("seat.leave"), { holdingId: held.id, lastOn, why: "x" }, "");
}
/** A form for one seat: a draft, or sent to the manager. */
async function change(name: Name, seat: "representative" | "deputy", startOn: string, sent = true) {
  const fill = await staff("commitment.fill");
  const id = await begin(await staff("replacement.start"), org(name).id, seat, true);
  const person = { name: "Ny Person", email: `ny.${seat}@${name}.example` };
  const manager = { name: "Karin Chef", email: `chef@${name}.example` };
  const own =
    seat === "deputy"
      ? {
          representative: undefined,
          deputy: person,
          sameManager: "",
          manager: undefined,
          deputyManager: manager,
        }
      : { representative: person };
  const draft = draftFor(name, { ...own, startOn });
  await saveDraft(fill, id, draft, (await draftForm(fill, id)).version);
  if (sent) await send(fill, id, (await draftForm(fill, id)).version);
  return id;
}
/** What every place says of an organisation. */
async function said(name: Name, by = `asa.blom@${name}.example`) {
  const { slug } = org(name);
  const line = must(
    organisationList(await staff("network.see")).find((l) => l.slug === slug),
    name,
  );
  const year = async (y: string) =>
    yearPage(await staff("meeting.see"), y)
      .vacancies.filter((v) => v.slug === slug)
      .map((v) => `${v.on} ${vacancyText(v)}`);
  const { todo } = todoList(await staff("todo.see"));
  const map = overviewPage(await staff("overview.see"), { year: null, duty: "seat" });
  const own = await asAccount("organisation.see", w.networkId, by);
  const waits = organisationWaits(own, slug, organisationPage(own, slug, null).now);
  const seat = standingPage(await staff("standing.see"), slug, null).duties.find((d) => d.duty === "seat");
  return {
    table: text(<StandingTag now={line.now} invitation={line.invitation} />),
    year: [...(await year("2028")), ...(await year("2029"))],
    todo: grouped(todo.filter((t) => t.slug === slug))
      .map((t) => todoItem(t, place, ""))
      .map((t) => `${text(t.title)} | ${text(t.text)} | ${text(t.action)}`),
    map: [...map.tiles, ...map.others]
      .filter((t) => t.slug === slug)
      .map((t) => `${t.word}, ${t.beside ?? ""}`),
    status: textOf((await statusPaper(await staff("status.see"))).bytes).replace(/\s+/g, " "),
    sheet: textOf((await standingSheet(await staff("standing.see"), slug, null)).bytes).replace(/\s+/g, " "),
    waits: waits && text(<WaitsList waits={waits} place={place} />),
    links: renderToStaticMarkup(<>{waits && <WaitsList waits={waits} place={place} />}</>),
    duty: seat && `${seat.word}, ${seat.beside ?? ""}`,
    next: seat?.next?.words ?? null,
  };
}

beforeAll(async () => {
  at("2028-09-01");
  await makeIt();
  for (const name of ["falu", "mora", "leksand"] as const) await signed(w, name, { startOn: "2028-09-01" });
  await activate();
  at("2028-10-02");
});
afterAll(() => setClock(null));

describe("a deputy who leaves", () => {
  const last = "Ersättaren slutar 31 december 2028";
  const inTheYear = [
    "2028-12-31 Falu kommun: ersättarens sista dag",
    "2029-01-01 Falu kommun: ersättarens plats blir vakant",
  ];
  const row = `Falu kommun: ersättaren slutar | ${last}. | Utse ersättare för Falu kommun`;
  it("is in the year, the list of what to do, the table, the map and the status, alone", async () => {
    await leaves("falu", "deputy", "2028-12-31");
    const now = await said("falu");
    expect(now.year).toEqual(inTheYear);
    expect(now.table).toBe(last);
    expect(now.status).toContain("Ersättare som slutar 1: Falu kommun (31 december 2028)");
    expect(now.todo).toContain(row);
    await everySurface();
  });
  it("beside a form for the other seat that is out for signature, and one that is declined", async () => {
    await change("falu", "representative", "2028-10-20");
    for (const word of ["Väntar på underskrift", "Chefen har avböjt"]) {
      const now = await said("falu");
      expect.soft(now.year).toEqual(inTheYear);
      expect.soft(now.table).toBe(`${word} ${last}`);
      expect.soft(now.todo).toContain(row);
      expect.soft(now.map).toEqual([`${word}, ${last}`]);
      expect.soft(now.duty).toBe(`${word}, ${last}`);
      expect.soft(now.sheet).toContain(last);
      expect.soft(now.status).toContain("Ersättare som slutar 1: Falu kommun (31 december 2028)");
      expect.soft(now.waits).toContain(`Utse en ersättare för Falu kommun. ${last}`);
      await everySurface();
      if (word === "Väntar på underskrift")
        await decline(await signer("chef@falu.example"), { why: "Fel person" }, browser);
    }
  });
  it("together with the representative, each seat with its day and its row", async () => {
    await leaves("mora", "representative", "2028-12-31");
    await leaves("mora", "deputy", "2028-12-31");
    const now = await said("mora");
    expect(now.year).toEqual([
      "2028-12-31 Mora kommun: representantens sista dag",
      "2028-12-31 Mora kommun: ersättarens sista dag",
      "2029-01-01 Mora kommun: representantens plats blir vakant",
      "2029-01-01 Mora kommun: ersättarens plats blir vakant",
    ]);
    expect(now.table).toBe(`Blir vakant 1 januari 2029 ${last}`);
    expect(now.todo.map((t) => t.split(" | ")[0])).toEqual(
      expect.arrayContaining(["Mora kommun: representanten slutar", "Mora kommun: ersättaren slutar"]),
    );
    expect(now.status).toContain(
      "Ersättare som slutar 2: Falu kommun (31 december 2028), Mora kommun (31 december 2028)",
    );
    expect(now.waits).toContain("Utse en representant för Mora kommun. Blir vakant 1 januari 2029");
    expect(now.waits).toContain(`Utse en ersättare för Mora kommun. ${last}`);
    await everySurface();
  });
  it("is none any more where a signed form fills the seat by then", async () => {
    const id = await change("mora", "deputy", "2029-01-01");
    const sent = await said("mora");
    expect(sent.todo).toContain(
      `Mora kommun: ersättaren slutar | ${last}. Byte av ersättare: väntar på underskrift. | Visa blanketten`,
    );
    expect(sent.waits).toContain(`Be chefen skriva under för Mora kommun. ${last}`);
    expect(sent.links).toContain(`/uppdrag/${id}"`);
    // The form is not one for the representative's seat, which is left as well.
    expect(sent.waits).toContain("Utse en representant för Mora kommun. Blir vakant 1 januari 2029");
    expect(sent.next).toBe("Utse en representant");
    expect(sent.todo.find((t) => t.startsWith("Mora kommun: representanten slutar"))).toContain(
      "Utse representant",
    );
    await signWith(await signer("chef@mora.example"));
    const now = await said("mora");
    expect(now.year.filter((y) => y.includes("ersättaren"))).toEqual([]);
    for (const place of [now.table, now.todo.join(), now.map.join(), now.waits, now.sheet])
      expect(place).not.toContain("rsättaren slutar");
    await everySurface();
  });
});

describe("what is next for an empty seat", () => {
  const per = "per.ost@leksand.example";
  const since = "för Leksands kommun. Vakant sedan 11 oktober 2028";
  /** What waits, on the own organisation's page and on one's own: the words and where they lead. */
  async function waiting() {
    const now = await said("leksand", per);
    const mine = must(
      myNetworks(await asMe(per)).find((n) => n.id === w.networkId),
      "the network",
    );
    const own = renderToStaticMarkup(<WaitsList waits={mine.waits} place={place} />);
    const line = (html: string) =>
      html.match(/<a href="([^"]+)">([^<]* för Leksands kommun[^<]*)</)?.slice(1);
    expect(line(own)).toEqual(line(now.links));
    const [href, words] = must(line(own), "the line of the seat");
    return { href, words, next: now.next, sheet: now.sheet };
  }
  /** To whoever can neither go on with a form nor put it right, the seat is to be filled. */
  async function toBeFilled() {
    const { href, words, next, sheet } = await waiting();
    expect.soft(words).toContain(`Utse en representant ${since}`);
    expect.soft(href).toMatch(/\/byt-representant$/);
    expect.soft(next).toBe("Utse en representant");
    expect.soft(sheet).not.toMatch(/Gör klart blanketten|Rätta blanketten/);
  }
  it("is the seat, or the form that waits for its signature", async () => {
    await leaves("leksand", "representative", "2028-10-10");
    at("2028-10-11");
    expect((await said("leksand", "per.ost@leksand.example")).next).toBe("Utse en representant");
    const id = await change("leksand", "representative", "2028-10-20", false);
    // The county board's own draft is nobody else's.
    await toBeFilled();
    const fill = await staff("commitment.fill");
    await send(fill, id, (await draftForm(fill, id)).version);
    const sent = await said("leksand", "per.ost@leksand.example");
    expect.soft(sent.next).toBe("Be chefen skriva under");
    expect.soft(sent.duty).toBe("Vakant, ");
    expect.soft(sent.waits).toContain(`Be chefen skriva under ${since}`);
  });
  it("to the manager it says that she signs", async () => {
    await sendToManager(await staff("standing.send"), org("leksand").slug);
    const link = await linkTo("standing", "chef@leksand.example");
    const page = managersPage(asLink("standing.read", link), "2028");
    expect(page.duties.find((d) => d.duty === "seat")?.next).toMatch(/^Skriv under blanketten\./);
    expect(await db.signature.count({ where: { state: "pending", email: "chef@leksand.example" } })).toBe(1);
  });
  it("is the seat again where another's form is declined, or the manager writes one by her link", async () => {
    await decline(await signer("chef@leksand.example"), { why: "Fel person" }, browser);
    await toBeFilled();
    at("2028-10-12");
    await beginByLink(
      asLink("replacement.start", await linkTo("replace", "chef@leksand.example")),
      "representative",
    );
    await toBeFilled();
  });
  it("is one's own form, to be finished and put right", async () => {
    at("2028-10-13");
    const id = await begin(
      await asAccount("replacement.start", w.networkId, per),
      org("leksand").id,
      "representative",
      false,
    );
    const fill = await asAccount("commitment.fill", w.networkId, per);
    const draft = await waiting();
    expect.soft(draft.words).toContain(`Gör klart blanketten ${since}`);
    expect.soft(draft.href).toMatch(new RegExp(`/${id}$`));
    expect
      .soft((await commitmentView(await asAccount("commitment.see", w.networkId, per), id)).may.continue)
      .toBe(true);
    // The organisation's next step is everybody's.
    expect.soft(draft.next).toBe("Utse en representant");
    const person = { name: "Egen Person", email: "egen@leksand.example" };
    const mine = draftFor("leksand", { representative: person, startOn: "2028-10-20" });
    await saveDraft(fill, id, mine, (await draftForm(fill, id)).version);
    await send(fill, id, (await draftForm(fill, id)).version);
    await decline(await signer("chef@leksand.example"), { why: "Fel person" }, browser);
    const declined = await waiting();
    expect.soft(declined.words).toContain(`Rätta blanketten och skicka den igen ${since}`);
    expect.soft(declined.href).toMatch(new RegExp(`/${id}$`));
    expect
      .soft((await commitmentView(await asAccount("commitment.see", w.networkId, per), id)).may.copy)
      .toBe(true);
  });
  it("is nothing once a form is signed", async () => {
    at("2028-10-14");
    await change("leksand", "representative", "2028-10-30");
    await signWith(await signer("chef@leksand.example"));
    const now = await said("leksand", "per.ost@leksand.example");
    expect(now.table).toContain("Vakant sedan 11 oktober 2028");
    expect(now.next).toBeNull();
    expect(now.waits).not.toContain("Leksands kommun");
  });
});
