// What colleagues read without an account. To fetch the page counts as nothing; the press of "Läs" is counted, whoever presses is not known.
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { countReading } from "~/domain/spread/commands.server";
import { readingPage } from "~/domain/spread/queries.server";
import { readSchema } from "~/domain/spread/schema";
import { readIn, writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.title ?? "Läs") },
  { name: "robots", content: "noindex" },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "spread.read", (permit, { params }) => ({ ...readingPage(permit), token: params.token }), {
    link: "read",
  });
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "spread.read",
    readSchema,
    async (permit, { press }) => {
      if (press) await countReading(permit, press);
      return { show: { reading: true } };
    },
    { link: "read" },
  );

export default function Reading() {
  const p = useLoaderData<typeof loader>();
  const { reading } = (useActionData<typeof action>() ?? {}) as { reading?: boolean };
  return (
    <Page narrow above={`${p.organisation} deltar i ${p.within}`} title={p.title} lead={p.why}>
      {!reading ? (
        <Form>
          <Hidden name="press" value={p.press} />
          <Button>Läs</Button>
          <p className="muted after">Vi räknar hur många gånger det läses, inte vem som läser.</p>
        </Form>
      ) : (
        <Stack>
          <Card>
            <div className="said-text">{p.text}</div>
          </Card>
          {p.material.length > 0 && (
            <Card title="Filer och länkar" pad={false}>
              <ul className="material">
                {p.material.map((m) => (
                  <li key={m.id}>
                    <div>
                      {m.state === "ready" ? (
                        <a href={m.url ?? paths.readMaterial(p.token, m.id)} rel="noreferrer">
                          {m.title}
                        </a>
                      ) : (
                        <b>{m.title}</b>
                      )}{" "}
                      <span className="muted">{m.about}</span>
                    </div>
                  </li>
                ))}
              </ul>
            </Card>
          )}
          <p className="muted">
            Till: {p.targets}. Avsändare: {p.authority}.
          </p>
        </Stack>
      )}
    </Page>
  );
}
