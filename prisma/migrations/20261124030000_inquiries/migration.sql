-- CreateTable
CREATE TABLE "Inquiry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "lastOn" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "sentAt" DATETIME,
    "closedAt" DATETIME,
    "sharedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Inquiry_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "InquiryQuestion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "inquiryId" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "hint" TEXT,
    "required" BOOLEAN NOT NULL,
    "options" TEXT NOT NULL,
    CONSTRAINT "InquiryQuestion_inquiryId_fkey" FOREIGN KEY ("inquiryId") REFERENCES "Inquiry" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "InquiryShare" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "inquiryId" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "lastOn" TEXT,
    "linkId" TEXT,
    "submittedAt" DATETIME,
    "submittedById" TEXT,
    CONSTRAINT "InquiryShare_inquiryId_fkey" FOREIGN KEY ("inquiryId") REFERENCES "Inquiry" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "InquiryShare_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "InquiryResponse" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "shareId" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "part" TEXT,
    "at" DATETIME NOT NULL,
    CONSTRAINT "InquiryResponse_shareId_fkey" FOREIGN KEY ("shareId") REFERENCES "InquiryShare" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "InquiryValue" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "responseId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    CONSTRAINT "InquiryValue_responseId_fkey" FOREIGN KEY ("responseId") REFERENCES "InquiryResponse" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "InquiryValue_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "InquiryQuestion" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Inquiry_networkId_state_idx" ON "Inquiry"("networkId", "state");

-- CreateIndex
CREATE INDEX "InquiryQuestion_inquiryId_position_idx" ON "InquiryQuestion"("inquiryId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "InquiryShare_linkId_key" ON "InquiryShare"("linkId");

-- CreateIndex
CREATE INDEX "InquiryShare_organisationId_state_idx" ON "InquiryShare"("organisationId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "InquiryShare_inquiryId_organisationId_key" ON "InquiryShare"("inquiryId", "organisationId");

-- CreateIndex
CREATE INDEX "InquiryResponse_shareId_kind_idx" ON "InquiryResponse"("shareId", "kind");

-- CreateIndex
CREATE INDEX "InquiryValue_responseId_idx" ON "InquiryValue"("responseId");

-- CreateIndex
CREATE INDEX "InquiryValue_questionId_idx" ON "InquiryValue"("questionId");
