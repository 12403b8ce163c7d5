-- AlterTable
ALTER TABLE "Holding" ADD COLUMN "handoverReadAt" DATETIME;

-- Whoever sits already is not new.
UPDATE "Holding" SET "handoverReadAt" = "fromOn" || 'T00:00:00.000+00:00';

-- CreateTable
CREATE TABLE "HandoverNote" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "holdingId" TEXT NOT NULL,
    "linkId" TEXT,
    "untilOn" TEXT NOT NULL,
    "askedAt" DATETIME NOT NULL,
    "know" TEXT,
    "contacts" TEXT,
    "writtenAt" DATETIME,
    CONSTRAINT "HandoverNote_holdingId_fkey" FOREIGN KEY ("holdingId") REFERENCES "Holding" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PlaceChoice" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "holdingId" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "choice" TEXT NOT NULL,
    "chosenAt" DATETIME NOT NULL,
    CONSTRAINT "PlaceChoice_holdingId_fkey" FOREIGN KEY ("holdingId") REFERENCES "Holding" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PlaceChoice_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "WorkingGroup" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "HandoverNote_holdingId_key" ON "HandoverNote"("holdingId");

-- CreateIndex
CREATE UNIQUE INDEX "HandoverNote_linkId_key" ON "HandoverNote"("linkId");

-- CreateIndex
CREATE INDEX "HandoverNote_networkId_organisationId_idx" ON "HandoverNote"("networkId", "organisationId");

-- CreateIndex
CREATE UNIQUE INDEX "PlaceChoice_holdingId_groupId_key" ON "PlaceChoice"("holdingId", "groupId");
