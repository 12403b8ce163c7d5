-- When everything that is kept for good was last read through, and what was found.
CREATE TABLE "RecordCheck" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "events" INTEGER NOT NULL,
    "files" INTEGER NOT NULL,
    "papers" INTEGER NOT NULL,
    "faults" TEXT NOT NULL,
    "count" INTEGER NOT NULL
);
CREATE INDEX "RecordCheck_at_idx" ON "RecordCheck"("at");
