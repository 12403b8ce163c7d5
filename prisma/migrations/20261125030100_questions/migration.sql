-- CreateTable
CREATE TABLE "RaisedQuestion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "background" TEXT NOT NULL,
    "organisationId" TEXT,
    "meetingId" TEXT,
    "named" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "shown" BOOLEAN NOT NULL DEFAULT false,
    "proposedOn" TEXT NOT NULL,
    "raisedOn" TEXT,
    "raisedTo" TEXT,
    "answer" TEXT,
    "answeredOn" TEXT,
    "reportedOn" TEXT,
    "why" TEXT,
    "agendaItemId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "RaisedQuestion_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "RaisedQuestion_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "RaisedQuestion_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "RaisedQuestion_agendaItemId_fkey" FOREIGN KEY ("agendaItemId") REFERENCES "AgendaItem" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "RaisedQuestion_agendaItemId_key" ON "RaisedQuestion"("agendaItemId");

-- CreateIndex
CREATE INDEX "RaisedQuestion_networkId_state_idx" ON "RaisedQuestion"("networkId", "state");

-- CreateIndex
CREATE INDEX "RaisedQuestion_organisationId_idx" ON "RaisedQuestion"("organisationId");
