-- What lay parked lay in clear text, for an hour at most: it goes. From now on it is sealed by the browser's own secret.
DROP TABLE "ParkedForm";
CREATE TABLE "ParkedForm" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "browserHash" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "body" BLOB NOT NULL,
    "files" BOOLEAN NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL
);
CREATE INDEX "ParkedForm_browserHash_idx" ON "ParkedForm"("browserHash");
CREATE INDEX "Session_browserHash_idx" ON "Session"("browserHash");

-- A press that comes twice is done once.
CREATE TABLE "Press" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "content" TEXT NOT NULL,
    "sameAs" TEXT NOT NULL,
    "outcome" BLOB,
    "expiresAt" DATETIME NOT NULL
);
CREATE INDEX "Press_sameAs_idx" ON "Press"("sameAs");

-- Every code is long from the first one. Beyond a bound of letters a browser shares the code of the newest letter.
ALTER TABLE "Code" DROP COLUMN "long";
ALTER TABLE "Code" ADD COLUMN "letterOf" TEXT;
