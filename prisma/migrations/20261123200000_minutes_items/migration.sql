-- AlterTable
ALTER TABLE "Minutes" ADD COLUMN "approvedAt" DATETIME;
ALTER TABLE "Minutes" ADD COLUMN "approvedById" TEXT;

-- CreateTable
CREATE TABLE "MinutesItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "minutesId" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "who" TEXT,
    "everybody" BOOLEAN NOT NULL DEFAULT false,
    "dueOn" TEXT,
    "doneAt" DATETIME,
    "doneById" TEXT,
    CONSTRAINT "MinutesItem_minutesId_fkey" FOREIGN KEY ("minutesId") REFERENCES "Minutes" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MinutesItemOrganisation" (
    "itemId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,

    PRIMARY KEY ("itemId", "organisationId"),
    CONSTRAINT "MinutesItemOrganisation_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "MinutesItem" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "MinutesItem_minutesId_position_idx" ON "MinutesItem"("minutesId", "position");

-- CreateIndex
CREATE INDEX "MinutesItem_networkId_kind_idx" ON "MinutesItem"("networkId", "kind");
