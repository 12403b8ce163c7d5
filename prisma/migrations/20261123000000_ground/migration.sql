-- CreateTable
CREATE TABLE "Commitment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "origin" TEXT NOT NULL,
    "onBehalf" BOOLEAN NOT NULL DEFAULT false,
    "fillerName" TEXT,
    "fillerEmail" TEXT,
    "fillerAccountId" TEXT,
    "content" TEXT NOT NULL,
    "contentHash" TEXT,
    "termsVersion" TEXT,
    "startOn" TEXT,
    "untilOn" TEXT,
    "previousId" TEXT,
    "leaverId" TEXT,
    "copiedFromId" TEXT,
    "groupId" TEXT,
    "reference" TEXT NOT NULL,
    "why" TEXT,
    "createdAt" DATETIME NOT NULL,
    "touchedAt" DATETIME NOT NULL,
    "sentAt" DATETIME,
    "signedAt" DATETIME,
    "receivedAt" DATETIME,
    "receivedById" TEXT,
    "diaryNumber" TEXT,
    CONSTRAINT "Commitment_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Commitment_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CommitmentSecret" (
    "commitmentId" TEXT NOT NULL PRIMARY KEY,
    "content" TEXT NOT NULL,
    CONSTRAINT "CommitmentSecret_commitmentId_fkey" FOREIGN KEY ("commitmentId") REFERENCES "Commitment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CommitmentStep" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "commitmentId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "fromState" TEXT,
    "toState" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "why" TEXT,
    CONSTRAINT "CommitmentStep_commitmentId_fkey" FOREIGN KEY ("commitmentId") REFERENCES "Commitment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Signature" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "commitmentId" TEXT NOT NULL,
    "seats" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT,
    "email" TEXT,
    "emailKey" TEXT,
    "phone" TEXT,
    "unit" TEXT,
    "town" TEXT,
    "acting" BOOLEAN NOT NULL DEFAULT false,
    "sharedMailbox" BOOLEAN NOT NULL DEFAULT false,
    "namedBy" TEXT NOT NULL,
    "method" TEXT,
    "declarationVersion" TEXT,
    "signedName" TEXT,
    "signedTitle" TEXT,
    "signedAt" DATETIME,
    "note" TEXT,
    "remindersSent" INTEGER NOT NULL DEFAULT 0,
    "nextReminderOn" TEXT,
    "escalatedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Signature_commitmentId_fkey" FOREIGN KEY ("commitmentId") REFERENCES "Commitment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "File" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "commitmentId" TEXT,
    "role" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "scanState" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "storageKey" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "File_commitmentId_fkey" FOREIGN KEY ("commitmentId") REFERENCES "Commitment" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "County" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "code" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "genitive" TEXT NOT NULL,
    "authority" TEXT NOT NULL,
    "quietPeriods" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Network" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "countyId" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "shortName" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "formedYear" INTEGER,
    "mailbox" TEXT NOT NULL,
    "diaryNumber" TEXT,
    "termMonths" INTEGER,
    CONSTRAINT "Network_countyId_fkey" FOREIGN KEY ("countyId") REFERENCES "County" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Membership" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "fromOn" TEXT NOT NULL,
    "untilOn" TEXT,
    "why" TEXT,
    CONSTRAINT "Membership_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Membership_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "StaffRole" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "networkId" TEXT,
    "role" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "standIn" BOOLEAN NOT NULL DEFAULT false,
    "fromOn" TEXT NOT NULL,
    "untilOn" TEXT,
    CONSTRAINT "StaffRole_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "StaffRole_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Organisation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "countyId" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sortKey" TEXT NOT NULL,
    "searchKey" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "municipalityCode" TEXT,
    "principal" TEXT,
    "protectedDefault" BOOLEAN NOT NULL DEFAULT false,
    "sharedSeat" BOOLEAN NOT NULL DEFAULT false,
    "endedOn" TEXT,
    "successorId" TEXT,
    CONSTRAINT "Organisation_countyId_fkey" FOREIGN KEY ("countyId") REFERENCES "County" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Organisation_successorId_fkey" FOREIGN KEY ("successorId") REFERENCES "Organisation" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OrganisationName" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organisationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "untilOn" TEXT NOT NULL,
    CONSTRAINT "OrganisationName_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Association" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organisationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "fromOn" TEXT NOT NULL,
    "untilOn" TEXT,
    CONSTRAINT "Association_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OrganisationDomain" (
    "organisationId" TEXT NOT NULL,
    "domain" TEXT NOT NULL,

    PRIMARY KEY ("organisationId", "domain"),
    CONSTRAINT "OrganisationDomain_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Contact" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT NOT NULL,
    "emailKey" TEXT NOT NULL,
    "fromOn" TEXT NOT NULL,
    "untilOn" TEXT,
    CONSTRAINT "Contact_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "countyId" TEXT NOT NULL,
    "accountId" TEXT,
    "name" TEXT NOT NULL,
    "sortKey" TEXT NOT NULL,
    "searchKey" TEXT NOT NULL,
    "email" TEXT,
    "emailKey" TEXT,
    "phone" TEXT,
    "title" TEXT,
    "protected" BOOLEAN NOT NULL DEFAULT false,
    "sharedMailbox" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "Person_countyId_fkey" FOREIGN KEY ("countyId") REFERENCES "County" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Person_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProtectedIdentity" (
    "personId" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailKey" TEXT NOT NULL,
    "phone" TEXT,
    CONSTRAINT "ProtectedIdentity_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Holding" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "seat" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "fromOn" TEXT NOT NULL,
    "untilOn" TEXT,
    "commitmentId" TEXT,
    "ending" TEXT,
    CONSTRAINT "Holding_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Holding_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Holding_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Holding_commitmentId_fkey" FOREIGN KEY ("commitmentId") REFERENCES "Commitment" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ManagerTerm" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "seat" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT,
    "email" TEXT,
    "emailKey" TEXT,
    "phone" TEXT,
    "unit" TEXT,
    "town" TEXT,
    "acting" BOOLEAN NOT NULL DEFAULT false,
    "fromOn" TEXT NOT NULL,
    "untilOn" TEXT,
    "commitmentId" TEXT,
    CONSTRAINT "ManagerTerm_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Channel" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "commitmentId" TEXT,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "frequency" TEXT NOT NULL,
    "fromOn" TEXT NOT NULL,
    "untilOn" TEXT,
    CONSTRAINT "Channel_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Cover" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "fromOn" TEXT NOT NULL,
    "untilOn" TEXT,
    "cancelledAt" DATETIME,
    CONSTRAINT "Cover_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "browserHash" TEXT NOT NULL,
    "strength" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "seenAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    CONSTRAINT "Session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Code" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "purpose" TEXT NOT NULL,
    "emailKey" TEXT NOT NULL,
    "browserHash" TEXT NOT NULL,
    "linkId" TEXT,
    "long" BOOLEAN NOT NULL DEFAULT false,
    "nonce" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "triedAt" DATETIME,
    "usedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Link" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "commitmentId" TEXT,
    "signatureId" TEXT,
    "email" TEXT NOT NULL,
    "emailKey" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "revokedAt" DATETIME,
    "pressedAt" DATETIME,
    "usedAt" DATETIME,
    CONSTRAINT "Link_commitmentId_fkey" FOREIGN KEY ("commitmentId") REFERENCES "Commitment" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Link_signatureId_fkey" FOREIGN KEY ("signatureId") REFERENCES "Signature" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Event" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "networkId" TEXT,
    "organisationId" TEXT,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "data" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Ledger" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "lastHash" TEXT NOT NULL,
    "turns" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "Letter" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "eventSeq" INTEGER,
    "networkId" TEXT,
    "organisationId" TEXT,
    "commitmentId" TEXT,
    "personId" TEXT,
    "linkId" TEXT,
    "codeId" TEXT,
    "kind" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "replyTo" TEXT NOT NULL,
    "senderName" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "notAfter" DATETIME,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" DATETIME NOT NULL,
    "claimedAt" DATETIME,
    "claimedBy" TEXT,
    "sentAt" DATETIME,
    "maybeDoubled" BOOLEAN NOT NULL DEFAULT false,
    "messageId" TEXT NOT NULL,
    "error" TEXT,
    "createdAt" DATETIME NOT NULL,
    "weededAt" DATETIME,
    "settledAt" DATETIME,
    CONSTRAINT "Letter_eventSeq_fkey" FOREIGN KEY ("eventSeq") REFERENCES "Event" ("seq") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Work" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "eventSeq" INTEGER,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" DATETIME NOT NULL,
    "claimedAt" DATETIME,
    "doneAt" DATETIME,
    "error" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "JobRun" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "ranAt" DATETIME NOT NULL,
    "note" TEXT
);

-- CreateTable
CREATE TABLE "ParkedForm" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "browserHash" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "DemoLetter" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "messageId" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "replyTo" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "receivedAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Commitment_reference_key" ON "Commitment"("reference");

-- CreateIndex
CREATE INDEX "Commitment_networkId_organisationId_state_idx" ON "Commitment"("networkId", "organisationId", "state");

-- CreateIndex
CREATE INDEX "Commitment_networkId_state_idx" ON "Commitment"("networkId", "state");

-- CreateIndex
CREATE INDEX "Commitment_groupId_idx" ON "Commitment"("groupId");

-- CreateIndex
CREATE UNIQUE INDEX "CommitmentStep_commitmentId_number_key" ON "CommitmentStep"("commitmentId", "number");

-- CreateIndex
CREATE INDEX "Signature_commitmentId_idx" ON "Signature"("commitmentId");

-- CreateIndex
CREATE INDEX "Signature_state_nextReminderOn_idx" ON "Signature"("state", "nextReminderOn");

-- CreateIndex
CREATE INDEX "File_hash_idx" ON "File"("hash");

-- CreateIndex
CREATE INDEX "File_commitmentId_idx" ON "File"("commitmentId");

-- CreateIndex
CREATE UNIQUE INDEX "County_code_key" ON "County"("code");

-- CreateIndex
CREATE UNIQUE INDEX "County_slug_key" ON "County"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Network_countyId_slug_key" ON "Network"("countyId", "slug");

-- CreateIndex
CREATE INDEX "Membership_networkId_organisationId_idx" ON "Membership"("networkId", "organisationId");

-- CreateIndex
CREATE INDEX "StaffRole_accountId_idx" ON "StaffRole"("accountId");

-- CreateIndex
CREATE INDEX "StaffRole_networkId_idx" ON "StaffRole"("networkId");

-- CreateIndex
CREATE UNIQUE INDEX "Organisation_countyId_slug_key" ON "Organisation"("countyId", "slug");

-- CreateIndex
CREATE INDEX "Contact_organisationId_idx" ON "Contact"("organisationId");

-- CreateIndex
CREATE INDEX "Contact_emailKey_idx" ON "Contact"("emailKey");

-- CreateIndex
CREATE UNIQUE INDEX "Account_email_key" ON "Account"("email");

-- CreateIndex
CREATE INDEX "Person_accountId_idx" ON "Person"("accountId");

-- CreateIndex
CREATE INDEX "Person_countyId_emailKey_idx" ON "Person"("countyId", "emailKey");

-- CreateIndex
CREATE INDEX "Holding_networkId_organisationId_seat_fromOn_idx" ON "Holding"("networkId", "organisationId", "seat", "fromOn");

-- CreateIndex
CREATE INDEX "Holding_personId_idx" ON "Holding"("personId");

-- CreateIndex
CREATE INDEX "ManagerTerm_networkId_organisationId_seat_idx" ON "ManagerTerm"("networkId", "organisationId", "seat");

-- CreateIndex
CREATE INDEX "ManagerTerm_emailKey_idx" ON "ManagerTerm"("emailKey");

-- CreateIndex
CREATE INDEX "Channel_networkId_organisationId_idx" ON "Channel"("networkId", "organisationId");

-- CreateIndex
CREATE INDEX "Cover_networkId_organisationId_idx" ON "Cover"("networkId", "organisationId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Code_emailKey_browserHash_purpose_idx" ON "Code"("emailKey", "browserHash", "purpose");

-- CreateIndex
CREATE INDEX "Code_emailKey_createdAt_idx" ON "Code"("emailKey", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Link_tokenHash_key" ON "Link"("tokenHash");

-- CreateIndex
CREATE INDEX "Link_networkId_organisationId_purpose_idx" ON "Link"("networkId", "organisationId", "purpose");

-- CreateIndex
CREATE INDEX "Link_signatureId_idx" ON "Link"("signatureId");

-- CreateIndex
CREATE INDEX "Link_commitmentId_idx" ON "Link"("commitmentId");

-- CreateIndex
CREATE UNIQUE INDEX "Event_hash_key" ON "Event"("hash");

-- CreateIndex
CREATE INDEX "Event_networkId_organisationId_seq_idx" ON "Event"("networkId", "organisationId", "seq");

-- CreateIndex
CREATE INDEX "Event_subjectType_subjectId_idx" ON "Event"("subjectType", "subjectId");

-- CreateIndex
CREATE UNIQUE INDEX "Letter_key_key" ON "Letter"("key");

-- CreateIndex
CREATE INDEX "Letter_state_priority_nextAttemptAt_idx" ON "Letter"("state", "priority", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "Letter_networkId_state_idx" ON "Letter"("networkId", "state");

-- CreateIndex
CREATE INDEX "Letter_organisationId_idx" ON "Letter"("organisationId");

-- CreateIndex
CREATE INDEX "Work_doneAt_nextAttemptAt_idx" ON "Work"("doneAt", "nextAttemptAt");

-- CreateIndex
CREATE UNIQUE INDEX "Work_kind_subjectId_key" ON "Work"("kind", "subjectId");

-- CreateIndex
CREATE INDEX "DemoLetter_receivedAt_idx" ON "DemoLetter"("receivedAt");


-- What Prisma cannot say. Each is asked for by name in tests/architecture/schema.test.ts, because
-- Prisma rebuilds tables on SQLite and forgets triggers.

INSERT INTO "Ledger" ("id", "lastHash", "turns") VALUES (1, '', 0);

-- Holdings never overlap per network, organisation and seat, on any day past or to come.
CREATE TRIGGER "Holding_wellformed_insert" BEFORE INSERT ON "Holding"
WHEN NEW."seat" NOT IN ('representative', 'deputy')
  OR NEW."fromOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'
  OR (NEW."untilOn" IS NOT NULL AND (NEW."untilOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR NEW."untilOn" <= NEW."fromOn"))
BEGIN SELECT RAISE(ABORT, 'holding is not well formed'); END;

CREATE TRIGGER "Holding_wellformed_update" BEFORE UPDATE ON "Holding"
WHEN NEW."seat" NOT IN ('representative', 'deputy')
  OR NEW."fromOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'
  OR (NEW."untilOn" IS NOT NULL AND (NEW."untilOn" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR NEW."untilOn" <= NEW."fromOn"))
BEGIN SELECT RAISE(ABORT, 'holding is not well formed'); END;

CREATE TRIGGER "Holding_no_overlap_insert" BEFORE INSERT ON "Holding"
WHEN EXISTS (
  SELECT 1 FROM "Holding" h
  WHERE h."networkId" = NEW."networkId" AND h."organisationId" = NEW."organisationId" AND h."seat" = NEW."seat"
    AND h."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND NEW."fromOn" < COALESCE(h."untilOn", '9999-99-99'))
BEGIN SELECT RAISE(ABORT, 'holding overlaps another'); END;

CREATE TRIGGER "Holding_no_overlap_update" BEFORE UPDATE ON "Holding"
WHEN EXISTS (
  SELECT 1 FROM "Holding" h
  WHERE h.rowid <> OLD.rowid AND h."networkId" = NEW."networkId" AND h."organisationId" = NEW."organisationId" AND h."seat" = NEW."seat"
    AND h."fromOn" < COALESCE(NEW."untilOn", '9999-99-99') AND NEW."fromOn" < COALESCE(h."untilOn", '9999-99-99'))
BEGIN SELECT RAISE(ABORT, 'holding overlaps another'); END;

-- History stays: a holding that has been is never removed.
CREATE TRIGGER "Holding_no_delete" BEFORE DELETE ON "Holding"
BEGIN SELECT RAISE(ABORT, 'a holding is ended, never deleted'); END;

-- A signed commitment never changes; what was frozen when it was sent stays frozen.
CREATE TRIGGER "Commitment_frozen" BEFORE UPDATE ON "Commitment"
WHEN OLD."state" <> 'draft' AND (
  NEW."content" IS NOT OLD."content" OR NEW."contentHash" IS NOT OLD."contentHash" OR NEW."termsVersion" IS NOT OLD."termsVersion"
  OR NEW."startOn" IS NOT OLD."startOn" OR NEW."untilOn" IS NOT OLD."untilOn" OR NEW."kind" IS NOT OLD."kind" OR NEW."reference" IS NOT OLD."reference"
  OR NEW."organisationId" IS NOT OLD."organisationId" OR NEW."networkId" IS NOT OLD."networkId" OR NEW."sentAt" IS NOT OLD."sentAt"
  OR (OLD."signedAt" IS NOT NULL AND NEW."signedAt" IS NOT OLD."signedAt"))
BEGIN SELECT RAISE(ABORT, 'a sent commitment is never edited'); END;

CREATE TRIGGER "Commitment_no_delete" BEFORE DELETE ON "Commitment" WHEN OLD."state" <> 'draft' AND OLD."state" <> 'lapsed'
BEGIN SELECT RAISE(ABORT, 'a commitment is never deleted'); END;

CREATE TRIGGER "CommitmentSecret_frozen" BEFORE UPDATE ON "CommitmentSecret"
WHEN (SELECT c."state" FROM "Commitment" c WHERE c."id" = OLD."commitmentId") <> 'draft' AND NEW."content" IS NOT OLD."content"
BEGIN SELECT RAISE(ABORT, 'a sent commitment is never edited'); END;

CREATE TRIGGER "Signature_frozen" BEFORE UPDATE ON "Signature"
WHEN OLD."state" = 'signed' AND (NEW."state" <> 'signed' OR NEW."signedAt" IS NOT OLD."signedAt" OR NEW."signedName" IS NOT OLD."signedName"
  OR NEW."signedTitle" IS NOT OLD."signedTitle" OR NEW."email" IS NOT OLD."email" OR NEW."method" IS NOT OLD."method" OR NEW."declarationVersion" IS NOT OLD."declarationVersion")
BEGIN SELECT RAISE(ABORT, 'a signature is never changed'); END;

-- The log is append-only.
CREATE TRIGGER "Event_no_update" BEFORE UPDATE ON "Event" BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER "Event_no_delete" BEFORE DELETE ON "Event" BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER "CommitmentStep_no_update" BEFORE UPDATE ON "CommitmentStep" BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;
CREATE TRIGGER "CommitmentStep_no_delete" BEFORE DELETE ON "CommitmentStep" BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;
