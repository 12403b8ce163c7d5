// The answer from the letter: no signing in, one form for each organisation that the person speaks for.
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { answer, answerAsGuest } from "~/domain/meetings/answering/commands.server";
import { answerPage, askedMeeting } from "~/domain/meetings/answering/queries.server";
import { answerSchema, guestAnswerSchema } from "~/domain/meetings/schema";
import { modes } from "~/domain/meetings/texts";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { ErrorSummary, FormFields, Hidden, RadioGroup } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, Notice } from "~/ui/parts";
import { Material } from "../material/views/material-list";
import { Answered, AnswerForm, DietField, ModeFields } from "./views/answer-form";
import { MeetingFacts } from "./views/facts";
import { titled } from "~/ui/shell";

const posted = z.union([guestAnswerSchema.extend({ gast: z.literal("ja") }), answerSchema]);
export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Svara på kallelsen") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "meeting.answer", (permit, { params }) => ({ ...answerPage(permit), token: params.token }), {
    link: "attend",
  });
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "meeting.answer",
    posted,
    async (permit, input, { url }) => {
      const meetingId = askedMeeting(permit);
      if ("gast" in input) await answerAsGuest(permit, meetingId, input);
      else await answer(permit, meetingId, input);
      return { to: url.pathname, notice: "Tack, svaret är sparat. Du kan ändra det tills mötet börjar." };
    },
    { link: "attend", keepOnConflict: true },
  );

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

type Guest = NonNullable<Shown["guest"]>;
/** What the guest has said, and the place in the queue to a full room. */
function GuestSaid({ guest }: { guest: Guest }) {
  if (!guest.choice && guest.queue <= 0) return null;
  const how = guest.mode ? `, ${modes[guest.mode].toLowerCase()}` : "";
  return (
    <Notice tone={guest.choice === "yes" ? "ok" : "info"}>
      {guest.choice && (
        <p>{guest.choice === "yes" ? `Du kommer${how}.` : "Du har svarat att du inte kan."}</p>
      )}
      {guest.queue > 0 && (
        <p>
          Rummet är fullt. Du står på plats {guest.queue} i kön och får ett mejl om det blir en plats ledig.
        </p>
      )}
    </Notice>
  );
}

function GuestAnswer({
  page: { meeting: m, left },
  guest,
  failed,
}: {
  page: Shown;
  guest: Guest;
  failed: Rejected | undefined;
}) {
  return (
    <Card title={guest.forWhom ? `Kommer du för ${guest.forWhom}?` : "Kommer du?"}>
      <GuestSaid guest={guest} />
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields
        state={{
          values: failed?.values ?? {
            choice: guest.choice ?? "",
            mode: guest.mode ?? "room",
            diet: guest.diet ?? "",
          },
          errors: failed?.errors ?? {},
        }}
      >
        <Form noValidate>
          <Hidden name="gast" value="ja" />
          <RadioGroup
            name="choice"
            label="Ditt svar"
            options={[
              ["yes", "Jag kommer"],
              ["no", "Jag kan inte"],
            ]}
          />
          <ModeFields meeting={m} left={left} />
          <DietField />
          <div className="acts">
            <Button>{guest.choice ? "Ändra svaret" : "Svara"}</Button>
          </div>
        </Form>
      </FormFields>
    </Card>
  );
}

export default function AnswerByLink() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const { meeting: m, guest } = p;
  return (
    <Page narrow title={m.title} lead={`${p.authority} kallar. ${p.network}.`}>
      <Stack>
        <Card>
          <MeetingFacts m={m} />
          {m.message && (
            <div className="after">
              {m.message.split("\n").map((line, i) => (
                <p key={i}>{line}</p>
              ))}
            </div>
          )}
        </Card>
        {p.material.length > 0 && (
          <Card title="Material" pad={false} id="material">
            <Material lines={p.material} way={{ token: p.token }} />
          </Card>
        )}
        {p.started && (
          <Notice>
            <p>Mötet har börjat. Det går inte att ändra svaret längre.</p>
          </Notice>
        )}
        {!p.started &&
          p.seats.map((seat) => (
            <Card key={seat.organisationId} title={seat.organisation}>
              <Answered seat={seat} />
              <AnswerForm
                seat={seat}
                meeting={m}
                left={p.left}
                failed={failed}
                me={seat.seat === "representative" || seat.seat === "deputy" ? seat.seat : null}
              />
            </Card>
          ))}
        {!p.started && guest && <GuestAnswer page={p} guest={guest} failed={failed} />}
      </Stack>
    </Page>
  );
}
