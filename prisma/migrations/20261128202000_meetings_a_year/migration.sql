-- How many ordinary meetings a year the network has, by which a year is planned.
ALTER TABLE "Network" ADD COLUMN "meetingsAYear" INTEGER NOT NULL DEFAULT 4 CHECK ("meetingsAYear" BETWEEN 1 AND 12);
