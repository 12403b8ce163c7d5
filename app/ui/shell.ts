export interface NavLink {
  href: string;
  label: string;
  current: boolean;
}

/** What every page's frame needs to know; filled by the porter. */
export interface Shell {
  network: { name: string; countyName: string; authority: string; href: string } | null;
  signedInAs: string | null;
  nav: NavLink[];
  /** What is needed now and then, behind "Mer". */
  more: NavLink[];
  /** Said once, after a post. */
  notice: string | null;
  demo: boolean;
}
