-- Forms taken in from a list say what the list says: nobody signed them here. What was written for them that nobody did
-- (a signature's time, a declaration, a diary number) becomes empty, once, with the triggers that freeze a form put aside and
-- put back in the same transaction. The sealed files stay as they are, byte for byte, and are no longer the paper.
-- A person may be marked as protected afterwards: the triggers let a name be masked in a frozen form, and nothing else.
BEGIN;

ALTER TABLE "Commitment" ADD COLUMN "cameInOn" TEXT;
ALTER TABLE "Commitment" ADD COLUMN "paperSignedOn" TEXT;
ALTER TABLE "Commitment" ADD COLUMN "dayUncertain" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Holding" ADD COLUMN "fromKnown" BOOLEAN NOT NULL DEFAULT true;

DROP TRIGGER "Commitment_frozen";
DROP TRIGGER "CommitmentSecret_frozen";
DROP TRIGGER "Signature_frozen";
DROP TRIGGER "Holding_no_delete";

UPDATE "Signature" SET "state" = 'onPaper', "signedAt" = NULL, "signedName" = NULL, "signedTitle" = NULL, "declarationVersion" = NULL, "note" = NULL
WHERE "state" = 'signed' AND "commitmentId" IN (SELECT "id" FROM "Commitment" WHERE "origin" = 'moveIn');

UPDATE "Holding" SET "fromKnown" = false WHERE "commitmentId" IN (SELECT "id" FROM "Commitment" WHERE "origin" = 'moveIn');

UPDATE "File" SET "role" = 'mistakenSeal'
WHERE "role" IN ('sealed', 'sealedMasked') AND "commitmentId" IN (SELECT "id" FROM "Commitment" WHERE "origin" = 'moveIn');

UPDATE "Work" SET "doneAt" = "nextAttemptAt", "claimedAt" = NULL, "error" = NULL
WHERE "kind" = 'seal' AND "doneAt" IS NULL AND "subjectId" IN (SELECT "id" FROM "Commitment" WHERE "origin" = 'moveIn');

INSERT INTO "Work" ("id", "kind", "subjectId", "attempts", "nextAttemptAt", "createdAt")
SELECT lower(hex(randomblob(7))), 'sheet', "id", 0, "createdAt", "createdAt" FROM "Commitment" WHERE "origin" = 'moveIn' AND "contentHash" IS NOT NULL;

UPDATE "Commitment" SET "signedAt" = NULL, "sentAt" = NULL, "receivedAt" = NULL, "receivedById" = NULL, "diaryNumber" = NULL, "dayUncertain" = true
WHERE "origin" = 'moveIn';

-- A signed commitment never changes; what was frozen when it was sent stays frozen, but for a name that is masked.
CREATE TRIGGER "Commitment_frozen" BEFORE UPDATE ON "Commitment"
WHEN OLD."state" <> 'draft' AND (
  (NEW."content" IS NOT OLD."content"
    AND NEW."content" IS NOT json_set(OLD."content", '$.representative.name', 'Skyddad person', '$.representative.email', '', '$.representative.phone', '', '$.representative.protected', json('true'))
    AND NEW."content" IS NOT json_set(OLD."content", '$.deputy.name', 'Skyddad person', '$.deputy.email', '', '$.deputy.phone', '', '$.deputy.protected', json('true')))
  OR NEW."contentHash" IS NOT OLD."contentHash" OR NEW."termsVersion" IS NOT OLD."termsVersion"
  OR NEW."startOn" IS NOT OLD."startOn" OR NEW."untilOn" IS NOT OLD."untilOn" OR NEW."kind" IS NOT OLD."kind" OR NEW."reference" IS NOT OLD."reference"
  OR NEW."cameInOn" IS NOT OLD."cameInOn" OR NEW."paperSignedOn" IS NOT OLD."paperSignedOn" OR NEW."dayUncertain" IS NOT OLD."dayUncertain"
  OR NEW."organisationId" IS NOT OLD."organisationId" OR NEW."networkId" IS NOT OLD."networkId" OR NEW."sentAt" IS NOT OLD."sentAt"
  OR (OLD."signedAt" IS NOT NULL AND NEW."signedAt" IS NOT OLD."signedAt"))
BEGIN SELECT RAISE(ABORT, 'a sent commitment is never edited'); END;

-- What is parted from a frozen form may get one person more; what stands there stays.
CREATE TRIGGER "CommitmentSecret_frozen" BEFORE UPDATE ON "CommitmentSecret"
WHEN (SELECT c."state" FROM "Commitment" c WHERE c."id" = OLD."commitmentId") <> 'draft' AND (
  (json_extract(OLD."content", '$.representative') IS NOT NULL
    AND json_extract(NEW."content", '$.representative') IS NOT json_extract(OLD."content", '$.representative'))
  OR (json_extract(OLD."content", '$.deputy') IS NOT NULL
    AND json_extract(NEW."content", '$.deputy') IS NOT json_extract(OLD."content", '$.deputy')))
BEGIN SELECT RAISE(ABORT, 'a sent commitment is never edited'); END;

CREATE TRIGGER "Signature_frozen" BEFORE UPDATE ON "Signature"
WHEN OLD."state" = 'signed' AND (NEW."state" <> 'signed' OR NEW."signedAt" IS NOT OLD."signedAt" OR NEW."signedName" IS NOT OLD."signedName"
  OR NEW."signedTitle" IS NOT OLD."signedTitle" OR NEW."email" IS NOT OLD."email" OR NEW."method" IS NOT OLD."method" OR NEW."declarationVersion" IS NOT OLD."declarationVersion")
BEGIN SELECT RAISE(ABORT, 'a signature is never changed'); END;

-- History stays: a holding that has been is never removed. One that a mistaken row of a list made has never been.
CREATE TRIGGER "Holding_no_delete" BEFORE DELETE ON "Holding"
WHEN NOT EXISTS (SELECT 1 FROM "Commitment" c WHERE c."id" = OLD."commitmentId" AND c."origin" = 'moveIn' AND c."state" = 'withdrawn')
BEGIN SELECT RAISE(ABORT, 'a holding is ended, never deleted'); END;

COMMIT;
