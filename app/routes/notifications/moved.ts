// Where the page of letters lay before it was called Utskick. Old bookmarks and letters lead on.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "~/http/redirect";

export const loader = ({ params }: LoaderFunctionArgs) =>
  redirect(`/${params.county}/${params.network}/utskick`, 301);
