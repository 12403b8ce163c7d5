import { rows } from "~/platform/db.server";
import { monday } from "~/platform/weekly";
import { accountOf, allNetworks, type Permit, standingFor } from "~/domain/access/permits.server";

/** The networks in which the account has a seat, with what has been chosen in each. */
export function mailChoices(permit: Permit<"me.see">) {
  const { seats } = standingFor(accountOf(permit), permit.today);
  const chosen = rows<{ networkId: string; weekday: number | null; held: number }>(
    `SELECT c.networkId, c.weekday, (SELECT count(*) FROM Letter l WHERE l.personId = c.personId AND l.networkId = c.networkId AND l.state = 'held') AS held
     FROM MailChoice c WHERE c.weekly AND c.personId IN (SELECT value FROM json_each(?1))`,
    JSON.stringify(seats.map((s) => s.personId)),
  );
  return {
    networks: allNetworks()
      .filter((n) => seats.some((s) => s.networkId === n.id))
      .map((n) => {
        const c = chosen.find((x) => x.networkId === n.id);
        return {
          id: n.id,
          name: n.name,
          countyName: n.countyName,
          how: c ? ("weekly" as const) : ("direct" as const),
          weekday: c?.weekday ?? monday,
          held: c?.held ?? 0,
        };
      }),
  };
}
