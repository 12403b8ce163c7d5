// The demo county: a representative who wants one letter a week.
import { permit } from "~/domain/access/permits.server";
import { chooseMail } from "~/domain/digest/commands.server";
import { now } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { must } from "~/platform/must";
import { atDay } from "./actors";

export async function makeDigest(networkId: string): Promise<void> {
  atDay(-27, 12);
  const seat = await db.holding.findFirstOrThrow({
    where: { networkId, seat: "representative", untilOn: null, organisation: { name: "Falu kommun" } },
    include: { person: { include: { account: true } } },
  });
  const { id, email } = must(seat.person.account, "an account");
  await chooseMail(
    permit(
      "me.see",
      { account: { id, email, sessionId: "", strength: "email", name: null }, link: null, now: now() },
      null,
    ),
    { networkId, how: "weekly", weekday: 1 },
  );
}
