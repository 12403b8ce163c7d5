-- CreateTable
CREATE TABLE "SpreadItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "targets" TEXT NOT NULL,
    "lastOn" TEXT NOT NULL,
    "closedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "SpreadItem_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SpreadShare" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "itemId" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "lastOn" TEXT,
    "linkId" TEXT,
    "opened" INTEGER NOT NULL DEFAULT 0,
    "answeredAt" DATETIME,
    "answeredById" TEXT,
    CONSTRAINT "SpreadShare_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "SpreadItem" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SpreadShare_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SpreadPass" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "shareId" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "channelId" TEXT,
    "channel" TEXT NOT NULL,
    "passedOn" TEXT NOT NULL,
    "reached" INTEGER,
    CONSTRAINT "SpreadPass_shareId_fkey" FOREIGN KEY ("shareId") REFERENCES "SpreadShare" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "SpreadItem_networkId_closedAt_idx" ON "SpreadItem"("networkId", "closedAt");

-- CreateIndex
CREATE UNIQUE INDEX "SpreadShare_linkId_key" ON "SpreadShare"("linkId");

-- CreateIndex
CREATE INDEX "SpreadShare_organisationId_state_idx" ON "SpreadShare"("organisationId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "SpreadShare_itemId_organisationId_key" ON "SpreadShare"("itemId", "organisationId");

-- CreateIndex
CREATE INDEX "SpreadPass_shareId_idx" ON "SpreadPass"("shareId");

-- CreateIndex
CREATE INDEX "SpreadPass_channelId_idx" ON "SpreadPass"("channelId");

-- Columns are added as they are: a table made anew would lose its triggers.
ALTER TABLE "Material" ADD COLUMN "spreadItemId" TEXT REFERENCES "SpreadItem" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "Material_groupId_idx" ON "Material"("groupId");
CREATE INDEX "Material_spreadItemId_idx" ON "Material"("spreadItemId");
