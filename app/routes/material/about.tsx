import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeMaterial } from "~/domain/material/commands.server";
import { aboutPage, type OpenedBy } from "~/domain/material/queries.server";
import { aboutSchema } from "~/domain/material/schema";
import { audiences } from "~/domain/material/texts";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { counted, listed } from "~/platform/swedish";
import { largestMaterial } from "~/platform/sizes";
import { ErrorSummary, FormFields, Hidden, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, DataTable, Empty, More, Tag } from "~/ui/parts";
import { AudienceField, FileOrAddress, ItemField } from "./views/fields";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.title ?? "Material") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "material.manage", (permit, { params }) => aboutPage(permit, params.material));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "material.manage",
    aboutSchema,
    async (permit, input, { params, url }) => {
      await changeMaterial(permit, params.material, input);
      return input.gor === "ta-bort"
        ? { to: paths.material(permit.network), notice: "Materialet är borttaget." }
        : { to: url.pathname, notice: input.gor === "spara" ? "Sparat." : "Den nya versionen är inlagd." };
    },
    { largestFile: largestMaterial, keepOnConflict: true },
  );

const Who = ({ line: l }: { line: OpenedBy }) => (
  <>
    {l.opened.map((o) => (
      <p key={o.who}>
        {o.who}{" "}
        <span className="muted when">
          {o.when}
          {o.number > 1 && `, version ${o.number}`}
        </span>
      </p>
    ))}
  </>
);

/** What the search knows of the newest version, where it is not all of it. */
const textWords: Partial<Record<string, string>> = {
  failed: "Texten kunde inte läsas, så sökningen hittar bara rubriken.",
  waiting: "Texten läses för sökningen.",
};

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function Opened({ page: p }: { page: Shown }) {
  const organisations = p.readers.filter((r) => r.slug !== null);
  if (p.audience === "strategists") return null;
  return (
    <Card
      title="Vilka har öppnat"
      count={`${organisations.filter((r) => r.opened.length > 0).length} av ${counted(organisations.length, "organisation", "organisationer")}`}
      pad={false}
    >
      {p.readers.length === 0 ? (
        <Empty>
          {p.audience === "group" ? "Ingen har en plats i gruppen." : "Ingen är kallad till mötet än."}
        </Empty>
      ) : (
        <DataTable
          caption="Vilka har öppnat materialet"
          rows={p.readers}
          rowKey={(r) => r.organisation}
          columns={[
            {
              head: "Organisation",
              cell: (r) =>
                r.slug ? <a href={paths.organisation(p.place, r.slug)}>{r.organisation}</a> : r.organisation,
            },
            { head: "Har öppnat", cell: (r) => (r.opened.length > 0 ? <Who line={r} /> : "") },
            {
              head: "Har inte öppnat",
              cell: (r) => (r.not.length + r.opened.length === 0 ? "Platserna är tomma" : listed(r.not)),
            },
          ]}
        />
      )}
    </Card>
  );
}

function Versions({ page: p, failed }: { page: Shown; failed: Rejected | undefined }) {
  const [newest] = p.versions;
  const text = newest && textWords[newest.textState];
  return (
    <Card title="Versioner">
      <ul className="plainlist">
        {p.versions.map((v, i) => (
          <li key={v.number}>
            {v.state === "ready" ? (
              <a href={paths.openMaterial(p.place, p.id, v.number)}>Version {v.number}</a>
            ) : (
              `Version ${v.number}`
            )}
            {i === 0 && p.versions.length > 1 && ", den som visas"}{" "}
            {v.state === "waiting" && <Tag tone="wait">Kontrolleras mot virus</Tag>}
            {v.state === "infected" && <Tag tone="gap">Skadlig kod</Tag>}
            <br />
            <span className="muted breaks">{v.about}</span>
            <br />
            <span className="muted">
              {v.when}
              {v.who && `, ${v.who}`}
            </span>
          </li>
        ))}
      </ul>
      {text && <p className="muted">{text}</p>}
      <More label="Lägg in en ny version" open={failed !== undefined}>
        <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
          <Form encType="multipart/form-data" noValidate>
            <Hidden name="gor" value="ny-version" />
            <Hidden name="version" value={p.version} />
            <FileOrAddress />
            <div className="acts">
              <Button quiet>Lägg in</Button>
            </div>
          </Form>
        </FormFields>
      </More>
    </Card>
  );
}

export default function AboutMaterial() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const [newest] = p.versions;
  const again = failed?.values.gor === "ny-version";
  return (
    <Page
      above={
        p.meeting ? (
          <a href={paths.meeting(p.place, p.meeting.id)}>{p.meeting.title}</a>
        ) : (
          <a href={paths.material(p.place)}>Material</a>
        )
      }
      title={p.title}
      lead={`Syns för: ${audiences[p.audience].toLowerCase()}.`}
      beside={
        newest?.state === "ready" && (
          <ButtonLink quiet href={paths.openMaterial(p.place, p.id)}>
            Öppna
          </ButtonLink>
        )
      }
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <Columns>
        <Stack>
          <Opened page={p} />
          <Card title="Ändra">
            <FormFields
              state={{
                values:
                  failed && !again
                    ? failed.values
                    : { title: p.title, audience: p.audience, agendaItemId: p.agendaItemId },
                errors: again ? {} : (failed?.errors ?? {}),
              }}
            >
              <Form noValidate>
                <Hidden name="gor" value="spara" />
                <Hidden name="version" value={p.version} />
                <TextField name="title" label="Rubrik" autoComplete="off" />
                <ItemField items={p.items} />
                <AudienceField ofMeeting={p.meeting !== null} ofGroup={p.ofGroup} />
                <div className="acts">
                  <Button>Spara</Button>
                </div>
              </Form>
            </FormFields>
          </Card>
        </Stack>
        <Stack>
          <Versions page={p} failed={again ? failed : undefined} />
          <Card title="Ta bort">
            <p>Då ser ingen materialet längre. Efter en månad raderas filen.</p>
            <Form>
              <Hidden name="gor" value="ta-bort" />
              <Hidden name="version" value={p.version} />
              <div className="acts">
                <Button quiet warn>
                  Ta bort materialet
                </Button>
              </div>
            </Form>
          </Card>
        </Stack>
      </Columns>
    </Page>
  );
}
