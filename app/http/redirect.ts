// The only way to send a visitor on. A part of an address, decoded by the router, would otherwise be a header that
// cannot be sent, or another site.
import { redirect as sent } from "@remix-run/node";
import { leadsTo } from "~/paths";

export const redirect = (to: string, init?: number | ResponseInit): Response => sent(leadsTo(to), init);
/** To an address elsewhere, which somebody has put among the material. */
export const redirectOut = (to: string, init?: number | ResponseInit) => sent(new URL(to).href, init);
