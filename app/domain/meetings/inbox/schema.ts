import { z } from "zod";

export const inboxSchema = z.discriminatedUnion("gor", [
  z.object({ gor: z.enum(["kommer", "kommer-inte", "klart"]), id: z.string() }),
  z.object({ gor: z.literal("lagg-in"), files: z.unknown() }),
]);
