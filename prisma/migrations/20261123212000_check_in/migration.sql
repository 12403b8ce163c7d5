-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN "checkInHash" TEXT;
ALTER TABLE "Meeting" ADD COLUMN "checkInNonce" TEXT;

-- AlterTable
ALTER TABLE "Attendee" ADD COLUMN "cameAt" DATETIME;

-- CreateTable
CREATE TABLE "CheckIn" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "meetingId" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "organisationId" TEXT,
    "at" DATETIME NOT NULL,
    CONSTRAINT "CheckIn_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Meeting_checkInHash_key" ON "Meeting"("checkInHash");

-- CreateIndex
CREATE INDEX "CheckIn_meetingId_at_idx" ON "CheckIn"("meetingId", "at");

-- AlterTable
ALTER TABLE "DemoLetter" ADD COLUMN "calendar" TEXT;
