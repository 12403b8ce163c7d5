-- AlterTable
ALTER TABLE "WorkingGroup" ADD COLUMN "convenerLeftOn" TEXT;
