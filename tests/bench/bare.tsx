// The limit: a Node server with nothing but better-sqlite3 and React that runs the same numbers as one
// raw query and streams the same visible content. It imports nothing from app/.
import Database from "better-sqlite3";
import { createServer, type ServerResponse } from "node:http";
import type { ReactElement } from "react";
import { renderToPipeableStream } from "react-dom/server";
import { OrganisationView, type Detail } from "./bare-organisation";
import { addDays, dayOf, longDate, place, shortDate, Tag, today, type Tone } from "./bare-parts";
import { networkNumbers, organisationNumbers } from "./numbers";

interface Line {
  id: string;
  slug: string;
  name: string;
  representative: string | null;
  representativeHidden: number | null;
  deputy: string | null;
  deputyHidden: number | null;
  coverUntil: string | null;
  formId: string | null;
  untilOn: string | null;
  formSince: string | null;
  latest: string | null;
  latestStart: string | null;
  latestSince: string | null;
  remindersSpent: number;
  vacantSince: string | null;
  deputySince: string | null;
}
const database = new Database(process.env.BARE_DATABASE, { readonly: true });
const network = database.prepare("SELECT id FROM Network WHERE slug = 'lansgruppen'").pluck().get() as string;
const lines = database.prepare(networkNumbers);
const detail = database.prepare(organisationNumbers);

const words: Record<string, [string, Tone]> = {
  declined: ["Chefen har avböjt", "gap"],
  returned: ["Stoppad, ska rättas", "gap"],
  unanswered: ["Ingen underskrift efter påminnelser", "gap"],
  awaitingSignature: ["Väntar på underskrift", "wait"],
  noForm: ["Blankett saknas", "wait"],
  deputyMissing: ["Ersättare saknas", "wait"],
  active: ["Gäller tills vidare", "ok"],
  vacant: ["Vakant", "gap"],
  signed: ["Undertecknad", "info"],
};
function standing(r: Line, on: string): string {
  if (!r.representative && r.formId) return "vacant";
  if (r.latest === "declined" || r.latest === "returned") return r.latest;
  if (r.latest === "awaitingSignature") return r.remindersSpent ? "unanswered" : r.latest;
  if (!r.formId) return r.latest === "signed" ? "signed" : "noForm";
  if (!r.deputy && r.latest !== "signed") return "deputyMissing";
  return period(r.untilOn, on) ?? (r.latest === "signed" ? "signed" : "active");
}
function period(untilOn: string | null, on: string): string | null {
  if (!untilOn || addDays(on, 60) < untilOn) return null;
  return untilOn <= on ? "expired" : "expiring";
}
const named = (name: string | null, hidden: number | null, seat: string, of: string) =>
  name && hidden ? `${seat} för ${of}` : name;

function since(s: string, r: Line): string | null {
  if (s === "vacant") return r.vacantSince;
  if (s === "deputyMissing") return r.deputySince;
  if (s === "signed") return r.latestStart;
  if ((s === "expired" || s === "expiring") && r.untilOn) return addDays(r.untilOn, -1);
  if (["declined", "returned", "unanswered", "awaitingSignature"].includes(s))
    return r.latestSince && dayOf(r.latestSince);
  return r.formSince;
}

function textOf(s: string, date: string | null): string | undefined {
  if (s === "vacant" && date) return `Vakant sedan ${longDate(date)}`;
  if (s === "signed" && date) return `Undertecknad, gäller från ${longDate(date)}`;
  if (s === "expired" && date) return `Perioden gick ut ${longDate(date)}`;
  if (s === "expiring" && date) return `Perioden går ut ${longDate(date)}`;
  return words[s]?.[0];
}

function Row({ r, on }: { r: Line; on: string }) {
  const s = standing(r, on);
  const date = since(s, r);
  const text = textOf(s, date);
  const representative = named(r.representative, r.representativeHidden, "Representanten", r.name);
  return (
    <tr>
      <th scope="row">
        <a href={`${place}/organisationer/${r.slug}`}>{r.name}</a>
      </th>
      <td data-label="Representant">
        {representative ? (
          <>
            {representative}
            {r.coverUntil && (
              <span className="muted">
                {" "}
                · ersättaren tjänstgör till {shortDate(addDays(r.coverUntil, -1))}
              </span>
            )}
          </>
        ) : (
          <span className={r.vacantSince ? "gaptext" : "muted"}>
            {r.vacantSince ? "Vakant" : "Inte utsedd"}
          </span>
        )}
      </td>
      <td data-label="Ersättare">
        {named(r.deputy, r.deputyHidden, "Ersättaren", r.name) ?? (
          <span className="muted">{r.deputySince ? "Vakant" : "Inte utsedd"}</span>
        )}
      </td>
      <td data-label="Blankett">
        <Tag tone={words[s]?.[1] ?? "wait"}>{text}</Tag>
      </td>
      <td data-label="Datum">
        <span className="when">{date ?? ""}</span>
      </td>
    </tr>
  );
}
function Table({ rows, on }: { rows: Line[]; on: string }) {
  return (
    <table className="data">
      <caption className="hidden">Organisationer</caption>
      <thead>
        <tr>
          {["Organisation", "Representant", "Ersättare", "Blankett", "Datum"].map((h) => (
            <th key={h} scope="col">
              {h}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((r) => (
          <Row key={r.id} r={r} on={on} />
        ))}
      </tbody>
    </table>
  );
}

const page = (title: string, content: ReactElement) => (
  <html lang="sv">
    <head>
      <meta charSet="utf-8" />
      <title>{title}</title>
    </head>
    <body>{content}</body>
  </html>
);
function send(res: ServerResponse, content: ReactElement): void {
  const { pipe } = renderToPipeableStream(content, {
    onShellReady() {
      res.setHeader("Content-Type", "text/html; charset=utf-8");
      pipe(res);
    },
  });
}

createServer((req, res) => {
  const slug = /\/organisationer\/([^/?]+)$/.exec(req.url ?? "")?.[1];
  const on = today();
  if (slug)
    return void send(
      res,
      page(
        "Organisation",
        <OrganisationView of={detail.get({ 1: network, 2: slug, 3: on }) as Detail} on={on} />,
      ),
    );
  send(res, page("Organisationer", <Table rows={lines.all({ 1: network, 2: on }) as Line[]} on={on} />));
}).listen(Number(process.env.PORT));
