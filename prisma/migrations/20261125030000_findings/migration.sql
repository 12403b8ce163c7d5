-- CreateTable
CREATE TABLE "Finding" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "organisationId" TEXT,
    "meetingId" TEXT,
    "shareId" TEXT,
    "questionId" TEXT,
    "submittedAt" DATETIME,
    "consent" TEXT NOT NULL,
    "askedAt" DATETIME,
    "remindedAt" DATETIME,
    "answeredAt" DATETIME,
    "answeredById" TEXT,
    "proposal" TEXT,
    "proposalNamed" BOOLEAN NOT NULL DEFAULT true,
    "foundOn" TEXT NOT NULL,
    "removedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Finding_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Finding_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Finding_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Finding_shareId_fkey" FOREIGN KEY ("shareId") REFERENCES "InquiryShare" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Finding_networkId_consent_idx" ON "Finding"("networkId", "consent");

-- CreateIndex
CREATE INDEX "Finding_organisationId_idx" ON "Finding"("organisationId");
