import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import {
  answerInvitation,
  answerRequest,
  askForPlace,
  withdraw,
} from "~/domain/groups/joining/commands.server";
import { joiningOf } from "~/domain/groups/joining/queries.server";
import {
  acceptSchema,
  askSchema,
  declineSchema,
  letInSchema,
  refuseSchema,
  takeBackSchema,
  withdrawSchema,
} from "~/domain/groups/joining/schema";
import { groupRow } from "~/domain/groups/queries.server";
import { placeOf } from "~/domain/network/queries.server";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { only } from "~/platform/must";
import { ErrorSummary } from "~/ui/fields";
import { Card, Page, Stack } from "~/ui/page";
import { Empty } from "~/ui/parts";
import { AskForm, Invitations, Invited, Requests } from "./views/joining";
import { titled } from "~/ui/shell";

const posted = z.discriminatedUnion("gor", [
  askSchema,
  acceptSchema,
  declineSchema,
  takeBackSchema,
  letInSchema,
  refuseSchema,
  withdrawSchema,
]);
const notices = {
  be: "Frågan är skickad till länsstyrelsen. Ni får svar med ett mejl.",
  "tacka-ja": "Ni är med i gruppen.",
  "tacka-nej": "Ni har tackat nej.",
  "ta-tillbaka": "Ni har tagit tillbaka frågan.",
  "ge-plats": "Organisationen har fått plats. Den som frågade har fått mejl.",
  "sag-nej": "Svaret är skickat till den som frågade.",
  "dra-tillbaka": "Du har tagit tillbaka inbjudan.",
} as const;

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Vara med i arbetsgruppen") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "group.see", (permit, { params }) => ({
    place: placeOf(permit.network),
    staff: permit.roles.has("strategist"),
    group: groupRow(permit.network.id, params.group),
    joining: joiningOf(permit, params.group),
  }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "group.see", posted, async (permit, input, { params, also }) => {
    const id = params.group;
    if (input.gor === "be") await askForPlace(also("group.join"), id, input);
    else if (input.gor === "tacka-ja" || input.gor === "tacka-nej")
      await answerInvitation(also("group.join"), id, input.id, input.gor === "tacka-ja" ? input.who : null);
    else if (input.gor === "ta-tillbaka") await withdraw(also("group.join"), id, input.id, "request");
    else if (input.gor === "dra-tillbaka") await withdraw(also("group.manage"), id, input.id, "invitation");
    else
      await answerRequest(also("group.manage"), id, input.id, input.gor === "sag-nej" ? input.reason : null);
    return { to: paths.group(permit.network, id), notice: notices[input.gor] };
  });

export default function Joining() {
  const { place, staff, group, joining: j } = useLoaderData<typeof loader>();
  const asker = only(j.mayAsk);
  const failed = (useActionData<typeof action>() as Rejected | undefined) ?? null;
  const way = { place, group: group.id, failed };
  const of = [...j.requests, ...j.invitations].find((x) => x.id === failed?.values.id);
  return (
    <Page
      narrow
      above={<a href={paths.group(place, group.id)}>{group.name}</a>}
      title={staff ? "Vilka vill vara med?" : "Vara med i arbetsgruppen"}
      lead={staff ? undefined : group.purpose}
    >
      <ErrorSummary errors={failed?.errors ?? {}} prefix={of?.slug} />
      <Stack>
        {staff ? (
          <>
            <Requests requests={j.requests} way={way} />
            <Invitations invitations={j.invitations} answered={j.answered} way={way} />
          </>
        ) : (
          j.invitations.map((x) => <Invited key={x.id} line={x} way={way} />)
        )}
        {!staff && j.mayAsk.length > 0 && (
          <Card title={asker ? `Be om en plats för ${asker.name}` : "Be om en plats"}>
            <AskForm mayAsk={j.mayAsk} way={way} />
          </Card>
        )}
        {(staff
          ? j.requests.length + j.invitations.length + j.answered.length
          : j.mayAsk.length + j.invitations.length) === 0 && (
          <Empty>
            {staff
              ? "Ingen väntar på svar."
              : "Ni är redan med, väntar på svar, eller så är gruppen avslutad."}
          </Empty>
        )}
      </Stack>
    </Page>
  );
}
