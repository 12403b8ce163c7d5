// The menu of whoever is signed in, and which of it the page they are on belongs to. Pure.
import { paths, type Place } from "~/paths";
import type { NavLink } from "~/ui/shell";

interface Entry {
  href: string;
  label: string;
  /** Other addresses whose pages belong to it. */
  also?: string[];
}
export interface MenuOf {
  path: string;
  place: Place | null;
  strategist: boolean;
  administrator: boolean;
  /** The addresses' names of the organisations that the member sits for in the network. */
  sitsFor: readonly string[];
}

const covers = (path: string, address: string) => path === address || path.startsWith(`${address}/`);
/** How much of the address an entry names; the one that names most is where the page belongs. */
const reach = (path: string, { href, also = [] }: Entry) =>
  Math.max(0, ...[href, ...also].filter((a) => covers(path, a)).map((a) => a.length));
function marked(path: string, nav: readonly Entry[], more: readonly Entry[]) {
  const most = [...nav, ...more].reduce<Entry | null>(
    (best, e) => (reach(path, e) > (best ? reach(path, best) : 0) ? e : best),
    null,
  );
  const link = (e: Entry): NavLink => ({ href: e.href, label: e.label, current: e === most });
  return { nav: nav.map(link), more: more.map(link) };
}

const strategists = (place: Place): { nav: Entry[]; more: Entry[] } => {
  return {
    nav: [
      { href: paths.todo(place), label: "Att göra" },
      { href: paths.overview(place), label: "Läget" },
      {
        href: paths.organisations(place),
        label: "Organisationer",
        also: [
          paths.part(place, "uppdrag"),
          paths.part(place, "underskrifter"),
          paths.part(place, "skyddad"),
          paths.invite(place),
          paths.moveIn(place),
          paths.addresses(place),
          paths.members(place),
        ],
      },
      { href: paths.meetings(place), label: "Möten" },
      { href: paths.groups(place), label: "Arbetsgrupper" },
      { href: paths.efforts(place), label: "På hemmaplan" },
      { href: paths.spread(place), label: "Sprida" },
      { href: paths.inquiries(place), label: "Samla in" },
    ],
    more: [
      { href: paths.material(place), label: "Material" },
      { href: paths.findings(place), label: "Lärdomar" },
      { href: paths.questions(place), label: "Frågor att lyfta" },
      { href: paths.visits(place), label: "Kommunbesök" },
      { href: paths.notices(place), label: "Utskick", also: [paths.part(place, "mejl")] },
      { href: paths.settings(place), label: "Inställningar" },
    ],
  };
};
const members = (place: Place, sitsFor: readonly string[]): { nav: Entry[]; more: Entry[] } => ({
  nav: [
    {
      href: paths.mine,
      label: "Min organisation",
      also: [
        paths.part(place, "uppdrag"),
        ...sitsFor.flatMap((slug) => [paths.organisation(place, slug), paths.standing(place, slug)]),
      ],
    },
    { href: paths.meetings(place), label: "Möten" },
    { href: paths.groups(place), label: "Arbetsgrupper" },
    { href: paths.efforts(place), label: "På hemmaplan" },
    { href: paths.spread(place), label: "Sprida" },
    { href: paths.inquiries(place), label: "Samla in" },
    { href: paths.material(place), label: "Material" },
    {
      href: paths.organisations(place),
      label: "Organisationer",
      also: [paths.members(place)],
    },
  ],
  more: [
    { href: paths.findings(place), label: "Lärdomar" },
    { href: paths.questions(place), label: "Frågor att lyfta" },
  ],
});

export function menuOf({ path, place, strategist, administrator, sitsFor }: MenuOf): {
  nav: NavLink[];
  more: NavLink[];
} {
  const administration: Entry[] = administrator
    ? [{ href: paths.administration, label: "Administration" }]
    : [];
  if (!place) return marked(path, administration, []);
  if (strategist) {
    const { nav, more } = strategists(place);
    return marked(path, nav, [...more, ...administration]);
  }
  if (sitsFor.length > 0) {
    const { nav, more } = members(place, sitsFor);
    return marked(path, nav, [...more, ...administration]);
  }
  return marked(path, [], administration);
}
