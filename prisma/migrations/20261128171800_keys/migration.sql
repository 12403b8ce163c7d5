-- The key of an account's address by today's rule; filled in at the first start.
ALTER TABLE "Account" ADD COLUMN "key" TEXT NOT NULL DEFAULT '';
CREATE INDEX "Account_key_idx" ON "Account"("key");

CREATE TABLE "Rule" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "made" TEXT NOT NULL
);
