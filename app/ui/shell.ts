import type { Typed } from "./typed";

export interface NavLink {
  href: string;
  label: string;
  current: boolean;
}

/** What every page's frame needs to know; filled by the porter. */
export interface Shell {
  network: { name: string; shortName: string; countyName: string; authority: string; href: string } | null;
  signedInAs: string | null;
  nav: NavLink[];
  /** What is needed now and then, behind "Mer". */
  more: NavLink[];
  /** Said once, after a post. */
  notice: string | null;
  demo: boolean;
  /** What this reading of the page is known by; its forms carry it. */
  key: string;
  /** What comes back to one of its forms. */
  typed: Typed | null;
}

/** What stands at the top left and after every page's name: the network's own name, or what all of them are. */
export const siteName = (shell: Shell | null | undefined): string =>
  shell?.network?.shortName ?? "Länens nätverk";

/** "Svara på kallelsen – Länsgruppen": a page's name and whose it is. The frame knows that, wherever the page lies. */
export const titled = (matches: readonly { id: string; data: unknown }[], page: string): string =>
  `${page} – ${siteName(matches.find((m) => m.id === "root")?.data as Shell | undefined)}`;
