// Every form that somebody can come to: the demo county's site, whoever visits it, and the pages that lead from one to the next.
import Database from "better-sqlite3";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import routes from "~/routes";
import { findLinks, stops, visitors, type Visitors, type Who } from "../journeys/tour";
import { machineClock } from "../setup/own-clock";
import { startSite, type Site } from "../setup/server";
import { anchors, formsOf, type Answer, type Form } from "../setup/visitor";
import { freshDatabase } from "./prepare";

export interface Found {
  who: Who;
  /** The page that it stands on. */
  path: string;
  form: Form;
}

const doors = routes
  .map((r) => ({
    path: r.path ?? "",
    page: /export default|as default/.test(readFileSync(`app/${r.file}`, "utf8")),
    fits: new RegExp(`^/${(r.path ?? "").replace(/\./g, "\\.").replace(/:\w+/g, "[^/]+")}$`),
  }))
  .sort((a, b) => a.path.split(":").length - b.path.split(":").length);
/** The most exact door that an address fits. */
const doorOf = (address: string) => doors.find((d) => d.fits.test(address.split("?")[0] ?? ""));

/** Two forms of one key are the same form about two things. */
const keyOf = ({ who, form }: Found): string =>
  [
    who,
    doorOf(form.action)?.path ?? form.action,
    ...new Set(
      form.fields.map((f) =>
        f.kind === "hidden" && /^(gor|plats|act)$/.test(f.name)
          ? `${f.name}=${f.value}`
          : `${f.kind} ${f.name.replace(/[a-z0-9]{14}|\d+/g, "…")}`,
      ),
    ),
  ].join(" ");

/** The demo county, served on data of its own that can be put back as it was. */
export interface Served {
  site: Site;
  people: Visitors;
  live: Database.Database;
  /** The county as it was when everybody had signed in. */
  putBack: () => Promise<void>;
  stop: () => Promise<void>;
}
export async function serveDemo(): Promise<Served> {
  const { site, database } = await startedDemo();
  try {
    return await settled(site, database);
  } catch (error) {
    await site.stop();
    throw error;
  }
}
async function startedDemo(): Promise<{ site: Site; database: string }> {
  // The tour of the county goes by the machine's own year.
  machineClock();
  const database = freshDatabase();
  const env = { LOG_LEVEL: "error", RECURRING: "none", DATABASE_URL: `file:${database}` };
  execFileSync(process.execPath, ["--import", "tsx", "app/cli/demo.ts"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...env },
  });
  return { site: await startSite(env), database };
}
async function settled(site: Site, database: string): Promise<Served> {
  const people = await visitors(site.base);
  await findLinks(people);
  const live = new Database(database, { readonly: true, timeout: 10_000 });
  const waiting = live.prepare("SELECT count(*) FROM Letter WHERE state IN ('queued', 'sending')").pluck();
  while (waiting.get() !== 0) await pause(50);
  const copy = `${database}.kept`;
  await live.backup(copy);
  const kept = new Database(copy, { readonly: true });
  return {
    site,
    people,
    live,
    putBack: async () => {
      // Where the site is just writing, the driver says that it is done and has copied nothing.
      for (let tries = 0; (await kept.backup(database)).totalPages === 0; tries++) {
        if (tries > 500) throw new Error("the county could not be put back");
        await pause(10);
      }
    },
    stop: async () => {
      kept.close();
      live.close();
      await site.stop();
    },
  };
}

/** A few pages of each door for each visitor: what stands on a page depends on the state of what it is about. */
const pagesOfADoor = 4;
interface Place {
  who: Who;
  path: string;
}
/** Where a page leads, of what can be read as a page. */
const leadsTo = ({ html, at }: Answer): string[] =>
  anchors(html)
    .map(({ href }) => (href.startsWith("?") ? (at.split("?")[0] ?? "") + href : href).split("#")[0] ?? "")
    .filter((to) => to.startsWith("/") && doorOf(to)?.page === true);

export async function formsOfAll({ people }: Pick<Served, "people">): Promise<Found[]> {
  const forms = new Map<string, Found>();
  const seen = new Set<string>();
  const counted = new Map<string, number>();
  const learn = ({ who }: Place, page: Answer) => {
    for (const form of formsOf(page.html, page.at)) {
      const found = { who, path: page.at, form };
      if (form.method === "post" && !forms.has(keyOf(found))) forms.set(keyOf(found), found);
    }
  };
  const isWanted = ({ who, path }: Place): boolean => {
    const about = `${who} ${doorOf(path)?.path ?? ""}${path.includes("?") ? "?" : ""}`;
    const count = counted.get(about) ?? 0;
    if (count >= pagesOfADoor || seen.has(`${who} ${path}`)) return false;
    counted.set(about, count + 1);
    return true;
  };
  let next: Place[] = stops.map(([, who, path]) => ({ who, path: path() }));
  while (next.length > 0) {
    const further: Place[] = [];
    for (const place of next) {
      const about = `${place.who} ${place.path}`;
      if (seen.has(about)) continue;
      seen.add(about);
      const page = await people[place.who].get(place.path);
      if (!page.type.startsWith("text/html")) continue;
      learn(place, page);
      further.push(
        ...leadsTo(page)
          .map((path) => ({ who: place.who, path }))
          .filter(isWanted),
      );
    }
    next = further;
  }
  return [...forms.values()].filter((f) => f.form.action !== "/logga-ut");
}
