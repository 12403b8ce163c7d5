import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { commitmentView, type CommitmentView } from "~/domain/commitments/queries.server";
import { formTones, formWord, kindWords, onPaper, sealedByMistake } from "~/domain/commitments/texts";
import { readIn } from "~/http/porter.server";
import { paths, type Place } from "~/paths";
import { longDate, through } from "~/platform/calendar";
import { listed } from "~/platform/swedish";
import { EmailField, FileField, Hidden, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Empty, Facts, More, Notice, PostButton, Tag, Timeline } from "~/ui/parts";
import { ContentFacts } from "./views/document";
import { Signers } from "./views/signers";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data ? `${kindWords[data.kind]}, ${data.organisation}` : "Blankett") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "commitment.see", async (permit, { params }) => ({
    ...(await commitmentView(permit, params.id)),
    staff: permit.roles.has("strategist"),
    ownNumber: permit.network.diaryNumber ?? "",
  }));

const fileNames: Record<string, string> = {
  sealed: "Stämplad PDF",
  sealedMasked: "Stämplad PDF, utan skyddade uppgifter",
  scan: "Inskannat papper",
  sheet: onPaper,
  sheetMasked: `${onPaper}, utan skyddade uppgifter`,
  mistakenSeal: sealedByMistake,
  minutesExtract: "Protokollsutdrag",
};
const size = (bytes: number) =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1_000_000).toFixed(1).replace(".", ",")} MB`;

/** What can be done about a signature that is waited for: by the strategist, and by whoever filled the form in. */
function SignerAct({
  signer: s,
  place,
  may,
}: {
  signer: CommitmentView["signers"][number];
  place: Place;
  may: CommitmentView["may"];
}) {
  if (s.state === "unconfirmed" && may.confirm)
    return (
      <Form action={paths.signature(place, s.id, "chef")} className="confirm" noValidate>
        <p>
          Den som först fick blanketten säger att {s.name} är rätt chef. Kontrollera adressen innan du skickar
          dit.
        </p>
        <EmailField name="email" label="Chefens mejladress" defaultValue={s.email ?? ""} />
        <Hidden name="signatureId" value={s.id} />
        <div className="acts">
          <Button small>Bekräfta och skicka</Button>
        </div>
      </Form>
    );
  if (!may.remind || s.state !== "pending" || !s.email || s.sharedMailbox) return null;
  return (
    <div className="acts">
      <PostButton small quiet action={paths.signature(place, s.id, "paminnelse")}>
        Påminn
      </PostButton>
    </div>
  );
}

/** From when it holds, and what the paper says where that is another day. */
const holdsFrom = ({ changesOn, startOn }: CommitmentView["effect"]): ([string, string] | null)[] => [
  changesOn ? ["Gäller från", longDate(changesOn)] : null,
  startOn && startOn !== changesOn ? ["På blanketten står", longDate(startOn)] : null,
];
/** What the list says, and what it does not say. */
function paperDays(
  p: NonNullable<CommitmentView["onPaper"]>,
  startOn: string | null,
): ([string, string] | null)[] {
  if (p.dayUncertain && startOn)
    return [["Dag i listan", `${longDate(startOn)} (gäller från, eller kom in)`]];
  return [
    ["Gäller från", startOn ? longDate(startOn) : "Okänt"],
    p.cameInOn ? ["Kom in", longDate(p.cameInOn)] : null,
    p.signedOn ? ["Undertecknad på papper", longDate(p.signedOn)] : null,
  ];
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;
const actsOf =
  ({ place, id }: Shown) =>
  (name: Parameters<typeof paths.commitmentAct>[2]) =>
    paths.commitmentAct(place, id, name);

function Receive({ page: v }: { page: Shown }) {
  const act = actsOf(v);
  return (
    <Card title="Ta emot">
      <p>
        {v.effect.words ?? `Undertecknad ${v.signedAt ?? ""}`}.
        {v.effect.changesOn && (
          <> Bytet sker {longDate(v.effect.changesOn)}, även om du inte har tagit emot blanketten.</>
        )}
      </p>
      <Form action={act("mottagande")} className="line-form">
        <TextField name="diaryNumber" label="Diarienummer" defaultValue={v.ownNumber} className="short" />
        <Button>Ta emot</Button>
      </Form>
      {v.may.stop && (
        <More label="Något är fel">
          <p>
            Du kan stoppa blanketten innan den börjar gälla. Organisationen får veta varför och ett nytt
            utkast att rätta.
          </p>
          <ButtonLink quiet warn small href={act("stopp")}>
            Stoppa blanketten
          </ButtonLink>
        </More>
      )}
    </Card>
  );
}

function Happened({ page: v }: { page: Shown }) {
  return (
    <Card title="Vad som har hänt">
      <Timeline
        items={v.steps.map((s) => ({
          key: String(s.number),
          when: s.when,
          what: s.words,
          more: [s.who, s.why && `”${s.why}”`].filter(Boolean).join(". "),
        }))}
      />
    </Card>
  );
}

function FormFacts({ page: v }: { page: Shown }) {
  return (
    <Card title="Uppgifter">
      <Facts
        rows={[
          ["Ifylld av", v.filler ?? "–"],
          v.sentAt ? ["Skickad", v.sentAt] : null,
          v.signedAt ? ["Undertecknad", v.signedAt] : null,
          ...(v.onPaper ? paperDays(v.onPaper, v.effect.startOn) : holdsFrom(v.effect)),
          v.untilOn ? ["Perioden går ut", through(v.untilOn)] : null,
          v.receivedAt
            ? [
                "Mottagen",
                <>
                  {v.receivedAt}
                  {v.diaryNumber && <p>{v.diaryNumber}</p>}
                </>,
              ]
            : null,
          v.signedAt && !v.receivedAt ? ["Mottagen", "Inte än"] : null,
        ]}
      />
    </Card>
  );
}

function Files({ page: v }: { page: Shown }) {
  const act = actsOf(v);
  return (
    <Card title="Filer">
      {v.files.length > 0 && (
        <ul className="plainlist">
          {v.files.map((f) => (
            <li key={f.id}>
              <a href={paths.file(v.place, f.id)}>{fileNames[f.role] ?? f.name}</a>{" "}
              <span className="muted">{size(f.size)}</span>
            </li>
          ))}
        </ul>
      )}
      {v.content && (
        <p>
          <a href={paths.filledForm(v.place, v.id)}>Blanketten att skriva ut (PDF)</a>
        </p>
      )}
      {v.staff && v.sentAt && (
        <More label="Bifoga ett protokollsutdrag">
          <Form action={act("bilaga")} encType="multipart/form-data" noValidate>
            <FileField
              name="extract"
              label="Protokollsutdrag"
              hint="Till exempel när ordföranden själv är representant. PDF, PNG eller JPEG, högst 10 MB."
              accept="application/pdf,image/png,image/jpeg"
            />
            <div className="acts">
              <Button small quiet>
                Bifoga
              </Button>
            </div>
          </Form>
        </More>
      )}
      {v.leaver && v.staff && (
        <p>
          <a href={`${paths.organisationAct(v.place, v.organisationSlug, "overlamning")}#platser`}>
            Vad som händer med platser i arbetsgrupper
          </a>
        </p>
      )}
      {v.files.length === 0 && v.signedAt && (
        <p className="muted">Vi stämplar PDF:en strax efter underskriften.</p>
      )}
    </Card>
  );
}

function MoreToDo({ page: v }: { page: Shown }) {
  const act = actsOf(v);
  if (!v.may.paper && !v.may.withdraw) return null;
  return (
    <Card title="Mer att göra">
      <ul className="plainlist doors">
        {v.may.paper && (
          <li>
            <a href={act("papper")}>Lägg in en underskrift på papper eller per telefon</a>
          </li>
        )}
        {v.may.backdate && (
          <li>
            <a href={act("tidigare-dag")}>Låt den gälla från dagen på blanketten</a>
          </li>
        )}
        {v.may.withdraw && (
          <li>
            <a href={act("aterkallelse")}>Ta tillbaka blanketten</a>
          </li>
        )}
      </ul>
    </Card>
  );
}

function Acts({ page: v }: { page: Shown }) {
  const act = actsOf(v);
  return (
    <div className="acts">
      {v.may.correct && (
        <>
          <ButtonLink href={act("ratta")}>Rätta uppgifterna</ButtonLink>
          <ButtonLink quiet href={act("ta-bort")}>
            Ta bort
          </ButtonLink>
        </>
      )}
      {v.may.continue && <ButtonLink href={act("utkast")}>Fortsätt fylla i</ButtonLink>}
      {v.may.copy && <PostButton action={act("ny-fran-denna")}>Rätta i en ny blankett</PostButton>}
      {v.copy && <a href={paths.commitment(v.place, v.copy)}>Den nya blanketten</a>}
    </div>
  );
}

/** What a reason is called that the form came to nothing for. */
const whyWords: Partial<Record<Shown["state"], string>> = {
  declined: "Chefen skriver",
  returned: "Därför är blanketten stoppad",
  withdrawn: "Därför är blanketten återtagen",
};
function Notices({ page: v }: { page: Shown }) {
  const title = whyWords[v.state];
  const reason = title && v.steps.filter((s) => s.why).at(-1)?.why;
  return (
    <>
      {reason && (
        <Notice tone="gap" title={title}>
          <p>{reason}</p>
        </Notice>
      )}
      {v.onPaper && (
        <Notice tone="info" title={onPaper}>
          <p>Uppgifterna hämtades från en lista i Excel.</p>
        </Notice>
      )}
    </>
  );
}

export default function Commitment() {
  const v = useLoaderData<typeof loader>();
  return (
    <Page
      above={<a href={paths.organisation(v.place, v.organisationSlug)}>{v.organisation}</a>}
      title={`${kindWords[v.kind]} för ${v.organisation}`}
      lead={
        <>
          Referens {v.reference}
          {v.others.length > 0 && <>. Gäller även {listed(v.others)}</>}
        </>
      }
      beside={
        <Tag tone={formTones[v.state]}>
          {formWord({ ...v, startOn: v.effect.changesOn, received: v.receivedAt !== null })}
        </Tag>
      }
    >
      <Notices page={v} />
      <Acts page={v} />
      {v.may.receive && <Receive page={v} />}
      <Columns>
        <Stack>
          <Card title="Det här står i blanketten">
            {v.content ? (
              <ContentFacts content={v.content} untilOn={v.untilOn} leaver={v.leaver} />
            ) : (
              <Empty>
                {v.state === "draft"
                  ? "Utkastet syns bara för den som skriver det, tills det skickas till chefen."
                  : "Innehållet är raderat."}
              </Empty>
            )}
          </Card>
          {v.signers.length > 0 && (
            <Card title="Underskrift" pad={false}>
              <Signers
                signers={v.signers}
                staff={v.staff}
                action={(s) => <SignerAct signer={s} place={v.place} may={v.may} />}
              />
            </Card>
          )}
          <Happened page={v} />
        </Stack>
        <Stack>
          <FormFacts page={v} />
          <Files page={v} />
          <MoreToDo page={v} />
        </Stack>
      </Columns>
    </Page>
  );
}
