-- The day on which a signed form's seats change: never before the last signature, unless the county board has said why.
ALTER TABLE "Commitment" ADD COLUMN "changesOn" TEXT;
ALTER TABLE "Commitment" ADD COLUMN "backdatedWhy" TEXT;
-- What was: the day its holdings began, or the form's own.
UPDATE "Commitment" SET "changesOn" = COALESCE((SELECT min(h."fromOn") FROM "Holding" h WHERE h."commitmentId" = "Commitment"."id"), "startOn")
WHERE "signedAt" IS NOT NULL AND "origin" <> 'moveIn';
