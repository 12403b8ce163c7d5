import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { closeAttendance, takeAttendance } from "~/domain/meetings/attendance/commands.server";
import { attendancePage } from "~/domain/meetings/attendance/queries.server";
import { whenText } from "~/domain/meetings/rules";
import { attendanceSchema } from "~/domain/meetings/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { Hidden } from "~/ui/fields";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Notice } from "~/ui/parts";
import { AttendanceList } from "./views/attendance-list";

const posted = z.union([z.object({ gor: z.literal("stang") }), attendanceSchema]);
export const handle = { scripts: true };
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Närvaro: ${data.meeting.title} – Länsgruppen` : "Närvaro – Länsgruppen" }];
export const loader = (args: LoaderFunctionArgs) => readIn(args, "attendance.take", (permit, { params }) => attendancePage(permit, params.meeting!));
export const action = (args: ActionFunctionArgs) => writeIn(args, "attendance.take", posted, async (permit, input, { params, url }) => {
  if ("gor" in input) { await closeAttendance(permit, params.meeting!); return { to: url.pathname, notice: "Närvaron är stängd." }; }
  await takeAttendance(permit, params.meeting!, input);
  return { to: `${url.pathname}#${input.organisationId}` };
}, { keepOnConflict: true });

export default function AttendancePage() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page above={<a href={paths.meeting(p.place, p.meeting.id)}>{p.meeting.title}</a>} title="Närvaro" lead={whenText(p.meeting)} beside={p.meeting.state === "convened" && <ButtonLink quiet href={paths.meetingAct(p.place, p.meeting.id, "narvarolista.pdf")}>Lista att skriva ut</ButtonLink>}>
      {!p.may && <Notice tone="wait"><p>{p.meeting.state === "convened" ? "Mötet har inte varit än. Här för du närvaro när dagen kommer." : "Det går bara att föra närvaro på ett möte som är kallat."}</p></Notice>}
      {p.meeting.closedAt && <Notice><p>Närvaron stängdes {longDate(p.meeting.closedAt.slice(0, 10))}. En ändring efteråt behöver en anledning, och den sparas.</p></Notice>}
      <Stack>
        <AttendanceList lines={p.lines} may={p.may} closed={p.meeting.closedAt !== null} hybrid={Boolean(p.meeting.place && p.meeting.link)} meetingId={p.meeting.id} failed={failed ?? null} />
        {p.may && !p.meeting.closedAt && p.marked > 0 && (
          <form method="post" className="acts"><Hidden name="gor" value="stang" /><Button quiet>Stäng närvaron</Button><span className="muted">{p.marked === p.lines.length ? "Alla är markerade." : `${p.lines.length - p.marked} är inte markerade än.`}</span></form>
        )}
        {p.changes.length > 0 && <Card title="Ändrat efter stängning"><ul className="plainlist">{p.changes.map((c, i) => <li key={i}>{c.organisation}: {c.why}<br /><span className="muted">{longDate(c.at.slice(0, 10))}, {c.who ?? "länsstyrelsen"}</span></li>)}</ul></Card>}
      </Stack>
    </Page>
  );
}
