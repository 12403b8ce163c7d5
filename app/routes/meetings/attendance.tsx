import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { noteGuest, settleCheckIn } from "~/domain/meetings/check-in/commands.server";
import { waitingCheckIns } from "~/domain/meetings/check-in/queries.server";
import { confirmSchema } from "~/domain/meetings/check-in/schema";
import { closeAttendance, takeAttendance } from "~/domain/meetings/attendance/commands.server";
import { attendancePage } from "~/domain/meetings/attendance/queries.server";
import { isUnmarked, whenText } from "~/domain/meetings/rules";
import { attendanceSchema } from "~/domain/meetings/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDateAt } from "~/platform/calendar";
import { capital, counted } from "~/platform/swedish";
import { Asks, ErrorSummary, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Notice, Tag } from "~/ui/parts";
import { AttendanceList } from "./views/attendance-list";
import { titled } from "~/ui/shell";

const posted = z.union([
  z.object({ gor: z.enum(["stang", "stang-anda"]) }),
  confirmSchema,
  z.object({ gor: z.enum(["kom", "kom-inte"]), gast: z.string() }),
  attendanceSchema,
]);
const settled = {
  noted: "Närvaron är införd.",
  already: "Organisationen var redan markerad som närvarande.",
  gone: "Incheckningen är borttagen.",
};
export const handle = { scripts: true };
export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data ? `Närvaro: ${data.meeting.title}` : "Närvaro") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "attendance.take", (permit, { params }) => ({
    ...attendancePage(permit, params.meeting),
    waiting: waitingCheckIns(permit, params.meeting),
  }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "attendance.take",
    posted,
    async (permit, input, { params, url }) => {
      if ("gast" in input) {
        await noteGuest(permit, params.meeting, input.gast, input.gor === "kom");
        return { to: `${url.pathname}#gaster` };
      }
      if ("id" in input)
        return { to: url.pathname, notice: settled[await settleCheckIn(permit, params.meeting, input)] };
      if ("gor" in input) {
        const asks = await closeAttendance(permit, params.meeting, input.gor === "stang-anda");
        return asks ? { show: { asks } } : { to: url.pathname, notice: "Närvaron är stängd." };
      }
      await takeAttendance(permit, params.meeting, input);
      return { to: `${url.pathname}#${input.organisationId}` };
    },
    { keepOnConflict: true },
  );

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function CheckedIn({ page: p }: { page: Shown }) {
  if (p.waiting.length === 0) return null;
  return (
    <Card title="Väntar på att du bekräftar" count={p.waiting.length} pad={false}>
      <ul className="agenda rows">
        {p.waiting.map((c) => (
          <li key={c.id}>
            <div>
              <p className="strong">{c.name}</p>
              <p className="muted">
                {c.organisation ?? "Gäst"} · checkade in {c.when}
              </p>
            </div>
            <Form className="pairacts">
              <Hidden name="id" value={c.id} />
              <Button small name="gor" value="bekrafta">
                Bekräfta<span className="hidden"> {c.name}</span>
              </Button>
              <Button small quiet name="gor" value="vinka-av">
                Ta bort<span className="hidden"> {c.name}</span>
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Guests({ page: p }: { page: Shown }) {
  if (p.guests.length === 0) return null;
  return (
    <Card
      title="Gäster"
      id="gaster"
      count={`${p.guests.filter((g) => g.came).length} av ${p.guests.length} ${p.meeting.over ? "var med" : "är här"}`}
      pad={false}
    >
      <ul className="agenda rows">
        {p.guests.map((g) => (
          <li key={g.id}>
            <div>
              <p>
                {g.name}
                {g.came && (
                  <>
                    {" "}
                    <Tag tone="ok">Här</Tag>
                  </>
                )}
              </p>
            </div>
            {p.may && (
              <Form className="pairacts">
                <Hidden name="gast" value={g.id} />
                <Button small quiet name="gor" value={g.came ? "kom-inte" : "kom"}>
                  {g.came ? "Inte här" : "Här"}
                  <span className="hidden">: {g.name}</span>
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Changes({ page: p }: { page: Shown }) {
  if (p.changes.length === 0) return null;
  return (
    <Card title="Ändrat efter stängning">
      <ul className="plainlist">
        {p.changes.map((c, i) => (
          <li key={i}>
            {c.organisation}: {c.why}
            <br />
            <span className="muted">
              {longDateAt(c.at)}, {c.who ?? "länsstyrelsen"}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Notices({ page: p }: { page: Shown }) {
  return (
    <>
      {!p.may && (
        <Notice tone="wait">
          <p>
            {p.meeting.state === "convened"
              ? "Mötet har inte varit än. Här för du närvaro när dagen kommer."
              : "Det går bara att föra närvaro på ett möte som är kallat."}
          </p>
        </Notice>
      )}
      {p.meeting.closedAt && (
        <Notice>
          <p>
            Närvaron stängdes {longDateAt(p.meeting.closedAt)}. En ändring efteråt behöver en anledning, och
            den sparas.
          </p>
        </Notice>
      )}
    </>
  );
}

function Closing({ page: p }: { page: Shown }) {
  if (!p.may || p.meeting.closedAt || p.marked === 0) return null;
  return (
    <Form className="acts">
      <Hidden name="gor" value="stang" />
      <Button quiet>Stäng närvaron</Button>
      <span className="muted">
        {p.unmarked === 0
          ? "Alla är markerade."
          : `${capital(counted(p.unmarked, "är inte markerad", "är inte markerade"))} än.`}
      </span>
    </Form>
  );
}

/** Before it is closed with organisations that nobody has marked. */
const Unmarked = ({ asks, first }: { asks: string; first: string | undefined }) => (
  <Asks title="Stänga närvaron ändå?">
    <p>{asks}</p>
    <Form className="acts">
      <Hidden name="gor" value="stang-anda" />
      {first && <ButtonLink href={`#${first}`}>Markera dem först</ButtonLink>}
      <Button quiet>Stäng ändå</Button>
    </Form>
  </Asks>
);

export default function AttendancePage() {
  const p = useLoaderData<typeof loader>();
  const posted: unknown = useActionData();
  const answer = posted as Rejected | { asks: string } | undefined;
  const asks = answer && "asks" in answer ? answer.asks : null;
  const failed = answer && "asks" in answer ? undefined : answer;
  return (
    <Page
      above={<a href={paths.meeting(p.place, p.meeting.id)}>{p.meeting.title}</a>}
      title="Närvaro"
      lead={whenText(p.meeting)}
      beside={
        p.meeting.state === "convened" && (
          <>
            <ButtonLink quiet href={paths.meetingAct(p.place, p.meeting.id, "incheckning")}>
              Incheckning
            </ButtonLink>
            <ButtonLink quiet href={paths.meetingAct(p.place, p.meeting.id, "utskrifter")}>
              Skriva ut
            </ButtonLink>
          </>
        )
      }
    >
      <ErrorSummary errors={failed?.errors ?? {}} prefix={failed?.values.organisationId} />
      {asks && <Unmarked asks={asks} first={p.lines.find(isUnmarked)?.organisationId} />}
      <Notices page={p} />
      <Stack>
        <CheckedIn page={p} />
        <AttendanceList
          lines={p.lines}
          group={p.meeting.groupId !== null}
          may={p.may}
          closed={p.meeting.closedAt !== null}
          past={p.meeting.over}
          hybrid={Boolean(p.meeting.place && p.meeting.link)}
          meetingId={p.meeting.id}
          failed={failed ?? null}
        />
        <Closing page={p} />
        <Guests page={p} />
        <Changes page={p} />
      </Stack>
    </Page>
  );
}
