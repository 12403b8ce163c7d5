-- CreateTable
CREATE TABLE "Reveal" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "accountId" TEXT,
    "at" DATETIME NOT NULL,
    "why" TEXT NOT NULL,
    CONSTRAINT "Reveal_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Reveal_personId_at_idx" ON "Reveal"("personId", "at");

CREATE TRIGGER "Reveal_no_update" BEFORE UPDATE ON "Reveal" BEGIN SELECT RAISE(ABORT, 'a look is never changed'); END;
