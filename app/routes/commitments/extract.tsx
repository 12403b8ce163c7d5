import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { storeScan } from "~/domain/commitments/sealing/commands.server";
import { attachExtract } from "~/domain/commitments/signing/paper.server";
import { toPage } from "~/http/redirect";
import { writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { conflict, Refusal } from "~/platform/refusal";
import { largestFile } from "~/platform/sizes";

export const loader = (args: LoaderFunctionArgs) => toPage(args, paths.commitment);
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "commitment.paper",
    z.object({ extract: z.unknown().optional() }),
    async (permit, { extract }, { params }) => {
      if (!(extract instanceof File) || extract.size === 0)
        throw conflict("Ingen fil var vald. Gå tillbaka och välj protokollsutdraget.");
      // The form for it stands on another page: what is wrong with the file is said as a page.
      const file = await storeScan(
        Buffer.from(await extract.arrayBuffer()),
        extract.name,
        permit.network.id,
        permit.now,
        "minutesExtract",
      ).catch((error: unknown) => {
        const said = error instanceof Refusal ? error.errors.scan?.[0] : undefined;
        throw said === undefined ? error : conflict(said);
      });
      await attachExtract(permit, params.id, file);
      return { to: paths.commitment(permit.network, params.id), notice: "Protokollsutdraget är bifogat." };
    },
    { largestFile },
  );

export { Nothing as default } from "~/ui/page";
