// One item: the strategist's picture of how it has been spread; a member goes on to the own package.
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { closeSchema } from "~/domain/asks/schema";
import { setClosed } from "~/domain/spread/commands.server";
import { spreadPage } from "~/domain/spread/queries.server";
import { isEmpty, isAwaited, nobodyToAsk } from "~/domain/asks/rules";
import { standingTones, standingWords, stateTones, stateWords } from "~/domain/spread/texts";
import { redirect } from "~/http/redirect";
import { readIn, writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { only } from "~/platform/must";
import { counted, whole } from "~/platform/swedish";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { ButtonLink, DataTable, Empty, Facts, PostButton, Tag } from "~/ui/parts";
import { Material } from "../material/views/material-list";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.item.title ?? "Sprida") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "spread.see", (permit, { params }) => {
    const page = spreadPage(permit, params.item);
    const own = page.staff ? null : only(page.shares);
    if (own) throw redirect(paths.spreadPackage(page.place, page.item.id, own.slug));
    return page;
  });
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "spread.manage", closeSchema, async (permit, { gor }, { params, url }) => {
    await setClosed(permit, params.item, gor === "avsluta");
    return {
      to: url.pathname,
      notice: gor === "avsluta" ? "Det är avslutat. Ingen får fler påminnelser." : "Det är öppet igen.",
    };
  });

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function InShort({ page: p }: { page: Shown }) {
  const { item: i } = p;
  const silent = p.shares.filter(isAwaited).length;
  return (
    <Card title="I korthet">
      <Facts
        counts
        rows={[
          ["Sista dag", longDate(i.lastOn)],
          p.staff ? ["Har spridit", `${i.spread} av ${i.organisations}`] : null,
          p.staff ? ["Inte relevant för", i.notForUs] : null,
          p.staff ? ["Har inte svarat", silent] : null,
          p.staff ? ["Nådda, enligt svaren", i.reached === null ? "–" : `cirka ${whole(i.reached)}`] : null,
          p.staff ? ["Läst genom länken", counted(i.opened, "gång", "gånger")] : null,
        ]}
      />
      <p className="muted after">Till: {i.targets}</p>
    </Card>
  );
}

export default function SpreadItemPage() {
  const p = useLoaderData<typeof loader>();
  const { item: i } = p;
  const open = p.standing !== "closed";
  return (
    <Page
      above={<a href={paths.spread(p.place)}>Sprida</a>}
      title={i.title}
      beside={
        <>
          <Tag tone={standingTones[p.standing]}>{standingWords[p.standing]}</Tag>
          {p.staff && open && (
            <ButtonLink quiet href={paths.changeSpread(p.place, i.id)}>
              Ändra
            </ButtonLink>
          )}
        </>
      }
    >
      <Columns>
        <Stack>
          <Card
            title="Organisationerna"
            count={p.staff ? `${i.spread} av ${i.organisations} har spridit` : undefined}
            pad={false}
          >
            <DataTable
              caption="Organisationerna"
              rows={p.shares}
              rowKey={(s) => s.organisationId}
              columns={[
                {
                  head: "Organisation",
                  cell: (s) => <a href={paths.spreadPackage(p.place, i.id, s.slug)}>{s.organisation}</a>,
                },
                {
                  head: "Läge",
                  cell: (s) => (
                    <>
                      {isEmpty(s) ? (
                        <span className="muted">{nobodyToAsk}</span>
                      ) : (
                        <Tag tone={stateTones[s.state]}>{stateWords[s.state]}</Tag>
                      )}
                      {s.lastOn && <p className="muted">Egen sista dag {longDate(s.lastOn)}</p>}
                      {s.reason && <p className="muted">{s.reason}</p>}
                    </>
                  ),
                },
                {
                  head: "Genom",
                  cell: (s) =>
                    s.passes.length === 0 ? (
                      ""
                    ) : (
                      <ul className="plain-list">
                        {s.passes.map((x) => (
                          <li key={x.channel + x.passedOn}>
                            {x.channel}{" "}
                            <span className="muted">
                              {longDate(x.passedOn)}
                              {x.reached !== null && `, cirka ${whole(x.reached)}`}
                            </span>
                          </li>
                        ))}
                      </ul>
                    ),
                },
                { head: "Läst", num: true, cell: (s) => whole(s.opened) },
              ]}
            />
          </Card>
          <Card title="Det här sprids">
            <p className="strong">{i.why}</p>
            <div className="said-text after">{i.text}</div>
          </Card>
          <Card
            title="Filer och länkar"
            id="material"
            pad={false}
            action={
              p.staff && open ? (
                <a href={paths.newMaterialOf(p.place, "sprida", i.id)}>Lägg till</a>
              ) : undefined
            }
          >
            {p.material.length === 0 ? (
              <Empty>Inga filer.</Empty>
            ) : (
              <Material lines={p.material} way={{ place: p.place, staff: p.staff }} />
            )}
          </Card>
        </Stack>
        <Stack>
          <InShort page={p} />
          {p.channels.length > 0 && (
            <Card title="Kontaktvägar" pad={false}>
              <DataTable
                caption="Kontaktvägar"
                rows={p.channels}
                rowKey={(c) => c.channel}
                columns={[
                  { head: "Väg", cell: (c) => c.channel },
                  { head: "Gånger", num: true, cell: (c) => c.passes },
                  { head: "Nådda", num: true, cell: (c) => (c.reached === null ? "–" : whole(c.reached)) },
                ]}
              />
            </Card>
          )}
          {p.staff && (
            <div className="acts">
              <ButtonLink quiet href={paths.spreadTable(p.place, i.id, "xlsx")}>
                Hämta till Excel
              </ButtonLink>
              <ButtonLink quiet href={paths.spreadTable(p.place, i.id, "csv")}>
                Hämta som CSV
              </ButtonLink>
              <PostButton
                quiet
                action={paths.spreadItem(p.place, i.id)}
                hidden={{ gor: open ? "avsluta" : "oppna" }}
              >
                {open ? "Avsluta" : "Öppna igen"}
              </PostButton>
            </div>
          )}
        </Stack>
      </Columns>
    </Page>
  );
}
