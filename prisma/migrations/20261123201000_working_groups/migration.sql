-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN "groupId" TEXT REFERENCES "WorkingGroup" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "WorkingGroup" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "expected" TEXT,
    "startOn" TEXT NOT NULL,
    "plannedEndOn" TEXT,
    "convenerId" TEXT,
    "endedOn" TEXT,
    "result" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "WorkingGroup_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "GroupPlace" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "groupId" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "personId" TEXT,
    "fromOn" TEXT NOT NULL,
    "untilOn" TEXT,
    CONSTRAINT "GroupPlace_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "WorkingGroup" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "GroupPlace_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "GroupPlace_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "WorkingGroup_networkId_endedOn_idx" ON "WorkingGroup"("networkId", "endedOn");

-- CreateIndex
CREATE INDEX "GroupPlace_groupId_organisationId_fromOn_idx" ON "GroupPlace"("groupId", "organisationId", "fromOn");

-- CreateIndex
CREATE INDEX "GroupPlace_personId_idx" ON "GroupPlace"("personId");

-- An organisation has one place in a group at a time, and one person in it.
CREATE TRIGGER "GroupPlace_overlap_insert" BEFORE INSERT ON "GroupPlace"
WHEN EXISTS (SELECT 1 FROM "GroupPlace" o WHERE o."groupId" = NEW."groupId" AND o."organisationId" = NEW."organisationId"
  AND (o."untilOn" IS NULL OR o."untilOn" > NEW."fromOn") AND (NEW."untilOn" IS NULL OR NEW."untilOn" > o."fromOn"))
BEGIN SELECT RAISE(ABORT, 'places overlap'); END;

CREATE TRIGGER "GroupPlace_overlap_update" BEFORE UPDATE ON "GroupPlace"
WHEN EXISTS (SELECT 1 FROM "GroupPlace" o WHERE o."id" <> NEW."id" AND o."groupId" = NEW."groupId" AND o."organisationId" = NEW."organisationId"
  AND (o."untilOn" IS NULL OR o."untilOn" > NEW."fromOn") AND (NEW."untilOn" IS NULL OR NEW."untilOn" > o."fromOn"))
BEGIN SELECT RAISE(ABORT, 'places overlap'); END;
