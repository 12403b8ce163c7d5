-- CreateTable
CREATE TABLE "Material" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "networkId" TEXT NOT NULL,
    "meetingId" TEXT,
    "agendaItemId" TEXT,
    "groupId" TEXT,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "byId" TEXT,
    "removedAt" DATETIME,
    CONSTRAINT "Material_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Material_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Material_agendaItemId_fkey" FOREIGN KEY ("agendaItemId") REFERENCES "AgendaItem" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MaterialVersion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "materialId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "fileId" TEXT,
    "url" TEXT,
    "name" TEXT,
    "at" DATETIME NOT NULL,
    "byId" TEXT,
    "textState" TEXT NOT NULL,
    CONSTRAINT "MaterialVersion_materialId_fkey" FOREIGN KEY ("materialId") REFERENCES "Material" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "MaterialVersion_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "File" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MaterialOpening" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "versionId" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "personId" TEXT,
    "attendeeId" TEXT,
    "at" DATETIME NOT NULL,
    CONSTRAINT "MaterialOpening_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "MaterialVersion" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MaterialText" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "materialId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    CONSTRAINT "MaterialText_materialId_fkey" FOREIGN KEY ("materialId") REFERENCES "Material" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Material_networkId_removedAt_idx" ON "Material"("networkId", "removedAt");

-- CreateIndex
CREATE INDEX "Material_meetingId_idx" ON "Material"("meetingId");

-- CreateIndex
CREATE INDEX "Material_agendaItemId_idx" ON "Material"("agendaItemId");

-- CreateIndex
CREATE UNIQUE INDEX "MaterialVersion_fileId_key" ON "MaterialVersion"("fileId");

-- CreateIndex
CREATE INDEX "MaterialVersion_textState_idx" ON "MaterialVersion"("textState");

-- CreateIndex
CREATE UNIQUE INDEX "MaterialVersion_materialId_number_key" ON "MaterialVersion"("materialId", "number");

-- CreateIndex
CREATE INDEX "MaterialOpening_at_idx" ON "MaterialOpening"("at");

-- CreateIndex
CREATE UNIQUE INDEX "MaterialOpening_versionId_personId_key" ON "MaterialOpening"("versionId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "MaterialOpening_versionId_attendeeId_key" ON "MaterialOpening"("versionId", "attendeeId");

-- CreateIndex
CREATE UNIQUE INDEX "MaterialText_materialId_key" ON "MaterialText"("materialId");

-- Search: å ä ö are letters of their own, words are found by their beginning. The triggers keep it in step with MaterialText.
CREATE VIRTUAL TABLE "MaterialSearch" USING fts5("title", "body", content='MaterialText', content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='2 3 4');

CREATE TRIGGER "MaterialText_insert" AFTER INSERT ON "MaterialText" BEGIN
  INSERT INTO "MaterialSearch" (rowid, "title", "body") VALUES (NEW."id", NEW."title", NEW."body");
END;

CREATE TRIGGER "MaterialText_delete" AFTER DELETE ON "MaterialText" BEGIN
  INSERT INTO "MaterialSearch" ("MaterialSearch", rowid, "title", "body") VALUES ('delete', OLD."id", OLD."title", OLD."body");
END;

CREATE TRIGGER "MaterialText_update" AFTER UPDATE ON "MaterialText" BEGIN
  INSERT INTO "MaterialSearch" ("MaterialSearch", rowid, "title", "body") VALUES ('delete', OLD."id", OLD."title", OLD."body");
  INSERT INTO "MaterialSearch" (rowid, "title", "body") VALUES (NEW."id", NEW."title", NEW."body");
END;
