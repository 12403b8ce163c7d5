-- CreateTable
CREATE TABLE "SpreadPress" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "SpreadPress_at_idx" ON "SpreadPress"("at");
