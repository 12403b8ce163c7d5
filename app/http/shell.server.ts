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
import { env, randomToken } from "~/platform/env.server";
import { paths } from "~/paths";
import type { NavLink, Shell } from "~/ui/shell";
import { returnedTo } from "./returned.server";
import { accountFor, clearNotice, readNotice } from "./session.server";

const placeOf = (n: Network) => ({ countySlug: n.countySlug, slug: n.slug });

/** The network that the address names, or that its personal link is of. */
function networkOf({ county, network, token }: LoaderFunctionArgs["params"]): Network | null {
  if (county && network) return networkAt(county, network);
  const id = token ? networkOfToken(token) : null;
  return id ? networkById(id) : null;
}

const returnedWords = (files: boolean) =>
  `Du är inloggad igen. Det du skrev står kvar men är inte sparat än.${files ? " Filer följde inte med. Välj dem på nytt." : ""}`;

export async function readShell(args: LoaderFunctionArgs) {
  const { request, params } = args;
  const path = new URL(request.url).pathname;
  const [account, said] = [await accountFor(args, now()), await readNotice(request)];
  const returned = returnedTo(args);
  let network = networkOf(params);
  let [nav, more]: [NavLink[], NavLink[]] = [[], []];
  if (account) {
    const { staff, seats } = standingFor(account, today());
    const own = [...staff, ...seats].map((s) => s.networkId).filter((id): id is string => id !== null);
    if (!network && own.length) network = allNetworks().find((n) => n.id === own[0]) ?? null;
    if (network) {
      const place = placeOf(network);
      const here = (href: string, label: string) => ({
        href,
        label,
        current: path === href || path.startsWith(`${href}/`),
      });
      if (staff.some((s) => s.role === "strategist" && s.networkId === network!.id)) {
        nav = [
          here(paths.todo(place), "Att göra"),
          here(paths.overview(place), "Läget"),
          here(paths.organisations(place), "Organisationer"),
          here(paths.meetings(place), "Möten"),
          here(paths.groups(place), "Arbetsgrupper"),
          here(paths.efforts(place), "På hemmaplan"),
          here(paths.spread(place), "Sprida"),
          here(paths.inquiries(place), "Samla in"),
        ];
        more = [
          here(paths.material(place), "Material"),
          here(paths.findings(place), "Lärdomar"),
          here(paths.questions(place), "Frågor att lyfta"),
          here(paths.visits(place), "Kommunbesök"),
          here(paths.notices(place), "Besked"),
          here(paths.settings(place), "Inställningar"),
        ];
      } else if (seats.some((s) => s.networkId === network!.id)) {
        nav = [
          here(paths.mine, "Min organisation"),
          here(paths.meetings(place), "Möten"),
          here(paths.groups(place), "Arbetsgrupper"),
          here(paths.efforts(place), "På hemmaplan"),
          here(paths.spread(place), "Sprida"),
          here(paths.inquiries(place), "Samla in"),
          here(paths.material(place), "Material"),
          here(paths.organisations(place), "Organisationer"),
        ];
        more = [here(paths.findings(place), "Lärdomar"), here(paths.questions(place), "Frågor att lyfta")];
      }
      if (staff.some((s) => s.role === "administrator"))
        more.push(here(paths.administration, "Administration"));
    } else if (staff.some((s) => s.role === "administrator"))
      nav = [{ href: paths.administration, label: "Administration", current: path === paths.administration }];
  } else if (!network) {
    const all = allNetworks();
    if (all.length === 1) network = all[0]!;
  }
  const shell: Shell = {
    network: network && {
      name: network.name,
      shortName: network.shortName,
      countyName: network.countyName,
      authority: network.authority,
      href: paths.network(placeOf(network)),
    },
    signedInAs: account?.email ?? null,
    nav,
    more,
    notice: returned ? returnedWords(returned.files) : said,
    demo: env.demoMailbox,
    key: randomToken(9),
  };
  return data(shell, said ? { headers: { "Set-Cookie": await clearNotice() } } : undefined);
}
