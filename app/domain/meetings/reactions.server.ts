// When a seat changes hands, open invitations pass on by themselves: CANCEL to whoever left, REQUEST to whoever came, and a place in a full room to the next in line.
import { onFact } from "~/platform/events.server";
import { networkById } from "~/domain/access/permits.server";
import { tellHeld } from "~/domain/seats/held.server";
import { longDate } from "~/platform/calendar";
import { must } from "~/platform/must";
import { follow } from "./answering/turns.server";

export function register(): void {
  for (const kind of [
    "seat.taken",
    "seat.left",
    "cover.started",
    "cover.ended",
    "place.given",
    "place.ended",
  ]) {
    onFact(kind, async (tx, event) => {
      const network = must(
        networkById(must(event.networkId, "the network of a fact about a meeting")),
        "the network of a fact",
      );
      for (const m of await tx.meeting.findMany({
        where: { networkId: network.id, state: "convened", heldOn: { gte: event.by.today } },
      }))
        await follow(tx, event.by, network, m);
    });
  }
  tellHeld(async (tx, holder, on) => {
    const invited = await tx.attendee.findMany({
      where: {
        personId: holder.personId,
        networkId: holder.networkId,
        state: "invited",
        meeting: { state: "convened", heldOn: { gte: on } },
      },
      include: { meeting: { select: { title: true, heldOn: true } } },
      orderBy: { meeting: { heldOn: "asc" } },
    });
    return invited.map((a) => ({
      kind: "meeting",
      words: `Kallad till ${a.meeting.title} ${longDate(a.meeting.heldOn)}`,
    }));
  });
}
