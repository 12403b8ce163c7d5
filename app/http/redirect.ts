// The only way to send a visitor on. A part of an address, decoded by the router, would otherwise be a header that
// cannot be sent, or another site.
import { redirect as sent, type LoaderFunctionArgs } from "@remix-run/node";
import { leadsTo, type Place } from "~/paths";

export const redirect = (to: string, init?: number | ResponseInit): Response => sent(leadsTo(to), init);
/** Whoever follows a link to an address that is only posted to, or has moved, is led to a page of the same network. */
export const toPage = (
  { params }: LoaderFunctionArgs,
  page: (place: Place, id: string) => string,
  status?: number,
): Response =>
  redirect(page({ countySlug: params.county ?? "", slug: params.network ?? "" }, params.id ?? ""), status);
/** The page that a form was posted from, with all it was asked for, where it is this page; null: it was posted from another. */
export const shownAt = (page: string, from: string | null): string | null =>
  from?.split("?", 1)[0] === page ? from : null;
/** To an address elsewhere, which somebody has put among the material. */
export const redirectOut = (to: string, init?: number | ResponseInit) => sent(new URL(to).href, init);
