import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { removeFile, report, setClosed } from "~/domain/efforts/commands.server";
import { effortPage, type ShareLine } from "~/domain/efforts/queries.server";
import { isEmpty, lastDay, nobodyToAsk } from "~/domain/asks/rules";
import { closeSchema } from "~/domain/asks/schema";
import { removeFileSchema, reportSchema } from "~/domain/efforts/schema";
import { shareStateWords, shareTones, standingTones, standingWords } from "~/domain/efforts/texts";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate, longDateAt } from "~/platform/calendar";
import { only } from "~/platform/must";
import { largestMaterial } from "~/platform/sizes";
import { ErrorSummary } from "~/ui/fields";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { ButtonLink, DataTable, Facts, More, Notice, PostButton, Tag } from "~/ui/parts";
import { Files, Report } from "./views/report";
import { titled } from "~/ui/shell";

const posted = z.discriminatedUnion("gor", [reportSchema, removeFileSchema, closeSchema]);
export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.effort.title ?? "Insats") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "effort.see", (permit, { params, url }) =>
    effortPage(permit, params.effort, url.searchParams.get("visa") === "kvar"),
  );
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "effort.report",
    posted,
    async (permit, input, { params, url, also }) => {
      if (input.gor === "svara") {
        await report(permit, params.effort, input);
        return {
          to: url.pathname,
          notice: "Tack! Svaret är sparat. Ni kan ändra det tills insatsen avslutas.",
        };
      }
      if (input.gor === "ta-bort-fil") {
        await removeFile(permit, params.effort, input.fileId);
        return { to: url.pathname, notice: "Filen är borttagen ur svaret." };
      }
      await setClosed(also("effort.manage"), params.effort, input.gor === "avsluta");
      return {
        to: url.pathname,
        notice:
          input.gor === "avsluta"
            ? "Insatsen är avslutad. Ingen får fler påminnelser."
            : "Insatsen är öppen igen.",
      };
    },
    { keepOnConflict: true, largestFile: largestMaterial },
  );

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function Organisations({ page: p, open }: { page: Shown; open: boolean }) {
  const { effort: e } = p;
  const said = (s: ShareLine) =>
    s.changedAt && (
      <p className="muted">
        {longDateAt(s.changedAt)}
        {s.by && `, ${s.by}`}
      </p>
    );
  return (
    <Card
      title="Organisationerna"
      count={
        p.onlyBehind ? (
          <a href={paths.effort(p.place, e.id)}>Visa alla</a>
        ) : (
          `${e.done} av ${e.organisations} klara`
        )
      }
      pad={false}
    >
      <DataTable
        caption="Organisationerna"
        rows={p.shares}
        rowKey={(s) => s.organisationId}
        columns={[
          {
            head: "Organisation",
            cell: (s) => <a href={paths.organisation(p.place, s.slug)}>{s.organisation}</a>,
          },
          {
            head: "Läge",
            cell: (s) => (
              <>
                {isEmpty(s) ? (
                  <span className="muted">{nobodyToAsk}</span>
                ) : (
                  <Tag tone={shareTones[s.state]}>{shareStateWords[s.state]}</Tag>
                )}
                {s.lastOn && <p className="muted">Egen sista dag {longDate(s.lastOn)}</p>}
              </>
            ),
          },
          {
            head: "Svar",
            cell: (s) =>
              s.answer || s.files.length > 0 ? (
                <>
                  {s.answer && <div className="said-text">{s.answer}</div>}
                  <Files share={s} place={p.place} effort={e.id} open={open} />
                  {said(s)}
                </>
              ) : (
                ""
              ),
          },
        ]}
      />
    </Card>
  );
}

function InShort({ page: p }: { page: Shown }) {
  const { effort: e } = p;
  const own = p.staff ? null : only(p.shares);
  return (
    <Card title="I korthet">
      <Facts
        rows={[
          ["Sista dag", longDate(own ? lastDay(e, own) : e.lastOn)],
          p.staff ? ["Har börjat", e.begun] : ["Klara organisationer", `${e.done} av ${e.organisations}`],
          p.staff && e.notForUs > 0 ? ["Inte aktuellt", e.notForUs] : null,
          p.meeting
            ? [
                "Tas upp på mötet",
                <a key="m" href={paths.meeting(p.place, p.meeting.id)}>
                  {p.meeting.title} {longDate(p.meeting.heldOn)}
                </a>,
              ]
            : null,
        ]}
      />
    </Card>
  );
}

function Acts({ page: p, open }: { page: Shown; open: boolean }) {
  const { effort: e } = p;
  return (
    <div className="acts">
      <ButtonLink quiet href={paths.effortAnswers(p.place, e.id, "xlsx")}>
        Svaren till Excel
      </ButtonLink>
      <ButtonLink quiet href={paths.effortAnswers(p.place, e.id, "csv")}>
        Svaren som CSV
      </ButtonLink>
      <PostButton quiet action={paths.effort(p.place, e.id)} hidden={{ gor: open ? "avsluta" : "oppna" }}>
        {open ? "Avsluta insatsen" : "Öppna igen"}
      </PostButton>
    </div>
  );
}

export default function EffortPage() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const { effort: e } = p;
  const open = p.standing !== "closed";
  const failedFor = (s: ShareLine) =>
    failed && failed.values.organisationId === s.organisationId ? failed : null;
  return (
    <Page
      above={<a href={paths.efforts(p.place)}>På hemmaplan</a>}
      title={e.title}
      beside={
        <>
          <Tag tone={standingTones[p.standing]}>{standingWords[p.standing]}</Tag>
          {p.staff && open && (
            <ButtonLink quiet href={paths.changeEffort(p.place, e.id)}>
              Ändra
            </ButtonLink>
          )}
        </>
      }
    >
      <ErrorSummary errors={failed?.errors ?? {}} prefix={p.shares.find((s) => failedFor(s))?.slug} />
      <Columns>
        <Stack>
          <Card title="Det här ska göras">
            <div className="said-text">{e.text}</div>
          </Card>
          {!p.staff &&
            p.shares.map((s) => (
              <Card
                key={s.organisationId}
                title={s.organisation}
                action={<Tag tone={shareTones[s.state]}>{shareStateWords[s.state]}</Tag>}
              >
                {s.changedAt && (
                  <p className="muted">
                    Svarat {longDateAt(s.changedAt)}
                    {s.by && `, ${s.by}`}
                  </p>
                )}
                <Files share={s} place={p.place} effort={e.id} open={open} />
                {open && <Report share={s} failed={failedFor(s)} several={p.shares.length > 1} />}
                {!open && s.answer && <div className="said-text">{s.answer}</div>}
                {!open && !s.answer && <p className="muted">Inget svar kom in.</p>}
              </Card>
            ))}
          {p.staff && <Organisations page={p} open={open} />}
          {p.staff && open && (
            <More label="Svara åt en organisation" open={failed !== undefined}>
              {p.shares.map((s) => (
                <More key={s.organisationId} label={s.organisation} open={failedFor(s) !== null}>
                  <Report share={s} failed={failedFor(s)} several />
                </More>
              ))}
            </More>
          )}
        </Stack>
        <Stack>
          <InShort page={p} />
          {p.staff && !p.meeting && open && (
            <Notice>
              <p>Insatsen tas upp på det första ordinarie mötet efter sista dagen, när det är planerat.</p>
            </Notice>
          )}
          {p.staff && <Acts page={p} open={open} />}
        </Stack>
      </Columns>
    </Page>
  );
}
