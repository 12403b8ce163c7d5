// Where the page of letters lay before it was called Utskick. Old bookmarks and letters lead on.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { toPage } from "~/http/redirect";
import { paths } from "~/paths";

export const loader = (args: LoaderFunctionArgs) => toPage(args, (place) => paths.notices(place), 301);
