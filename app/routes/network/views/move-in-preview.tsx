import { Fragment } from "react";
import { protects, type MoveInRow } from "~/domain/commitments/moving-in/rules";
import { onPaper } from "~/domain/commitments/texts";
import { capital, counted, listed, numeral } from "~/platform/swedish";
import { Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, DataTable, Notice, Tag } from "~/ui/parts";

export interface Shown {
  rows: MoveInRow[];
  ignored: string[];
  otherSheets: string[];
  /** Something came in the way after it was looked at the first time. */
  changed: boolean;
  carried: string;
}

function title(good: number, all: number): string {
  const rows = counted(all, "raden", "raderna");
  if (all === 0) return "Listan har inga rader";
  if (all === 1) return good === 1 ? "Raden kan läggas in" : "Raden kan inte läggas in";
  if (good === 0) return `Ingen av de ${rows} kan läggas in`;
  return good === all
    ? `Alla ${rows} kan läggas in`
    : `${capital(numeral(good, "raden"))} av de ${rows} kan läggas in`;
}

function Person({
  name,
  email,
  more,
  hidden,
}: {
  name: string;
  email: string;
  more: string[];
  hidden: boolean;
}) {
  return (
    <>
      {name}
      {hidden && email && <p className="small">Skyddade uppgifter</p>}
      {email && (
        <p className="muted small">
          {email.split(/(?=@)/).map((part, i) => (
            <Fragment key={i}>
              {i > 0 && <wbr />}
              {part}
            </Fragment>
          ))}
        </p>
      )}
      {more.filter(Boolean).map((line) => (
        <p key={line} className="muted small">
          {line}
        </p>
      ))}
    </>
  );
}

function Days({ row }: { row: MoveInRow }) {
  const days = [
    ["Gäller från", row.startOn],
    ["Kom in", row.cameInOn],
    ["Undertecknad", row.paperSignedOn],
  ].filter(([, on]) => on);
  if (days.length === 0) return <>Okänt</>;
  return (
    <>
      {days.map(([what, on]) => (
        <p key={what}>
          {what} <span className="when">{on}</span>
        </p>
      ))}
    </>
  );
}

/** What the list says as it was read. What is not taken along is named. */
export function MoveInPreview({ shown, back }: { shown: Shown; back: string }) {
  const { rows, ignored, otherSheets } = shown;
  const good = rows.filter((r) => r.errors.length === 0).length;
  return (
    <Page above={<a href={back}>Börja om</a>} title={title(good, rows.length)}>
      {shown.changed && (
        <Notice tone="gap" title="Något har ändrats sedan du granskade listan" live>
          <p>Inget är inlagt än. Se vad som är nytt i tabellen, och lägg in resten om det stämmer.</p>
        </Notice>
      )}
      {(ignored.length > 0 || otherSheets.length > 0) && (
        <Notice tone="wait" title="Det här tas inte med">
          {ignored.length > 0 && (
            <p>
              {ignored.length === 1 ? "Kolumnen" : "Kolumnerna"} {listed(ignored.map((name) => `”${name}”`))}.
              Ge kolumnen en annan rubrik om den ska med, till exempel Mejl ersättare eller Gäller från.
            </p>
          )}
          {otherSheets.length > 0 && (
            <p>
              {otherSheets.length === 1 ? "Bladet" : "Bladen"}{" "}
              {listed(otherSheets.map((name) => `”${name}”`))}.
            </p>
          )}
        </Notice>
      )}
      {good < rows.length && (
        <Notice tone="wait">
          <p>
            Rader med fel tas inte med. Rätta dem i Excel och hämta in dem efteråt, eller bjud in
            organisationen att fylla i blanketten.
          </p>
        </Notice>
      )}
      <Stack>
        <Card pad={false}>
          <div className="moved-in">
            <DataTable
              caption="Rader"
              rows={rows}
              rowKey={(r) => String(r.line)}
              columns={[
                {
                  head: "Organisation",
                  cell: (r) => (
                    <>
                      {r.organisation}
                      <p className="muted small">Rad {r.line} i listan</p>
                    </>
                  ),
                },
                {
                  head: "Representant",
                  cell: (r) => (
                    <Person
                      name={r.representative}
                      email={r.representativeEmail}
                      more={[r.representativeTitle, r.representativePhone]}
                      hidden={protects(r, "representative")}
                    />
                  ),
                },
                {
                  head: "Ersättare",
                  cell: (r) => (
                    <Person
                      name={r.deputy}
                      email={r.deputyEmail}
                      more={[r.deputyTitle, r.deputyPhone]}
                      hidden={protects(r, "deputy")}
                    />
                  ),
                },
                {
                  head: "Chef",
                  cell: (r) => (
                    <Person
                      name={r.manager}
                      email={r.managerEmail}
                      more={[r.managerTitle, r.managerPhone]}
                      hidden={false}
                    />
                  ),
                },
                { head: "Dag", cell: (r) => <Days row={r} /> },
                {
                  head: "Läge",
                  cell: (r) => (
                    <>
                      {r.errors.length > 0 ? (
                        <Tag tone="gap">Tas inte med</Tag>
                      ) : (
                        <Tag tone="ok">Läggs in</Tag>
                      )}
                      {[...r.errors, ...r.warnings].map((e) => (
                        <p key={e} className="muted small">
                          {e}
                        </p>
                      ))}
                    </>
                  ),
                },
              ]}
            />
          </div>
        </Card>
        {good > 0 && (
          <Form encType="multipart/form-data">
            <Hidden name="gor" value="flytta" />
            <Hidden name="granskat" value={shown.carried} />
            <p>Blanketterna läggs in som ”{onPaper}”.</p>
            <Button>Lägg in {counted(good, "organisation", "organisationer")}</Button>
          </Form>
        )}
      </Stack>
    </Page>
  );
}
