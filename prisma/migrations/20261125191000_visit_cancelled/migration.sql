-- AlterTable
ALTER TABLE "Visit" ADD COLUMN "cancelledAt" DATETIME;
