import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { enterLinkCode, requestLinkCode } from "~/domain/access/commands.server";
import { inNetwork } from "~/domain/access/permits.server";
import { codeAgain, codeOnlySchema } from "~/domain/commitments/signing/schema";
import { seatWords } from "~/domain/commitments/texts";
import { leave } from "~/domain/seats/commands.server";
import { alsoLeaving, replaceView, type ReplaceView } from "~/domain/seats/queries.server";
import { leaveSchema } from "~/domain/seats/schema";
import { redirect } from "~/http/redirect";
import { read, write, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { invalid } from "~/platform/refusal";
import { CodeForms } from "~/routes/signing/views/steps";
import { ErrorSummary, FormFields } from "~/ui/fields";
import { Page } from "~/ui/page";
import { LeaveForm } from "./views";
import { titled } from "~/ui/shell";

const posted = z.discriminatedUnion("gor", [
  codeAgain.ask,
  codeOnlySchema.extend({ gor: z.literal("kod") }),
  leaveSchema.extend({ ...codeAgain.given, gor: z.literal("slutar") }),
]);

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Slutar utan efterträdare") }];
export const loader = (args: LoaderFunctionArgs) =>
  read(
    args,
    "seat.leave",
    async (permit, { params, url, browserHash, also }) => {
      const view = await replaceView(also("replacement.start"), browserHash);
      const seat = view.seats.find((s) => s.holdingId === url.searchParams.get("plats") && s.mayEnd);
      if (!seat) throw redirect(paths.replace(params.token), 303);
      return {
        ...view,
        seat,
        also: seat.tells ? [] : alsoLeaving(inNetwork(permit), seat.holdingId ?? ""),
        token: params.token,
      };
    },
    { link: "replace" },
  );
export const action = (args: ActionFunctionArgs) =>
  write(
    args,
    "seat.leave",
    posted,
    async (permit, input, { params, url, browserHash }) => {
      const own = inNetwork(permit);
      const here = url.pathname + url.search;
      if (input.gor === "skicka") {
        await requestLinkCode(own, browserHash);
        // A form that outlived its code stays, and takes the new one.
        return input.holdingId ? { show: { values: { ...input, code: "" }, errors: {} } } : { to: here };
      }
      if (input.gor === "kod") {
        await enterLinkCode(own, input.code, browserHash);
        return { to: here };
      }
      if (input.code === "") throw invalid({ code: ["Skriv koden från mejlet"] });
      if (input.code) await enterLinkCode(own, input.code, browserHash);
      await leave(own, input, browserHash);
      return { to: paths.replace(params.token), notice: "Länsstyrelsen har fått besked." };
    },
    { link: "replace", cookies: true },
  );

/** Said to whoever has the seat, to the manager, or to a contact, who ends nothing. */
function leadOf({ seat, authority }: { seat: ReplaceView["seats"][number]; authority: string }): string {
  if (seat.mine) return `Du slutar som ${seatWords[seat.seat].toLowerCase()}, och platsen blir vakant.`;
  return seat.tells
    ? `${authority} får besked om att ${seat.who} slutar, och avslutar sedan platsen. Till dess ändras inget.`
    : `${seat.who} slutar som ${seatWords[seat.seat].toLowerCase()}, och platsen blir vakant.`;
}

export default function Leave() {
  const v = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.replace(v.token)}>{v.organisation}</a>}
      title={v.seat.tells ? "Säg att någon slutar" : "Slutar utan efterträdare"}
      lead={
        <>
          {leadOf(v)} Har ni en efterträdare? <a href={paths.replace(v.token)}>Gör ett byte i stället</a>.
        </>
      }
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        {v.proven || failed?.values.holdingId ? (
          <LeaveForm
            proof={v}
            holdingId={v.seat.holdingId ?? ""}
            why={null}
            today={v.today}
            also={v.also}
            tells={v.seat.tells}
          />
        ) : (
          <CodeForms asked={v.asked} address={v.address} />
        )}
      </FormFields>
    </Page>
  );
}
