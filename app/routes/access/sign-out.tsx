import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { signOut } from "~/domain/access/commands.server";
import { redirect } from "~/http/redirect";
import { write } from "~/http/porter.server";
import { clearSession } from "~/http/session.server";
import { paths } from "~/paths";

export const loader = () => redirect(paths.start);
export const action = (args: ActionFunctionArgs) =>
  write(args, "me.see", z.object({}), async (permit) => {
    await signOut(permit);
    return { to: paths.start, notice: "Du är utloggad.", headers: { "Set-Cookie": await clearSession() } };
  });

export { Nothing as default } from "~/ui/page";
