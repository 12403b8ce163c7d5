// The manager's three answers share a door: the whole commitment, and the code first.
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { inNetwork, type NetworkPermit } from "~/domain/access/permits.server";
import { enterCode, requestSignatureCode } from "~/domain/commitments/signing/commands.server";
import { signView } from "~/domain/commitments/signing/queries.server";
import { codeAgain } from "~/domain/commitments/signing/schema";
import { redirect } from "~/http/redirect";
import { read, write } from "~/http/porter.server";
import { isAnswer } from "~/http/returned.server";
import { paths } from "~/paths";
import { invalid } from "~/platform/refusal";

export const readToAnswer = (args: LoaderFunctionArgs, act: "underskrift" | "avbojande" | "fel-chef") =>
  read(
    args,
    "commitment.sign",
    async (permit, { browserHash, params }) => {
      const v = await signView(inNetwork(permit), browserHash);
      const token = params.token;
      if (v.signature.state !== "pending" || v.state !== "awaitingSignature")
        throw redirect(paths.sign(token), 303);
      // What was written while the code ran out stays in its form, and the code is typed there.
      if (!v.proven && !isAnswer(args)) throw redirect(paths.signCode(token, act), 303);
      return { ...v, token };
    },
    { link: "sign" },
  );

type SignPermit = NetworkPermit<"commitment.sign">;
/** Whoever wrote for longer than the code holds types a new one with the answer, which stays in its form. */
export const writeAnswer = <S extends z.ZodObject>(
  args: ActionFunctionArgs,
  schema: S,
  answer: (permit: SignPermit, input: z.output<S>, browserHash: string) => Promise<void>,
) =>
  write(
    args,
    "commitment.sign",
    z.discriminatedUnion("gor", [codeAgain.ask, schema.extend(codeAgain.given)]),
    async (permit, input, { params, browserHash }) => {
      const own = inNetwork(permit);
      if (input.gor === "skicka") {
        await requestSignatureCode(own, browserHash);
        return { show: { values: { ...input, code: "" }, errors: {} } };
      }
      const { code } = input as { code?: string };
      if (code === "") throw invalid({ code: ["Skriv koden från mejlet"] });
      if (code) await enterCode(own, code, browserHash);
      await answer(own, input as z.output<S>, browserHash);
      return { to: paths.signReceipt(params.token) };
    },
    { link: "sign", cookies: true },
  );
