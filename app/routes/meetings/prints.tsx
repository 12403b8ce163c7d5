import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { printsPage } from "~/domain/meetings/attendance/badges.server";
import { reveal } from "~/domain/people/protected.server";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { Checkbox, FormFields } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Notice } from "~/ui/parts";
import { titled } from "~/ui/shell";

const posted = z.object({
  med: z.union([z.string().transform((v) => [v]), z.array(z.string())]).default([]),
});
export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Skriva ut") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "attendance.take", (permit, { params, also }) =>
    printsPage(permit, also("protected.reveal"), params.meeting),
  );
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "protected.reveal", posted, async (permit, { med }, { params, url, also }) => {
    const { hidden, meeting } = printsPage(also("attendance.take"), permit, params.meeting);
    for (const h of hidden.filter((h) => med.includes(h.personId)))
      await reveal(permit, h.personId, `Namnskylt till ${meeting.title} ${meeting.heldOn}`);
    return {
      to: url.pathname,
      notice:
        med.length > 0
          ? "De valda finns med på det du skriver ut de närmaste tio minuterna. Det är loggat."
          : "Ingen är vald.",
    };
  });

export default function Prints() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const chosen = p.hidden.filter((h) => h.chosen).map((h) => h.personId);
  const pdf = (name: "namnskyltar.pdf" | "narvarolista.pdf" | "incheckning.pdf", label: string) => (
    <ButtonLink quiet href={paths.meetingAct(p.place, p.meeting.id, name)}>
      {label}
    </ButtonLink>
  );
  return (
    <Page
      narrow
      above={<a href={paths.meetingAct(p.place, p.meeting.id, "narvaro")}>Närvaro: {p.meeting.title}</a>}
      title="Skriva ut"
    >
      {!p.may && (
        <Notice tone="wait">
          <p>Skicka kallelsen först.</p>
        </Notice>
      )}
      <Stack>
        <div className="acts">
          {pdf("narvarolista.pdf", "Närvarolista")}
          {pdf("namnskyltar.pdf", `Namnskyltar (${p.badges})`)}
          {p.hasCode ? (
            pdf("incheckning.pdf", "Kod för incheckning")
          ) : (
            <ButtonLink quiet href={paths.meetingAct(p.place, p.meeting.id, "incheckning")}>
              Gör en kod för incheckning
            </ButtonLink>
          )}
        </div>
        {p.hidden.length > 0 && (
          <Card title="Skyddade personer">
            <p>
              De finns inte med på namnskyltarna och står utan namn på listan. Välj dem som ska vara med i
              dag. Valet loggas och gäller i tio minuter.
            </p>
            <Form>
              <FormFields state={{ values: failed?.values ?? { med: chosen }, errors: failed?.errors ?? {} }}>
                {p.hidden.map((h) => (
                  <Checkbox
                    key={h.personId}
                    id={`med-${h.personId}`}
                    name="med"
                    value={h.personId}
                    label={h.words}
                  />
                ))}
              </FormFields>
              <div className="acts">
                <Button quiet>Ta med de valda</Button>
              </div>
            </Form>
          </Card>
        )}
      </Stack>
    </Page>
  );
}
