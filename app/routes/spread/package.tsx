// An organisation's package: what to pass on, ready made, and the answer of how it went out.
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { lastDay } from "~/domain/asks/rules";
import { answerSpread, renewReadLink } from "~/domain/spread/commands.server";
import { packagePage, type PackagePage } from "~/domain/spread/queries.server";
import { newWays } from "~/domain/spread/rules";
import { answerSchema, linkSchema } from "~/domain/spread/schema";
import { forward, intranet, stateTones, stateWords } from "~/domain/spread/texts";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate, longDateAt } from "~/platform/calendar";
import { counted } from "~/platform/swedish";
import {
  DateField,
  ErrorSummary,
  FormFields,
  Hidden,
  RadioGroup,
  TextArea,
  TextField,
  useField,
} from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Facts, More, PostButton, Tag } from "~/ui/parts";
import { Material } from "../material/views/material-list";
import { titled } from "~/ui/shell";

const posted = z.union([linkSchema, answerSchema]);
export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.item.title ?? "Sprida") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "spread.answer", (permit, { params }) =>
    packagePage(permit, params.item, params.organisation),
  );
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "spread.answer",
    posted,
    async (permit, input, { params, url }) => {
      if (input.gor === "svara") {
        await answerSpread(permit, params.item, input);
        return { to: url.pathname, notice: "Tack! Svaret är sparat. Ni kan ändra det tills det avslutas." };
      }
      await renewReadLink(permit, params.item, input);
      return {
        to: url.pathname,
        notice:
          input.gor === "ny-lank" ? "Länken är ny. Den gamla fungerar inte längre." : "Länken är stängd.",
      };
    },
    { keepOnConflict: true },
  );

const Ready = ({ id, label, text, rows }: { id: string; label: string; text: string; rows: number }) => (
  <div className="field">
    <label htmlFor={id}>{label}</label>
    <textarea id={id} className="ds-input" rows={rows} readOnly value={text} />
  </div>
);

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;
interface Way {
  channelId: string;
  name: string;
  about: string;
  was: Shown["share"]["passes"][number] | undefined;
}
interface WayProps {
  at: number;
  way: Way;
  /** What was posted and came back. */
  typed: Record<string, string> | null;
}
/** One way: ticked where it is known, named where it is new. */
function WhichWay({ at: i, way, hint, typed }: WayProps & { hint: boolean }) {
  if (way.name === "")
    return (
      <TextField
        name={`passes.${i}.channel`}
        label={way.about}
        hint={
          hint
            ? "Lämna tomt om ni inte har använt någon annan. Nästa gång finns den att kryssa för."
            : undefined
        }
        autoComplete="off"
        defaultValue={typed?.channel ?? ""}
      />
    );
  return (
    <>
      {way.channelId === "" && (
        <>
          <Hidden name={`passes.${i}.channel`} value={way.name} />
          <Hidden name={`passes.${i}.listed`} value="on" />
        </>
      )}
      <div className="check">
        <input
          type="checkbox"
          id={`w-${i}`}
          name={`passes.${i}.ticked`}
          value="on"
          defaultChecked={typed ? Boolean(typed.ticked) : way.was !== undefined}
        />
        <label htmlFor={`w-${i}`}>
          {way.name} <span className="muted">{way.about}</span>
        </label>
      </div>
    </>
  );
}
/** On which day it went that way, and to about how many. */
function WhenAndReach({ at: i, way, typed, today }: WayProps & { today: string }) {
  const called = way.name || way.about.toLowerCase();
  return (
    <div className="line-form">
      <DateField
        name={`passes.${i}.passedOn`}
        label={
          <>
            Dag<span className="hidden"> för {called}</span>
          </>
        }
        defaultValue={typed?.passedOn ?? way.was?.passedOn ?? today}
      />
      <TextField
        name={`passes.${i}.reached`}
        label={
          <>
            Nådde ungefär<span className="hidden"> med {called}</span>
          </>
        }
        className="short"
        inputMode="numeric"
        autoComplete="off"
        defaultValue={typed?.reached ?? way.was?.reached ?? ""}
      />
    </div>
  );
}
/** `hint`: says what a way that is not listed is for. */
const WayFields = ({ today, hint, ...props }: WayProps & { hint: boolean; today: string }) => (
  <div className="way">
    <Hidden name={`passes.${props.at}.channelId`} value={props.way.channelId} />
    <WhichWay {...props} hint={hint} />
    <WhenAndReach {...props} today={today} />
  </div>
);

function Ways({ p, failed }: { p: PackagePage; failed: Rejected | null }) {
  const { message } = useField("passes");
  const of = (id: string) => p.share.passes.find((x) => x.channelId === id);
  const lines = [
    ...p.channels.map((c) => ({ channelId: c.id, name: c.name, about: c.frequency, was: of(c.id) })),
    ...p.ownWays.map((name) => ({
      channelId: "",
      name,
      about: "egen väg",
      was: p.share.passes.find((x) => x.channelId === null && x.channel === name),
    })),
    ...Array.from({ length: newWays }, (_, n) => ({
      channelId: "",
      name: "",
      about: n === 0 ? "Annan väg" : "Ännu en väg",
      was: undefined,
    })),
  ];
  const typed = (i: number) => (failed?.values.passes as Record<string, string>[] | undefined)?.[i];
  return (
    <fieldset className={`field${message ? " wrong" : ""}`} id="f-passes" tabIndex={-1}>
      <legend>Genom vilka av era kontaktvägar?</legend>
      {message && (
        <p className="error">
          <span className="hidden">Fel: </span>
          {message}
        </p>
      )}
      {lines.map((line, i) => (
        <WayFields
          key={i}
          at={i}
          way={line}
          hint={i === lines.length - newWays}
          typed={failed ? (typed(i) ?? {}) : null}
          today={p.today}
        />
      ))}
      {p.ownWays.length > 0 && (
        <p className="muted">
          Använder ni en egen väg ofta? Lägg till den bland{" "}
          <a href={paths.organisationAct(p.place, p.share.slug, "kontaktvagar")}>era kontaktvägar</a>.
        </p>
      )}
    </fieldset>
  );
}
/** The link that works, the one that did until a day, or that it is closed. */
function AboutLink(p: { link: string | null; workedUntilOn: string | null; open: boolean }) {
  if (p.link)
    return (
      <>
        <p>Den som får länken läser utan att logga in. Den visar inget om andra organisationer.</p>
        <p className="address">{p.link}</p>
      </>
    );
  if (!p.workedUntilOn) return <p>Länken är stängd.</p>;
  return (
    <p>
      Länken gällde till och med {longDate(p.workedUntilOn)}. Nu går det inte längre att läsa med den.
      {p.open && " Öppna en ny och skicka den till dem som ska läsa."}
    </p>
  );
}

function ReadyToPassOn({ page: p }: { page: Shown }) {
  const { item: i, share: s } = p;
  const words = {
    title: i.title,
    why: i.why,
    text: i.text,
    targets: i.targets,
    network: p.network,
    within: p.within,
    link: p.link,
  };
  const letter = forward(words);
  return (
    <Card title="Färdigt att skicka vidare">
      <div className="pairacts">
        <ButtonLink
          quiet
          href={`mailto:?subject=${encodeURIComponent(letter.subject)}&body=${encodeURIComponent(letter.text.replaceAll("\n", "\r\n"))}`}
        >
          Öppna som mejl
        </ButtonLink>
        <ButtonLink quiet href={paths.spreadSheet(p.place, i.id, s.slug)}>
          Blad att sätta upp (PDF)
        </ButtonLink>
        <ButtonLink quiet href={paths.spreadPicture(p.place, i.id, s.slug)}>
          Bild till skärm och presentation
        </ButtonLink>
      </div>
      <More label="Mejlet som text">
        <Ready id="mejl" label="Mejl" text={letter.text} rows={12} />
      </More>
      <More label="Text till intranätet">
        <Ready id="intranat" label="Intranät" text={intranet(words)} rows={10} />
      </More>
    </Card>
  );
}

function HowSpread({ page: p, failed }: { page: Shown; failed: Rejected | undefined }) {
  const { share: s } = p;
  return (
    <Card title={p.staff ? `Hur har ${s.organisation} spridit det?` : "Hur har ni spridit det?"} id="svar">
      <FormFields
        state={{
          values: failed?.values ?? {
            state: s.state === "waiting" ? "" : s.state,
            reason: s.reason ?? "",
          },
          errors: failed?.errors ?? {},
        }}
      >
        <Form noValidate>
          <Hidden name="gor" value="svara" />
          <Hidden name="organisationId" value={s.organisationId} />
          <RadioGroup
            name="state"
            label="Ert svar"
            options={[
              ["spread", "Vi har spridit det"],
              ["notForUs", "Det är inte relevant för oss"],
            ]}
          />
          <Ways p={p} failed={failed ?? null} />
          <TextArea
            name="reason"
            label="Varför är det inte relevant?"
            hint="Fylls i bara om ni har svarat att det inte är relevant."
            rows={2}
            optional
          />
          <div className="acts">
            <Button>{s.state === "waiting" ? "Svara" : "Ändra svaret"}</Button>
          </div>
        </Form>
      </FormFields>
    </Card>
  );
}

function ForColleagues({ page: p, open }: { page: Shown; open: boolean }) {
  const { item: i, share: s } = p;
  const here = paths.spreadPackage(p.place, i.id, s.slug);
  return (
    <Card title="Länk för kollegor">
      <AboutLink link={p.link} workedUntilOn={p.workedUntilOn} open={open} />
      {(open || p.link) && (
        <div className="pairacts after">
          {open && (
            <PostButton
              quiet
              small
              action={here}
              hidden={{ gor: "ny-lank", organisationId: s.organisationId }}
            >
              {p.link ? "Byt till en ny länk" : "Öppna en ny länk"}
            </PostButton>
          )}
          {p.link && (
            <PostButton
              quiet
              small
              action={here}
              hidden={{ gor: "stang-lank", organisationId: s.organisationId }}
            >
              Stäng länken
            </PostButton>
          )}
        </div>
      )}
    </Card>
  );
}

export default function SpreadPackage() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const { item: i, share: s } = p;
  const open = p.standing !== "closed";
  return (
    <Page
      above={
        <a href={p.staff ? paths.spreadItem(p.place, i.id) : paths.spread(p.place)}>
          {p.staff ? i.title : "Sprida"}
        </a>
      }
      title={p.staff ? `${i.title}: ${s.organisation}` : i.title}
      lead={i.why}
      beside={<Tag tone={stateTones[s.state]}>{stateWords[s.state]}</Tag>}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <Columns>
        <Stack>
          <Card title="Det här ska spridas">
            <div className="said-text">{i.text}</div>
            <p className="muted after">Till: {i.targets}</p>
          </Card>
          {p.material.length > 0 && (
            <Card title="Filer och länkar" pad={false}>
              <Material lines={p.material} way={{ place: p.place, staff: false }} />
            </Card>
          )}
          {open && <ReadyToPassOn page={p} />}
          {open && <HowSpread page={p} failed={failed} />}
        </Stack>
        <Stack>
          <Card title="I korthet">
            <Facts
              rows={[
                ["Sista dag", longDate(lastDay(i, s))],
                s.answeredAt ? ["Svarade", longDateAt(s.answeredAt)] : null,
                ["Läst genom länken", counted(s.opened, "gång", "gånger")],
              ]}
            />
          </Card>
          <ForColleagues page={p} open={open} />
        </Stack>
      </Columns>
    </Page>
  );
}
