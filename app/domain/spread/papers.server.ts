// What an organisation takes with it: a sheet to put up, and a picture the size of a slide.
import { Paper } from "~/platform/pdf/paper.server";
import { slide } from "~/platform/picture.server";
import { squaresOf } from "~/platform/qr";
import { slugOf } from "~/platform/swedish";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { packagePage } from "./queries.server";

const file = (title: string) => slugOf(title).slice(0, 50).replace(/-$/, "") || "att-sprida";

export async function sheet(
  permit: NetworkPermit<"spread.answer">,
  id: string,
  slug: string,
): Promise<{ bytes: Buffer; name: string; kind: "pdf" }> {
  const { item, authority, network, link } = await packagePage(permit, id, slug);
  const paper = await Paper.open({ title: item.title, author: authority, at: permit.now });
  paper.overline(network);
  paper.heading(1, item.title);
  paper.text(item.why, { size: 13, weight: 600 });
  for (const part of item.text.split(/\n\s*\n/)) paper.text(part, { size: 11.5 });
  paper.text(`Till: ${item.targets}`, { muted: true });
  if (link) {
    paper.space(10);
    paper.squares(squaresOf(link), 120, `Kod som leder till ${link}`);
    paper.space(6);
    paper.text(`Läs mer: ${link}`, { muted: true, size: 9.5 });
  }
  return {
    bytes: await paper.finish(`${authority} · ${network}`),
    name: `${file(item.title)}.pdf`,
    kind: "pdf",
  };
}

export async function picture(
  permit: NetworkPermit<"spread.answer">,
  id: string,
  slug: string,
): Promise<{ bytes: Buffer; name: string; kind: "png" }> {
  const { item, authority, network, link } = await packagePage(permit, id, slug);
  return {
    bytes: await slide({
      above: network,
      title: item.title,
      why: item.why,
      below: `Till: ${item.targets} · ${authority}`,
      address: link,
    }),
    name: `${file(item.title)}.png`,
    kind: "png",
  };
}
