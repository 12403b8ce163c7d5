-- A stand-in who is marked as protected keeps no address: they are known by the person from then on.
ALTER TABLE "Answer" ADD COLUMN "standInPersonId" TEXT;
