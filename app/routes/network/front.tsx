import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { frontPage } from "~/domain/network/queries.server";
import { readIn } from "~/http/porter.server";
import { titled } from "~/ui/shell";
import { FrontView } from "./views";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: data ? `${data.name} – ${data.countyName}` : titled(matches, "Startsidan") },
];
export const loader = (args: LoaderFunctionArgs) => readIn(args, "front.see", frontPage);

export default function Front() {
  return <FrontView network={useLoaderData<typeof loader>()} />;
}
