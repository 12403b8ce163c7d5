import { z } from "zod";

export const choiceSchema = z.object({
  networkId: z.string().min(1),
  how: z.enum(["direct", "weekly"], { error: "Välj hur du vill ha mejlen" }),
  weekday: z.coerce.number().int().min(1).max(5).catch(1),
});
