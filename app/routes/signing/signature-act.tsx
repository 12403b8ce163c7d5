import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { emailField } from "~/domain/access/schema";
import { confirmManager, remindNow } from "~/domain/commitments/signing/commands.server";
import { commitmentOfSignature } from "~/domain/commitments/signing/queries.server";
import { toPage } from "~/http/redirect";
import { writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { notFound } from "~/platform/refusal";

export const loader = (args: LoaderFunctionArgs) => toPage(args, paths.todo);
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "commitment.see",
    z.object({ email: emailField.optional() }),
    async (permit, { email }, { params, also }) => {
      const to = paths.commitment(permit.network, commitmentOfSignature(permit, params.id));
      if (params.act === "paminnelse") {
        await remindNow(also("commitment.remind"), params.id);
        return { to, notice: "Påminnelsen är skickad." };
      }
      if (params.act !== "chef" || !email) throw notFound();
      await confirmManager(also("commitment.confirmManager"), params.id, email);
      return { to, notice: "Chefen har fått sin länk." };
    },
  );

export { Nothing as default } from "~/ui/page";
