import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { agendaCard } from "~/domain/meetings/agenda/queries.server";
import { saveMinutes } from "~/domain/meetings/minutes/commands.server";
import { filledIn, itemNote, minutesForm, preview } from "~/domain/meetings/minutes/queries.server";
import { marks } from "~/domain/meetings/minutes/items";
import { afterAct, diffLines } from "~/domain/meetings/minutes/rules";
import { minutesSchema } from "~/domain/meetings/minutes/schema";
import { minutesStates, minutesTones } from "~/domain/meetings/minutes/texts";
import { readIn, writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { counted } from "~/platform/swedish";
import { ErrorSummary, FormFields, Hidden, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { MarkdownTools, type Tool } from "~/ui/markdown-tools";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { Button, Empty, More, Notice, Tag } from "~/ui/parts";
import { Item } from "./views/agenda-items";
import { Diff, MinutesText } from "./views/minutes-text";
import { titled } from "~/ui/shell";

const notices = {
  draft: "Utkastet är sparat. Bara länsstyrelsen ser det.",
  comments: "Sparat. Medlemmarna ser texten och kan lämna synpunkter.",
  approved: "Inget är ändrat.",
  published: "Sparat. Medlemmarna ser den nya versionen.",
};
const done = {
  skicka: "Anteckningarna är ute för synpunkter. Var och en får ett mejl.",
  godkann: "Anteckningarna är godkända. Nu kan du publicera dem.",
  publicera: "Anteckningarna är publicerade. Var och en får ett mejl.",
};
const tools: readonly Tool[] = [
  { label: "Rubrik", line: "## " },
  { label: "Fetstil", wrap: ["**", "**"], empty: "text" },
  { label: "Punktlista", line: "- " },
  { label: "Numrerad lista", line: "1. " },
  { label: "Länk", wrap: ["[", "](https://)"], empty: "länkens text" },
  { label: "Vi kom överens om", insert: marks.agreement },
  { label: "Uppgift", insert: marks.task },
];
export const handle = { scripts: true };
/** What a post that goes nowhere gives back: the text as typed or filled in, with what is to be said about it. */
interface Back {
  values: { text: string; version: string | number };
  errors?: Record<string, string[]>;
  html?: string;
  note?: string;
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  {
    title: titled(matches, data ? `Skriv minnesanteckningar: ${data.meeting.title}` : "Minnesanteckningar"),
  },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "minutes.write", (permit, { params, also }) => ({
    ...minutesForm(permit, params.meeting),
    agenda: agendaCard(also("meeting.see"), params.meeting).items,
  }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "minutes.write",
    minutesSchema,
    async (permit, input, { params }) => {
      if (input.gor === "forhandsgranska")
        return {
          show: {
            values: input,
            html: preview(permit, params.meeting, input.text),
            note: itemNote(permit, input.text) ?? undefined,
          } satisfies Back,
        };
      if (input.gor === "narvaro") {
        const { text, note } = filledIn(permit, params.meeting, input.text);
        return { show: { values: { ...input, text }, note } satisfies Back };
      }
      const state = await saveMinutes(permit, params.meeting, { ...input, gor: input.gor });
      return {
        to: paths.meetingAct(permit.network, params.meeting, "minnesanteckningar"),
        notice:
          input.gor === "spara"
            ? [notices[state], itemNote(permit, input.text)].filter(Boolean).join(" ")
            : done[input.gor],
      };
    },
    { keepOnConflict: true },
  );

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;
const mayOf = (p: Shown) => (act: "skicka" | "godkann" | "publicera") =>
  p.held && afterAct(p.state, act) !== null;

function Notices({ page: p, note }: { page: Shown; note: string | undefined }) {
  return (
    <>
      {!p.may && (
        <Notice tone="wait">
          <p>Mötet är inställt.</p>
        </Notice>
      )}
      {note && (
        <Notice live>
          <p>{note}</p>
        </Notice>
      )}
      {p.state === "published" && (
        <Notice>
          <p>
            Anteckningarna är publicerade. Sparar du en ändring blir det en ny version som medlemmarna ser
            direkt.
          </p>
        </Notice>
      )}
      {p.state === "approved" && (
        <Notice>
          <p>Anteckningarna är godkända. Ändrar du texten behöver de godkännas igen.</p>
        </Notice>
      )}
    </>
  );
}

function Acts({ page: p }: { page: Shown }) {
  const can = mayOf(p);
  return (
    <div className="acts last">
      <Button name="gor" value="spara">
        {p.state === null || p.state === "draft" ? "Spara som utkast" : "Spara"}
      </Button>
      {can("skicka") && (
        <Button quiet name="gor" value="skicka">
          Skicka ut för synpunkter
        </Button>
      )}
      {can("godkann") && (
        <Button quiet name="gor" value="godkann">
          Godkänn
        </Button>
      )}
      {can("publicera") && (
        <Button quiet name="gor" value="publicera">
          {p.state === "approved" ? "Publicera" : "Godkänn och publicera"}
        </Button>
      )}
    </div>
  );
}

function Sent({ page: p }: { page: Shown }) {
  const can = mayOf(p);
  const everybody = counted(p.receivers, "person", "personer");
  return (
    <>
      {(can("skicka") || can("publicera")) && (
        <p className="hint">
          {can("skicka") ? "När du skickar ut för synpunkter och när du publicerar" : "När du publicerar"} får
          alla representanter och ersättare ett mejl. Det är {everybody} nu.
        </p>
      )}
      {!p.held && p.may && (
        <p className="hint">
          När mötet har varit kan du skicka ut anteckningarna för synpunkter och publicera dem.
        </p>
      )}
    </>
  );
}

function WriteForm({ page: p, back, passed }: { page: Shown; back: Back | undefined; passed: boolean }) {
  return (
    <FormFields state={{ values: back?.values ?? { text: p.text }, errors: back?.errors ?? {} }}>
      <Form noValidate className="minutes-form">
        <Hidden name="version" value={passed ? p.version : (back?.values.version ?? p.version)} />
        <TextArea
          name="text"
          label="Text"
          rows={24}
          spellCheck
          lang="sv"
          above={<MarkdownTools field="f-text" tools={tools} />}
        />
        <More label="Så skriver du rubriker, listor och fetstil">
          <ul className="plainlist">
            <li>
              <code>## Rubrik</code> blir en rubrik.
            </li>
            <li>
              <code>- rad</code> blir en punkt i en lista.
            </li>
            <li>
              <code>**viktigt**</code> blir fetstil.
            </li>
            <li>En tom rad börjar ett nytt stycke.</li>
          </ul>
        </More>
        <div className="acts">
          <Button quiet name="gor" value="forhandsgranska">
            Förhandsgranska
          </Button>
          <Button quiet name="gor" value="narvaro">
            Fyll i närvaron
          </Button>
        </div>
        <Acts page={p} />
        <Sent page={p} />
      </Form>
    </FormFields>
  );
}

function Beside({ page: p }: { page: Shown }) {
  return (
    <Stack>
      <Card title="Dagordning">
        {p.agenda.length === 0 ? (
          <Empty>Dagordningen har inga punkter.</Empty>
        ) : (
          <ol className="agenda">
            {p.agenda.map((item) => (
              <li key={item.id}>
                <Item item={item} />
              </li>
            ))}
          </ol>
        )}
      </Card>
      <Card title="Markera i texten">
        <p>
          Skriv en rad som börjar med <code>Vi kom överens om:</code> eller <code>Uppgift:</code>. Lägg till{" "}
          <code>Ansvarig:</code> och <code>Senast:</code> om du vill. De samlas på sidan{" "}
          <a href={paths.agreed(p.place)}>Vi kom överens om</a>.
        </p>
        {p.items && <p>{p.items}</p>}
      </Card>
      <p className="muted">
        Finns anteckningarna i Word eller PDF?{" "}
        <a href={paths.newMaterial(p.place, p.meeting.id)}>Lägg in filen</a> bland mötets material.
      </p>
    </Stack>
  );
}

/** What the writer typed while others saved; null: nobody did. The next save goes on from what the others wrote. */
function passedBy(p: Shown, back: Back | undefined): string | null {
  if (!back?.errors?.form || Number(back.values.version) === p.version) return null;
  return typeof back.values.text === "string" ? back.values.text : null;
}

export default function WriteMinutes() {
  const p = useLoaderData<typeof loader>();
  const back = useActionData<typeof action>() as Back | undefined;
  const passed = passedBy(p, back);
  return (
    <Page
      above={
        <a href={paths.meetingAct(p.place, p.meeting.id, "minnesanteckningar")}>
          Minnesanteckningar: {p.meeting.title}
        </a>
      }
      title="Skriv minnesanteckningar"
      beside={p.state && <Tag tone={minutesTones[p.state]}>{minutesStates[p.state]}</Tag>}
      lead={p.when ? `Version ${p.version}, sparad ${p.when}.` : undefined}
    >
      <ErrorSummary errors={back?.errors ?? {}} />
      <Notices page={p} note={back?.note} />
      <Columns>
        <Stack>
          {passed !== null && (
            <Card title="Det som skiljer">
              <Diff
                rows={diffLines(p.text, passed.replace(/\r\n?/g, "\n").trimEnd())}
                before={`Sparad version ${p.version}`}
                after="Det du skrev"
              />
            </Card>
          )}
          {back?.html !== undefined && (
            <Card title="Så här ser det ut" action="Inte sparat">
              <MinutesText html={back.html} />
            </Card>
          )}
          {(p.may || back) && <WriteForm page={p} back={back} passed={passed !== null} />}
        </Stack>
        <Beside page={p} />
      </Columns>
    </Page>
  );
}
