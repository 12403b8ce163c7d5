-- CreateTable
CREATE TABLE "Effort" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "lastOn" TEXT NOT NULL,
    "minutesItemId" TEXT,
    "agendaItemId" TEXT,
    "closedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Effort_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Effort_agendaItemId_fkey" FOREIGN KEY ("agendaItemId") REFERENCES "AgendaItem" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "EffortShare" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "effortId" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "answer" TEXT,
    "lastOn" TEXT,
    "changedAt" DATETIME,
    "changedById" TEXT,
    CONSTRAINT "EffortShare_effortId_fkey" FOREIGN KEY ("effortId") REFERENCES "Effort" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "EffortShare_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Effort_agendaItemId_key" ON "Effort"("agendaItemId");

-- CreateIndex
CREATE INDEX "Effort_networkId_closedAt_idx" ON "Effort"("networkId", "closedAt");

-- CreateIndex
CREATE UNIQUE INDEX "EffortShare_effortId_organisationId_key" ON "EffortShare"("effortId", "organisationId");

-- CreateIndex
CREATE INDEX "EffortShare_organisationId_state_idx" ON "EffortShare"("organisationId", "state");
