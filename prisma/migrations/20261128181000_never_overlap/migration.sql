-- Covers, managers' terms, staff roles and memberships never overlap, as holdings do not. A row of no length ([x, x)) holds on no day and stands in nobody's way.
-- What overlaps already is put right first, the same way wherever it is run:
-- an end before the beginning becomes an end at the beginning;
-- covers, staff roles and memberships of one kind that overlap are one, from the first day of any to the last of any: the first row keeps it, the others hold on no day (a cover is cancelled);
-- of two managers, and of a member and an adjunct, whoever begins later holds from that day.
UPDATE "ManagerTerm" SET "untilOn" = "fromOn" WHERE "untilOn" < "fromOn";
UPDATE "StaffRole" SET "untilOn" = "fromOn" WHERE "untilOn" < "fromOn";
UPDATE "Membership" SET "untilOn" = "fromOn" WHERE "untilOn" < "fromOn";
UPDATE "Cover" SET "untilOn" = "fromOn" WHERE "untilOn" < "fromOn";

CREATE TABLE "_island" AS
WITH "seen" AS (
  SELECT "id", "networkId", "organisationId", "fromOn", COALESCE("untilOn", '9999-99-99') AS "u", rowid AS "r",
    MAX(COALESCE("untilOn", '9999-99-99')) OVER (PARTITION BY "networkId", "organisationId" ORDER BY "fromOn", rowid ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "before"
  FROM "Cover" WHERE "cancelledAt" IS NULL AND "fromOn" < COALESCE("untilOn", '9999-99-99')),
"counted" AS (
  SELECT *, SUM(CASE WHEN "before" IS NULL OR "before" <= "fromOn" THEN 1 ELSE 0 END) OVER (PARTITION BY "networkId", "organisationId" ORDER BY "fromOn", "r") AS "n" FROM "seen")
SELECT "id", ROW_NUMBER() OVER (PARTITION BY "networkId", "organisationId", "n" ORDER BY "fromOn", "r") AS "place", MAX("u") OVER (PARTITION BY "networkId", "organisationId", "n") AS "u" FROM "counted";
UPDATE "Cover" SET "untilOn" = (SELECT NULLIF(i."u", '9999-99-99') FROM "_island" i WHERE i."id" = "Cover"."id") WHERE "id" IN (SELECT "id" FROM "_island" WHERE "place" = 1);
UPDATE "Cover" SET "cancelledAt" = strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now') WHERE "id" IN (SELECT "id" FROM "_island" WHERE "place" > 1);
DROP TABLE "_island";

CREATE TABLE "_island" AS
WITH "seen" AS (
  SELECT "id", "accountId", "networkId", "role", "fromOn", COALESCE("untilOn", '9999-99-99') AS "u", rowid AS "r",
    MAX(COALESCE("untilOn", '9999-99-99')) OVER (PARTITION BY "accountId", "networkId", "role" ORDER BY "fromOn", rowid ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "before"
  FROM "StaffRole" WHERE "fromOn" < COALESCE("untilOn", '9999-99-99')),
"counted" AS (
  SELECT *, SUM(CASE WHEN "before" IS NULL OR "before" <= "fromOn" THEN 1 ELSE 0 END) OVER (PARTITION BY "accountId", "networkId", "role" ORDER BY "fromOn", "r") AS "n" FROM "seen")
SELECT "id", ROW_NUMBER() OVER (PARTITION BY "accountId", "networkId", "role", "n" ORDER BY "fromOn", "r") AS "place", MAX("u") OVER (PARTITION BY "accountId", "networkId", "role", "n") AS "u" FROM "counted";
UPDATE "StaffRole" SET "untilOn" = (SELECT NULLIF(i."u", '9999-99-99') FROM "_island" i WHERE i."id" = "StaffRole"."id") WHERE "id" IN (SELECT "id" FROM "_island" WHERE "place" = 1);
UPDATE "StaffRole" SET "untilOn" = "fromOn" WHERE "id" IN (SELECT "id" FROM "_island" WHERE "place" > 1);
DROP TABLE "_island";

CREATE TABLE "_island" AS
WITH "seen" AS (
  SELECT "id", "networkId", "organisationId", "kind", "fromOn", COALESCE("untilOn", '9999-99-99') AS "u", rowid AS "r",
    MAX(COALESCE("untilOn", '9999-99-99')) OVER (PARTITION BY "networkId", "organisationId", "kind" ORDER BY "fromOn", rowid ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "before"
  FROM "Membership" WHERE "fromOn" < COALESCE("untilOn", '9999-99-99')),
"counted" AS (
  SELECT *, SUM(CASE WHEN "before" IS NULL OR "before" <= "fromOn" THEN 1 ELSE 0 END) OVER (PARTITION BY "networkId", "organisationId", "kind" ORDER BY "fromOn", "r") AS "n" FROM "seen")
SELECT "id", ROW_NUMBER() OVER (PARTITION BY "networkId", "organisationId", "kind", "n" ORDER BY "fromOn", "r") AS "place", MAX("u") OVER (PARTITION BY "networkId", "organisationId", "kind", "n") AS "u" FROM "counted";
UPDATE "Membership" SET "untilOn" = (SELECT NULLIF(i."u", '9999-99-99') FROM "_island" i WHERE i."id" = "Membership"."id") WHERE "id" IN (SELECT "id" FROM "_island" WHERE "place" = 1);
UPDATE "Membership" SET "untilOn" = "fromOn" WHERE "id" IN (SELECT "id" FROM "_island" WHERE "place" > 1);
DROP TABLE "_island";

CREATE TABLE "_next" AS SELECT "id", LEAD("fromOn") OVER (PARTITION BY "networkId", "organisationId" ORDER BY "fromOn", rowid) AS "on" FROM "Membership" WHERE "fromOn" < COALESCE("untilOn", '9999-99-99');
UPDATE "Membership" SET "untilOn" = (SELECT n."on" FROM "_next" n WHERE n."id" = "Membership"."id")
WHERE EXISTS (SELECT 1 FROM "_next" n WHERE n."id" = "Membership"."id" AND n."on" < COALESCE("Membership"."untilOn", '9999-99-99'));
DROP TABLE "_next";

CREATE TABLE "_next" AS SELECT "id", LEAD("fromOn") OVER (PARTITION BY "networkId", "organisationId", "seat" ORDER BY "fromOn", rowid) AS "on" FROM "ManagerTerm" WHERE "fromOn" < COALESCE("untilOn", '9999-99-99');
UPDATE "ManagerTerm" SET "untilOn" = (SELECT n."on" FROM "_next" n WHERE n."id" = "ManagerTerm"."id")
WHERE EXISTS (SELECT 1 FROM "_next" n WHERE n."id" = "ManagerTerm"."id" AND n."on" < COALESCE("ManagerTerm"."untilOn", '9999-99-99'));
DROP TABLE "_next";

CREATE TRIGGER "Cover_wellformed_insert" BEFORE INSERT ON "Cover"
WHEN NEW."fromOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR (NEW."untilOn" IS NOT NULL AND (NEW."untilOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR NEW."untilOn" < NEW."fromOn"))
BEGIN SELECT RAISE(ABORT, 'a cover is not well formed'); END;

CREATE TRIGGER "Cover_no_overlap_insert" BEFORE INSERT ON "Cover"
WHEN NEW."cancelledAt" IS NULL AND NEW."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND EXISTS (
  SELECT 1 FROM "Cover" o
  WHERE o."cancelledAt" IS NULL AND o."networkId" IS NEW."networkId" AND o."organisationId" IS NEW."organisationId"
    AND o."fromOn" < COALESCE(o."untilOn", '9999-99-99')
    AND o."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND NEW."fromOn" < COALESCE(o."untilOn", '9999-99-99'))
BEGIN SELECT RAISE(ABORT, 'a cover overlaps another'); END;

CREATE TRIGGER "Cover_wellformed_update" BEFORE UPDATE ON "Cover"
WHEN NEW."fromOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR (NEW."untilOn" IS NOT NULL AND (NEW."untilOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR NEW."untilOn" < NEW."fromOn"))
BEGIN SELECT RAISE(ABORT, 'a cover is not well formed'); END;

CREATE TRIGGER "Cover_no_overlap_update" BEFORE UPDATE ON "Cover"
WHEN NEW."cancelledAt" IS NULL AND NEW."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND EXISTS (
  SELECT 1 FROM "Cover" o
  WHERE o.rowid <> OLD.rowid AND o."cancelledAt" IS NULL AND o."networkId" IS NEW."networkId" AND o."organisationId" IS NEW."organisationId"
    AND o."fromOn" < COALESCE(o."untilOn", '9999-99-99')
    AND o."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND NEW."fromOn" < COALESCE(o."untilOn", '9999-99-99'))
BEGIN SELECT RAISE(ABORT, 'a cover overlaps another'); END;

CREATE TRIGGER "ManagerTerm_wellformed_insert" BEFORE INSERT ON "ManagerTerm"
WHEN NEW."fromOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR (NEW."untilOn" IS NOT NULL AND (NEW."untilOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR NEW."untilOn" < NEW."fromOn"))
BEGIN SELECT RAISE(ABORT, 'a manager term is not well formed'); END;

CREATE TRIGGER "ManagerTerm_no_overlap_insert" BEFORE INSERT ON "ManagerTerm"
WHEN NEW."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND EXISTS (
  SELECT 1 FROM "ManagerTerm" o
  WHERE o."networkId" IS NEW."networkId" AND o."organisationId" IS NEW."organisationId" AND o."seat" IS NEW."seat"
    AND o."fromOn" < COALESCE(o."untilOn", '9999-99-99')
    AND o."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND NEW."fromOn" < COALESCE(o."untilOn", '9999-99-99'))
BEGIN SELECT RAISE(ABORT, 'a manager term overlaps another'); END;

CREATE TRIGGER "ManagerTerm_wellformed_update" BEFORE UPDATE ON "ManagerTerm"
WHEN NEW."fromOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR (NEW."untilOn" IS NOT NULL AND (NEW."untilOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR NEW."untilOn" < NEW."fromOn"))
BEGIN SELECT RAISE(ABORT, 'a manager term is not well formed'); END;

CREATE TRIGGER "ManagerTerm_no_overlap_update" BEFORE UPDATE ON "ManagerTerm"
WHEN NEW."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND EXISTS (
  SELECT 1 FROM "ManagerTerm" o
  WHERE o.rowid <> OLD.rowid AND o."networkId" IS NEW."networkId" AND o."organisationId" IS NEW."organisationId" AND o."seat" IS NEW."seat"
    AND o."fromOn" < COALESCE(o."untilOn", '9999-99-99')
    AND o."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND NEW."fromOn" < COALESCE(o."untilOn", '9999-99-99'))
BEGIN SELECT RAISE(ABORT, 'a manager term overlaps another'); END;

CREATE TRIGGER "StaffRole_wellformed_insert" BEFORE INSERT ON "StaffRole"
WHEN NEW."fromOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR (NEW."untilOn" IS NOT NULL AND (NEW."untilOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR NEW."untilOn" < NEW."fromOn"))
BEGIN SELECT RAISE(ABORT, 'a staff role is not well formed'); END;

CREATE TRIGGER "StaffRole_no_overlap_insert" BEFORE INSERT ON "StaffRole"
WHEN NEW."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND EXISTS (
  SELECT 1 FROM "StaffRole" o
  WHERE o."accountId" IS NEW."accountId" AND o."networkId" IS NEW."networkId" AND o."role" IS NEW."role"
    AND o."fromOn" < COALESCE(o."untilOn", '9999-99-99')
    AND o."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND NEW."fromOn" < COALESCE(o."untilOn", '9999-99-99'))
BEGIN SELECT RAISE(ABORT, 'a staff role overlaps another'); END;

CREATE TRIGGER "StaffRole_wellformed_update" BEFORE UPDATE ON "StaffRole"
WHEN NEW."fromOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR (NEW."untilOn" IS NOT NULL AND (NEW."untilOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR NEW."untilOn" < NEW."fromOn"))
BEGIN SELECT RAISE(ABORT, 'a staff role is not well formed'); END;

CREATE TRIGGER "StaffRole_no_overlap_update" BEFORE UPDATE ON "StaffRole"
WHEN NEW."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND EXISTS (
  SELECT 1 FROM "StaffRole" o
  WHERE o.rowid <> OLD.rowid AND o."accountId" IS NEW."accountId" AND o."networkId" IS NEW."networkId" AND o."role" IS NEW."role"
    AND o."fromOn" < COALESCE(o."untilOn", '9999-99-99')
    AND o."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND NEW."fromOn" < COALESCE(o."untilOn", '9999-99-99'))
BEGIN SELECT RAISE(ABORT, 'a staff role overlaps another'); END;

CREATE TRIGGER "Membership_wellformed_insert" BEFORE INSERT ON "Membership"
WHEN NEW."fromOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR (NEW."untilOn" IS NOT NULL AND (NEW."untilOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR NEW."untilOn" < NEW."fromOn"))
BEGIN SELECT RAISE(ABORT, 'a membership is not well formed'); END;

CREATE TRIGGER "Membership_no_overlap_insert" BEFORE INSERT ON "Membership"
WHEN NEW."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND EXISTS (
  SELECT 1 FROM "Membership" o
  WHERE o."networkId" IS NEW."networkId" AND o."organisationId" IS NEW."organisationId"
    AND o."fromOn" < COALESCE(o."untilOn", '9999-99-99')
    AND o."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND NEW."fromOn" < COALESCE(o."untilOn", '9999-99-99'))
BEGIN SELECT RAISE(ABORT, 'a membership overlaps another'); END;

CREATE TRIGGER "Membership_wellformed_update" BEFORE UPDATE ON "Membership"
WHEN NEW."fromOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR (NEW."untilOn" IS NOT NULL AND (NEW."untilOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR NEW."untilOn" < NEW."fromOn"))
BEGIN SELECT RAISE(ABORT, 'a membership is not well formed'); END;

CREATE TRIGGER "Membership_no_overlap_update" BEFORE UPDATE ON "Membership"
WHEN NEW."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND EXISTS (
  SELECT 1 FROM "Membership" o
  WHERE o.rowid <> OLD.rowid AND o."networkId" IS NEW."networkId" AND o."organisationId" IS NEW."organisationId"
    AND o."fromOn" < COALESCE(o."untilOn", '9999-99-99')
    AND o."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND NEW."fromOn" < COALESCE(o."untilOn", '9999-99-99'))
BEGIN SELECT RAISE(ABORT, 'a membership overlaps another'); END;
