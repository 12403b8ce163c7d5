-- CreateTable
CREATE TABLE "Mailbox" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "uidValidity" TEXT NOT NULL,
    "lastUid" INTEGER NOT NULL,
    "readAt" DATETIME,
    "failingSince" DATETIME
);

-- CreateTable
CREATE TABLE "Incoming" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "messageKey" TEXT NOT NULL,
    "networkId" TEXT,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "why" TEXT,
    "sender" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "partstat" TEXT,
    "comment" TEXT,
    "attendeeId" TEXT,
    "letterId" TEXT,
    "receivedAt" DATETIME NOT NULL,
    "settledAt" DATETIME,
    "settledById" TEXT
);

-- CreateIndex
CREATE UNIQUE INDEX "Incoming_messageKey_key" ON "Incoming"("messageKey");

-- CreateIndex
CREATE INDEX "Incoming_networkId_state_idx" ON "Incoming"("networkId", "state");
