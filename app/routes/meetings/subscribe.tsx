import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { makeFeed, revokeFeed } from "~/domain/meetings/feeds/commands.server";
import { feedPage } from "~/domain/meetings/feeds/queries.server";
import { readIn, write } from "~/http/porter.server";
import { paths } from "~/paths";
import { Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Prenumerera på mötena") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "meeting.see", (permit, { also }) => feedPage(permit, also("me.see")));
export const action = (args: ActionFunctionArgs) =>
  write(args, "me.see", z.object({ gor: z.enum(["ny", "sluta"]) }), async (permit, { gor }, { url }) => {
    await (gor === "ny" ? makeFeed(permit) : revokeFeed(permit));
    return {
      to: url.pathname,
      notice: gor === "ny" ? "Din adress är klar." : "Adressen fungerar inte längre.",
    };
  });

export default function Subscribe() {
  const p = useLoaderData<typeof loader>();
  return (
    <Page
      narrow
      above={<a href={paths.meetings(p.place)}>Möten</a>}
      title="Prenumerera på mötena"
      lead="Mötena hamnar i din kalender av sig själva, också när de flyttas. Klistra in adressen i Outlook, Google Kalender eller Apple Kalender."
    >
      <Stack>
        <Card title="Din egen adress">
          {p.mine ? (
            <>
              <p className="address">{p.mine}</p>
              <p className="muted">Adressen är hemlig. Den som har den ser mötena, men inga personer.</p>
            </>
          ) : (
            <p>Du har ingen adress än.</p>
          )}
          <div className="acts">
            <Form>
              <Hidden name="gor" value="ny" />
              <Button quiet={p.mine !== null}>{p.mine ? "Byt till en ny adress" : "Skapa en adress"}</Button>
            </Form>
            {p.mine && (
              <Form>
                <Hidden name="gor" value="sluta" />
                <Button quiet warn>
                  Sluta prenumerera
                </Button>
              </Form>
            )}
          </div>
        </Card>
        <Card title="Den öppna kalendern">
          <p className="address">{p.open}</p>
          <p className="muted">Alla får dela den. Den har varken personer eller digitala länkar.</p>
        </Card>
      </Stack>
    </Page>
  );
}
