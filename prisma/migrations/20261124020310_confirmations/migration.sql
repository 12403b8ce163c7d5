-- CreateTable
CREATE TABLE "Confirmation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "managerTermId" TEXT,
    "linkId" TEXT,
    "askedAt" DATETIME NOT NULL,
    "remindedAt" DATETIME,
    "answeredAt" DATETIME,
    "method" TEXT,
    "resources" TEXT,
    "room" TEXT,
    "channels" TEXT,
    "note" TEXT,
    "byName" TEXT,
    "settledAt" DATETIME,
    CONSTRAINT "Confirmation_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Confirmation_managerTermId_fkey" FOREIGN KEY ("managerTermId") REFERENCES "ManagerTerm" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Confirmation_linkId_key" ON "Confirmation"("linkId");

-- CreateIndex
CREATE INDEX "Confirmation_networkId_organisationId_idx" ON "Confirmation"("networkId", "organisationId");

-- Columns are added as they are: a table made anew would lose its triggers.
ALTER TABLE "ManagerTerm" ADD COLUMN "sharedMailbox" BOOLEAN NOT NULL DEFAULT false;
UPDATE "ManagerTerm" SET "sharedMailbox" = true WHERE EXISTS (SELECT 1 FROM "Signature" s WHERE s."commitmentId" = "ManagerTerm"."commitmentId" AND s."sharedMailbox" AND s."emailKey" = "ManagerTerm"."emailKey");
