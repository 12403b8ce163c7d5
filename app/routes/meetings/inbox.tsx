import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { dropIn, settleIncoming } from "~/domain/meetings/inbox/commands.server";
import { inboxPage, type IncomingLine } from "~/domain/meetings/inbox/queries.server";
import { inboxSchema } from "~/domain/meetings/inbox/schema";
import { replyWords, whyWords } from "~/domain/meetings/inbox/texts";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { invalid } from "~/platform/refusal";
import { capital, counted } from "~/platform/swedish";
import { ErrorSummary, FileField, FormFields, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { Button, Empty, More, Notice } from "~/ui/parts";
import { titled } from "~/ui/shell";

const largestFile = 2 * 1024 * 1024;
export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Inkomna svar") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "meeting.manage", (permit) => inboxPage(permit));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "meeting.manage",
    inboxSchema,
    async (permit, input, { url, also }) => {
      if (input.gor !== "lagg-in") {
        const changed = await settleIncoming(permit, () => also("meeting.answer"), input);
        const counts = changed ? "Svaret är infört." : "Svaret ändrade inget.";
        return { to: url.pathname, notice: input.gor === "klart" ? "Meddelandet är hanterat." : counts };
      }
      const files = [input.files].flat().filter((f): f is File => f instanceof File && f.size > 0);
      if (files.length === 0) throw invalid({ files: ["Välj en eller flera filer"] });
      if (files.length > 50) throw invalid({ files: ["Högst 50 filer åt gången"] });
      const done = await dropIn(
        permit,
        await Promise.all(
          files.map(async (f) => ({ name: f.name, bytes: Buffer.from(await f.arrayBuffer()) })),
        ),
      );
      if (done.counted + done.unchanged + done.waiting === 0)
        throw invalid({
          files: [
            files.some((f) => /^winmail\.dat$|\.msg$/i.test(f.name))
              ? "Filen kan bara Outlook läsa (winmail.dat eller .msg). Öppna mejlet i Outlook och för in svaret på mötets sida, eller spara det som .eml."
              : "Det finns inget svar från en kalender i filen. Spara mejlet som .eml, eller svaret som .ics.",
          ],
        });
      return {
        to: url.pathname,
        notice: [
          done.counted > 0 && `${capital(counted(done.counted, "svar är infört", "svar är införda"))}.`,
          done.unchanged > 0 &&
            (done.unchanged === 1 && done.counted === 0
              ? "Svaret ändrade inget."
              : `${capital(counted(done.unchanged, "svar ändrade inget", "svar ändrade inget"))}.`),
          done.waiting > 0 &&
            `${capital(counted(done.waiting, "svar väntar", "svar väntar"))} på att du tittar på det.`,
          done.unreadable > 0 && `${capital(counted(done.unreadable, "fil", "filer"))} gick inte att läsa.`,
        ]
          .filter(Boolean)
          .join(" ")
          .replace(/\bEn svar/g, "Ett svar"),
      };
    },
    { largestFile },
  );

/** What became of a message that needs nothing more. */
function outcome(i: IncomingLine): string {
  if (i.state !== "counted") return i.why ? whyWords[i.why] : "Hanterat.";
  return i.kind === "report" ? "Mejlet är märkt: det kom inte fram." : "Infört som svar.";
}

function Line({
  i,
  place,
  open,
}: {
  i: IncomingLine;
  place: Parameters<typeof paths.meeting>[0];
  open: boolean;
}) {
  return (
    <li>
      <div>
        <p className="strong">
          {i.who ?? (i.sender || "Okänd avsändare")}
          {i.partstat && `: ${(replyWords[i.partstat] ?? "svar").toLowerCase()}`}
        </p>
        <p className="muted">
          {i.meetingId ? (
            <a href={paths.meeting(place, i.meetingId)}>{i.meeting}</a>
          ) : (
            i.subject || "Utan ämne"
          )}{" "}
          · {i.when}
          {i.who && i.sender && ` · från ${i.sender}`}
        </p>
        {i.comment && <div className="said-text">”{i.comment}”</div>}
        {i.why && i.state === "waiting" && <p>{whyWords[i.why]}</p>}
        {!open && <p className="muted">{outcome(i)}</p>}
      </div>
      {open && (
        <Form className="pairacts">
          <Hidden name="id" value={i.id} />
          {i.countable && (
            <>
              <Button small quiet name="gor" value="kommer">
                För in som ”kommer”
              </Button>
              <Button small quiet name="gor" value="kommer-inte">
                För in som ”kommer inte”
              </Button>
            </>
          )}
          <Button small quiet name="gor" value="klart">
            Klart
          </Button>
        </Form>
      )}
    </li>
  );
}

export default function Inbox() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      above={<a href={paths.meetings(p.place)}>Möten</a>}
      title="Inkomna svar"
      lead="Svar som någon ger i sin egen kalender förs in automatiskt. Här är de som du behöver titta på."
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      {p.failingSince && (
        <Notice tone="wait">
          <p>
            Svarsbrevlådan har inte gått att läsa sedan {p.failingSince}. Inget försvinner, men svar från
            kalendrar dröjer. Hör av dig till it-avdelningen.
          </p>
        </Notice>
      )}
      <Columns>
        <Stack>
          <Card title="Väntar" count={p.waiting.length || undefined} pad={false}>
            {p.waiting.length === 0 ? (
              <Empty>Inget väntar.</Empty>
            ) : (
              <ul className="agenda rows">
                {p.waiting.map((i) => (
                  <Line key={i.id} i={i} place={p.place} open />
                ))}
              </ul>
            )}
          </Card>
          {p.done.length > 0 && (
            <More
              label={
                p.latestAlone
                  ? `Visa de ${p.latestAlone} senast hanterade`
                  : `Visa hanterade (${p.done.length})`
              }
            >
              <ul className="agenda rows">
                {p.done.map((i) => (
                  <Line key={i.id} i={i} place={p.place} open={false} />
                ))}
              </ul>
            </More>
          )}
        </Stack>
        <Stack>
          <Card title="Lägg in från din mejl">
            <p>
              Har någon svarat till dig i stället? Spara mejlet eller kalendersvaret som en fil och lägg in
              det här.
            </p>
            <FormFields state={{ values: {}, errors: failed?.errors ?? {} }}>
              <Form encType="multipart/form-data" noValidate>
                <Hidden name="gor" value="lagg-in" />
                <FileField
                  name="files"
                  label="Filer (.eml eller .ics)"
                  accept=".eml,.ics,message/rfc822,text/calendar"
                  multiple
                />
                <div className="acts">
                  <Button quiet>Lägg in</Button>
                </div>
              </Form>
            </FormFields>
          </Card>
          {p.address === null && (
            <p className="muted">
              Ingen svarsbrevlåda är ansluten, så svar från kalendrar läses inte in automatiskt.
              It-avdelningen kan ansluta en.
            </p>
          )}
        </Stack>
      </Columns>
    </Page>
  );
}
