-- What is kept for good lets the name of a protected person be masked in its text, wherever and however it is written there and in nobody
-- else's longer name: each place is listed by the transaction that masks it, which takes the list away again. At rest nothing may change.
ALTER TABLE "ProtectedIdentity" ADD COLUMN "places" TEXT NOT NULL DEFAULT '[]';
DROP TRIGGER "MinutesVersion_no_update";
DROP TRIGGER "AttendanceChange_no_update";
DROP TRIGGER "CommitmentStep_no_update";
DROP TRIGGER "Reveal_no_update";

CREATE TRIGGER "MinutesVersion_no_update" BEFORE UPDATE ON "MinutesVersion"
WHEN NEW."id" IS NOT OLD."id" OR NEW."minutesId" IS NOT OLD."minutesId" OR NEW."number" IS NOT OLD."number" OR NEW."state" IS NOT OLD."state" OR NEW."at" IS NOT OLD."at" OR NEW."byId" IS NOT OLD."byId"
  OR NOT EXISTS (SELECT 1 FROM "ProtectedIdentity" i, json_each(i."places") p
    WHERE (p.value ->> '$.now' LIKE '%skyddad uppgift%' OR p.value ->> '$.now' LIKE '%skyddad person%')
    AND NEW."text" IS replace(OLD."text", p.value ->> '$.was', p.value ->> '$.now'))
BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;

CREATE TRIGGER "AttendanceChange_no_update" BEFORE UPDATE ON "AttendanceChange"
WHEN NEW."id" IS NOT OLD."id" OR NEW."attendanceId" IS NOT OLD."attendanceId" OR NEW."at" IS NOT OLD."at" OR NEW."byId" IS NOT OLD."byId"
  OR NOT EXISTS (SELECT 1 FROM "ProtectedIdentity" i, json_each(i."places") p
    WHERE (p.value ->> '$.now' LIKE '%skyddad uppgift%' OR p.value ->> '$.now' LIKE '%skyddad person%')
    AND NEW."before" IS replace(OLD."before", p.value ->> '$.was', p.value ->> '$.now') AND NEW."after" IS replace(OLD."after", p.value ->> '$.was', p.value ->> '$.now') AND NEW."why" IS replace(OLD."why", p.value ->> '$.was', p.value ->> '$.now'))
BEGIN SELECT RAISE(ABORT, 'changes are append-only'); END;

CREATE TRIGGER "CommitmentStep_no_update" BEFORE UPDATE ON "CommitmentStep"
WHEN NEW."id" IS NOT OLD."id" OR NEW."commitmentId" IS NOT OLD."commitmentId" OR NEW."number" IS NOT OLD."number" OR NEW."step" IS NOT OLD."step" OR NEW."fromState" IS NOT OLD."fromState" OR NEW."toState" IS NOT OLD."toState" OR NEW."at" IS NOT OLD."at" OR NEW."actorKind" IS NOT OLD."actorKind" OR NEW."actorId" IS NOT OLD."actorId"
  OR NOT EXISTS (SELECT 1 FROM "ProtectedIdentity" i, json_each(i."places") p
    WHERE (p.value ->> '$.now' LIKE '%skyddad uppgift%' OR p.value ->> '$.now' LIKE '%skyddad person%')
    AND NEW."why" IS replace(OLD."why", p.value ->> '$.was', p.value ->> '$.now'))
BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;

CREATE TRIGGER "Reveal_no_update" BEFORE UPDATE ON "Reveal"
WHEN NEW."id" IS NOT OLD."id" OR NEW."personId" IS NOT OLD."personId" OR NEW."networkId" IS NOT OLD."networkId" OR NEW."accountId" IS NOT OLD."accountId" OR NEW."at" IS NOT OLD."at"
  OR NOT EXISTS (SELECT 1 FROM "ProtectedIdentity" i, json_each(i."places") p
    WHERE (p.value ->> '$.now' LIKE '%skyddad uppgift%' OR p.value ->> '$.now' LIKE '%skyddad person%')
    AND NEW."why" IS replace(OLD."why", p.value ->> '$.was', p.value ->> '$.now'))
BEGIN SELECT RAISE(ABORT, 'a look is never changed'); END;
