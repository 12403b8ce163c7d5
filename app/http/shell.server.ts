// The frame around every page: whose network it is, who is signed in, where they may go.
import { data, type LoaderFunctionArgs } from "@remix-run/node";
import {
  allNetworks,
  networkAt,
  networkById,
  standingFor,
  type Network,
} from "~/domain/access/permits.server";
import { networkOfToken } from "~/domain/access/tokens.server";
import { now, today } from "~/platform/clock";
import { env } from "~/platform/env.server";
import { paths } from "~/paths";
import type { Shell } from "~/ui/shell";
import { menuOf } from "./menu";
import { pageKey } from "./presses.server";
import { returnedTo, type Returned } from "./returned.server";
import { accountFor, clearNotice, readNotice } from "./session.server";

type Args = Pick<LoaderFunctionArgs, "request" | "params"> & { context: object };
const placeOf = (n: Network) => ({ countySlug: n.countySlug, slug: n.slug });

/** The network that the address names, or that its personal link is of. */
function networkOf({ county, network, token }: LoaderFunctionArgs["params"]): Network | null {
  if (county && network) return networkAt(county, network);
  const id = token ? networkOfToken(token) : null;
  return id ? networkById(id) : null;
}

const signedInAgain = "Du är inloggad igen. Det du skrev står kvar men är inte sparat än.";
const madeBefore = "Det du skickade först är redan sparat. Din ändring står här men är inte sparad än.";
const returnedWords = (returned: Returned | null): string | null =>
  returned && Object.keys(returned.errors).length === 0
    ? `${returned.made ? madeBefore : signedInAgain}${returned.files ? " Filer följde inte med. Välj dem på nytt." : ""}`
    : null;
const typedOf = (returned: Returned | null): Shell["typed"] =>
  returned && { ...returned.form, values: returned.values, errors: returned.errors };

export async function readShell(args: LoaderFunctionArgs) {
  const said = await readNotice(args.request);
  const shell = await shellOf(args, said);
  return said ? data(shell, { headers: { "Set-Cookie": await clearNotice() } }) : shell;
}

/** The frame around a page, also of a post that was refused: Remix then asks no loader. */
export async function shellOf(args: Args, said: string | null = null): Promise<Shell> {
  const { request, params } = args;
  const path = new URL(request.url).pathname;
  const account = await accountFor(args, now());
  const returned = returnedTo(args);
  let network = networkOf(params);
  let menu: Pick<Shell, "nav" | "more"> = { nav: [], more: [] };
  if (account) {
    const { staff, seats } = standingFor(account, today());
    const own = [...staff, ...seats].map((s) => s.networkId).filter((id): id is string => id !== null);
    if (!network && own.length) network = allNetworks().find((n) => n.id === own[0]) ?? null;
    const here = network?.id;
    menu = menuOf({
      path,
      place: network && placeOf(network),
      strategist: staff.some((s) => s.role === "strategist" && s.networkId === here),
      administrator: staff.some((s) => s.role === "administrator"),
      sitsFor: seats.filter((s) => s.networkId === here).map((s) => s.slug),
    });
  } else if (!network) {
    const [only, ...others] = allNetworks();
    if (only && others.length === 0) network = only;
  }
  return {
    network: network && {
      name: network.name,
      shortName: network.shortName,
      countyName: network.countyName,
      authority: network.authority,
      href: paths.network(placeOf(network)),
    },
    signedInAs: account?.email ?? null,
    ...menu,
    notice: returnedWords(returned) ?? said,
    demo: env.demoMailbox,
    key: pageKey(now()),
    typed: typedOf(returned),
  };
}
