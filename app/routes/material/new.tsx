import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { addMaterial } from "~/domain/material/commands.server";
import { materialForm } from "~/domain/material/queries.server";
import { materialSchema } from "~/domain/material/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths, type Place } from "~/paths";
import { largestMaterial } from "~/platform/sizes";
import { ErrorSummary, FormFields, Hidden, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { AudienceField, FileOrAddress, ItemField } from "./views/fields";
import { titled } from "~/ui/shell";

type Id = string | null | undefined;
/** The page of the meeting, the thing to spread or the group that it belongs to. */
function ownerOf(place: Place, meeting: Id, spread: Id, group: Id): string | null {
  if (meeting) return paths.meeting(place, meeting);
  if (spread) return paths.spreadItem(place, spread);
  return group ? paths.group(place, group) : null;
}

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Lägg till material") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "material.manage", (permit, { url }) => materialForm(permit, url.searchParams));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "material.manage",
    materialSchema,
    async (permit, input) => {
      const id = await addMaterial(permit, input);
      const of = ownerOf(permit.network, input.meetingId, input.spreadItemId, input.groupId);
      return {
        to: of ? `${of}#material` : paths.material(permit.network),
        notice: "Materialet är tillagt.",
        made: paths.aboutMaterial(permit.network, id),
        as: { gor: "spara" },
      };
    },
    { largestFile: largestMaterial },
  );

/** What it is added to, and goes back to. */
function belongsTo({ place, meeting, spread, group }: ReturnType<typeof useLoaderData<typeof loader>>) {
  const href = ownerOf(place, meeting?.id, spread?.id, group?.id) ?? paths.material(place);
  return { href, title: (meeting ?? spread ?? group)?.title ?? "Material" };
}

export default function NewMaterial() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const { href: back, title } = belongsTo(p);
  return (
    <Page narrow above={<a href={back}>{title}</a>} title="Lägg till material">
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? p.values, errors: failed?.errors ?? {} }}>
        <Form className="form" encType="multipart/form-data" noValidate creates>
          {p.meeting && <Hidden name="meetingId" value={p.meeting.id} />}
          {p.spread && <Hidden name="spreadItemId" value={p.spread.id} />}
          {p.group && <Hidden name="groupId" value={p.group.id} />}
          <FileOrAddress />
          <TextField name="title" label="Rubrik" hint="Lämnas den tom får filens namn bli rubrik." />
          <ItemField items={p.items} />
          <AudienceField ofMeeting={p.meeting !== null} ofGroup={p.group !== null} />
          <div className="acts">
            <Button>Lägg till</Button>
            <a href={back}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
