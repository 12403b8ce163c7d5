// What the last check found, for the administrator.
import type { Permit } from "~/domain/access/permits.server";
import { longMoment } from "~/platform/calendar";
import { row } from "~/platform/db.server";
import type { Fault } from "./chain.server";
import { checkedWords } from "./texts";

interface CheckRow {
  at: string;
  events: number;
  files: number;
  papers: number;
  faults: string;
  count: number;
}

export function lastCheck(_: Permit<"installation.manage">) {
  const found = row<CheckRow>("SELECT * FROM RecordCheck ORDER BY at DESC LIMIT 1");
  if (!found) return null;
  return {
    at: longMoment(new Date(found.at)),
    words: checkedWords(found),
    faults: JSON.parse(found.faults) as Fault[],
    more: Math.max(0, found.count - (JSON.parse(found.faults) as Fault[]).length),
  };
}
