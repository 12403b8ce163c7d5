import { notFound } from "~/platform/refusal";
import { Paper } from "~/platform/pdf/paper.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { whenText } from "../rules";
import { posterPage } from "./queries.server";

/** The code on the wall, on one sheet. */
export async function poster(
  permit: NetworkPermit<"attendance.take">,
  id: string,
): Promise<{ bytes: Buffer; name: string; kind: "pdf" }> {
  const { meeting, address, squares, authority, network } = posterPage(permit, id);
  if (!address || !squares) throw notFound();
  const paper = await Paper.open({
    title: `Checka in – ${meeting.title}`,
    author: authority,
    at: permit.now,
  });
  paper.overline(authority);
  paper.heading(1, "Checka in här");
  paper.text(`${meeting.title}. ${whenText(meeting)}.`, { size: 14 });
  paper.space(20);
  paper.squares(squares, 330, `Kod som leder till ${address}`);
  paper.space(16);
  paper.text("Rikta telefonens kamera mot koden, eller skriv adressen i webbläsaren.", { size: 12 });
  paper.text(address, { size: 11, muted: true });
  return {
    bytes: await paper.finish(`${network} · ${meeting.title}`),
    name: `incheckning-${meeting.heldOn}.pdf`,
    kind: "pdf",
  };
}
