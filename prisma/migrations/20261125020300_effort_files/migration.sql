-- CreateTable
CREATE TABLE "EffortFile" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "shareId" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "fileId" TEXT,
    "name" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "byId" TEXT,
    "removedAt" DATETIME,
    CONSTRAINT "EffortFile_shareId_fkey" FOREIGN KEY ("shareId") REFERENCES "EffortShare" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "EffortFile_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "File" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "EffortFile_fileId_key" ON "EffortFile"("fileId");

-- CreateIndex
CREATE INDEX "EffortFile_shareId_idx" ON "EffortFile"("shareId");
