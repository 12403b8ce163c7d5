-- CreateTable
CREATE TABLE "GroupJoining" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "groupId" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "who" TEXT,
    "words" TEXT,
    "reason" TEXT,
    "askedById" TEXT,
    "createdAt" DATETIME NOT NULL,
    "remindedAt" DATETIME,
    "settledAt" DATETIME,
    CONSTRAINT "GroupJoining_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "WorkingGroup" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "GroupJoining_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "GroupJoining_networkId_state_idx" ON "GroupJoining"("networkId", "state");

-- CreateIndex
CREATE INDEX "GroupJoining_groupId_organisationId_idx" ON "GroupJoining"("groupId", "organisationId");

-- One open request or invitation for an organisation and a group. A trigger: the schema engine cannot read a partial index.
CREATE TRIGGER "GroupJoining_one_open_insert" BEFORE INSERT ON "GroupJoining"
WHEN NEW."state" = 'open' AND EXISTS (SELECT 1 FROM "GroupJoining" o WHERE o."groupId" = NEW."groupId" AND o."organisationId" = NEW."organisationId" AND o."state" = 'open')
BEGIN SELECT RAISE(ABORT, 'one open joining'); END;

CREATE TRIGGER "GroupJoining_one_open_update" BEFORE UPDATE ON "GroupJoining"
WHEN NEW."state" = 'open' AND EXISTS (SELECT 1 FROM "GroupJoining" o WHERE o."id" <> NEW."id" AND o."groupId" = NEW."groupId" AND o."organisationId" = NEW."organisationId" AND o."state" = 'open')
BEGIN SELECT RAISE(ABORT, 'one open joining'); END;
