/** What every page's frame needs to know; filled by the porter. */
export interface Shell {
  network: { name: string; countyName: string; authority: string; href: string } | null;
  signedInAs: string | null;
  nav: { href: string; label: string; current: boolean }[];
  /** Said once, after a post. */
  notice: string | null;
  demo: boolean;
}
