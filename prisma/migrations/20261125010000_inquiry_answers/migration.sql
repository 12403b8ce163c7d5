-- AlterTable
ALTER TABLE "Inquiry" ADD COLUMN "answerVersion" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "InquiryQuestion" ADD COLUMN "onlyIfId" TEXT;
ALTER TABLE "InquiryQuestion" ADD COLUMN "onlyIfValue" TEXT;

-- AlterTable
ALTER TABLE "InquiryValue" ADD COLUMN "fileId" TEXT REFERENCES "File" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- CreateIndex
CREATE UNIQUE INDEX "InquiryValue_fileId_key" ON "InquiryValue"("fileId");
