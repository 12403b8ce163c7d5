-- CreateTable
CREATE TABLE "Visit" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "visitOn" TEXT NOT NULL,
    "whom" TEXT,
    "lines" TEXT,
    "notes" TEXT,
    "agreed" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Visit_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Visit_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "VisitQuestion" (
    "visitId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,

    PRIMARY KEY ("visitId", "questionId"),
    CONSTRAINT "VisitQuestion_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "VisitQuestion_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "RaisedQuestion" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Visit_networkId_visitOn_idx" ON "Visit"("networkId", "visitOn");

-- CreateIndex
CREATE INDEX "Visit_organisationId_idx" ON "Visit"("organisationId");
