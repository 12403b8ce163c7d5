// What the parts of the seed share: how big the county is, its rows, its facts and its people.
import type Database from "better-sqlite3";
import { chained } from "../../app/platform/events.server";
import { nanoid } from "../../app/platform/ids";
import { sortKey } from "../../app/platform/sort-key";
import { emailKey, searchKey } from "../../app/platform/swedish";
import { quick } from "./measure";

export const organisations = quick ? 40 : 300;
export const years = 10;
export const mailbox = "kvinnofrid.dalarna@lansstyrelsen.example";

type Value = string | number | boolean | Date | null;
export type Row = Record<string, Value>;
export interface Line {
  at: Date;
  organisationId: string;
  subjectType: string;
  subjectId: string;
  kind: string;
  actorKind: string;
  data: Record<string, string | null>;
}
export interface Person {
  id: string;
  name: string;
  title: string;
  email: string;
  phone: string;
  hidden: boolean;
}
export type Seat = "representative" | "deputy";

export const given =
  "Åsa Per Karin Nils Märta Olle Sofia Lars Fatima Göran Ylva José Hanna Örjan Siv Björn Lena Tove Ulla Kerstin Zeynep Ingrid Eva Maja Anna Stefan Birgitta".split(
    " ",
  );
export const family =
  "Blom Öst Dahlman Äng Sjöö Hedman Vår Lindh Ek Frisk Wikner Rask Norén Höst Stolt Skog Sommar Åkerblom Bäck Modig Ström Öman Hed".split(
    " ",
  );

function stored(v: Value) {
  if (v instanceof Date) return v.toISOString().replace("Z", "+00:00");
  return typeof v === "boolean" ? Number(v) : v;
}

export class County {
  readonly id = nanoid();
  readonly networkId = nanoid();
  readonly accountId = nanoid();
  readonly events: Line[] = [];
  rows = 0;
  people = 0;
  private readonly statements = new Map<string, Database.Statement>();
  constructor(
    private readonly database: Database.Database,
    readonly today: string,
  ) {}

  put(table: string, row: Row): void {
    const columns = Object.keys(row);
    const key = `${table}:${columns.join()}`;
    let statement = this.statements.get(key);
    if (!statement)
      this.statements.set(
        key,
        (statement = this.database.prepare(
          `INSERT INTO "${table}" (${columns.map((c) => `"${c}"`).join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
        )),
      );
    statement.run(Object.values(row).map(stored));
    this.rows++;
  }

  person(domain: string, hidden = false): Person {
    const n = this.people++;
    const name = `${given[(n * 7) % given.length]!} ${family[(n * 5 + Math.floor(n / given.length)) % family.length]!}`;
    const p = {
      id: nanoid(),
      name,
      title: n % 3 ? "Kvinnofridssamordnare" : "Utvecklare",
      email: `p${n}@${domain}`,
      phone: n % 4 ? "" : `0243-${String(10_000 + n).slice(-5)}`,
      hidden,
    };
    const shown = hidden ? "Skyddad person" : name;
    this.put("Person", {
      id: p.id,
      countyId: this.id,
      accountId: null,
      name: shown,
      sortKey: sortKey(shown),
      searchKey: searchKey(shown),
      email: hidden ? null : p.email,
      emailKey: hidden ? null : emailKey(p.email),
      phone: hidden ? null : p.phone || null,
      title: p.title,
      protected: hidden,
      sharedMailbox: false,
    });
    if (hidden)
      this.put("ProtectedIdentity", {
        personId: p.id,
        name,
        email: p.email,
        emailKey: emailKey(p.email),
        phone: null,
      });
    return p;
  }

  /** Writes the facts as one chain, in the order they happened. */
  writeChain(): void {
    let last = "";
    for (const e of this.events.sort((a, b) => a.at.getTime() - b.at.getTime())) {
      const line = {
        networkId: this.networkId,
        organisationId: e.organisationId,
        subjectType: e.subjectType,
        subjectId: e.subjectId,
        actorKind: e.actorKind,
        actorId: null,
        kind: e.kind,
        version: 1,
        data: JSON.stringify(e.data),
        at: e.at,
      };
      const hash = chained(last, line);
      this.put("Event", { ...line, previousHash: last, hash });
      last = hash;
    }
    this.database.prepare("UPDATE Ledger SET lastHash = ? WHERE id = 1").run(last);
  }
}
